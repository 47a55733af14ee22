"""The fields of a Word template: a small, closed language, and which of its names no letter has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from conference_app.domain.cleaning import clean_line
from conference_app.domain.errors import RuleBroken
from conference_app.exchange.word_package import forbidden

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

TEXTS = ("authority", "recipient", "date", "reference", "title", "salutation", "closing", "marking")
LISTS = ("address", "reply_to", "facts", "paragraphs", "answering", "signed", "enclosed")
FACT = ("name", "words")  # what each of `facts` has

_FILTERS = ("upper", "lower", "capitalize", "join", "first", "last", "length")
_LOOP = ("first", "last", "index", "length")
_ALLOWED = {"Template", "Output", "TemplateData", "Name", "For", "If", "Not", "And", "Or", "Compare", "Operand"} | {
    "Const",
    "Tuple",
    "Getattr",
    "Filter",
}
_CONSTRUCTS = {"Getattr": "a private name", "For": "a list inside a list", "Filter": "a filter that is not known here"}


def environment() -> SandboxedEnvironment:
    """A sandbox without any function, in which text can never become markup [store.md 2.3]."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    return made


def parsed(source: str) -> nodes.Template:
    """The fields in the XML of one part; RuleBroken `template_syntax` or `template_forbidden`."""
    from jinja2 import TemplateError

    try:
        tree = environment().parse(source)
    except TemplateError as error:
        raise RuleBroken("template_syntax", field="path", why=_reason(error), near=_near(source, error)) from error
    except RecursionError as error:
        raise forbidden("a field of endless depth") from error
    _check(tree, inside_list=False)
    return tree


def names_in(tree: nodes.Template) -> set[str]:
    """Every name it asks for."""
    from jinja2 import nodes

    return {each.name for each in tree.find_all(nodes.Name) if each.ctx == "load"}


def unknown_names(tree: nodes.Template) -> set[str]:
    """Names in it that no letter has, "fact.colour" for a part of one."""
    from jinja2 import nodes

    own: dict[str, str] = {}
    for loop in tree.find_all(nodes.For):
        listed = loop.iter.name if isinstance(loop.iter, nodes.Name) else ""
        own |= {name.name: listed for name in _names(loop.target)}
    found = names_in(tree) - {*TEXTS, *LISTS, *own, "loop"}
    for part in tree.find_all(nodes.Getattr):
        whole = part.node.name if isinstance(part.node, nodes.Name) else ""
        known = _LOOP if whole == "loop" else FACT if own.get(whole) == "facts" else ()
        if part.attr not in known:
            found.add(f"{whole}.{part.attr}".lstrip("."))
    return found


def always_printed(tree: nodes.Template) -> set[str]:
    """Names that stand in the letter whatever it says: outside every condition, list and filter."""
    from jinja2 import nodes

    outputs = (each for each in tree.body if isinstance(each, nodes.Output))
    return {part.name for output in outputs for part in output.nodes if isinstance(part, nodes.Name)}


def _check(node: nodes.Node, *, inside_list: bool) -> None:
    kind = type(node).__name__
    if kind not in _ALLOWED or not _is_harmless(node, inside_list):
        raise forbidden(_CONSTRUCTS.get(kind, "more than fields, conditions and lists"))
    for each in node.iter_child_nodes():
        _check(each, inside_list=inside_list or kind == "For")


def _is_harmless(node: nodes.Node, inside_list: bool) -> bool:
    from jinja2 import nodes

    match node:
        case nodes.Getattr(attr=name):
            return not name.startswith("_")
        case nodes.For():
            return not inside_list and isinstance(node.iter, nodes.Name) and not node.recursive
        case nodes.Filter():
            return node.name in _FILTERS
    return True


def _names(target: nodes.Node) -> Iterator[nodes.Name]:
    from jinja2 import nodes

    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)


def _reason(error: Exception) -> str:
    return clean_line(str(getattr(error, "message", "") or "it cannot be read"))[:120].rstrip(".")


def _near(source: str, error: Exception) -> str:
    """The words of the template beside the fault, without its markup."""
    lines: Iterable[str] = source.split("\n")[max(getattr(error, "lineno", 1) - 1, 0) :]
    words = clean_line(re.sub(r"<[^>]*>", " ", next(iter(lines), "")))
    return words if len(words) <= 80 else words[:79] + "…"
