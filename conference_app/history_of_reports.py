"""What the history tells of reports, the bundle, what was withheld, and the medical evidence in the conference."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conference_app.domain.medical_part import NO_FINDINGS, NO_REPORT
from conference_app.history_event import Event, listed

_DAYS = {
    "asked_on": "asked for on",
    "received_on": "received on",
    "shared_on": "shared with the family on",
    "shared_child_on": "shared with the child on",
}
_READABLE = {"yes": "the family can read it", "no": "the family cannot read it"}


def _report(event: Event) -> str:
    known = [f"{word} {event.day(key)}" for key, word in _DAYS.items() if event.day(key)]
    known.append(_READABLE.get(event.text("readable"), ""))
    return f"recorded the report of {event.text('name')}: {listed(*known) or 'not asked for'}"


def _bundle_sent(event: Event) -> str:
    missing = event.text("missing")
    return f"noted the bundle of reports as sent {event.at('at')}" + (f", without {missing}" if missing else "")


def _asked(event: Event) -> str:
    day = event.day("asked_on")
    return listed(f"{event.text('asked_by')} asked to withhold from the family: “{event.text('what')}”", day)


def _decided(event: Event) -> str:
    decided = f"{event.text('decided_by')} decided about “{event.text('what')}”: {event.text('decision')}"
    return listed(decided, event.day("decided_on"))


def _medical_part(event: Event) -> str:
    read, findings, who = event.text("read_out"), event.text("findings"), event.text("interpreted_by")
    report = "no report to read out" if read == NO_REPORT else f"report read out: {read}"
    said = "none discussed" if findings == NO_FINDINGS else findings
    explained = f"explained by {who}" if who else ""
    return f"recorded the paediatrician's part: {listed(report, f'medical findings: {said}', explained)}"


REPORT_WORDS: Mapping[str, Callable[[Event], str]] = {
    "report_recorded": _report,
    "bundle_sent": _bundle_sent,
    "bundle_taken_back": lambda _event: "noted that the bundle of reports has not gone out",
    "withholding_asked": _asked,
    "withholding_decided": _decided,
    "medical_part_recorded": _medical_part,
}
