"""Rows into dataclasses: the one place where stored text becomes dates, times, truth values and enumerations."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from conference_app.store.sqlite import Row

T = TypeVar("T")
Converter = Callable[[Any], Any]
Converters = tuple[tuple[int, Converter], ...]

_SIMPLE: dict[Any, Converter] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    bool: bool,
}

FEW = 12  # rows up to which converting them one by one is the cheaper


def read_all(cls: type[T], rows: Sequence[Row | tuple[Any, ...]]) -> list[T]:
    """Rows whose columns stand in the order of the fields of a dataclass; later fields may be absent."""
    if not rows:
        return []
    converters = _converters(cls, len(rows[0]))  # type: ignore[arg-type]  # a class is hashable
    return _by_row(cls, rows, converters) if len(rows) <= FEW else _by_column(cls, rows, converters)


def _by_row(cls: type[T], rows: Iterable[Row | tuple[Any, ...]], converters: Converters) -> list[T]:
    found = []
    for row in rows:
        values = [*row]
        for position, convert in converters:
            if values[position] is not None:
                values[position] = convert(values[position])
        found.append(cls(*values))
    return found


def _by_column(cls: type[T], rows: Iterable[Row | tuple[Any, ...]], converters: Converters) -> list[T]:
    found: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for position, convert in converters:
        values = found[position]
        found[position] = (
            [None if value is None else convert(value) for value in values] if None in values else map(convert, values)
        )
    return list(map(cls, *found))


def columns(cls: type[Any], *, without: Iterable[str] = (), table: str = "") -> str:
    """The fields of a dataclass as a column list for SELECT, in their order."""
    left_out = set(without)
    prefix = f"{table}." if table else ""
    return ", ".join(prefix + each.name for each in fields(cls) if each.name not in left_out)


@cache
def _converters(cls: type[Any], columns: int) -> Converters:
    hints = get_type_hints(cls)
    found = ((position, _converter(hints[each.name])) for position, each in enumerate(fields(cls)[:columns]))
    return tuple((position, convert) for position, convert in found if convert is not None)


def _converter(hint: Any) -> Converter | None:
    if get_origin(hint) in {types.UnionType, Union}:
        hint = next(each for each in get_args(hint) if each is not type(None))
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if get_origin(hint) is tuple:
        return _split
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {member.value: member for member in hint}.__getitem__
    return None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(",") if part)
