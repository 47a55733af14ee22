"""The paediatrician's state in words, from the bare facts a list holds."""

from __future__ import annotations


def paediatrician_state_words(name: str, sent: bool, reply: str, report_received: bool) -> str:
    """Named, invited, answered, reported: "Dr Lindgren: invited, no reply"."""
    if not sent:
        return f"{name}: not invited"
    if reply:
        report = ", report received" if report_received and reply != "coming" else ""
        return f"{name}: {reply}{report}"
    return f"{name}: invited, no reply" + (", report received" if report_received else "")
