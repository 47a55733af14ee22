"""Plain e-mail addresses and their domains: which may be written to, and which are warned of."""

from __future__ import annotations

import re
from collections.abc import Iterable

EXTERNAL = "external"
NOT_SECURE = "not secure"

_LONGEST_ADDRESS, _LONGEST_LOCAL, _LONGEST_LABEL = 254, 64, 63
# Only characters that mean nothing special in a mail header or a mailto link.
_LOCAL = r"[A-Za-z0-9_+'&=~-]+(?:\.[A-Za-z0-9_+'&=~-]+)*"


def is_plain_address(address: str) -> bool:
    """Whether it is one address in plain letters that any mail and calendar program takes as it is."""
    local, at, domain = address.partition("@")
    return (
        bool(at)
        and len(address) <= _LONGEST_ADDRESS
        and len(local) <= _LONGEST_LOCAL
        and re.fullmatch(_LOCAL, local) is not None
        and _is_domain(domain)
    )


def domain_of(address: str) -> str:
    """What stands after the last @, in small letters."""
    return address.rpartition("@")[2].strip().rstrip(".").lower()


def domains_in(text: str) -> tuple[str, ...]:
    """The domains of a comma separated list in small letters; ValueError with the first that is none."""
    listed = tuple(part.lower() for part in (each.strip() for each in text.split(",")) if part)
    for each in listed:
        if not _is_domain(each.removeprefix("*.")):
            raise ValueError(each)
    return listed


def warnings_for(address: str, secure: Iterable[str], own: str) -> tuple[str, ...]:
    """What is to be said before this address is written to: EXTERNAL, NOT_SECURE, both or nothing.

    `secure` are domains as `domains_in` gives them; "*.gov.uk" stands for everything below gov.uk. Without an `own`
    domain nothing counts as external; what lies within it counts as secure.
    """
    domain, home = domain_of(address), own.strip().lower().removeprefix("@")
    inside = bool(home) and (domain == home or domain.endswith(f".{home}"))
    found = []
    if home and not inside:
        found.append(EXTERNAL)
    if not inside and not any(_is_below(domain, listed.lower()) for listed in secure):
        found.append(NOT_SECURE)
    return tuple(found)


def _is_domain(text: str) -> bool:
    """At least two labels of plain letters, figures and inner hyphens."""
    labels = text.split(".")
    return len(labels) > 1 and all(
        label.isascii()
        and label.replace("-", "").isalnum()
        and len(label) <= _LONGEST_LABEL
        and not label.startswith("-")
        and not label.endswith("-")
        for label in labels
    )


def _is_below(domain: str, listed: str) -> bool:
    if listed.startswith("*."):
        return domain.endswith(listed[1:]) and domain != listed[2:]
    return domain == listed
