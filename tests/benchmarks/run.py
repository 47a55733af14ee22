"""`make bench`: every speed goal as a ratio against its limit in the same run, as a table and as JSON.

Each pair is measured in turns (A B A B …) and the median of the ratios is quoted, so that a machine whose
speed drifts does not decide. Nothing here is a test: a missed goal is printed as missed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count, cycle
from pathlib import Path

from conference_app.documents.agenda import AgendaSheet
from conference_app.domain.agenda import Copy
from conference_app.store import due_lists, lists, report_lists
from conference_app.store.store import Store, create_store, open_store
from conference_app.use_cases import follow_up, prepare_agenda, print_conference
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.make_example import make_example
from tests.benchmarks.chasing import chase_rows
from tests.benchmarks.diary import slot_rows
from tests.benchmarks.frames import frame_rows
from tests.benchmarks.issuing import issuing_rows
from tests.benchmarks.measuring import Row, in_turns
from tests.benchmarks.replan import replan_rows
from tests.benchmarks.replies import reply_rows

HERE = Path(__file__).parent
TODAY = date(2027, 3, 8)
NOW = datetime(2027, 3, 8, 8, 55)
SEED = 2027
LARGE, SMALL = (40_000, 10), (400, 1)
MOST = 200  # rows of a list
EDITION = 3  # of the example: the next one where older stores no longer are what would be made


def utc_now() -> datetime:
    return datetime.now(UTC)


def store_of(size: tuple[int, int], folder: Path) -> Path:
    """An example store of so many conferences over so many years, made once."""
    path = folder / f"example-{size[0]}-{EDITION}.store"
    if not path.exists():
        unfinished = folder / f"making-{size[0]}.store"
        for left in folder.glob(f"making-{size[0]}.store*"):
            left.unlink()
        store, _ = create_store(unfinished, passphrase=None, example=True, actor="Bench", now=utc_now)
        found_store(store)
        make_example(store, conferences=size[0], years=size[1], seed=SEED, today=TODAY)
        store.close()
        Path(f"{unfinished}.keys").rename(f"{path}.keys")
        unfinished.rename(path)
    return path


def opened(path: Path) -> Store:
    return open_store(path, actor="Bench", now=utc_now)


def process(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Milliseconds of one whole process, and the peak MiB it reports of itself as it ends."""
    start = time.perf_counter()
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    elapsed = (time.perf_counter() - start) * 1000
    if ended.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr}")
    return elapsed, int(ended.stdout) / 1024


def start_and_memory(large: Path, runs: int = 9) -> list[Row]:
    """Start to a painted Today page against a bare window; the example store has no key to derive."""
    with tempfile.TemporaryDirectory() as home:
        # Compiled modules are kept as for any installed program, whatever this shell says of it.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
            "QT_QPA_PLATFORM": "offscreen",
            "CPC_HOME": home,
            "PYTHONPATH": str(HERE.parent.parent),
            "PYTHONPYCACHEPREFIX": str(Path(home) / "bytecode"),
        }
        ours = [sys.executable, str(HERE / "painted_today.py"), str(large), TODAY.isoformat()]
        bare = [sys.executable, str(HERE / "bare_window.py")]
        process(ours, environment)
        process(bare, environment)
        pairs = [(process(ours, environment), process(bare, environment)) for _ in range(runs)]
    rows = []
    for place, what, goal, unit in ((0, "start to a painted Today page", 3.0, "ms"), (1, "peak memory", 2.0, "MiB")):
        rows.append(
            Row(
                f"{what}, 40,000 conferences / bare window",
                statistics.median(a[place] for a, _ in pairs),
                statistics.median(b[place] for _, b in pairs),
                statistics.median(a[place] / b[place] for a, b in pairs),
                goal,
                unit,
            )
        )
    return rows


Question = Callable[[Store, int], list[object]]


