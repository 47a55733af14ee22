"""What the history tells of requests, bookings and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conference_app.domain.spoken_dates import counted
from conference_app.history_event import Event, listed, then


def _requested(event: Event) -> str:
    children = event.number("children")
    about = (event.text("type"), counted(children, "child", "children") if children else "")
    limit = event.day("limit")
    return then(
        listed("took the request" + (f" for {event.text('reference')}" if event.text("reference") else ""), *about),
        f"last lawful day {limit}" if limit else "",
    )


def _request_changed(event: Event) -> str:
    before, now = event.day("limit_before"), event.day("limit")
    moved = f"last lawful day now {now or 'not known'}, before: {before or 'not known'}" if before != now else ""
    return then("changed the request", "; ".join(part for part in (moved, event.text("exclusions")) if part))


def _limit_recounted(event: Event) -> str:
    approver = event.text("approver")
    return then(
        "counted the last lawful day again by the rules of that day",
        f"now {event.day('limit')}, before: {event.day('limit_before') or 'not known'}",
        f"booked past it: {event.text('why_late')}, approved by {approver}" if approver else "",
    )


def _booked(event: Event) -> str:
    return f"booked for {_booking(event)}" if event.text("starts_at") else listed("booked", _booking(event))


def _moved(event: Event) -> str:
    again = event.number("invitations_to_send_again")
    return then(
        f"booked for {_booking(event)}",
        f"before: {event.at('before')}" if event.at("before") else "",
        f"{counted(again, 'invitation')} to be sent again" if again else "",
        f"postponement approved by {event.text('approved_by')}" if event.text("approved_by") else "",
    )


def _booking(event: Event) -> str:
    room = event.names.rooms.get(event.number("room"), "")
    chair = event.names.chairs.get(event.number("chair"), "")
    approver = event.text("approver")
    return listed(
        event.at("starts_at"),
        event.count("minutes", "minute"),
        event.text("mode"),
        room,
        f"chair {chair}" if chair else "",
        f"past the limit, approved by {approver}" if approver else "",
    )


def _called_off(word: str) -> Callable[[Event], str]:
    def words(event: Event) -> str:
        was, again = event.at("starts_at"), event.number("invitations_to_send_again")
        replacement, approver = event.text("replacement"), event.text("approved_by")
        return then(
            f"{word} the conference" + (f" of {was}" if was else ""),
            f"approved by {approver}" if approver else "",
            f"{replacement} takes its place" if replacement else "",
            f"{counted(again, 'invitation')} to be sent again" if again else "",
        )

    return words


_TAKEN_BACK = {
    "moved": "the move",
    "postponed": "the postponement",
    "adjourned": "the adjournment",
    "cancelled": "the cancellation",
}


def _rebooking_taken_back(event: Event) -> str:
    what, at = _TAKEN_BACK.get(event.text("kind"), "the change"), event.at("starts_at")
    return then(f"took back {what}", f"booked for {at} as before" if at else "")


BOOKING_WORDS: Mapping[str, Callable[[Event], str]] = {
    "requested": _requested,
    "request_changed": _request_changed,
    "limit_recounted": _limit_recounted,
    "booked": _booked,
    "moved": _moved,
    "postponed": _called_off("postponed"),
    "cancelled": _called_off("cancelled"),
    "adjourned": _called_off("adjourned"),
    "rebooking_taken_back": _rebooking_taken_back,
}
