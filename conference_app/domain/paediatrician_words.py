"""The paediatrician's state in words, from the bare facts a list holds."""

from __future__ import annotations

EARLIER_ONLY, EARLIER_SHORT = "only invited to the earlier time", "earlier time only"


def paediatrician_state_words(
    name: str, sent: bool, reply: str, report_received: bool, attended: bool | None = None, *, earlier: bool = False
) -> str:
    """Named, invited, answered, reported: "Dr Lindgren: invited, no reply".

    `attended` is what the register says once the conference is held, None before: an answer is then history.
    `earlier`: the invitation this doctor holds is for another time, which counts as none.
    """
    if attended is not None:
        return f"{name}: {attendance_words(sent, report_received, attended)}"
    if not sent:
        return f"{name}: {not_sent_words(earlier)}"
    if reply:
        report = ", report received" if report_received and reply != "coming" else ""
        return f"{name}: {reply}{report}"
    return f"{name}: invited, no reply" + (", report received" if report_received else "")


def not_sent_words(earlier: bool) -> str:
    """Not invited, and where one went out for a time given up since, to that one only."""
    return EARLIER_ONLY if earlier else "not invited"


def attendance_words(sent: bool, report_received: bool, attended: bool) -> str:
    """After the conference: attended; did not attend, report received; did not attend, no report."""
    if attended:
        return "attended"
    if not sent:
        return "was not invited"
    return "did not attend, " + ("report received" if report_received else "no report")