def questions() -> dict[str, Question]:
    """Every list and search a screen asks, each for at most so many rows where it can grow without end."""
    first, last = TODAY - timedelta(days=365), TODAY
    week = TODAY + timedelta(days=7)
    month = first + timedelta(days=30)
    ahead = ("requested", "booked", "invited")
    return {  # type: ignore[return-value]
        "conferences ahead": lambda s, most: lists.conferences(s, statuses=ahead, most=most),
        "conferences, a month": lambda s, most: lists.conferences(s, first=first, last=month, most=most),
        "conferences, search by name": lambda s, most: lists.conferences(s, text="evans", most=most),
        "conferences, search by reference": lambda s, most: lists.conferences(s, text="CP-2026-00", most=most),
        "families": lambda s, most: lists.families(s, today=TODAY, most=most),
        "families, search": lambda s, most: lists.families(s, text="smi", today=TODAY, most=most),
        "actions outstanding": lambda s, most: lists.outstanding(s, most=most),
        "actions of an owner": lambda s, most: lists.outstanding(s, owner="health", most=most),
        "without a paediatrician": lambda s, most: due_lists.without_paediatrician(s, NOW, week),
        "letters due": lambda s, most: due_lists.letters_due(s),
        "records due": lambda s, most: due_lists.records_due(s),
        "to invite": lambda s, most: due_lists.to_invite(s, NOW, week),
        "replies to chase": lambda s, most: due_lists.replies_to_chase(s, NOW, week),
        "reports to chase": lambda s, most: due_lists.reports_to_chase(s, NOW, week),
        "paediatrician compliance, a year": lambda s, most: report_lists.paediatrician_compliance(s, first, last),
        "timeliness, a year": lambda s, most: report_lists.timeliness(s, first, last),
    }


def statement_of(store: Store, question: Question, most: int) -> tuple[str, list[object]]:
    """The SQL and parameters behind one question."""
    asked: list[tuple[str, list[object]]] = []

    class Listening(Store):
        def rows(self, sql: str, params: object = ()) -> list[object]:  # type: ignore[override]
            from conference_app.store.sqlite import as_params

            asked.append((sql, list(as_params(params))))  # type: ignore[arg-type]
            return []

        tuples = rows  # type: ignore[assignment]

    listening = object.__new__(Listening)
    listening.__dict__.update(store.__dict__)
    question(listening, most)
    return asked[0]


def list_rows(large: Store, small: Store) -> list[Row]:
    """Each list against its own SQL through a bare cursor; where both stores fill it, the large against the small."""
    rows = []
    for name, question in questions().items():
        sql, params = statement_of(large, question, MOST)

        def bare(sql: str = sql, params: list[object] = params) -> list[object]:
            cursor = large.db.cursor()
            cursor.row_factory = None
            return cursor.execute(sql, params).fetchall()  # type: ignore[no-any-return]

        rows.append(in_turns(f"{name} / bare cursor", partial(question, large, MOST), bare, 1.3))
    for name, question in questions().items():
        most = len(question(small, MOST))
        if most and len(question(large, most)) == most:
            rows.append(
                in_turns(
                    f"{name}, 40,000 / 400 conferences, {most} rows",
                    partial(question, large, most),
                    partial(question, small, most),
                    1.5,
                )
            )
    return rows


def agenda_row(store: Store) -> Row:
    """An agenda PDF, read from the store and set, against typst alone on the same content.

    Every copy has another reader: typst remembers what it has set before, and no two copies are the same.
    """
    from conference_app import resources
    from conference_app.documents.cleaning import cleaned
    from conference_app.documents.rendering import _compiler, render_pdf

    conference_id = next(row.id for row in lists.conferences(store, statuses=("booked", "invited"), first=TODAY))
    prepare_agenda.start_agenda(store, conference_id)
    template = str(resources.path("templates/agenda.typ"))
    compiler = _compiler(with_system_fonts=False)

    def sheet(name: str) -> AgendaSheet:
        reader = print_conference.Reader(Copy.CHAIR, name)
        return print_conference.agenda_sheet(store, conference_id, reader, today=TODAY)

    numbers = count()
    contents = [json.dumps(cleaned(sheet(f"Reader {n} of the limit").content())) for n in range(40)]
    prepared = iter(contents)
    return in_turns(
        "an agenda PDF / typst alone on the same content",
        lambda: render_pdf(sheet(f"Reader {next(numbers)} of ours")),
        lambda: compiler.compile(template, format="pdf", sys_inputs={"data": next(prepared)}, pdf_standards=["ua-1"]),
        1.3,
    )


