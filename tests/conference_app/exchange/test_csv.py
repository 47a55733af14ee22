"""CSV for spreadsheets: nothing becomes a formula, nothing is lost."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_app.exchange.csv import write_csv


def read_back(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_sees_utf_8_and_windows_line_ends() -> None:
    assert write_csv(["Name"], [["Ŵyn"]]) == b"\xef\xbb\xbfName\r\n\xc5\xb4yn\r\n"


def test_values_as_data_exports_have_them() -> None:
    row = [None, True, False, -3, 2.5, date(2027, 3, 12), datetime(2027, 3, 12, 9, 30), 'say "no", please']
    assert read_back(write_csv([f"c{n}" for n in range(8)], [row]))[1] == [
        *("", "yes", "no", "-3", "2.5", "2027-03-12", "2027-03-12T09:30"),
        'say "no", please',
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+44 7700 900123",
        "-2",
        "@sum",
        "\tx",
        " =x",
        "\u00a0=x",
        "\ufeff=x",
        "\u200b=x",
        "＝x",
        "＠x",
        '=HYPERLINK("http://x")',
    ],
)
def test_what_could_become_a_formula_gets_an_apostrophe(typed: str) -> None:
    assert read_back(write_csv(["Text"], [[typed]]))[1] == ["'" + typed]


def test_every_line_of_a_cell_is_guarded() -> None:
    assert read_back(write_csv(["Text"], [["fine\r\n=bad\r-worse\nfine"]]))[1] == ["fine\n'=bad\n'-worse\nfine"]


def test_headings_are_guarded_too() -> None:
    assert read_back(write_csv(["=x"], []))[0] == ["'=x"]


def test_plain_text_stays_as_it_is() -> None:
    assert read_back(write_csv(["Text"], [["O’Brien-Jones = fine"], ["12 March"]]))[1:] == [
        ["O’Brien-Jones = fine"],
        ["12 March"],
    ]


def test_what_utf_8_cannot_hold_does_no_harm() -> None:
    assert read_back(write_csv(["Text"], [["a\0b\ud800"]]))[1] == ["ab?"]


def test_a_row_of_another_length_is_a_defect() -> None:
    with pytest.raises(ValueError, match="zip"):
        write_csv(["one", "two"], [["only"]])


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_no_cell_ever_starts_a_formula(rows: list[list[str]]) -> None:
    back = read_back(write_csv(["a", "b"], rows))
    assert len(back) == len(rows) + 1
    for row in back[1:]:
        assert all(
            line.strip()[:1] not in set("=+-@＝＋－＠") or not line.strip() for cell in row for line in cell.split("\n")
        )
