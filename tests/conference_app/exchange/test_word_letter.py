"""Letters from an authority's own Word template: filled right, in a sandbox, and refused where they cannot be."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings

from conference_app.documents.frame import Frame
from conference_app.domain.cleaning import clean_line
from conference_app.domain.errors import RuleBroken
from conference_app.exchange import word_letter as word
from conference_app.exchange.read_back import ReadBackDiffers
from conference_app.exchange.word_letter import check_template, starter_template, word_letter
from conference_app.messages import sentence
from tests.conference_app.documents.sheets import FRAME, LETTER
from tests.conference_app.exchange.entries import any_text

STARTER = starter_template()


def template(*paragraphs: str, header: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(content: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The same Word file with every part put through a change, None leaving it out, and parts added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if (part := change(entry.filename, old.read(entry))) is not None:
                new.writestr(entry.filename, part)
        for name, part in added.items():
            new.writestr(name.replace("__", "/"), part)
    return written.getvalue()


def same(name: str, part: bytes) -> bytes:
    return part


def in_part(wanted: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, part: part.replace(old, new, 1) if name == wanted else part


def paragraphs(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def refusal(content: bytes) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        check_template(content)
    assert refused.value.field == "path"
    assert sentence(refused.value).endswith(".")
    return refused.value


def test_the_starter_has_every_field() -> None:
    assert check_template(STARTER) == []
    document = Document(io.BytesIO(word_letter(STARTER, LETTER)))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text[:11] == [
        LETTER.authority,
        *LETTER.reply_to,
        "",
        LETTER.recipient,
        *LETTER.address,
    ]
    assert text[11:] == [
        "",
        "8 March 2027",
        "Our reference: CP-2027-0142",
        LETTER.salutation,
        LETTER.title,
        "",
        *LETTER.paragraphs,
        "How to answer",
        *LETTER.answering,
        "Yours sincerely",
        *LETTER.signed,
        "Enclosed: agenda",
    ]
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [list(fact) for fact in LETTER.facts]
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"
    assert document.sections[0].footer.paragraphs[0].text == "CP-2027-0142 · Ann Marlowe"


def test_what_is_empty_leaves_no_heading() -> None:
    text = paragraphs(word_letter(STARTER, replace(LETTER, answering=(), enclosed=(), facts=())))
    assert "How to answer" not in text
    assert not any(line.startswith("Enclosed") for line in text)


@pytest.mark.parametrize(
    "typed",
    ["<O’Brien & “Co”>", "{{ 7 * 7 }}", "{% for x in y %}", "]]>", "&amp;", "</w:t></w:r>", "{_{ 7 }_}", "a\tb\ac\fd"],
)
def test_what_was_typed_is_written_as_it_is(typed: str) -> None:
    lines = paragraphs(word_letter(template("{{ recipient }}"), replace(LETTER, recipient=typed)))
    assert lines == [clean_line(typed).replace("{_{", "{{").replace("}_}", "}}")]


@settings(deadline=None, max_examples=25)
@given(recipient=any_text, line=any_text)
def test_any_text_can_be_written(recipient: str, line: str) -> None:
    letter = replace(LETTER, recipient=recipient, paragraphs=(line,))
    words = paragraphs(word_letter(template("{{ recipient }}", "{% for p in paragraphs %}{{ p }}{% endfor %}"), letter))
    read = ["{_{", "}_}", "{_%", "%_}"]
    if not any(mark in recipient + line for mark in read):
        assert words == [clean_line(recipient), clean_line(line)]


def test_an_example_is_marked_also_where_the_template_has_no_place_for_it() -> None:
    example = replace(LETTER, frame=Frame("OFFICIAL-SENSITIVE", "8 March 2027", example=True))
    assert paragraphs(word_letter(template("{{ recipient }}"), example)) == ["EXAMPLE – training data", "Ann Marlowe"]
    assert paragraphs(word_letter(template("{{ marking }}"), example)) == [
        "OFFICIAL-SENSITIVE · EXAMPLE – training data"
    ]
    assert paragraphs(word_letter(template("{{ recipient }}"), replace(LETTER, frame=FRAME))) == ["Ann Marlowe"]


def test_unknown_fields_are_named() -> None:
    content = template(
        "{{ recipient }} {{ Recipient }} {{ child_name }}",
        "{% for fact in facts %}{{ fact.colour }}{% endfor %}{{ frame.example }}",
        header="{{ logo }}",
    )
    assert check_template(content) == ["Recipient", "child_name", "fact.colour", "frame", "frame.example", "logo"]
    with pytest.raises(RuleBroken, match="template_fields_unknown") as refused:
        word_letter(content, LETTER)
    assert "child_name" in sentence(refused.value)


@pytest.mark.parametrize(
    "field",
    [
        "{{ recipient.__class__.__mro__ }}",
        "{{ ''.__class__.__subclasses__() }}",
        "{{ recipient['__class__'] }}",
        "{{ recipient|attr('__class__') }}",
        "{{ recipient|safe }}",
        "{{ recipient|format('x') }}",
        "{{ range(10) }}",
        "{{ recipient.upper() }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{% for a in paragraphs %}{% for b in paragraphs %}x{% endfor %}{% endfor %}",
        "{% for a in 'abc' %}x{% endfor %}",
        "{% for a in paragraphs recursive %}x{% endfor %}",
        "{% set a = recipient %}{{ a }}",
        "{% macro a() %}{% endmacro %}{{ recipient }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% autoescape false %}{{ recipient }}{% endautoescape %}",
        "{{ self }}{{ recipient if recipient else range }}",
    ],
)
def test_what_is_more_than_fields_conditions_and_lists_is_refused(field: str) -> None:
    for content in (template(field), template("{{ recipient }}", header=field)):
        try:
            unknown = check_template(content)
        except RuleBroken as broken:
            refused = broken.code
        else:
            refused = f"unknown {unknown}" if unknown else ""
        assert refused in {"template_forbidden", "template_syntax", "unknown ['self']"}


@pytest.mark.parametrize("field", ["{{ recipient", "{% if recipient %}", "{% endfor %}", "{{ recipient + }}", "{{}}"])
def test_fields_that_are_not_complete_are_refused(field: str) -> None:
    refused = refusal(template(f"Dear {field}", "end"))
    assert refused.code == "template_syntax"
    assert "<" not in sentence(refused)


def test_a_template_without_any_field_is_refused() -> None:
    assert refusal(template("Dear all")).code == "template_without_fields"


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", STARTER[:-200], STARTER[200:], b"\x00" * 5000])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    assert refusal(content).code == "not_a_word_file"


def test_other_office_files_are_refused() -> None:
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as package:
        package.writestr("content.xml", "<a/>")
    assert refusal(bare.getvalue()).code == "not_a_word_file"
    without = changed(STARTER, lambda name, part: None if name == "word/document.xml" else part)
    assert refusal(without).code == "not_a_word_file"


def test_files_too_large_are_refused() -> None:
    assert refusal(STARTER + b"\x00" * 5_000_000).code == "template_too_large"
    bombs = (
        changed(STARTER, same, word__bomb__xml=b"\x00" * 61_000_000),
        changed(STARTER, same, **{"word__bomb.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}),
        changed(STARTER, same, **{f"word__part{n}.bin": b"x" for n in range(600)}),
    )
    for bomb in bombs:
        assert len(bomb) < 1_000_000
        assert refusal(bomb).code == "template_too_large_inside"


def test_a_bomb_that_lies_of_its_size_is_not_unpacked() -> None:
    bomb = changed(STARTER, same, **{"word__bomb.bin": b"\x00" * 1_000_000})
    lying = bomb.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != bomb
    assert refusal(lying).code == "not_a_word_file"


OUTSIDE = (
    b'<Relationship Id="rId99" TargetMode="&#69;xternal" Target="https://evil.example/x" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (changed(STARTER, same, **{"word__vbaProject.bin": b"x"}), "a macro"),
        (changed(STARTER, same, **{"word__embeddings__a.bin": b"x"}), "an embedded object"),
        (changed(STARTER, same, **{"word__activeX__a.xml": b"<a/>"}), "a control"),
        (
            changed(STARTER, in_part("word/_rels/document.xml.rels", b"</Relationships>", OUTSIDE)),
            "a link to something outside the file",
        ),
        (
            changed(STARTER, in_part("word/document.xml", b"<w:body>", b"<w:body><w:altChunk/>")),
            "another document inside it",
        ),
        (
            changed(STARTER, in_part("[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml")),
            "a macro",
        ),
        (
            changed(
                STARTER,
                in_part("word/document.xml", b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document'),
            ),
            "a document type",
        ),
    ],
)
def test_what_reaches_outside_or_runs_is_refused(content: bytes, what: str) -> None:
    refused = refusal(content)
    assert (refused.code, refused.facts["what"]) == ("template_forbidden", what)


FIELD = '<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
RUN = "<w:r><w:instrText>{}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ((" PAGE ",), False),
        (("NUM", "PAGES \\* Arabic"), False),
        ((' HYPERLINK "https://council.gov.uk"',), False),
        ((' INCLUDEPICTURE "https://evil.example/x"',), True),
        (("DDE", "AUTO c:\\\\x"), True),
        ((" ", "ddeauto x"), True),
        ((' QUOTE 73 78 "x"',), True),
    ],
)
def test_word_fields_that_fetch_or_run_are_refused(words: tuple[str, ...], refused: bool) -> None:
    field = FIELD.format("".join(RUN.format(each) for each in words)).encode()
    content = changed(STARTER, in_part("word/document.xml", b"<w:body>", field))
    if refused:
        assert refusal(content).facts["what"].startswith("the Word field")
    else:
        assert check_template(content) == []
    simple = f'<w:body><w:p><w:fldSimple w:instr="{"".join(words).replace(chr(34), "&quot;")}"/></w:p>'.encode()
    content = changed(STARTER, in_part("word/document.xml", b"<w:body>", simple))
    assert (_code(content) == "template_forbidden") is refused


def test_the_template_it_was_made_from_is_not_asked_for() -> None:
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="file:///C:/council/Letter.dotx" TargetMode="External"/></Relationships>'
    )
    named = (
        b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        b'r:id="rId1"/><w:zoom'
    )
    content = changed(
        STARTER, in_part("word/settings.xml", b"<w:zoom", named), **{"word___rels__settings.xml.rels": link}
    )
    assert b"council/Letter.dotx" in _unpacked(content)
    written = _unpacked(word_letter(content, LETTER))
    assert b"attachedTemplate" not in written
    assert b"council/Letter.dotx" not in written


def test_a_template_whose_markup_would_break_is_refused_and_loses_nothing() -> None:
    document = Document()
    document.add_paragraph("{{ recipient }}{% if enclosed %}")
    document.add_table(1, 1).cell(0, 0).text = "{% endif %}"
    content = saved(document)
    assert check_template(content) == []
    assert paragraphs(word_letter(content, LETTER)) == ["Ann Marlowe"]
    with pytest.raises(RuleBroken, match="not_a_word_file"):
        word_letter(content, replace(LETTER, enclosed=()))


def test_what_cannot_be_read_back_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_printed", lambda written: "somebody else")
    with pytest.raises(ReadBackDiffers, match="recipient"):
        word_letter(template("{{ recipient }}"), LETTER)


def test_damaged_templates_are_a_sentence_or_a_letter() -> None:
    """Bytes and pieces of markup changed at random, in the file and in its parts."""
    chance = random.Random(4)
    pieces = [b"{{", b"}}", b"{%", b"%}", b"<w:p>", b"</w:p>", b"<w:tbl>", b"&", b"\xff", b"{% hm %}", b"{%tr", b"<"]

    def damaged(part: bytes) -> bytes:
        at = chance.randrange(len(part))
        return part[:at] + chance.choice(pieces) + part[at + chance.randrange(40) :]

    outcomes = set()
    for number in range(40):
        wanted = chance.choice(["word/document.xml", "word/header1.xml", "word/_rels/document.xml.rels", ""])
        content = changed(STARTER, lambda name, part, wanted=wanted: damaged(part) if name == wanted else part)  # type: ignore[misc]
        content = content if wanted or number % 2 else damaged(content)
        outcomes.add(_code(content))
    assert {"", "not_a_word_file"} <= outcomes


def _code(content: bytes) -> str:
    try:
        word_letter(content, LETTER)
    except RuleBroken as broken:
        return broken.code
    return ""


def _unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_nothing_in_the_starter_tells_of_its_making() -> None:
    assert not re.search(rb"python-docx|generated by", _unpacked(STARTER))
