"""A plain Word letter with every field, for an authority to begin its own template with."""

from __future__ import annotations

import io
from typing import Any

_TYPE = "Arial"  # on every computer that has Word


def starter_template() -> bytes:
    """The template as a Word file: what a letter of this program looks like, to be changed in Word."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _TYPE, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    _name_language(normal)
    _write_edges(section)
    _write_letter(document)
    _say_nothing_of_its_making(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _write_edges(section: Any) -> None:
    section.header.paragraphs[0].add_run("{{ marking }}").bold = True
    section.footer.paragraphs[0].text = "{{ reference }} · {{ recipient }}"


def _write_letter(document: Any) -> None:
    from docx.shared import Pt

    document.add_paragraph().add_run("{{ authority }}").bold = True
    _every(document, "line", "reply_to", size=Pt(9))
    document.add_paragraph()
    _line(document, "{{ recipient }}")
    _every(document, "line", "address")
    document.add_paragraph()
    document.add_paragraph("{{ date }}")
    document.add_paragraph("Our reference: {{ reference }}")
    document.add_paragraph("{{ salutation }}")
    document.add_heading("{{ title }}", level=1)
    _write_facts(document)
    document.add_paragraph()
    _every(document, "words", "paragraphs", spaced=True)
    document.add_paragraph("{%p if answering %}")
    document.add_heading("How to answer", level=2)
    _every(document, "words", "answering", spaced=True)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ closing }}").paragraph_format.space_after = Pt(36)
    _every(document, "line", "signed")
    document.add_paragraph("{%p if enclosed %}")
    document.add_paragraph("Enclosed: {{ enclosed|join(', ') }}")
    document.add_paragraph("{%p endif %}")


def _write_facts(document: Any) -> None:
    table = document.add_table(rows=3, cols=2)
    table.style = "Table Grid"
    table.cell(0, 0).text = "{%tr for fact in facts %}"
    table.cell(1, 0).text = "{{ fact.name }}"
    table.cell(1, 1).paragraphs[0].add_run("{{ fact.words }}").bold = True
    table.cell(2, 0).text = "{%tr endfor %}"
    _set_widths(table)


def _set_widths(table: Any) -> None:
    from docx.shared import Mm

    table.autofit = False
    for column, width in zip(table.columns, (Mm(35), Mm(135)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _every(document: Any, name: str, listed: str, *, spaced: bool = False, size: Any = None) -> None:
    """A paragraph for each line of a list."""
    document.add_paragraph(f"{{%p for {name} in {listed} %}}")
    made = _line(document, f"{{{{ {name} }}}}")
    if spaced:
        made.paragraph_format.space_after = None
    if size is not None:
        made.runs[0].font.size = size
    document.add_paragraph("{%p endfor %}")


def _line(document: Any, text: str) -> Any:
    from docx.shared import Pt

    made = document.add_paragraph(text)
    made.paragraph_format.space_after = Pt(0)
    return made


def _name_language(style: Any) -> None:
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    language = properties.makeelement(qn("w:lang"), {qn("w:val"): "en-GB", qn("w:eastAsia"): "en-GB"})
    properties.append(language)


def _say_nothing_of_its_making(document: Any) -> None:
    from datetime import UTC, datetime

    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.title, properties.language = "Letter", "en-GB"
    properties.created = properties.modified = datetime(2027, 1, 1, tzinfo=UTC).replace(tzinfo=None)
