import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from conference_app import history_words
from conference_app.domain.listings import HistoryRow
from conference_app.domain.rebooking import Kind
from conference_app.history_event import Names
from conference_app.history_words import has_words, local_time, sentence_of
from conference_app.store import lists
from conference_app.store.store import memory_store
from conference_app.use_cases import keep_family, keep_supply
from conference_app.use_cases.make_example import make_example
from tests.conference_app.use_cases.marlowe import held_conference

USE_CASES = Path(history_words.__file__).parent / "use_cases"
# First arguments of `record` that are worked out, with every code they can give.
WORKED_OUT = {
    "wish.kind.value": [kind.value for kind in Kind],
    'status.value.replace(" "': ["held", "held_inquorate"],
    'column.removesuffix("_on")': ["letter_sent", "record_sent"],
    """f"{_WORDS[kind]}_{'changed' if entry.id else 'added'}\"""": [
        f"{word}_{did}" for word in keep_family._WORDS.values() for did in ("added", "changed")
    ],
    "_KEPT[type(entry)]": list(keep_supply._KEPT.values()),
    "_REMOVED[type(entry)]": list(keep_supply._REMOVED.values()),
    "event.action": [],  # the example repeats what the other use cases record
    "what": [],  # follow_up._record, whose callers are found by their own name
}


def recorded_codes() -> Iterator[str]:
    for path in sorted(USE_CASES.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"\.record\(\s*([^,]+),", text) + re.findall(r'_record\(writing, ("[a-z_]+"),', text):
            worked_out = WORKED_OUT.get(call.strip())
            literals = re.findall(r'"([a-z_0-9]+)"', call)
            assert worked_out is not None or literals, f"{path.name}: teach this test to read {call}"
            yield from literals if worked_out is None else worked_out


@pytest.mark.parametrize("code", sorted(set(recorded_codes())))
def test_every_event_a_use_case_records_has_its_sentence(code: str) -> None:
    assert has_words(code)


def test_the_codes_are_really_found() -> None:
    assert {"moved", "held_inquorate", "action_done", "child_added", "invitations_sent"} <= set(recorded_codes())


def row(
    action: str, *, reason: str = "", recipients: str = "", at_utc: str = "2027-03-01T09:00:00.000Z", **facts: object
) -> HistoryRow:
    return HistoryRow(1, at_utc, "R. Coordinator", action, reason, recipients, json.dumps(facts))


NAMES = Names({7: "Rosalind Osei"}, {3: "Oak room"}, {5: "Ella Marlowe"})

