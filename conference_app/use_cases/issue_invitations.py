"""Issue prepared invitations: a file for each invitee, or a print run, and a line in the ledger for each."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conference_app.documents.cover_sheet import CoverRow, CoverSheet
from conference_app.domain.errors import RuleBroken
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.sending import Form
from conference_app.domain.spoken_dates import span
from conference_app.exchange.files import files_ready_for
from conference_app.store import conversation, ledger
from conference_app.store.ledger import FILE, INVITATION, DocumentIssue
from conference_app.store.store import Store, Writing
from conference_app.use_cases.invite import mark_sent
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.prepare_invitations import Parcel, Preparation, prepare_invitations

CHANGED = frozenset({Topic.DOCUMENTS, Topic.INVITATIONS})
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file for one person, ready to be written."""

    invitation_id: int
    name: str
    content: bytes
    pages: int

    @property
    def digest(self) -> str:
        """By which the file can be known again."""
        return hashlib.sha256(self.content).hexdigest()


def to_make_ready(preparation: Preparation) -> list[Parcel]:
    """The parcels nobody has made ready before: whoever is told twice is told twice by mistake."""
    return [parcel for parcel in preparation.parcels if parcel.ready is None]


def make_files(
    preparation: Preparation,
    chosen: Collection[int],
    *,
    template: bytes | None = None,
    progress: Progress | None = None,
) -> list[MadeFile]:
    """The files of the chosen invitees; letters by the authority's own Word `template` where there is one.

    `progress` is told how many are done and may end the work by raising. RuleBroken `bad_address`.
    """
    parcels = [parcel for parcel in preparation.parcels if parcel.line.id in chosen]
    made = []
    for number, parcel in enumerate(parcels, start=1):
        if progress is not None:
            progress(number - 1, len(parcels), parcel.line.name)
        content, ending, pages = _content(parcel, template)
        name = f"{preparation.found.reference}-{number:02}-{_file_words(parcel)}.{ending}"
        made.append(MadeFile(parcel.line.id, name, content, pages))
    return made


def issue_to_folder(store: Store, preparation: Preparation, files: Sequence[MadeFile], folder: Path) -> Outcome[int]:
    """Write the files and note each in the ledger: all of them or none.

    Refused with RuleBroken `changed_meanwhile` where the store no longer says what was looked at,
    `paediatrician_first`, `nothing_to_send`, `file_there`, `file_unusable`. Marking them as sent is another step.
    """
    with store.write() as writing:
        parcels = check_issue(store, preparation, [file.invitation_id for file in files])
        with files_ready_for(folder, {file.name: file.content for file in files}):
            _keep_version(store, writing, preparation)
            for file in files:
                _note(
                    store, writing, preparation, parcels[file.invitation_id], FILE, file.pages, file.name, file.digest
                )
            names = ", ".join(parcel.line.name for parcel in parcels.values())
            writing.record("invitations_made_ready", "conference", preparation.found.id, recipients=names, route=FILE)
    return Outcome(len(files), CHANGED)


def check_issue(store: Store, preparation: Preparation, chosen: Collection[int]) -> dict[int, Parcel]:
    """The chosen parcels by invitation, if they may leave and are still what was looked at.

    RuleBroken `nothing_to_send`, `changed_meanwhile`, `paediatrician_first`, and as for `prepare_invitations`.
    """
    now = prepare_invitations(store, preparation.asked)
    seen = {parcel.line.id: parcel for parcel in preparation.parcels}
    current = {parcel.line.id: parcel for parcel in now.parcels}
    if not chosen:
        raise RuleBroken("nothing_to_send")
    for invitation_id in chosen:
        if invitation_id not in seen or seen[invitation_id] != current.get(invitation_id):
            name = seen[invitation_id].line.name if invitation_id in seen else "somebody"
            raise RuleBroken("changed_meanwhile", name=name)
    _check_paediatrician_first(now, chosen)
    return {invitation_id: current[invitation_id] for invitation_id in chosen}


def record_letter(store: Store, preparation: Preparation, parcel: Parcel, *, route: str, pages: int) -> Outcome[int]:
    """Note a letter that was printed or saved: it is there, so nothing refuses it (`check_issue` comes before)."""
    with store.write() as writing:
        _keep_version(store, writing, preparation)
        issue_id = _note(store, writing, preparation, parcel, route, pages)
        name = parcel.line.name
        writing.record("invitations_made_ready", "conference", preparation.found.id, recipients=name, route=route)
    return Outcome(issue_id, CHANGED)


