"""Good files made bad in the ways files go bad: cut, bytes swapped, lines doubled, lost and nested without end."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Damage = Callable[[Random, bytes], bytes]
NASTY = (
    b"\0",
    b"\r",
    b"\n",
    b"\n ",
    b":",
    b";",
    b'"',
    b"\\",
    b"=",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"BEGIN:VEVENT\r\n",
    b"END:VEVENT\r\n",
    b"BEGIN:VCALENDAR\r\n",
    b"END:VCALENDAR\r\n",
    b"99999999999999999999",
    b"-1",
    b"TZID=",
    b"VALUE=DATE",
    b"RRULE:FREQ=SECONDLY\r\n",
    b"DTSTART:00010101T000000Z\r\n",
    b"DTSTART:99991231T235959Z\r\n",
    b"DURATION:-P9999999W\r\n",
    b"SEQUENCE:1e9\r\n",
    b"--outer\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
)


def cut(random: Random, content: bytes) -> bytes:
    """Ends, or begins, somewhere in the middle."""
    at = random.randrange(len(content) + 1)
    return content[:at] if random.random() < 0.7 else content[at:]


def swapped(random: Random, content: bytes) -> bytes:
    """Some bytes are others."""
    made = bytearray(content)
    for _ in range(random.randint(1, 8)):
        if made:
            made[random.randrange(len(made))] = random.randrange(256)
    return bytes(made)


def inserted(random: Random, content: bytes) -> bytes:
    """Something nasty stands where it does not belong."""
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(content) + 1)
        content = content[:at] + random.choice(NASTY) + content[at:]
    return content


def doubled(random: Random, content: bytes) -> bytes:
    """Lines come twice, or many times."""
    return _by_line(random, content, lambda line: [line] * random.choice((2, 2, 3, 40)))


def lost(random: Random, content: bytes) -> bytes:
    """Lines are missing."""
    return _by_line(random, content, lambda _line: [])


def shuffled(random: Random, content: bytes) -> bytes:
    """The lines stand in another order."""
    lines = content.splitlines(keepends=True)
    at, length = random.randrange(len(lines) + 1), random.randint(2, 12)
    part = lines[at : at + length]
    random.shuffle(part)
    return b"".join([*lines[:at], *part, *lines[at + length :]])


def nested(random: Random, content: bytes) -> bytes:
    """One in another in another."""
    times = random.choice((3, 60, 2000))
    opening = random.choice((b"BEGIN:VEVENT\r\n", b"BEGIN:X-THING\r\n", b"BEGIN:VCALENDAR\r\n"))
    closing = opening.replace(b"BEGIN", b"END") if random.random() < 0.5 else b""
    at = content.find(b"BEGIN:VEVENT")
    at = at if at >= 0 and random.random() < 0.5 else 0
    return content[:at] + opening * times + content[at:] + closing * times


def lengthened(random: Random, content: bytes) -> bytes:
    """A value is very long, folded or not."""
    filling = random.choice((b"x", b" ", b"\\", b'"', b",", b"x\r\n ", b";A=B", b"="))
    at = content.find(random.choice((b":", b";", b"=")), random.randrange(len(content) + 1))
    return content[: at + 1] + filling * random.choice((300, 20_000)) + content[at + 1 :]


ALL: tuple[Damage, ...] = (cut, swapped, inserted, doubled, lost, shuffled, nested, lengthened)


def damaged(random: Random, content: bytes) -> bytes:
    """The content after one to three such damages."""
    for _ in range(random.randint(1, 3)):
        content = random.choice(ALL)(random, content)
    return content


def _by_line(random: Random, content: bytes, change: Callable[[bytes], list[bytes]]) -> bytes:
    lines = content.splitlines(keepends=True)
    chosen = {random.randrange(len(lines)) for _ in range(random.randint(1, 3))} if lines else set()
    return b"".join(b"".join(change(line)) if at in chosen else line for at, line in enumerate(lines))
