"""A Word file from somebody else: read only where it is whole, small enough, and reaches for nothing outside itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from conference_app.domain.errors import RuleBroken

MOST_MEGABYTES = 5
MOST_ENTRIES = 500
MOST_UNPACKED = 60_000_000
MOST_XML = 4_000_000  # of one part

_XML = (".xml", ".rels")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Parts that run or carry programs.
_HARMFUL_PARTS = {
    "vbaproject": "a macro",
    "vbadata": "a macro",
    "/activex/": "a control",
    "/embeddings/": "an embedded object",
}
_HARMFUL_ELEMENTS = {
    "altChunk": "another document inside it",
    "subDoc": "another document inside it",
    "object": "an embedded object",
    "OLEObject": "an embedded object",
    "control": "a control",
}
# Fields Word works out from the document itself; any other may fetch or run something.
_KNOWN_FIELDS = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "DATE", "TIME", "TITLE", "STYLEREF", "REF"}
_KNOWN_FIELDS |= {"HYPERLINK", "SEQ", "TOC"}
_LINKS_LEFT = ("/hyperlink", "/attachedTemplate")  # the latter is taken out of every letter


def check_package(content: bytes) -> None:
    """RuleBroken `template_too_large`, `not_a_word_file` or `template_forbidden` (what)."""
    from lxml.etree import LxmlError

    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise RuleBroken("template_too_large", field="path", most=MOST_MEGABYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_sizes(package)
            for name, xml in _parts(package):
                _check_part(name, xml)
    except (zipfile.BadZipFile, zlib.error, struct.error, LxmlError, EOFError, OSError, KeyError) as error:
        raise RuleBroken("not_a_word_file", field="path") from error
    except (ValueError, NotImplementedError, RuntimeError, RecursionError) as error:
        raise RuleBroken("not_a_word_file", field="path") from error


def forbidden(what: str) -> RuleBroken:
    return RuleBroken("template_forbidden", field="path", what=what)


def _check_sizes(package: zipfile.ZipFile) -> None:
    """What it says of itself before anything is unpacked; unpacking stops at the sizes said here."""
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" not in names:
        raise RuleBroken("not_a_word_file", field="path")
    unpacked = sum(entry.file_size for entry in entries)
    too_much_xml = any(entry.file_size > MOST_XML for entry in entries if entry.filename.lower().endswith(_XML))
    if len(entries) > MOST_ENTRIES or len(names) < len(entries) or unpacked > MOST_UNPACKED or too_much_xml:
        raise RuleBroken("template_too_large_inside", field="path")
    for entry in entries:
        for part, what in _HARMFUL_PARTS.items():
            if part in f"/{entry.filename.lower()}":
                raise forbidden(what)


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, Any]]:
    """Every part in XML, parsed; anything but plain UTF-8 without a document type is refused."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for entry in package.infolist():
        xml = package.read(entry)
        if entry.filename.lower().endswith(_XML):
            if "<!DOCTYPE" in xml.decode("utf-8-sig"):
                raise forbidden("a document type")
            yield entry.filename, etree.fromstring(xml, parser)


def _check_part(name: str, root: Any) -> None:
    if name == "[Content_Types].xml":
        if any("macroEnabled" in each.get("ContentType", "") for each in root):
            raise forbidden("a macro")
    elif name.lower().endswith(".rels"):
        _check_links(root)
    else:
        for each in root.iter("{*}*"):
            if what := _HARMFUL_ELEMENTS.get(each.tag.rpartition("}")[2]):
                raise forbidden(what)
        _check_fields(root)


def _check_links(root: Any) -> None:
    for each in root.iter("{*}Relationship"):
        outside = each.get("TargetMode", "").strip().lower() == "external"
        if outside and not each.get("Type", "").endswith(_LINKS_LEFT):
            raise forbidden("a link to something outside the file")


def _check_fields(root: Any) -> None:
    """Every field of Word begins with a known word, however it is spread over the text."""
    said: list[str] = []
    for each in root.iter(f"{_WORD}instrText", f"{_WORD}fldChar", f"{_WORD}fldSimple"):
        if each.tag == f"{_WORD}instrText":
            said.append(each.text or "")
            continue
        _check_field("".join(said))
        said = []
        _check_field(each.get(f"{_WORD}instr", ""))
    _check_field("".join(said))


def _check_field(words: str) -> None:
    first = words.split()[:1]
    if first and first[0].upper() not in _KNOWN_FIELDS:
        raise forbidden(f"the Word field {first[0][:30]}")
