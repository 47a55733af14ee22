"""What a box says at each size: title and state first, never cut in a letter, whole in its tooltip."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.supply import Whose
from conference_app.use_cases.diary import Entry
from ui import theme
from ui.diary.entry_paint import BoxPainter, Line, entry_tone, lines_for
from ui.diary.look import Look, Type
from ui.diary.words import state_words
from ui.widgets.text import Tone

STARTS = datetime(2027, 3, 8, 9, 30)
STATE = [Line(("Paediatrician coming",), Type.STRONG, Tone.GREEN)]


def entry(*, family: str = "Hallam", minutes: int = 90, margin: int | None = 3, **facts: object) -> Entry:
    known: dict[str, object] = {
        "id": 1,
        "reference": "CP-2027-0001",
        "type": ConferenceType.REVIEW,
        "status": Status.INVITED,
        "family_id": 1,
        "family_name": family,
        "children": "Ada",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(minutes=minutes),
        "mode": "in person",
        "room_name": "Oak room",
        "chair_name": "Rosalind Osei",
        "limit_on": None,
        "stricter_limit_on": None,
        "counted_from": None,
        "paediatrician_name": "Dr Lindgren",
        "paediatrician_sent": True,
        "paediatrician_reply": "coming",
        "paediatrician_report": False,
        "paediatrician_present": False,
        "in_breach": False,
        "paediatrician_earlier": False,
        **facts,
    }
    row = ConferenceRow(**known)  # type: ignore[arg-type]
    return Entry(row, STARTS, STARTS + timedelta(minutes=minutes), 1, 1, None, margin)


def said(found: list[Line]) -> list[str]:
    return [line.variants[0] for line in found]


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        (1, ["Review · Hallam"]),
        (2, ["Review · Hallam", "Paediatrician coming"]),
        (3, ["Review · Hallam", "Oak room · Rosalind Osei", "Paediatrician coming"]),
        (4, ["Review · Hallam", "9:30am to 11am", "Oak room · Rosalind Osei", "Paediatrician coming"]),
        (9, ["Review · Hallam", "9:30am to 11am", "Oak room · Rosalind Osei", "Paediatrician coming"]),
    ],
)
def test_the_lines_of_a_wide_box(dressed: QApplication, most: int, lines: list[str]) -> None:
    assert said(lines_for(entry(), most, STATE, None, narrow=False)) == lines


def test_a_narrow_box_gives_each_thing_a_line(dressed: QApplication) -> None:
    lines = ["Hallam", "Review", "Oak room", "Rosalind Osei", "Paediatrician coming"]
    assert said(lines_for(entry(), 9, STATE, None, narrow=True)) == lines
    assert said(lines_for(entry(), 3, STATE, None, narrow=True)) == ["Hallam", "Review", "Paediatrician coming"]


def test_what_the_column_says_is_left_out(dressed: QApplication) -> None:
    assert said(lines_for(entry(), 3, STATE, Whose.CHAIR, narrow=False))[1] == "Oak room"
    assert said(lines_for(entry(), 3, STATE, Whose.ROOM, narrow=False))[1] == "Rosalind Osei"
    assert "Rosalind Osei" not in said(lines_for(entry(), 9, STATE, Whose.CHAIR, narrow=True))


def test_past_the_limit_is_said_in_red(dressed: QApplication) -> None:
    late = [line for line in lines_for(entry(margin=-2), 5, STATE, None, narrow=False) if line.tone is Tone.RED]
    assert said(late) == ["2 working days past the limit"]


@pytest.mark.parametrize(
    ("facts", "tone", "words"),
    [
        ({}, Tone.GREEN, "Paediatrician coming"),
        ({"paediatrician_sent": False, "paediatrician_reply": ""}, Tone.RED, "Paediatrician not invited"),
        (
            {"paediatrician_sent": False, "paediatrician_earlier": True, "paediatrician_reply": ""},
            Tone.RED,
            "Paediatrician only invited to the earlier time",
        ),
        ({"paediatrician_reply": ""}, Tone.AMBER, "Paediatrician invited, no reply"),
        (
            {"paediatrician_reply": "not coming", "paediatrician_report": True},
            Tone.AMBER,
            "Report only, chair reads it out",
        ),
        ({"status": Status.HELD, "paediatrician_present": True}, Tone.GREY, "Held, paediatrician attended"),
        ({"in_breach": True, "status": Status.HELD}, Tone.RED, "Held, breach: no paediatrician was invited"),
    ],
)
def test_the_state_as_tone_and_word(dressed: QApplication, facts: dict[str, object], tone: Tone, words: str) -> None:
    assert entry_tone(entry(**facts)) is tone
    assert state_words(entry(**facts).row)[0] == words


@pytest.mark.parametrize(
    ("present", "report", "words"),
    [(True, False, "came"), (False, False, "absent, no report"), (False, True, "absent, report received")],
)
def test_afterwards_the_shortest_way_to_say_it_is_still_true(present: bool, report: bool, words: str) -> None:
    row = entry(status=Status.HELD, paediatrician_present=present, paediatrician_report=report).row
    assert state_words(row)[-1] == words


@pytest.mark.parametrize("width", [58, 70, 90, 104, 130, 200, 400])
def test_no_line_is_wider_than_its_box(dressed: QApplication, width: int) -> None:
    look = Look()
    names = ("Hallam", "Priestley-Featherstonehaugh-Cholmondeley", "Ŵyn Llŷr")
    for family in names:
        for sent in (True, False):
            made = entry(family=family, paediatrician_sent=sent, paediatrician_reply="")
            for line in lines_for(made, 9, STATE, None, narrow=width < 104):
                assert look.fitted(line.variants, width - 15, line.kind).width <= width - 15


@pytest.mark.parametrize(
    ("most", "words"),
    [(1, ["not coming…"]), (2, ["not coming,", "no report"]), (5, ["not coming,", "no report"])],
)
def test_a_state_with_too_few_lines_shows_that_it_is_cut(dressed: QApplication, most: int, words: list[str]) -> None:
    look = Look()
    width = look.metrics[Type.STRONG].horizontalAdvance("not coming…") + look.px(12)
    boxes = BoxPainter(QPainter(), look)
    found = boxes.state_lines(entry(paediatrician_reply="not coming"), width, most)
    assert said(found) == words
    assert [line.shape for line in found] == [True, False][: len(found)]
    narrower = boxes.state_lines(entry(paediatrician_reply="not coming"), width - 20, most)[-1]
    assert most > 1 or look.fitted(narrower.variants, width - 20 - look.px(12), Type.STRONG).text.text().endswith("…")


@pytest.mark.parametrize(("more", "indented"), [(20, True), (2, False), (-2, True)])
def test_a_state_that_goes_on_uses_the_room_below_its_mark_where_that_helps(
    dressed: QApplication, more: int, indented: bool
) -> None:
    look = Look()
    width = look.metrics[Type.STRONG].horizontalAdvance("invited") + more
    boxes = BoxPainter(QPainter(), look)
    assert bool(boxes.indent_of(Line(("invited",), Type.STRONG, Tone.RED, False), width)) == indented
    assert boxes.indent_of(Line(("not",), Type.STRONG, Tone.RED), width) > 0


def test_an_ellipsis_never_stands_alone(dressed: QApplication) -> None:
    look = Look()
    assert look.fitted(("Hallam",), 8, Type.STRONG).text.text() == ""
    assert look.fitted(("Priestley-Featherstonehaugh",), 60, Type.STRONG).text.text().endswith("…")
    assert not look.fitted(("Review · Hallam", "Hallam"), 60, Type.STRONG).whole
    assert look.fitted(("Review · Hallam", "Hallam"), 400, Type.STRONG).whole


def painted(minutes: float, scheme: theme.Scheme, ratio: float = 1.0) -> QImage:
    theme.apply_theme(QApplication.instance(), scheme)  # type: ignore[arg-type]
    picture = QImage(round(200 * ratio), round(minutes * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    BoxPainter(painter, Look()).entry(QRectF(5, 5, 190, minutes - 10), entry())
    painter.end()
    return picture


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_nothing_is_painted_outside_the_box(dressed: QApplication, scheme: theme.Scheme, ratio: float) -> None:
    for height in (26, 34, 60, 120):
        picture = painted(height, scheme, ratio)
        edge = round(4 * ratio)
        outside = [
            picture.pixelColor(x, y).alpha()
            for x in range(picture.width())
            for y in range(picture.height())
            if x < edge or y < edge or x >= picture.width() - edge or y >= picture.height() - edge
        ]
        assert not any(outside)
    theme.apply_theme(dressed, "light")
