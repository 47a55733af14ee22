"""The letter from an authority's own Word template: checked when it is added, filled in a sandbox."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from conference_app.domain.cleaning import clean_line
from conference_app.domain.errors import RuleBroken
from conference_app.domain.text import all_of
from conference_app.exchange import word_fields, word_package
from conference_app.exchange.read_back import compare
from conference_app.exchange.word_starter import starter_template

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2 import nodes

__all__ = ["Letter", "check_template", "missing_fields", "starter_template", "word_letter"]

MOST_NAMED = 8
# Without these a letter does not say to whom it goes, where and when the conference is, or what is asked.
ESSENTIAL = frozenset({"recipient", "address", "facts", "paragraphs", "marking"})
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")  # those docxtpl fills as well


class Letter(Protocol):
    """What is written: documents.invitation_letter.InvitationLetter, known here by its content alone."""

    def content(self) -> Mapping[str, object]: ...


class Fact(NamedTuple):
    """What, when or where, as a template names it."""

    name: str
    words: str


class Checked(NamedTuple):
    """What is known of a template that can be used: the names in it, and those that stand in every letter."""

    names: frozenset[str]
    unknown: frozenset[str]
    always: frozenset[str]


def check_template(content: bytes) -> list[str]:
    """Names of fields in the template that no letter has, in order.

    RuleBroken `template_too_large`, `template_too_large_inside`, `not_a_word_file`, `template_syntax`,
    `template_forbidden` or `template_without_fields` where the file cannot be used at all.
    """
    return sorted(_checked(content).unknown)


def missing_fields(content: bytes) -> list[str]:
    """What a letter must say and the template has no place for; RuleBroken as by `check_template`."""
    return sorted(ESSENTIAL - _checked(content).names)


def word_letter(content: bytes, letter: Letter) -> bytes:
    """The letter as a Word file, opened again and compared; RuleBroken as by `check_template`.

    RuleBroken `template_fields_unknown` for names that no letter has. The marks of an example or a draft stand above
    the letter where the template has no place for them.
    """
    checked, said = _checked(content), letter.content()
    if checked.unknown:
        names = all_of(sorted(checked.unknown), most=MOST_NAMED)
        raise RuleBroken("template_fields_unknown", field="path", names=names)
    fields = _fields(said)
    with _refusing():
        template = _opened(content)
        template.render(fields, jinja_env=word_fields.environment(), autoescape=True)
        if "marking" not in checked.names:
            _mark(template, _list(said, "marks")[1:])
        _forget_attached_template(template)
        written = io.BytesIO()
        template.save(written)
        _compare(written.getvalue(), {name: str(fields[name]) for name in checked.always & {*word_fields.TEXTS}})
    return written.getvalue()


@lru_cache(maxsize=2)
def _checked(content: bytes) -> Checked:
    """A print run fills the same template again and again."""
    word_package.check_package(content)
    with _refusing():
        trees = _trees(_opened(content))
    names = _all(word_fields.names_in, trees)
    if not names:
        raise RuleBroken("template_without_fields", field="path")
    return Checked(names, _all(word_fields.unknown_names, trees), _all(word_fields.always_printed, trees))


def _all(asked: Callable[[nodes.Template], set[str]], trees: list[nodes.Template]) -> frozenset[str]:
    return frozenset(name for tree in trees for name in asked(tree))


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever a library cannot do with a damaged file is one sentence to the user."""
    from jinja2 import TemplateError
    from lxml.etree import LxmlError

    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError) as error:
        raise RuleBroken("not_a_word_file", field="path") from error
    except (AssertionError, RecursionError, NotImplementedError, LxmlError, TemplateError) as error:
        raise RuleBroken("not_a_word_file", field="path") from error


def _opened(content: bytes) -> DocxTemplate:
    template = _strict_template()(io.BytesIO(content))
    template.render_init()
    names = [str(part.partname) for part in template.docx.part.package.iter_parts()]
    if len(set(names)) < len(names):
        raise ValueError("a part stands in it twice")
    return template


@cache
def _strict_template() -> type[DocxTemplate]:
    """A template that is refused where filling it breaks its markup, instead of losing what stands behind."""
    from docxtpl import DocxTemplate
    from lxml import etree

    class StrictTemplate(DocxTemplate):  # type: ignore[misc]
        def fix_tables(self, xml: str) -> Any:
            etree.fromstring(xml)
            return super().fix_tables(xml)

    return StrictTemplate


def _trees(template: DocxTemplate) -> list[nodes.Template]:
    """The fields of every part that is filled: the body, heads and feet, footnotes and properties."""
    return [word_fields.parsed(template.patch_xml(source)) for source in _sources(template)]


def _sources(template: DocxTemplate) -> Iterator[str]:
    yield template.get_xml()
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            yield template.get_part_xml(part)
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith(".footnotes+xml"):
            yield part.blob.decode("utf-8")
    for name in _PROPERTIES:
        yield str(getattr(template.docx.core_properties, name))


def _fields(said: Mapping[str, object]) -> dict[str, object]:
    """What a template may name, cleaned; `marking` holds the marks of the page."""
    texts = {**said, "marking": " · ".join(_list(said, "marks"))}
    facts = [Fact(*(clean_line(str(part)) for part in fact)) for fact in _list(said, "facts")]
    return {
        **{name: clean_line(str(texts.get(name, ""))) for name in word_fields.TEXTS},
        **{name: [clean_line(str(line)) for line in _list(said, name)] for name in word_fields.LISTS},
        "facts": facts,
    }


def _list(said: Mapping[str, object], name: str) -> list[Any]:
    found = said.get(name, ())
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else []


def _mark(template: DocxTemplate, marks: list[str]) -> None:
    """Say above everything else that this is an example or a draft."""
    if marks:
        body = template.docx.element.body
        paragraph = template.docx.add_paragraph()
        paragraph.add_run(" · ".join(marks)).bold = True
        body.insert(0, paragraph._p)


def _forget_attached_template(template: DocxTemplate) -> None:
    """Word would fetch the template this one was made from, from wherever that lay."""
    for part in template.docx.part.package.iter_parts():
        for key in [key for key, link in part.rels.items() if link.reltype.endswith("/attachedTemplate")]:
            del part.rels[key]
        if part.content_type.endswith(".settings+xml") and hasattr(part, "element"):
            for each in list(part.element.iter("{*}attachedTemplate")):
                each.getparent().remove(each)


def _compare(written: bytes, meant: Mapping[str, str]) -> None:
    """Whole again when read, and every text that must stand in it does."""
    printed = "".join(_printed(written).split())
    compare(
        "Word letter",
        dict.fromkeys(meant, True),
        {name: "".join(_as_docxtpl(text).split()) in printed for name, text in meant.items()},
    )


def _printed(written: bytes) -> str:
    """All text of the body, the heads and feet and the footnotes."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document(io.BytesIO(written))
    said = ("/header", "/footer", "/footnotes")
    parts = [link.target_part for link in document.part.rels.values() if link.reltype.endswith(said)]
    roots = [document.element.body, *(parse_xml(part.blob) for part in parts)]
    return " ".join(text.text or "" for root in roots for text in root.iter("{*}t"))


def _as_docxtpl(text: str) -> str:
    """The few marks docxtpl gives a meaning of its own."""
    for mark, written in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        text = text.replace(mark, written)
    return text