TWINS = ("action_note", "audit", "audit_detail")


def make_twins(store: Store) -> None:
    """Tables and indexes of the same shape as those one save writes to, without triggers and foreign keys."""
    for name in TWINS:
        columns = store.rows("SELECT name, type FROM pragma_table_info(?)", (name,))
        shape = ", ".join(f"{column['name']} {column['type']}" for column in columns[1:])
        counting = " AUTOINCREMENT" if name == "audit" else ""
        store.db.execute(
            f"CREATE TABLE twin_{name} ({columns[0]['name']} INTEGER PRIMARY KEY{counting}, {shape}) STRICT"
        )
    store.db.execute("CREATE INDEX twin_note_action ON twin_action_note(action_id)")
    store.db.execute("CREATE INDEX twin_audit_entity ON twin_audit(entity, entity_id)")


def save_rows(folder: Path) -> list[Row]:
    """One save, a progress note with its audit event, against the same rows and against one row, bare and durable."""
    store, _ = create_store(folder / "save.store", passphrase=None, example=True, actor="Bench", now=utc_now)
    found_store(store)
    make_example(store, conferences=40, years=1, seed=SEED, today=TODAY)
    turn = cycle([row.id for row in lists.outstanding(store)])

    def save() -> None:
        follow_up.note_progress(store, next(turn), "Rang the clinic; they will call back.", today=TODAY)

    make_twins(store)
    save()
    last = {name: tuple(store.rows(f"SELECT * FROM {name} ORDER BY 1 DESC LIMIT 1")[0]) for name in TWINS}
    statements = [
        (f"INSERT INTO twin_{name} VALUES ({', '.join('?' * len(row))})", (None, *row[1:]))
        for name, row in last.items()
    ]

    def bare(most: int) -> None:
        store.db.execute("BEGIN IMMEDIATE")
        for sql, values in statements[:most]:
            store.db.execute(sql, values)
        store.db.execute("COMMIT")

    same = in_turns(
        "one save / the same rows in one bare durable commit", save, lambda: bare(len(TWINS)), 1.5, runs=300
    )
    one = in_turns("one save / one row in one bare durable commit", save, lambda: bare(1), 1.5, runs=300)
    store.close()
    return [same, one]


def printed(rows: list[Row]) -> str:
    """The table as people read it."""
    wide = max(len(row.what) for row in rows)
    lines = [f"{'what':{wide}}  {'ours':>10}  {'limit':>10}  {'ratio':>6}  {'goal':>5}"]
    for row in rows:
        state = "" if row.kept else "  over the goal"
        lines.append(
            f"{row.what:{wide}}  {row.ours:7.2f} {row.unit:3}  {row.limit:6.2f} {row.unit:3}  "
            f"{row.ratio:6.2f}  {row.goal:5.3g}{state}"
        )
    return "\n".join(lines)


def main() -> int:
    """Measure everything; leave `bench.json` and `bench.txt` in the output folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, default=Path("bench-output"))
    folder = parser.parse_args().out
    folder.mkdir(exist_ok=True)
    large_path, small_path = store_of(LARGE, folder), store_of(SMALL, folder)
    rows = start_and_memory(large_path)
    with opened(large_path) as large, opened(small_path) as small:
        rows += list_rows(large, small)
        rows += slot_rows(large, TODAY)
        rows += chase_rows(large, TODAY)
        rows += issuing_rows()
        rows.append(agenda_row(small))
    rows += frame_rows(large_path)
    with tempfile.TemporaryDirectory(dir=folder) as trial:
        rows += save_rows(Path(trial))
        rows += reply_rows(Path(trial))
    rows += replan_rows(folder)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    table = f"{machine}, {datetime.now(UTC):%d %B %Y}\n{printed(rows)}"
    print(table)
    (folder / "bench.txt").write_text(table + "\n", encoding="utf-8")
    content = {"machine": machine, "rows": [{**asdict(row), "kept": row.kept} for row in rows]}
    (folder / "bench.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
