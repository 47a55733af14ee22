"""Turns a document into a tagged PDF or into preview pages, from the same content and the same layout."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from conference_app import resources
from conference_app.documents.cleaning import cleaned, without

if TYPE_CHECKING:
    from typst import Compiler

# Typst's own words for a character that no font at hand can show.
_UNSHOWABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PAGES = re.compile(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", re.DOTALL)
_compiling = Lock()


class Document(Protocol):
    """Anything that can be printed: the name of its template and the facts to put in."""

    @property
    def template(self) -> str: ...

    def content(self) -> Mapping[str, object]: ...


@dataclass(frozen=True)
class Rendered:
    """A finished PDF and how many pages it has."""

    pdf: bytes
    pages: int


def render(document: Document) -> Rendered:
    """The document as a tagged PDF (PDF/UA-1) with its page count."""
    pdf = render_pdf(document)
    found = _PAGES.search(pdf)
    return Rendered(pdf, int(found[1]) if found else 0)


def render_pdf(document: Document) -> bytes:
    """The document as a tagged PDF (PDF/UA-1); the same content gives the same bytes."""
    with _compiling:
        return _Typesetting(document).pdf()


def render_svg_pages(document: Document) -> list[bytes]:
    """The same pages as SVG, one each, for the preview and the printer."""
    with _compiling:
        return _Typesetting(document).svg_pages()


class _Typesetting:
    """One document set with the bundled fonts, or, where they lack a letter, with the computer's own too.

    What no font can show becomes a question mark: a letter must not keep an agenda from being printed.
    """

    def __init__(self, document: Document) -> None:
        self._template = str(resources.path(f"templates/{document.template}"))
        self._data = json.dumps(cleaned(document.content()))
        self._compiler = _compiler(with_system_fonts=False)

    def svg_pages(self) -> list[bytes]:
        self.pdf()  # only the PDF says which letters are missing; the layout is kept for the pages
        return self._compile("svg")

    def pdf(self) -> bytes:
        from typst import TypstError

        while True:
            try:
                return self._compile("pdf", standards=["ua-1"])[0]
            except TypstError as error:
                self._do_without(_UNSHOWABLE.findall(error.diagnostic), error)

    def _do_without(self, unshowable: list[str], error: Exception) -> None:
        if not unshowable:
            raise error
        wider = _compiler(with_system_fonts=True)
        if self._compiler is not wider:
            self._compiler = wider
            return
        before = self._data
        self._data = json.dumps(without(json.loads(before), _characters_in(unshowable)))
        if self._data == before:
            raise error

    def _compile(self, form: str, standards: list[str] | None = None) -> list[bytes]:
        made, remarks = self._compiler.compile_with_warnings(
            self._template,
            format=form,  # type: ignore[arg-type]
            sys_inputs={"data": self._data},
            pdf_standards=standards or [],  # type: ignore[arg-type]
        )
        for remark in remarks:
            warnings.warn(remark, stacklevel=2)
        return made if isinstance(made, list) else [made or b""]


def _characters_in(unshowable: list[str]) -> set[str]:
    """The characters Typst complained of, with the escapes it names some of them by read back."""
    return set(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(unshowable))) - {"?"}


@cache
def _compiler(*, with_system_fonts: bool) -> Compiler:
    from typst import Compiler, Fonts

    fonts = Fonts(
        include_system_fonts=with_system_fonts,
        include_embedded_fonts=with_system_fonts,
        font_paths=[str(resources.path("fonts"))],
    )
    return Compiler(root=str(resources.path("templates")), font_paths=fonts)
