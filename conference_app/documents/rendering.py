"""Turns a document into a tagged PDF or into preview pages, from the same content and the same layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


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
    raise NotImplementedError


def render_pdf(document: Document) -> bytes:
    """The document as a tagged PDF (PDF/UA-1)."""
    raise NotImplementedError


def render_svg_pages(document: Document) -> list[bytes]:
    """The same pages as SVG, one each, for the preview and the printer."""
    raise NotImplementedError
