"""Reads a PDF back: its words, its pages and its tags."""

from __future__ import annotations

import io
import re
from typing import Any

from pypdf import PdfReader


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    """All text in one line, without the marks where long words may break."""
    return squeezed(" ".join(page_words(pdf)))


def page_words(pdf: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in opened(pdf).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\u00ad", ""))


def letters(text: str) -> str:
    """The text without any gaps: for words that may have been broken over lines."""
    return re.sub(r"\s+", "", squeezed(text))


def tags(pdf: bytes) -> set[str]:
    """The names of all structure elements."""
    found: set[str] = set()
    _collect(opened(pdf).trailer["/Root"]["/StructTreeRoot"], found)
    return found


def _collect(element: Any, found: set[str]) -> None:
    if isinstance(element, list):
        for child in element:
            _collect(child.get_object(), found)
    elif isinstance(element, dict):
        if "/S" in element:
            found.add(str(element["/S"]))
        if "/K" in element:
            kids = element["/K"].get_object()
            _collect(kids, found)
