"""Somebody named in an answer who is on no list, as far as the answer says who it is: to be added, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conference_app.domain.conference import Need, bare_name
from conference_app.domain.invitations import Invitation
from conference_app.domain.mail_address import domain_of, is_plain_address
from conference_app.domain.people import Professional
from conference_app.domain.replies import NOT_NAMED, Answer, Became, Judged, deputy_of
from conference_app.domain.separation import EXCLUSION, SEPARATE


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is to be added; what is not known is "" or None. `stands_in_for` is the line of who sends a deputy."""

    name: str
    email: str = ""
    role_code: str = ""
    agency_id: int | None = None
    professional_id: int | None = None
    stands_in_for: Invitation | None = None

    @property
    def reason(self) -> str:
        """Why a deputy is invited; anybody else's reason is for the coordinator to say."""
        return f"stands in for {self.stands_in_for.name}" if self.stands_in_for else ""


def named_in(judged: Judged) -> Newcomer | None:
    """The deputy of an answer that is recorded, or who answered without being on the list."""
    answer = judged.answer
    if judged.became is Became.NEVER_INVITED:
        return called(answer.attendee_name, answer.attendee)
    if judged.reply is None or judged.line is None or judged.reply.deputy in {"", NOT_NAMED}:
        return None
    return called(*deputy_of(answer), of=judged.line)


def called(name: str, email: str, *, of: Invitation | None = None) -> Newcomer:
    """Somebody by name and address; an address is no name, and what cannot be written to is no address."""
    email = email if is_plain_address(email) else ""
    return Newcomer("" if name.casefold() == email else name, email, stands_in_for=of)


def deputy_words(answer: Answer) -> str:
    """Dr Elin Marsh (e.marsh@nhs.example), as the record keeps who stands in; "" where nobody does."""
    name, email = deputy_of(answer)
    return f"{name} ({email})" if email and name != email else name


def deputy_called(name: str, kept: str, line: Invitation) -> Newcomer:
    """The deputy a line names, with the address where `kept` is what `deputy_words` made of the same person."""
    email = kept.removeprefix(name).strip(" ()") if kept.startswith(f"{name} (") else ""
    return called(name, email or name if kept == name else email, of=line)


def kept_away(
    needs: Sequence[Need], name: str, household_member_id: int | None = None, child_id: int | None = None
) -> bool:
    """Whether the chair excluded this person, or keeps them apart, or has still to decide about it."""
    return any(
        need.kind == SEPARATE or (need.kind == EXCLUSION and need.decision != "not excluded")
        for need in needs
        if need.is_about(name, household_member_id, child_id)
    )


def is_same(who: Newcomer, name: str, email: str) -> bool:
    """Whether this is who is meant: the same address, or the same name."""
    same_name = bool(bare_name(who.name)) and bare_name(who.name) == bare_name(name)
    return same_name or (bool(who.email) and email.strip().casefold() == who.email.casefold())


def in_directory(who: Newcomer, directory: Sequence[Professional]) -> Professional | None:
    """The one at work with this address of their own and, where a name is known, this name."""
    same = [each for each in directory if who.email and each.email.strip().casefold() == who.email.casefold()]
    found = [each for each in same if each.active and (not who.name or bare_name(each.name) == bare_name(who.name))]
    return found[0] if len(found) == 1 else None


def agency_at(email: str, known: Sequence[tuple[str, int]]) -> int | None:
    """The agency whose addresses end like this one, where it is but one; `known` are addresses with their agencies."""
    domain = domain_of(email)
    found = {agency_id for address, agency_id in known if domain and domain_of(address) == domain}
    return found.pop() if len(found) == 1 else None
