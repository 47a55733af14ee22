"""Prepare what each invitee is to get, before anything leaves: an invitation, a change, or its calling off."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from conference_app import letter_words, rulebook
from conference_app.documents.frame import Frame
from conference_app.documents.invitation_letter import InvitationLetter
from conference_app.domain.calendar_entry import (
    CANCEL,
    EXTERNAL,
    NOT_SECURE,
    REQUEST,
    CalendarEntry,
    Mailbox,
    domains_in,
    mailbox,
    warnings_for,
)
from conference_app.domain.chasing import Ladder
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Family
from conference_app.domain.invitations import Invitation, check_paediatrician_listed, excluded
from conference_app.domain.people import Role
from conference_app.domain.practice import Practice
from conference_app.domain.sending import (
    LIVES_IN,
    Caution,
    Form,
    Occasion,
    Reach,
    Unreached,
    letters_go_to,
    postal_lines,
    usual_form,
)
from conference_app.domain.separation import kept_apart
from conference_app.domain.spoken_dates import moment, plain_date
from conference_app.letter_words import Reader, Said
from conference_app.store import conferences, conversation, families, invitations, ledger, rebookings
from conference_app.store.conversation import CalendarVersion, Contact
from conference_app.store.ledger import WRITTEN, DocumentIssue
from conference_app.store.store import Store
from conference_app.use_cases.calendar_now import entry_of, organiser_of, version_now
from conference_app.use_cases.invitation_rules_in_force import rules_of
from conference_app.use_cases.never_a_relative import relative_interpreting
from conference_app.use_cases.print_conference import where_words
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

SECURE_MAIL, OPEN_MAIL, POST = "secure e-mail", "e-mail", "post"


@dataclass(frozen=True)
class Asked:
    """What was asked to be prepared: the same answers to it mean that nothing has changed since.

    `forms` are chosen by invitation, `form` for all others, else the usual one; `again` prepares also what was sent;
    `link_to_family` tells the family the joining link too; `uid` is that of a calendar entry not yet kept.
    """

    conference_id: int
    now: datetime
    forms: Mapping[int, Form] = field(default_factory=lambda: MappingProxyType({}))
    form: Form | None = None
    again: bool = False
    link_to_family: bool = False
    uid: str = field(default_factory=lambda: str(uuid.uuid4()))


@dataclass(frozen=True, slots=True)
class Parcel:
    """Exactly what one person gets, and nothing of anybody else's.

    `ready` is the ledger's note where the same was made ready before and has not been marked as sent.
    """

    line: Invitation
    role: Role
    occasion: Occasion
    form: Form
    reach: Reach
    route: str
    said: Said
    text: str
    entry: CalendarEntry
    letter: InvitationLetter
    cautions: tuple[str, ...]
    ready: DocumentIssue | None

    @property
    def address(self) -> str:
        """Where it goes, in one line."""
        return ", ".join(self.reach.postal) if self.form is Form.LETTER else self.reach.email

    @property
    def method(self) -> str:
        """What its calendar entry asks for."""
        return self.entry.method

    @property
    def mailbox(self) -> Mailbox:
        """The one address of a mail; RuleBroken `bad_address`."""
        return mailbox(self.line.name, self.reach.email)


@dataclass(frozen=True, slots=True)
class NotReached:
    """Somebody on the list who gets nothing, and why in words."""

    line: Invitation
    role: Role
    why: Unreached
    words: str


@dataclass(frozen=True)
class Preparation:
    """What a conference's invitees are to get; `version` is what the calendar entry says then."""

    asked: Asked
    found: Conference
    version: CalendarVersion
    parcels: tuple[Parcel, ...]
    not_reached: tuple[NotReached, ...]


def prepare_invitations(store: Store, asked: Asked) -> Preparation:
    """Everything that would leave, for looking at; nothing is written.

    RuleBroken `no_paediatrician_listed`, `book_before_inviting`, `conference_is_over`, `sent_after_start`,
    `no_organiser`.
    """
    found = conferences.conference(store, asked.conference_id)
    lines = invitations.invitations(store, found.id)
    _check(found, lines, asked)
    return _Preparing(store, found, lines, asked).done()


