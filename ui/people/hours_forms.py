"""Forms for hours that repeat, time taken once and school holidays, and what was typed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from conference_app.domain.calendar import WEEKDAY_NAMES
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.supply import Busy, Owner, Pattern, SchoolHoliday, Whose
from conference_app.hours_words import INTERVALS, WEEKDAYS, is_whole_days, weekly_parts, weekly_rule
from conference_app.use_cases.rules_in_force import calendar_of

from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import DateField, TimeField
from ..widgets.editors import CheckList, RadioChoice, TextLine, Tick
from ..widgets.form import Form

Values = Mapping[str, Any]

AVAILABLE = {Whose.CHAIR: "At work then", Whose.ROOM: "Open then", Whose.DOCTOR: "Likes to come then"}
TAKEN = {Whose.CHAIR: "Taken each time", Whose.ROOM: "Taken each time", Whose.DOCTOR: "In clinic then"}
KINDS = {
    Whose.CHAIR: ("leave", "sickness", "training", "commitment"),
    Whose.ROOM: ("blocked",),
    Whose.DOCTOR: ("leave", "sickness", "training", "commitment"),
}
KIND_WORDS = {
    "leave": "Leave",
    "sickness": "Sickness",
    "training": "Training",
    "commitment": "Other commitment",
    "blocked": "Cannot be used",
}


def hours_form(session: Session, owner: Owner, pattern: Pattern | None) -> Form:
    """Weekdays and times; a rule of another kind stands as it was typed."""
    form = Form()
    options = [(True, AVAILABLE[owner.whose]), (False, TAKEN[owner.whose])]
    form.add("available", "These hours are", RadioChoice(options), value=pattern.available if pattern else True)
    weekly = weekly_parts(pattern.rule) if pattern else ([], 1)
    if weekly is not None:
        days = CheckList([(code, name) for code, name in zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)], columns=4)
        form.add("days", "Days", days, value=weekly[0])
        form.add("interval", "How often", Choice(list(INTERVALS.items()), search=False), value=weekly[1])
    else:
        assert pattern is not None
        form.add("rule", "Repeats by the rule", TextLine(), value=pattern.rule)
    with form.row():
        form.add("starts", "From", TimeField(hint="9am"), value=pattern.starts if pattern else None)
        form.add("ends", "To", TimeField(hint="5pm"), value=pattern.ends if pattern else None)
    with form.row():
        form.add("first_day", "Since", _day(session), value=pattern.first_day if pattern else session.today())
        form.add("last_day", "Until", _day(session), optional=True, value=pattern.last_day if pattern else None)
    form.add(
        "what", "What it is", TextLine(hint="team meeting"), optional=True, value=pattern.what if pattern else None
    )
    return form


def hours_from(owner: Owner, pattern: Pattern | None, values: Values) -> Pattern:
    """RuleBroken `required` for each part that is missing."""
    rule = values["rule"] if "rule" in values else weekly_rule(values["days"], values["interval"] or 1)
    wanted = [("starts", "when it begins"), ("ends", "when it ends"), ("first_day", "since when")]
    wrong = [RuleBroken("required", field=key, what=what) for key, what in wanted if values[key] is None]
    if not rule:
        wrong.insert(0, RuleBroken("required", field="days", what="at least one day"))
    raise_all(wrong)
    kept = {key: values[key] for key in ("available", "starts", "ends", "first_day", "last_day")}
    made = pattern or Pattern(rule, values["first_day"], values["starts"], values["ends"], **_owned(owner))
    return replace(made, rule=rule, what=values["what"] or "", **kept)


def busy_form(session: Session, owner: Owner, busy: Busy | None) -> Form:
    """Whole days, or from one time to another."""
    form = Form()
    kinds = [(kind, KIND_WORDS[kind]) for kind in KINDS[owner.whose]]
    whole = busy is None or is_whole_days(busy)
    last = (busy.ends_at - timedelta(days=1) if whole else busy.ends_at).date() if busy else None
    form.add("kind", "What keeps the time", RadioChoice(kinds), value=busy.kind if busy else kinds[0][0])
    with form.row():
        form.add("first_day", "First day", _day(session), value=busy.starts_at.date() if busy else None)
        form.add("last_day", "Last day", _day(session), optional=True, value=last)
    form.add("whole", "Whole days", Tick("All day"), value=whole)
    with form.row():
        form.add("starts", "From", TimeField(hint="9am"), value=None if whole or not busy else busy.starts_at.time())
        form.add("ends", "To", TimeField(hint="11am"), value=None if whole or not busy else busy.ends_at.time())
    form.add("what", "Note", TextLine(), optional=True, value=busy.what if busy else None)

    def show_times() -> None:
        for key in ("starts", "ends"):
            form.set_visible(key, not form.value("whole"))

    form.changed.connect(show_times)
    show_times()
    return form


def busy_from(owner: Owner, busy: Busy | None, values: Values) -> Busy:
    """RuleBroken `required` for each part that is missing."""
    wanted = [("first_day", "the first day")]
    if not values["whole"]:
        wanted += [("starts", "when it begins"), ("ends", "when it ends")]
    raise_all([RuleBroken("required", field=key, what=what) for key, what in wanted if values.get(key) is None])
    first: date = values["first_day"]
    last: date = values["last_day"] or first
    if values["whole"]:
        starts_at, ends_at = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    else:
        starts_at, ends_at = datetime.combine(first, values["starts"]), datetime.combine(last, values["ends"])
    made = busy or Busy(values["kind"], starts_at, ends_at, **_owned(owner))
    return replace(made, kind=values["kind"], starts_at=starts_at, ends_at=ends_at, what=values["what"] or "")


def holiday_form(session: Session, holiday: SchoolHoliday | None) -> Form:
    """The days without school, and their name."""
    form = Form()
    with form.row():
        for key, word in (("first_day", "First day"), ("last_day", "Last day")):
            form.add(key, word, _day(session), value=getattr(holiday, key, None))
    form.add("title", "Name", TextLine(hint="Half-term"), value=holiday.title if holiday else None)
    return form


def holiday_from(holiday: SchoolHoliday | None, values: Values) -> SchoolHoliday:
    """RuleBroken `required` for each day that is missing."""
    wanted = (("first_day", "the first day"), ("last_day", "the last day"))
    raise_all([RuleBroken("required", field=key, what=what) for key, what in wanted if values[key] is None])
    return replace(holiday or SchoolHoliday(values["first_day"], values["last_day"], ""), **values)


def _day(session: Session) -> DateField:
    return DateField(today=session.today, calendar=session.ask(calendar_of), looking="ahead")


def _owned(owner: Owner) -> dict[str, Any]:
    column = {Whose.CHAIR: "chair_id", Whose.ROOM: "room_id", Whose.DOCTOR: "professional_id"}[owner.whose]
    return {column: owner.id}
