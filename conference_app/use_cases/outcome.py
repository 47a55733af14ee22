"""What a use case hands back: its value, and which topics it changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Topic(StrEnum):
    """What a screen can show and a use case can change."""

    FAMILIES = "families"
    PEOPLE = "people"
    CONFERENCES = "conferences"
    INVITATIONS = "invitations"
    AGENDAS = "agendas"
    ATTENDANCE = "attendance"
    DECISIONS = "decisions"
    ACTIONS = "actions"
    SETTINGS = "settings"
    DIARY = "diary"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """The value for the caller and the topics every open page must ask again."""

    value: T_co
    changed: frozenset[Topic]
