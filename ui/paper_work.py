"""Setting documents as pages and writing them to files: the work the paper window leaves to the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conference_app.documents.rendering import Document, render_pdf, render_svg_pages
from conference_app.domain.errors import RuleBroken
from conference_app.store.files import write_whole
from conference_app.store.store import Store

from .background import Control

Build = Callable[[Store], Document | Sequence[Document]]


@dataclass(frozen=True)
class Issued:
    """One document that left the program: printed, or saved as a file."""

    document: Document
    route: str
    pages: int
    draft: bool


@dataclass(frozen=True)
class Paper:
    """One document with its pages, each an SVG picture."""

    document: Document
    pages: tuple[bytes, ...]


def is_draft(document: Document) -> bool:
    """Whether a document carries DRAFT on its pages."""
    return bool(getattr(getattr(document, "frame", None), "draft_reason", ""))


def set_pages(build: Build) -> Callable[[Store, Control], list[Paper]]:
    """The work of setting everything `build` gives, one document after the other; can be stopped between."""

    def work(store: Store, control: Control) -> list[Paper]:
        control.progress(0, 0, "Preparing")
        built = build(store)
        documents: list[Document] = list(built) if isinstance(built, Sequence) else [built]
        papers = []
        for number, document in enumerate(documents):
            control.check()
            control.progress(number, len(documents), f"Copy {number + 1} of {len(documents)}")
            papers.append(Paper(document, tuple(render_svg_pages(document))))
        return papers

    return work


@dataclass(frozen=True)
class Written:
    """How many files were written, and what kept the next one from it."""

    files: int
    problem: RuleBroken | None = None


def save_files(files: Sequence[tuple[Path, Document]]) -> Callable[[Any, Control], Written]:
    """The work of writing each document as PDF to its path, each whole or not at all.

    What was written before a stop or a full disk is told too: it must enter the ledger.
    """

    def work(_store: Any, control: Control) -> Written:
        for number, (path, document) in enumerate(files):
            if control.stopped():
                return Written(number)
            control.progress(number, len(files), f"Copy {number + 1} of {len(files)}")
            try:
                write_whole(path, render_pdf(document))
            except RuleBroken as problem:
                refused = problem.code == "store_read_only"
                return Written(number, RuleBroken("folder_refuses", folder=path.parent) if refused else problem)
        return Written(len(files))

    return work
