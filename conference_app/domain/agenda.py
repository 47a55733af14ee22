"""The agenda of a conference: its items, the templates it starts from, and what each copy may show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

ORDERS = ("traditional", "strengthening_families")
TEMPLATE_FILES = ("initial", "review", "pre-birth", "transfer-in")

# What product.md section 1 puts on every agenda, whatever its type or order.
STANDING = ("household", "medical", "explanation", "legal", "actions", "decision", "plan")


class Copy(StrEnum):
    """Who a printed agenda is for; it decides what may stand on it."""

    CHAIR = "chair"
    PROFESSIONAL = "professional"
    FAMILY = "family"


@dataclass(frozen=True)
class AgendaItem:
    """One line of an agenda; `restricted` is never shown to the family.

    `standing` names the standing item this is (one of STANDING), or is empty.
    """

    title: str
    detail: str = ""
    led_by: str = ""
    minutes: int = 0
    restricted: bool = False
    standing: str = ""


@dataclass(frozen=True)
class AgendaTemplate:
    """The agenda a conference of one type starts from, in one order."""

    key: str
    title: str
    conference_type: str
    order: str
    items: tuple[AgendaItem, ...]

    @property
    def minutes(self) -> int:
        """How long the whole agenda takes."""
        return total_minutes(self.items)


def templates_from(toml: Mapping[str, Any]) -> tuple[AgendaTemplate, ...]:
    """The templates in one parsed agendas file; KeyError, TypeError or ValueError names what is wrong with the data."""
    return tuple(_template(entry) for entry in toml["template"])


def template_for(conference_type: str, order: str, templates: Iterable[AgendaTemplate]) -> AgendaTemplate:
    """The template for a type and an order, or the traditional one where that order has none.

    Underscores and hyphens in the type mean the same; KeyError if the type has no template at all.
    """
    fitting = {t.order: t for t in templates if t.conference_type == _spelt(conference_type)}
    found = fitting.get(_order(order)) or fitting.get("traditional")
    if found is None:
        raise KeyError(conference_type)
    return found


def total_minutes(items: Iterable[AgendaItem]) -> int:
    """How long these items take together."""
    return sum(item.minutes for item in items)


def items_for_copy(items: Sequence[AgendaItem], copy: Copy) -> tuple[AgendaItem, ...]:
    """The items a copy may show: all for chair and professionals, none that is restricted for the family."""
    return tuple(item for item in items if copy is not Copy.FAMILY or not item.restricted)


def missing_standing(items: Iterable[AgendaItem]) -> tuple[str, ...]:
    """The standing items that are not on an agenda, in their usual order."""
    present = {item.standing for item in items}
    return tuple(name for name in STANDING if name not in present)


def with_facts(
    items: Iterable[AgendaItem],
    *,
    led_by: Mapping[str, str] | None = None,
    detail: Mapping[str, str] | None = None,
) -> tuple[AgendaItem, ...]:
    """The items with what is known of this conference put in, by the name of the standing item.

    `led_by={"medical": "Dr Lindgren"}` names the leader, `detail={"plan": "Core group by …"}`
    the second line.
    """
    return tuple(
        replace(
            item,
            led_by=(led_by or {}).get(item.standing, item.led_by),
            detail=(detail or {}).get(item.standing, item.detail),
        )
        for item in items
    )


def _template(entry: Mapping[str, Any]) -> AgendaTemplate:
    items = tuple(AgendaItem(**item) for item in entry["items"])
    if lacking := missing_standing(items):
        raise ValueError(f"the agenda template {entry['key']} lacks {', '.join(lacking)}")
    return AgendaTemplate(
        key=entry["key"],
        title=entry["title"],
        conference_type=_spelt(entry["conference_type"]),
        order=_order(entry["order"]),
        items=items,
    )


def _spelt(conference_type: str) -> str:
    return str(conference_type).replace("_", "-")


def _order(order: str) -> str:
    spelt = str(order).replace("-", "_")
    if spelt not in ORDERS:
        raise KeyError(order)
    return spelt