def mark_ready_as_sent(
    store: Store, preparation: Preparation, chosen: Collection[int], *, at: datetime
) -> Outcome[int]:
    """Record what has gone out, each by its own route, the paediatrician's first; a calling off in the ledger.

    All of it or nothing.
    """
    picked = [each for each in preparation.parcels if each.line.id in chosen]
    off = [each for each in picked if each.entry.cancelled]
    told = sorted((each for each in picked if not each.entry.cancelled), key=_after_the_paediatrician)
    with store.write() as writing:
        if off:
            _note_called_off(store, writing, preparation, off, at)
        for route in dict.fromkeys(parcel.route for parcel in told):
            ids = [parcel.line.id for parcel in told if parcel.route == route]
            mark_sent(store, preparation.found.id, ids, route=route, at=at, now=at)
    return Outcome(len(picked), CHANGED | {Topic.CONFERENCES} if picked else frozenset())


def _after_the_paediatrician(parcel: Parcel) -> bool:
    return parcel.line.role_code != PAEDIATRICIAN


def _note_called_off(
    store: Store, writing: Writing, preparation: Preparation, parcels: Sequence[Parcel], at: datetime
) -> None:
    _keep_version(store, writing, preparation)
    for parcel in parcels:
        _note(store, writing, preparation, parcel, parcel.route, 0)
    names = ", ".join(parcel.line.name for parcel in parcels)
    writing.record("invitations_called_off", "conference", preparation.found.id, recipients=names, at=at)


def print_run(preparation: Preparation, chosen: Collection[int], pages: dict[int, int]) -> CoverSheet:
    """The cover of the letters that are printed together; `pages` by invitation."""
    letters = [each for each in preparation.parcels if each.line.id in chosen and each.form is Form.LETTER]
    version = preparation.version
    return CoverSheet(
        frame=letters[0].letter.frame,
        reference=preparation.found.reference,
        when=span(version.starts_at, version.ends_at),
        rows=tuple(CoverRow(each.line.name, each.reach.postal[0], pages.get(each.line.id, 1)) for each in letters),
    )


def _check_paediatrician_first(now: Preparation, chosen: Collection[int]) -> None:
    """Nobody's invitation leaves before the paediatrician's own: sent, made ready, or among these."""
    if now.version.cancelled:
        return
    ready = {parcel.line.id for parcel in now.parcels if parcel.ready is not None}
    lines = [parcel.line for parcel in now.parcels] + [each.line for each in now.not_reached]
    doctors = [line for line in lines if line.role_code == PAEDIATRICIAN and line.stands]
    if not any(line.sent_at is not None or line.id in ready or line.id in chosen for line in doctors):
        raise RuleBroken("paediatrician_first", name=next(line.name for line in doctors if line.name))


def _content(parcel: Parcel, template: bytes | None) -> tuple[bytes, str, int]:
    """What is in the file, its ending, and how many pages where that is known."""
    from conference_app.documents.rendering import render
    from conference_app.exchange.eml import Mail, draft_mail
    from conference_app.exchange.ics import invitation_calendar
    from conference_app.exchange.word_letter import word_letter

    if parcel.form is Form.LETTER:
        if template is not None:
            return word_letter(template, parcel.letter), "docx", 0
        printed = render(parcel.letter)
        return printed.pdf, "pdf", printed.pages
    calendar = invitation_calendar(parcel.entry, parcel.mailbox)
    if parcel.form is Form.CALENDAR:
        return calendar, "ics", 0
    mail = Mail(parcel.mailbox, parcel.entry.organiser, parcel.said.subject, parcel.text, calendar, parcel.method)
    return draft_mail(mail, stamped_at=parcel.entry.stamped_at), "eml", 0


def _file_words(parcel: Parcel) -> str:
    """The recipient in a file's name; somebody of the family only by role."""
    words = parcel.role.title if parcel.role.group == "family" else parcel.line.name
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "invitee"


def _keep_version(store: Store, writing: Writing, preparation: Preparation) -> None:
    """Keep the calendar entry and its version, unless they are there."""
    found, version = preparation.found, preparation.version
    if not conversation.uid(store, found.id):
        conversation.add_entry(writing, found.id, preparation.asked.uid)
    latest = conversation.latest_version(store, found.id)
    if latest is None or latest.sequence < version.sequence:
        conversation.add_version(writing, version)


def _note(
    store: Store,
    writing: Writing,
    preparation: Preparation,
    parcel: Parcel,
    route: str,
    pages: int,
    file: str = "",
    digest: str = "",
) -> int:
    issue = DocumentIssue(
        conference_id=preparation.found.id,
        kind=INVITATION,
        copy=parcel.form.value,
        draft=False,
        recipient=parcel.line.name,
        route=route,
        pages=pages,
        issued_at=preparation.asked.now,
        issued_by=store.actor,
        invitation_id=parcel.line.id,
        version=parcel.entry.sequence,
        method=parcel.method,
        address=parcel.address[:600],
        file=file,
        digest=digest,
    )
    return ledger.add_issue(writing, issue)
