"""The same problem as a time-indexed model for HiGHS, to know how good a plan can be.

One column for each conference, chair, day and start. Rooms are counted in each half hour, class by class, which is a
lower bound; or, where that stays small, each conference is given a room by name.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import highspy
import numpy as np

from conference_app.scheduling.plan_problem import Job, Place, Problem


@dataclass(frozen=True)
class Solved:
    """HiGHS' best cost (None: no plan at all), its bound and its seconds of processor time; `kept` from before."""

    cost: float | None
    bound: float
    seconds: float
    proven: bool
    kept: bool = False


class Column(NamedTuple):
    """A conference begins there; `chair` is None for one without a place."""

    job: int
    chair: int | None = None
    day: int = 0
    start: int = 0


class Line(NamedTuple):
    """The columns whose sum, each times its factor, lies between two numbers."""

    least: float
    most: float
    columns: list[int]
    factors: list[float]


def solved(problem: Problem, folder: Path, *, most_seconds: float, named: bool = False) -> Solved:
    """HiGHS' answer: kept in the folder under the facts' hash, for it takes long."""
    facts = f"{_facts(problem)} {most_seconds} {named} {highspy.Highs().version()}"  # type: ignore[no-untyped-call]
    path = folder / f"highs-{hashlib.sha256(facts.encode()).hexdigest()[:16]}.json"
    if path.exists():
        return Solved(**json.loads(path.read_text(encoding="utf-8")) | {"kept": True})
    answer = solve(problem, most_seconds=most_seconds, named=named)
    path.write_text(json.dumps(asdict(answer)), encoding="utf-8")
    return answer


def _facts(problem: Problem) -> list[object]:
    """Everything the model goes by."""
    jobs = [(job.length, job.first, job.limit, job.rooms, job.chair, job.doctor, job.family) for job in problem.jobs]
    chairs = [(chair.free, chair.most, chair.gap) for chair in problem.chairs]
    size = (problem.days, problem.units, problem.starts)
    names = ("unplaced", "late_day", "other_chair", "waiting_day")
    weights = {name: getattr(problem.weights, name) for name in names}
    return [size, chairs, problem.rooms, problem.doctors, jobs, weights]


def solve(problem: Problem, *, most_seconds: float, named: bool = False) -> Solved:
    """HiGHS on one thread until it has proven its plan or the time is up; only its own run is timed."""
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "time_limit": most_seconds,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.5,  # costs are whole numbers
    }.items():
        model.setOptionValue(option, value)
    model.passModel(_program(problem, named))
    started = time.process_time()
    model.run()
    seconds = time.process_time() - started
    info = model.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    proven = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return Solved(info.objective_function_value if found else None, info.mip_dual_bound, seconds, proven)


def _program(problem: Problem, named: bool) -> highspy.HighsLp:
    columns = [*(Column(job) for job in range(len(problem.jobs))), *_columns(problem)]
    costs: list[float] = [problem.cost(problem.jobs[column.job], _place(column)) for column in columns]
    lines = [*_shared(problem, columns)]
    lines += _rooms_named(problem, columns, costs) if named else _rooms_counted(problem, columns)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(costs), len(lines)
    program.col_cost_ = np.array(costs, dtype=float)
    program.col_lower_, program.col_upper_ = np.zeros(len(costs)), np.ones(len(costs))
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    program.row_lower_ = np.array([line.least for line in lines])
    program.row_upper_ = np.array([line.most for line in lines])
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(line.columns) for line in lines)])
    program.a_matrix_.index_ = np.array([column for line in lines for column in line.columns])
    program.a_matrix_.value_ = np.array([factor for line in lines for factor in line.factors])
    return program


def _place(column: Column) -> Place | None:
    return None if column.chair is None else Place(column.day, column.start, column.chair, None)


def _columns(problem: Problem) -> Iterator[Column]:
    for number, job in enumerate(problem.jobs):
        for day in range(job.first, problem.days):
            for start in range(problem.units - job.length + 1):
                wanted = ((1 << job.length) - 1) << start
                if _without_chair(problem, job, day, wanted):
                    for chair, facts in enumerate(problem.chairs):
                        if facts.free[day] & wanted == wanted and facts.most[day]:
                            yield Column(number, chair, day, start)


def _without_chair(problem: Problem, job: Job, day: int, wanted: int) -> bool:
    doctor = job.doctor is None or problem.doctors[job.doctor][day] & wanted == wanted
    return doctor and any(problem.rooms[room][day] & wanted == wanted for room in job.rooms or ())


def _shared(problem: Problem, columns: list[Column]) -> Iterator[Line]:
    """Each conference once; chairs, doctors and families one at a time; chairs so many a day."""
    families = Counter(job.family for job in problem.jobs)
    sums: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        job = problem.jobs[column.job]
        sums["job", column.job].append(index)
        if column.chair is None:
            continue
        sums["day", column.chair, column.day].append(index)
        for unit in range(column.start, column.start + job.length):
            sums["chair", column.chair, column.day, unit].append(index)
            if job.doctor is not None:
                sums["doctor", job.doctor, column.day, unit].append(index)
            if families[job.family] > 1:
                sums["family", job.family, column.day, unit].append(index)
    for (kind, *which), members in sums.items():
        most = problem.chairs[which[0]].most[which[1]] if kind == "day" else 1  # type: ignore[call-overload]
        yield Line(kind == "job", most, members, [1.0] * len(members))


def _rooms_counted(problem: Problem, columns: list[Column]) -> Iterator[Line]:
    sums: dict[tuple[tuple[int, ...], int, int], list[int]] = defaultdict(list)
    classes = {job.rooms for job in problem.jobs if job.rooms}
    within = {rooms: [each for each in classes if set(rooms) <= set(each)] for rooms in classes}
    for index, column in enumerate(columns):
        job = problem.jobs[column.job]
        if column.chair is not None and job.rooms:
            for unit in range(column.start, column.start + job.length):
                for rooms in within[job.rooms]:
                    sums[rooms, column.day, unit].append(index)
    for (rooms, day, unit), members in sums.items():
        open_then = sum(problem.rooms[room][day] >> unit & 1 for room in rooms)
        yield Line(0, open_then, members, [1.0] * len(members))


def _rooms_named(problem: Problem, columns: list[Column], costs: list[float]) -> Iterator[Line]:
    """A further column for each conference, day, start and room: one of them for each chair's column taken."""
    starts: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        if column.chair is not None:
            starts[column.job, column.day, column.start].append(index)
    taken: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for (number, day, start), chairs in starts.items():
        job = problem.jobs[number]
        wanted = ((1 << job.length) - 1) << start
        rooms = [room for room in job.rooms or () if problem.rooms[room][day] & wanted == wanted]
        named = range(len(costs), len(costs) + len(rooms))
        costs += [0.0] * len(rooms)
        yield Line(0, 0, [*chairs, *named], [1.0] * len(chairs) + [-1.0] * len(rooms))
        for index, room in zip(named, rooms, strict=True):
            for unit in range(start, start + job.length):
                taken[room, day, unit].append(index)
    for members in taken.values():
        yield Line(0, 1, members, [1.0] * len(members))