def _check(found: Conference, lines: Sequence[Invitation], asked: Asked) -> None:
    if found.status.is_called_off:
        return
    check_paediatrician_listed(lines)
    if found.status is Status.REQUESTED or found.starts_at is None:
        raise RuleBroken("book_before_inviting")
    if not found.status.is_ahead:
        raise RuleBroken("conference_is_over", status=found.status.value)
    if asked.now >= found.starts_at:
        raise RuleBroken("sent_after_start", field="at", starts_at=found.starts_at)


class _Preparing:
    """One preparation: what is the same for every parcel is read once."""

    def __init__(self, store: Store, found: Conference, lines: Sequence[Invitation], asked: Asked) -> None:
        self.found, self.lines, self.asked = found, lines, asked
        self.practice, self.calendar = practice_of(store), calendar_of(store)
        self.family = families.family(store, found.family_id)
        self.contacts = conversation.contacts(store, found.id)
        self.held = ledger.invitations_held(store, found.id)
        self.sent_before = rebookings.sent_before(store, found.id)
        self.children = _children_words(store, found)
        members = (each for each in self.family.household if each.contact == LIVES_IN and each.left_on is None)
        self.excluded_at_home = [each.name for each in members if found.excludes(each.name, each.id)]
        self.without_deputy = {rule.code for rule in rules_of(store) if not rule.deputy}
        self.version = version_now(found, conversation.latest_version(store, found.id), asked.now, self.held.values())
        self.entry = entry_of(
            self.version,
            uid=conversation.uid(store, found.id) or asked.uid,
            reference=found.reference,
            organiser=organiser_of(self.practice),
            now=asked.now,
        )
        self.secure, self.own_domain = (
            domains_in(self.practice.text("secure_domains")),
            self.practice.text("own_domain"),
        )
        self.authority, self.marking = self.practice.text("authority_name"), self.practice.text("marking_text")
        self.reply_to = postal_lines(self.practice.text("reply_postal").replace(",", "\n"))
        self.signed = _signature(self.practice)
        self.ladder, self.where = Ladder.of(self.practice), where_words(found)
        self.frame = Frame(self.marking, plain_date(asked.now.date()), example=store.example)

    def done(self) -> Preparation:
        """The parcels in the order of the list, and who gets none."""
        reaches = {line.id: _reach(line, self.contacts[line.id], self.family) for line in self.lines}
        made = [self._one(line, reaches[line.id]) for line in self.lines]
        parcels = tuple(_with_shared([each for each in made if isinstance(each, Parcel)]))
        not_reached = tuple(each for each in made if isinstance(each, NotReached))
        return Preparation(self.asked, self.found, self.version, parcels, not_reached)

    def _one(self, line: Invitation, reach: Reach) -> Parcel | NotReached:
        role = rulebook.roles()[line.role_code]
        why, detail = self._why_not(line, reach, role)
        if why is not None:
            return NotReached(line, role, why, letter_words.unreached_words(why, detail))
        return self._parcel(line, role, reach)

    def _why_not(self, line: Invitation, reach: Reach, role: Role) -> tuple[Unreached | None, str]:
        if excluded(line, self.found):
            return Unreached.EXCLUDED, line.left_out_reason
        why, detail = self._told_enough(line)
        if why is not None:
            return why, detail
        if relative_interpreting(line, self.family):
            return Unreached.RELATIVE, ""
        return (None, "") if self._form(line, reach, role) else (Unreached.NO_ADDRESS, "")

    def _told_enough(self, line: Invitation) -> tuple[Unreached | None, str]:
        """Why nothing has to be said to somebody who may be written to."""
        off = self._called_off(line)
        if self.version.cancelled or not line.stands:
            if not self._was_told(line):
                return (Unreached.WITHOUT_CALENDAR, "") if line.stands else (Unreached.LEFT_OUT, line.left_out_reason)
            if off is not None and off.route not in WRITTEN and not self.asked.again:
                return Unreached.SENT, f"a calling off, {moment(off.issued_at)}"
        elif line.sent_at is not None and not self.asked.again:
            return Unreached.SENT, moment(line.sent_at)
        return (None, "") if line.name else (Unreached.NOBODY_NAMED, "")

    def _was_told(self, line: Invitation) -> bool:
        """Whether the person was ever told to come: something was made ready or sent."""
        return line.id in self.held or line.sent_at is not None or line.id in self.sent_before

    def _called_off(self, line: Invitation) -> DocumentIssue | None:
        """The last word to somebody who was told not to come."""
        held = self.held.get(line.id)
        return held if held is not None and held.method == CANCEL else None

    def _form(self, line: Invitation, reach: Reach, role: Role) -> Form | None:
        chosen = self.asked.forms.get(line.id, self.asked.form)
        return chosen if chosen in reach.forms else usual_form(reach, family=role.group == "family")

    def _occasion(self, line: Invitation) -> Occasion:
        if self.version.cancelled or not line.stands:
            return Occasion.CANCELLED
        name, _, _ = self.sent_before.get(line.id, ("", None, None))
        held = self.held.get(line.id)
        changed = held is not None and held.method == REQUEST and held.version != self.version.sequence
        return Occasion.CHANGED if name == line.name or changed else Occasion.INVITED

    def _parcel(self, line: Invitation, role: Role, reach: Reach) -> Parcel:
        form = self._form(line, reach, role)
        assert form is not None
        occasion = self._occasion(line)
        warned = warnings_for(reach.email, self.secure, self.own_domain)
        secure = form is Form.LETTER or NOT_SECURE not in warned
        reader = self._reader(line, role, secure, on_paper=form is Form.LETTER)
        joining = self._joining(reader, occasion)
        words = letter_words.said_to(
            reader, self.found, occasion, where=self.where, joining=joining, before=self._before(line, occasion)
        )
        entry = self._entry(line, occasion, joining)
        held = self.held.get(line.id)
        route = POST if form is Form.LETTER else SECURE_MAIL if secure else OPEN_MAIL
        return Parcel(
            line=line,
            role=role,
            occasion=occasion,
            form=form,
            reach=reach,
            route=route,
            said=replace(words, subject=self._marked(words.subject)),
            text=letter_words.mail_text(words, self.signed),
            entry=entry,
            letter=self._letter(reader, words, reach),
            cautions=tuple(self._cautions(reader, reach, form, warned)),
            ready=held if held and _is_ready(held, entry) else None,
        )

    def _marked(self, subject: str) -> str:
        return f"[{self.marking}] {subject}" if self.marking else subject

    def _reader(self, line: Invitation, role: Role, secure: bool, *, on_paper: bool) -> Reader:
        family = role.group == "family"
        sent_on, day = self.asked.now.date(), self.found.day
        return Reader(
            line,
            role,
            kept_apart(self.found.needs, line.name, line.household_member_id, line.child_id),
            self.ladder.reply_due(sent_on, day, self.calendar) if day else None,
            () if family or not secure else self.children,
            may_send_deputy=line.rule_code not in self.without_deputy,
            on_paper=on_paper,
        )

    def _joining(self, reader: Reader, occasion: Occasion) -> str:
        """The link, where there is one and this reader may have it; else the family reads how to get it."""
        if not reader.is_family or (self.asked.link_to_family and self.found.joining):
            return self.found.joining
        by_video = self.found.mode in {"video", "hybrid"} and occasion is not Occasion.CANCELLED
        return (
            letter_words.ask_for_link(self.practice.text("organiser_phone"), self.entry.organiser.address)
            if by_video
            else ""
        )

    def _before(self, line: Invitation, occasion: Occasion) -> tuple[letter_words.Fact, ...]:
        _, _, before = self.sent_before.get(line.id, ("", None, None))
        if occasion is not Occasion.CHANGED or before is None or before == self.found.starts_at:
            return ()
        return (("Before, it was", moment(before)),)

    def _entry(self, line: Invitation, occasion: Occasion, joining: str) -> CalendarEntry:
        off, held = occasion is Occasion.CANCELLED, self.held.get(line.id)
        alone = off and not self.version.cancelled  # only this person need not come
        after = held.version + (held.method == REQUEST) if alone and held else 0
        sequence = max(self.version.sequence, after)
        return replace(self.entry, sequence=sequence, joining=joining, cancelled=off)

    def _letter(self, reader: Reader, words: Said, reach: Reach) -> InvitationLetter:
        return InvitationLetter(
            frame=self.frame,
            authority=self.authority,
            recipient=reader.line.name,
            address=reach.postal,
            reference=self.found.reference,
            title=words.title,
            salutation=words.salutation,
            facts=words.facts[1:],  # the reference stands above
            paragraphs=words.paragraphs,
            answering=words.answering,
            signed=self.signed,
            reply_to=self.reply_to,
            large_type=reader.is_family,
        )

    def _cautions(self, reader: Reader, reach: Reach, form: Form, warned: Sequence[str]) -> Iterator[str]:
        by_mail = form is not Form.LETTER
        for code, caution in ((EXTERNAL, Caution.EXTERNAL), (NOT_SECURE, Caution.NOT_SECURE)):
            if by_mail and code in warned:
                yield letter_words.caution_words(caution, address=reach.email)
        if by_mail and reach.mailbox_of:
            yield letter_words.caution_words(Caution.AGENCY_MAILBOX, whose=reach.mailbox_of)
        if form is Form.LETTER and reader.is_family:
            for name in self.excluded_at_home:
                yield letter_words.caution_words(Caution.EXCLUDED_THERE, whose=name)
        if reach.language:
            yield letter_words.caution_words(Caution.LANGUAGE, whose=reach.language)
        for how in reader.kept_apart:
            yield letter_words.caution_words(Caution(how))


