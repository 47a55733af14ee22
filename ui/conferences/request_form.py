"""The fields of a request, grown by its type, and what of them is understood while typing."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference, Request
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.family import Child, Family
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.spoken_dates import child_age_words, short_date
from conference_app.rulebook import roles
from conference_app.store import conferences, families, lists, people
from conference_app.use_cases.rules_in_force import calendar_of

from ..booking_words import sentence_case
from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import DateField
from ..widgets.editors import CheckList, RadioChoice, TextArea, TextLine
from ..widgets.form import Form
from ..widgets.text import Tone, label
from .family_chooser import FamilyChooser
from .request_lines import Discussions, Involvements, Needs

FROM_DISCUSSION = frozenset({ConferenceType.INITIAL, ConferenceType.PRE_BIRTH})
LATENESS = ("late_reason", "late_approver")
HELD = ("held", "held inquorate")
AHEAD = ("requested", "booked", "invited", "postponed")


class RequestForm(Form):
    """One form for every type; fields the type does not need are hidden and left out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._calendar = session.ask(calendar_of)
        self._family: Family | None = None
        self._held: list[Conference] = []
        self.family_chooser = FamilyChooser(self._find, lambda ids: session.ask(lists.members_of, ids))
        self.children_list = CheckList(columns=2)
        self.discussions = Discussions(session.today, self._calendar)
        self.involvements = Involvements(roles())
        self.needs = Needs(session.today, self._calendar)
        self.previous = Choice(none="Held elsewhere, or not in this store")
        self.new_family_row = QWidget()
        self.ahead_note = label(role="small", tone=Tone.AMBER)
        self._fixed = False
        self.medical_row = QWidget()
        self._build()
        self.editor("type").changed.connect(self._grow)
        self.family_chooser.changed.connect(self._take_family)
        self.previous.changed.connect(self._take_previous)
        self._grow()

    # building

    def _date(self) -> DateField:
        return DateField(today=self._session.today, calendar=self._calendar, looking="back")

    def _build(self) -> None:
        self._build_what()
        self._build_clock()
        self._build_who()
        self.section("Agencies involved", "Each is put on the invitation list, in its role.")
        self.add("involvements", "", self.involvements)
        self.section(
            "Medical examinations", "The doctor who examined a child is the first paediatrician to be invited."
        )
        self.add_widget(self.medical_row)
        self.section("Needs", "Interpreter, advocate, supporter, access, separate attendance, an exclusion asked for.")
        self.add("needs", "", self.needs)
        for key in ("involvements", "needs"):
            self.fields[key].label.hide()
        self.finish()

    def _build_what(self) -> None:
        kinds = [(kind, sentence_case(kind.value)) for kind in ConferenceType]
        self.add("type", "Type of conference", RadioChoice(kinds), value=ConferenceType.INITIAL)
        with self.row():
            self.add("family", "Family", self.family_chooser)
            self.add("requested_on", "Requested on", self._date(), value=self._session.today())
        self.ahead_note.hide()
        self.add_widget(self.ahead_note)
        self.add_widget(self.new_family_row)
        self.add("children", "Children", self.children_list)
        self.fields["children"].hide()

    def _build_clock(self) -> None:
        self.section("What the clock counts from")
        self.add(
            "discussions",
            "Strategy discussions",
            self.discussions,
            help="Enter all. The clock counts from the one that started the section 47 enquiry and never restarts.",
        )
        self.add("section47_on", "Section 47 enquiry started on", self._date(), optional=True)
        self.add("notice_on", "Written notice received on", self._date())
        self.add("previous_id", "Previous conference", self.previous)
        with self.row():
            self.add("previous_on", "Held on", self._date())
            kinds = [(True, "Initial or pre-birth"), (False, "Review")]
            self.add("previous_was_initial", "It was", RadioChoice(kinds))
        self.add("late_reason", "Why the booking stays although it is past the limit", TextArea(lines=2))
        self.add("late_approver", "Who approved it", TextLine())
        self.ask_lateness(False)

    def _build_who(self) -> None:
        self.section("Who asks, and why")
        with self.row():
            self.add("requested_by", "Requested by", TextLine(), optional=True)
            self.add("requesting_agency", "Agency", TextLine(), optional=True)
        self.add("reason", "Reason", TextArea(lines=3), optional=True)

    # what is offered

    def _find(self, text: str) -> list[Any]:
        return self._session.ask(lists.families, text=text, today=self._session.today(), most=20)

    def offer(self) -> None:
        """Read again what can be chosen; what is chosen stays."""
        agencies, professionals = self._session.ask(people.agencies), self._session.ask(people.professionals)
        self.involvements.set_directory(agencies, professionals)
        if self._family is not None:
            self._show_family(self._session.ask(families.family, self._family.id), tick_all=False)

    def choose_family(self, family_id: int) -> None:
        """Choose a family by its id."""
        found = self._session.ask(families.family, family_id)
        row_words = ", ".join(child.name for child in found.children)
        self.family_chooser.set_family(family_id, f"{found.name} ({row_words})" if row_words else found.name)

    def family(self) -> Family | None:
        """The family chosen, with everybody in it."""
        return self._family

    def _take_family(self) -> None:
        chosen = self.family_chooser.chosen()
        if chosen is None:
            self._family = None
            self.ahead_note.hide()
        elif self._family is None or self._family.id != chosen:
            self._show_family(self._session.ask(families.family, chosen), tick_all=True)
        self._grow()

    def _show_family(self, found: Family, *, tick_all: bool) -> None:
        offered = {child.id for child in found.children}
        known = {child.id for child in self._family.children} if self._family and not tick_all else set()
        ticked = set(self.children_list.value()) if not tick_all else set()
        self._family = found
        self.children_list.set_options(self._child_options(found.children))
        self.needs.set_family(found.children, found.household)
        self.children_list.set_value((ticked & offered) | (offered - known))
        self._held = self._held_before(found.id)
        self.previous.set_options([(each.id, _previous_words(each)) for each in self._held])
        if tick_all and self._held:
            self.previous.set_value(self._held[0].id)
        self._note_ahead(found.id)

    def _note_ahead(self, family_id: int) -> None:
        """Say beside the family what it has ahead already, so that nobody asks twice."""
        rows = self._session.ask(lists.conferences, family_id=family_id, statuses=AHEAD)
        words = "; ".join(f"{row.reference}, {row.type.value}, {_when_words(row)}" for row in rows)
        self.ahead_note.setText(f"This family already has a conference ahead: {words}.")
        self.ahead_note.setVisible(bool(words) and not self._fixed)

    def _child_options(self, children: list[Child]) -> list[tuple[int, str]]:
        today = self._session.today()
        return [
            (child.id, f"{child.name}, {child_age_words(child.born_on, today, child.expected_on)}")
            for child in children
        ]

    def _held_before(self, family_id: int) -> list[Conference]:
        rows = self._session.ask(lists.conferences, family_id=family_id, statuses=HELD, latest_first=True)
        return [self._session.ask(conferences.conference, row.id) for row in rows]

    def _take_previous(self) -> None:
        chosen = next((each for each in self._held if each.id == self.previous.chosen()), None)
        if chosen is not None:
            self.editor("previous_on").set_value(chosen.day)
            self.editor("previous_was_initial").set_value(chosen.type is not ConferenceType.REVIEW)
        self._grow()

    def _grow(self) -> None:
        """Show the fields this type needs."""
        kind = self.value("type")
        review = kind is ConferenceType.REVIEW
        discussed = kind in FROM_DISCUSSION
        self.set_visible("discussions", discussed)
        self.set_visible("section47_on", discussed)
        self.set_visible("notice_on", kind is ConferenceType.TRANSFER_IN)
        self.set_visible("previous_id", review and bool(self._held))
        elsewhere = review and self.previous.chosen() is None
        self.set_visible("previous_on", elsewhere)
        self.set_visible("previous_was_initial", elsewhere)
        self.set_visible("children", self._family is not None)
        self.new_family_row.setVisible(self._family is None)
        self._note_children(kind)

    def _note_children(self, kind: ConferenceType) -> None:
        words = {
            ConferenceType.INITIAL: "An initial conference considers every child in the household.",
            ConferenceType.PRE_BIRTH: "A pre-birth conference is about an unborn child; name the siblings too.",
        }.get(kind, "")
        if self._family is not None and not self._family.children:
            words = "No child is recorded for this family yet. Add one in People."
        field = self.fields["children"]
        field.help.setText(words)
        field.help.setVisible(bool(words))

    # values

    def fill(self, request: Request, *, fixed: bool) -> None:
        """Show a request; `fixed` keeps type and family as they are."""
        self.fields["type"].editor.set_read_only(fixed)
        self.family_chooser.set_read_only(fixed)
        self._fixed = fixed
        self.editor("type").set_value(request.type)
        if request.family_id:
            self.choose_family(request.family_id)
            if request.child_ids:
                self.children_list.set_value(request.child_ids)
        self.previous.set_value(request.previous_id)
        names = ("requested_on", "requested_by", "requesting_agency", "reason", "section47_on", "notice_on")
        for name in (*names, "discussions", "needs", "involvements", "previous_on"):
            self.editor(name).set_value(getattr(request, name))
        was = request.previous_was_initial if request.previous_on else None
        self.editor("previous_was_initial").set_value(was)
        self.ask_lateness(False)
        self._grow()
        self.mark_saved()

    def empty(self) -> None:
        """Begin afresh."""
        self._family = None
        self.family_chooser.set_family(None, "")
        self._held = []
        self.previous.set_options([])
        self.children_list.set_options([])
        self.fill(Request(ConferenceType.INITIAL, 0, (), self._session.today()), fixed=False)

    def ask_lateness(self, asked: bool) -> None:
        """Ask why a booking stays that is late after the correction, and who approved it; or ask no more."""
        for key in LATENESS:
            self.set_visible(key, asked)
            if not asked:
                self.editor(key).set_value(None)

    def lateness(self) -> dict[str, str]:
        """What was answered to that; nothing where it was not asked."""
        return {key: self.value(key) or "" for key in LATENESS if not self.fields[key].isHidden()}

    def request(self) -> Request:
        """What was filled in; raises everything that cannot be understood or is missing."""
        broken: list[RuleBroken] = []
        values: dict[str, Any] = {}
        try:
            values = self.values()
        except RuleBroken as problem:
            broken += problem.each()
        wrong = {each.field for each in broken}
        for key, what in (("family", "the family"), ("requested_on", "the day of the request")):
            if key not in wrong and self.value(key) is None:
                broken.append(RuleBroken("required", field=key, what=what))
        if values.get("previous_on") and values.get("previous_was_initial") is None:
            what = "whether it was an initial conference or a review"
            broken.append(RuleBroken("required", field="previous_was_initial", what=what))
        raise_all(broken)
        return self._built(values)

    def draft(self) -> Request | None:
        """What is understood so far, for the clock; None while there is no family."""
        if self._family is None:
            return None
        shown = {
            key: self.value(key)
            for key, field in self.fields.items()
            if field.isVisibleTo(self) and key not in {"family", "involvements", "needs", "discussions"}
        }
        if not self.fields["discussions"].isHidden():
            shown["discussions"] = self.discussions.known()
        if shown.get("previous_was_initial") is None:
            shown["previous_on"] = None
        return self._built({**shown, "family": self._family.id})

    def _built(self, values: dict[str, Any]) -> Request:
        previous = next((each for each in self._held if each.id == values.get("previous_id")), None)
        before: tuple[date | None, bool] = (values.get("previous_on"), bool(values.get("previous_was_initial")))
        if previous is not None:
            before = (previous.day, previous.type is not ConferenceType.REVIEW)
        return Request(
            type=values["type"],
            family_id=values["family"],
            child_ids=tuple(values.get("children") or ()),
            requested_on=values.get("requested_on") or self._session.today(),
            requested_by=values.get("requested_by") or "",
            requesting_agency=values.get("requesting_agency") or "",
            reason=values.get("reason") or "",
            section47_on=values.get("section47_on"),
            notice_on=values.get("notice_on"),
            previous_id=previous.id if previous is not None else None,
            previous_on=before[0],
            previous_was_initial=before[1],
            discussions=tuple(values.get("discussions") or ()),
            needs=tuple(values.get("needs") or ()),
            involvements=tuple(values.get("involvements") or ()),
        )


def _when_words(row: ConferenceRow) -> str:
    return short_date(row.starts_at.date()) if row.starts_at else "not booked"


def _previous_words(found: Conference) -> str:
    day = short_date(found.day) if found.day else ""
    return f"{found.reference}, {found.type.value}, {day}"
