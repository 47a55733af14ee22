"""Instances of re-planning, by seed: the conferences, chairs, rooms and paediatricians of a mean authority."""

from __future__ import annotations

from random import Random

from conference_app.scheduling.plan_problem import Chair, Job, Problem

UNITS = 16  # half hours from 9am to 5pm
CHAIRS, ROOMS, LARGE, DOCTORS = 12, 6, 2, 4
LOOSE, TIGHT = 1.0, 1 / 3  # of the usual supply
MORNING, AFTERNOON = 0x00FF, 0xFF00
CHAIR_FREE, ROOM_FREE, DOCTOR_FREE = 0.45, 0.9, 0.4  # of the half days, in the usual supply


def instance(conferences: int, days: int, seed: int, supply: float = LOOSE) -> Problem:
    """So many conferences over so many working days: 40 % initial ones of 2 hours, the others of 1½."""
    draw = Random(f"{conferences} {days} {seed} {supply}")

    def half_days(share: float) -> tuple[int, ...]:
        return tuple(sum(half for half in (MORNING, AFTERNOON) if draw.random() < share * supply) for _ in range(days))

    return Problem(
        days=days,
        units=UNITS,
        starts=(1 << UNITS) - 1,
        chairs=tuple(Chair(half_days(CHAIR_FREE), (2,) * days) for _ in range(CHAIRS)),
        rooms=tuple(half_days(ROOM_FREE) for _ in range(ROOMS)),
        doctors=tuple(half_days(DOCTOR_FREE) for _ in range(DOCTORS)),
        jobs=tuple(_job(draw, number, conferences, days) for number in range(conferences)),
    )


def _job(draw: Random, number: int, conferences: int, days: int) -> Job:
    initial = draw.random() < 0.4
    first = draw.randrange(max(1, days * 2 // 3))
    return Job(
        length=4 if initial else 3,
        first=first,
        limit=min(days - 1, first + draw.randint(5, 10)),
        rooms=tuple(range(LARGE)) if draw.random() < 0.25 else tuple(range(ROOMS)),
        chair=draw.randrange(CHAIRS) if not initial or draw.random() < 0.5 else None,
        doctor=draw.randrange(DOCTORS) if initial and draw.random() < 0.85 else None,
        family=number if draw.random() < 0.95 else draw.randrange(conferences),
    )