def _signature(practice: Practice) -> tuple[str, ...]:
    phone = practice.text("organiser_phone")
    name, authority = practice.text("organiser_name"), practice.text("authority_name")
    return letter_words.signature(name, authority, phone and f"Telephone {phone}")


def _is_ready(held: DocumentIssue, entry: CalendarEntry) -> bool:
    """Whether exactly this was written or printed for the person and not noted as gone."""
    return held.route in WRITTEN and (held.version, held.method) == (entry.sequence, entry.method)


def _children_words(store: Store, found: Conference) -> tuple[str, ...]:
    children = conferences.children_of(store, found.id)
    return tuple(
        f"{child.name} (born {plain_date(child.born_on)})" if child.born_on else child.name for child in children
    )


def _reach(line: Invitation, known: Contact, family: Family) -> Reach:
    """Where one person can be written to; for somebody of the family only what the family's record allows."""
    if line.household_member_id or line.child_id:
        lives_in = line.child_id is not None or known.member_contact == LIVES_IN
        postal = letters_go_to(family.addresses, name=line.name, letters_to=known.letters_to, lives_in=lives_in)
        return Reach(line.id, known.member_email, "", postal, known.language)
    shared = known.agency_email if not known.professional_email else ""
    own_place = postal_lines(f"{known.agency_name}\n{known.agency_address}") if known.agency_address else ()
    return Reach(line.id, known.professional_email or shared, known.agency_name if shared else "", own_place)


def _with_shared(parcels: Sequence[Parcel]) -> Iterator[Parcel]:
    """Each parcel, told who else is written to at the same e-mail address."""
    for parcel in parcels:
        others = [
            other.line.name
            for other in parcels
            if other is not parcel
            and Form.LETTER not in {other.form, parcel.form}
            and other.reach.email.casefold() == parcel.reach.email.casefold()
        ]
        more = tuple(letter_words.caution_words(Caution.SHARED_ADDRESS, whose=name) for name in others)
        yield replace(parcel, cautions=(*parcel.cautions, *more)) if more else parcel
