"""The paediatrician's state in words, from the bare facts a list holds."""

from __future__ import annotations


def paediatrician_state_words(
    name: str, sent: bool, reply: str, report_received: bool, attended: bool | None = None
) -> str:
    """Named, invited, answered, reported: "Dr Lindgren: invited, no reply".

    `attended` is what the register says once the conference is held, None before: an answer is then history.
    """
    if attended is not None:
        return f"{name}: {attendance_words(sent, report_received, attended)}"
    if not sent:
        return f"{name}: not invited"
    if reply:
        report = ", report received" if report_received and reply != "coming" else ""
        return f"{name}: {reply}{report}"
    return f"{name}: invited, no reply" + (", report received" if report_received else "")


def attendance_words(sent: bool, report_received: bool, attended: bool) -> str:
    """After the conference: attended; did not attend, report received; did not attend, no report."""
    if attended:
        return "attended"
    if not sent:
        return "was not invited"
    return "did not attend, " + ("report received" if report_received else "no report")
