"""The repeating parts of a request: strategy discussions, needs, and agencies involved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import (
    EXCLUSION_DECISIONS,
    NEED_KINDS,
    Involvement,
    Need,
    StrategyDiscussion,
    bare_name,
)
from conference_app.domain.family import Child, HouseholdMember
from conference_app.domain.people import Agency, Professional, Role
from conference_app.domain.separation import EXCLUSION, GROUNDS, SEPARATE

from ..booking_words import sentence_case
from ..widgets.choice import Choice
from ..widgets.date_field import DateField
from ..widgets.editors import Editor, TextLine
from ..widgets.suggesting_line import SuggestingText
from ..widgets.text_choice import TextChoice
from .line_list import Line, LineList

Today = Callable[[], date]
NARROW = 8  # letters a list shows at least where four stand side by side
APART = frozenset({EXCLUSION, SEPARATE})
DECIDING = {"asked_on": {EXCLUSION}, "decision": {EXCLUSION}, "decided_by": APART, "decided_on": APART}
# What the detail of a need says, in a word or two.
DETAILS = {
    "interpreter": "Language; never a relative",
    "advocate": "Name or service",
    "supporter": "Name, and whose friend or relative",
    "access": "Ramp, hearing loop",
    SEPARATE: "Grounds",
    EXCLUSION: "Grounds",
}


class _Started(Editor):
    """The one radio button of a line; exclusive over all lines of the list."""

    def __init__(self, group: QButtonGroup) -> None:
        super().__init__()
        self.radio = QRadioButton("Started the clock")
        group.addButton(self.radio)
        self._hold(self.radio, stretch_at=1)
        self.radio.toggled.connect(self.changed)

    def value(self) -> bool:
        return self.radio.isChecked()

    def set_value(self, value: Any) -> None:
        if value:
            self.radio.setChecked(True)

    def inputs(self) -> Sequence[QWidget]:
        return (self.radio,)


class Discussions(LineList[StrategyDiscussion]):
    """Every strategy discussion, with the one that started the section 47 enquiry."""

    def __init__(self, today: Today, calendar: WorkingCalendar) -> None:
        super().__init__("Add a strategy discussion", self._line, _discussion, _fill_discussion)
        self._today, self._calendar = today, calendar
        self._group = QButtonGroup(self)
        self.add_line()

    def _line(self) -> Line:
        line = Line("strategy discussion")
        field = DateField(today=self._today, calendar=self._calendar, looking="back")
        line.add("held_on", "Held on", field, column=0, stretch=3)
        line.add("note", "Note", TextLine(hint="Where, or who took part", longest=500), column=1, stretch=2)
        line.add("started_clock", "", _Started(self._group), column=2, stretch=0)
        line.finish(3, counts_not="started_clock")
        line.editors["started_clock"].set_value(not self.lines)
        return line

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        if not self.lines:
            self.add_line()


def _discussion(line: Line) -> StrategyDiscussion:
    held_on = line.need("held_on", "the day of the strategy discussion")
    return StrategyDiscussion(held_on, line.value("started_clock"), line.value("note"))


def _fill_discussion(line: Line, found: StrategyDiscussion) -> None:
    line.editors["held_on"].set_value(found.held_on)
    line.editors["note"].set_value(found.note)
    line.editors["started_clock"].set_value(found.started_clock)


@dataclass(frozen=True)
class Somebody:
    """A child or somebody of the household, as they are offered and told apart from others of the same name."""

    name: str
    words: str
    household_member_id: int | None = None
    child_id: int | None = None


class _Who(SuggestingText):
    """A name typed freely; the children and the household are offered while one types any part of a name."""

    def __init__(self, offered: Sequence[Somebody]) -> None:
        super().__init__(hint="Name")
        self._offered: Sequence[Somebody] = ()
        self._kept: Need | None = None
        self.offer(offered)

    def offer(self, offered: Sequence[Somebody]) -> None:
        """Offer these; what is typed stays."""
        self._offered = offered
        self.known = [each.words for each in offered]

    def show_need(self, need: Need) -> None:
        """Show whom a kept need is about, under the name of today."""
        self._kept = need
        self.set_value(need.known_as or need.who)

    def somebody(self) -> Somebody:
        """Who is meant: by the words offered, else by a name only one of them has, else just the name."""
        typed = self.value()
        words = [each for each in self._offered if each.words.casefold() == typed.casefold()]
        named = words or [each for each in self._offered if bare_name(each.name) == bare_name(typed)]
        kept = self._kept
        if kept is not None and typed == (kept.known_as or kept.who) and (kept.household_member_id or kept.child_id):
            return Somebody(typed, typed, kept.household_member_id, kept.child_id)
        return named[0] if len(named) == 1 else Somebody(typed, typed)


class Needs(LineList[Need]):
    """What people need to take part; keeping somebody away or apart asks for the chair's decision too."""

    def __init__(self, today: Today, calendar: WorkingCalendar) -> None:
        super().__init__("Add a need", self._line, _need, _fill_need)
        self._today, self._calendar = today, calendar
        self._offered: Sequence[Somebody] = ()

    def set_family(self, children: Sequence[Child], household: Sequence[HouseholdMember]) -> None:
        """Offer the children and the household by name; anybody else can be typed."""
        self._offered = [
            *(Somebody(each.name, f"{each.name}, child", child_id=each.id) for each in children),
            *(Somebody(each.name, f"{each.name}, {each.relation}", each.id) for each in household),
        ]
        for line in self.lines:
            _who(line).offer(self._offered)

    def _date(self) -> DateField:
        return DateField(today=self._today, calendar=self._calendar, looking="back")

    def _line(self) -> Line:
        line = Line("need")
        kind = Choice([(each, sentence_case(each)) for each in NEED_KINDS], none="Choose")
        decision = Choice([(each, sentence_case(each)) for each in EXCLUSION_DECISIONS if each], none="Not yet decided")
        line.add("kind", "What", kind, column=0, span=2)
        line.add("who", "Who", _Who(self._offered), column=2, span=2)
        line.add("detail", "Detail or grounds", TextChoice(), column=4, span=2)
        line.add("asked_on", "Asked for on", self._date(), column=0, row=1, span=3)
        line.add("decision", "The chair's decision", decision, column=3, row=1, span=3)
        line.add("decided_by", "Decided by", TextLine(hint="Name of the chair"), column=0, row=2, span=3)
        line.add("decided_on", "Decided on", self._date(), column=3, row=2, span=3)
        line.finish(6)
        kind.changed.connect(lambda: _show_deciding(line))
        _show_deciding(line)
        return line