SENTENCES = [
    (
        row("requested", reference="CP-2027-0142", type="initial", children=2, limit="2027-03-12"),
        "Took the request for CP-2027-0142, initial, 2 children; last lawful day Friday 12 March 2027.",
    ),
    (
        row("request_changed", limit_before="2027-03-12", limit="2027-03-11"),
        "Changed the request; last lawful day now Thursday 11 March 2027, before: Friday 12 March 2027.",
    ),
    (
        row("booked", starts_at="2027-03-12T09:30", minutes=120, mode="in person", room=3, chair=7, before=None),
        "Booked for Friday 12 March 2027, 9:30am, 120 minutes, in person, Oak room, chair Rosalind Osei.",
    ),
    (
        row(
            "moved",
            starts_at="2027-03-12T09:30",
            minutes=90,
            mode="video",
            room=None,
            chair=7,
            before="2027-03-10T14:00",
            invitations_to_send_again=13,
        ),
        "Booked for Friday 12 March 2027, 9:30am, 90 minutes, video, chair Rosalind Osei; "
        "before: Wednesday 10 March 2027, 2pm; 13 invitations to be sent again.",
    ),
    (
        row("invitations_sent", recipients="Dr Lindgren, Priya Nair", route="secure e-mail", at="2027-03-01T09:00"),
        "Marked 2 invitations as sent by secure e-mail, Monday 1 March 2027, 9am: Dr Lindgren, Priya Nair.",
    ),
    (
        row("reply_recorded", name="Owen Pryce", reply="sending a deputy", deputy="Ann Hill", route="phone"),
        "Recorded the reply of Owen Pryce: sending a deputy, deputy Ann Hill, by phone.",
    ),
    (
        row("attendance_recorded", name="Priya Nair", presence="present", arrived="09:30", left=""),
        "Recorded Priya Nair as present, arrived 9:30am.",
    ),
    (
        row("decision_recorded", child=5, outcome="plan starts", categories=["NEG", "EMO"], dissents=1),
        "Recorded the decision for Ella Marlowe: plan starts, neglect and emotional abuse; 1 dissent.",
    ),
    (
        row("action_logged", text="Growth check", due_on="2027-03-20"),
        "Logged an action: “Growth check”; due Saturday 20 March 2027.",
    ),
    (
        row("document_issued", recipients="R. Osei", kind="agenda", copy="chair", draft=True, route="printed", pages=3),
        "Issued the agenda as a DRAFT, chair's copy, for R. Osei, printed, 3 pages.",
    ),
    (
        row("breach_recorded", chair="R. Osei"),
        "Recorded a breach of the paediatrician rule: held with none invited, chair R. Osei.",
    ),
    (row("something_of_a_later_version"), "Something of a later version."),
    # Events whose facts are not all known are told by what is.
    (row("invitations_sent", lines=4), "Marked 4 invitations as sent."),
    (row("invitations_sent"), "Marked invitations as sent."),
    (row("booked", starts_at="2027-03-12T09:30", mode="video"), "Booked for Friday 12 March 2027, 9:30am, video."),
    (row("booked"), "Booked."),
    (row("document_issued", kind="agenda"), "Issued the agenda."),
    (row("core_group_set"), "Set the core group."),
    (row("letter_sent"), "Recorded the decision letter as sent."),
    (row("agenda_started"), "Laid out the agenda from a template."),
    (row("reply_recorded", name="Owen Pryce", reply="coming"), "Recorded the reply of Owen Pryce: coming."),
    (row("requested"), "Took the request."),
]


def test_the_histories_of_the_example_show_no_hole() -> None:
    with memory_store(example=True) as store:
        make_example(store, conferences=100, years=1, seed=7, today=date(2027, 3, 8))
        told = [
            sentence_of(event, NAMES)
            for conference in lists.conferences(store)
            for event in lists.history(store, "conference", conference.id)
        ]
    assert any(words.startswith("Marked 1 invitation as sent by hand, ") for words in told)
    assert sum("120 minutes" in words for words in told) > 10
    assert [words for words in told if re.search(r" [,.:;]|[,:;]\.|: ,|“”|\b0 ", words)] == []


@pytest.mark.parametrize(("event", "sentence"), SENTENCES)
def test_sentences(event: HistoryRow, sentence: str) -> None:
    assert sentence_of(event, NAMES) == sentence


def test_every_event_of_a_real_conference_reads_as_a_sentence() -> None:
    store = memory_store(example=True)
    known = held_conference(store)
    rows = lists.history(store, "conference", known.conference)
    told = [sentence_of(each, NAMES) for each in rows]
    store.close()
    assert told[-1].startswith("Took the request for CP-2027-0001")
    assert told[0] == "Recorded the conference as held, quorate."
    assert all(words[0].isupper() and words.endswith((".", "”")) and "None" not in words for words in told)


@pytest.mark.parametrize(
    ("utc", "local"),
    [
        ("2027-03-01T09:00:00.000Z", datetime(2027, 3, 1, 9, 0)),
        ("2027-07-01T23:30:00.000Z", datetime(2027, 7, 2, 0, 30)),  # summer time, and another day
    ],
)
def test_times_are_those_of_the_clock_on_the_wall(utc: str, local: datetime) -> None:
    assert local_time(row("held", at_utc=utc)) == local