def _show_deciding(line: Line) -> None:
    """The fields that go with the kind of need, and the usual grounds where people are kept apart."""
    kind = _chosen(line, "kind")
    for key, kinds in DECIDING.items():
        line.show_editor(key, kind in kinds)
    detail = line.editors["detail"]
    assert isinstance(detail, TextChoice)
    detail.offer(GROUNDS if kind in APART else (), DETAILS.get(kind, "Language, ramp, grounds"))


def _need(line: Line) -> Need:
    kind = line.need("kind", "what is needed")
    line.need("who", "who has the need")
    who = _who(line).somebody()
    member, child = who.household_member_id, who.child_id
    if kind not in APART:
        return Need(kind, who.name, line.value("detail"), household_member_id=member, child_id=child)
    return Need(
        kind,
        who.name,
        line.value("detail"),
        line.value("asked_on"),
        (line.value("decision") or "") if kind == EXCLUSION else "",
        line.value("decided_by"),
        line.value("decided_on"),
        member,
        child,
    )


def _fill_need(line: Line, found: Need) -> None:
    _who(line).show_need(found)
    for key in ("kind", "detail", "asked_on", "decided_by", "decided_on"):
        line.editors[key].set_value(getattr(found, key))
    line.editors["decision"].set_value(found.decision or None)


class Involvements(LineList[Involvement]):
    """Agencies involved with the family, by role, and the professional where one is known."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        super().__init__("Add an agency", self._line, _involvement, self._fill)
        self._roles = roles
        self._agencies: Sequence[Agency] = ()
        self._professionals: Sequence[Professional] = ()

    def set_directory(self, agencies: Sequence[Agency], professionals: Sequence[Professional]) -> None:
        """Offer these; what is chosen stays."""
        self._agencies, self._professionals = agencies, professionals
        for line in self.lines:
            _choice(line, "agency").set_options(self._agency_options(_chosen(line, "agency")))
            self._offer_professionals(line)

    def _line(self) -> Line:
        line = Line("agency")
        role = Choice([(each.code, each.title) for each in self._roles.values()], search=True)
        agency = Choice(self._agency_options(None), search=True)
        who = Choice(search=True)
        for choice in (role, agency, who):
            choice.combo.setMinimumContentsLength(NARROW)
        line.add("role", "Role", role, column=0)
        line.add("agency", "Agency", agency, column=1)
        line.add("professional", "Who, if known", who, column=2)
        line.add("about", "About", TextLine(hint="Ella's school"), column=3)
        line.finish(4)
        self._offer_professionals(line)
        for each in (role, agency):
            each.changed.connect(lambda: self._offer_professionals(line))
        who.changed.connect(lambda: self._take_agency(line))
        return line

    def _agency_options(self, chosen: int | None) -> list[tuple[int, str]]:
        return [(each.id, each.name) for each in self._agencies if each.active or each.id == chosen]

    def _offer_professionals(self, line: Line) -> None:
        """Those of the agency, or of the role while no agency is chosen; of both where there are any."""
        role, agency, chosen = (_chosen(line, key) for key in ("role", "agency", "professional"))
        offered = [
            each
            for each in self._professionals
            if each.id == chosen or (each.active and (each.agency_id == agency if agency else each.role_code == role))
        ]
        same_role = [each for each in offered if each.role_code == role or each.id == chosen]
        _choice(line, "professional").set_options([(each.id, each.name) for each in same_role or offered])

    def _take_agency(self, line: Line) -> None:
        """Whoever is named brings the agency along."""
        person = next((each for each in self._professionals if each.id == _chosen(line, "professional")), None)
        if person is not None and _chosen(line, "agency") is None:
            line.editors["agency"].set_value(person.agency_id)

    def _fill(self, line: Line, found: Involvement) -> None:
        _choice(line, "agency").set_options(self._agency_options(found.agency_id))
        line.editors["role"].set_value(found.role_code)
        line.editors["agency"].set_value(found.agency_id)
        if found.professional_id is not None:
            options = [(found.professional_id, found.professional_name)]
            _choice(line, "professional").set_options(options)
            line.editors["professional"].set_value(found.professional_id)
            self._offer_professionals(line)
        line.editors["about"].set_value(found.about)


def _who(line: Line) -> _Who:
    editor = line.editors["who"]
    assert isinstance(editor, _Who)
    return editor


def _choice(line: Line, key: str) -> Choice:
    editor = line.editors[key]
    assert isinstance(editor, Choice)
    return editor


def _chosen(line: Line, key: str) -> Any:
    return _choice(line, key).chosen()


def _involvement(line: Line) -> Involvement:
    role = line.need("role", "the role of the agency")
    agency = line.need("agency", "the agency")
    return Involvement(role, agency, line.value("professional"), line.value("about"))
