"""The command line: each command a thin call of one use case, without Qt.

Exit 0; 1 with one sentence on standard error; 2 for wrong usage.
"""

from __future__ import annotations

import os
import signal
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conference_app import console, invitation_commands, issue_commands, plan_commands, reply_commands
from conference_app.desk import DAY, FILE, Desk, actor, opened, passphrase_in, today_here, utc
from conference_app.domain.errors import RuleBroken
from conference_app.interrupts import ctrl_c_at_once, ctrl_c_waits
from conference_app.version import VERSION

if TYPE_CHECKING:
    from conference_app.store.store import Store

NewStore = tuple["Store", str | None]  # with its recovery code

ALL = -1  # no bound on the rows of a list
LIMITS = ("initial", "first-review", "review", "pre-birth", "transfer-in", "core-group", "decision-letter", "record")
COPIES = ("chair", "professional", "family")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--store", type=FILE, help="The store to work on.")
@click.option("--passphrase-file", type=FILE, help="A text file that holds nothing but the passphrase.")
@click.option("--today", type=DAY, hidden=True, help="Take this day for today.")
@click.version_option(VERSION, prog_name="Child Protection Conferences")
@click.pass_context
def cli(ctx: click.Context, store: Path | None, passphrase_file: Path | None, today: date | None) -> None:
    """Child protection conferences: schedules, agendas and outstanding actions, from an encrypted store."""
    ctx.obj = Desk(store, passphrase_file, today or today_here())


@cli.command()
@click.option("--authority", default="", help="The name of the local authority.")
@click.pass_obj
def create(desk: Desk, authority: str) -> None:
    """Create a store at --store; its recovery code is shown once."""
    from conference_app.store.place import check_new
    from conference_app.store.store import create_store
    from conference_app.use_cases.found_store import found_store

    check_new(desk.place)
    passphrase = passphrase_in(desk) or _new_passphrase()
    new = partial(create_store, passphrase=passphrase, authority=authority)
    with _kept_only_if_whole(desk.place, new) as (store, code):
        found_store(store)
        console.say(f"Created {desk.place}.")
        console.say(
            "The recovery code opens the store without the passphrase. It is shown only now: print it, seal it."
        )
        console.say(f"  {code}")
        sys.stdout.flush()  # a store whose code nobody saw is not kept


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def check(desk: Desk, as_json: bool) -> None:
    """Check that the store is whole: file, cipher, foreign keys, audit trail, last backup."""
    from conference_app.store.check import check as check_store
    from conference_app.store.store import backups_beside

    with opened(desk) as store:
        results = check_store(store, backups_beside(desk.place))
    if as_json:
        checks = [{"name": each.name, "ok": each.ok, "detail": each.detail} for each in results]
        console.say_json({"ok": all(each.ok for each in results), "checks": checks})
    else:
        console.say_table(
            ("check", "result", "detail"),
            [(each.name, "good" if each.ok else "FAILED", each.detail.removeprefix("good")) for each in results],
        )
    if failed := [each.name for each in results if not each.ok]:
        raise RuleBroken("store_not_whole", which=", ".join(failed))


@cli.command()
@click.option("--from", "first", type=DAY, help="Only conferences booked on or after this day.")
@click.option("--to", "last", type=DAY, help="Only conferences booked on or before this day.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def conferences(desk: Desk, first: date | None, last: date | None, as_json: bool) -> None:
    """List the conferences by time, requests not booked yet first."""
    from conference_app import answers
    from conference_app.store import lists

    if first and last and last < first:
        raise click.UsageError("--to is before --from.", click.get_current_context())
    with opened(desk) as store:
        rows = lists.conferences(store, first=first, last=last, most=ALL)
        children = lists.children_by_conference(store, [row.id for row in rows])
    if as_json:
        console.say_json([answers.conference_json(row, children[row.id]) for row in rows])
    elif rows:
        console.say_table(answers.CONFERENCE_HEAD, [answers.conference_line(row) for row in rows])
    else:
        console.say("No conferences.")


@cli.command()
@click.argument("path", type=FILE)
@click.option("--conferences", "count", type=click.IntRange(1, 200_000), default=400, show_default=True)
@click.option("--years", type=click.IntRange(1, 30), default=2, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same store.")
@click.pass_obj
def example(desk: Desk, path: Path, count: int, years: int, seed: int) -> None:
    """Make a store of invented families at PATH; it opens without a passphrase."""
    from conference_app import answers
    from conference_app.store.store import create_store
    from conference_app.use_cases.make_example import make_example

    with _kept_only_if_whole(path, partial(create_store, passphrase=None, example=True)) as (store, _):
        make_example(
            store,
            conferences=count,
            years=years,
            seed=seed,
            today=desk.today,
            progress=_show_progress,
            stopped=lambda: False,
        )
    console.say(f"Made {path}: {count} conferences of invented families over {answers.years(years)}.")


@cli.command()
@click.option("--type", "kind", type=click.Choice(LIMITS), required=True, help="What is limited.")
@click.option("--from", "start", type=DAY, required=True, help="The day the count starts from.")
@click.option("--born", type=DAY, help="For a first review: the day of a birth after the conference.")
@click.option("--expected", type=DAY, help="For a pre-birth conference: the expected date of delivery.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def deadline(kind: str, start: date, born: date | None, expected: date | None, as_json: bool) -> None:
    """Count a statutory limit, day by day; needs no store."""
    from conference_app import answers
    from conference_app.defaults import bundled_calendar, default_practice
    from conference_app.domain.timescales import Kind, limit_for

    limit = limit_for(Kind(kind), start, bundled_calendar(), default_practice(), born=born, expected=expected)
    if as_json:
        console.say_json(answers.limit_json(limit))
    else:
        for words in answers.limit_words(limit):
            console.say(words)
        console.say("")
        console.say_table(answers.LIMIT_HEAD, answers.limit_lines(limit))


@cli.command()
@click.argument("reference")
@click.option("--copy", type=click.Choice(COPIES), required=True, help="For whom the copy is.")
@click.option("--out", type=FILE, required=True, help="The PDF file to write.")
@click.option("--recipient", default="", help="The name printed on the copy.")
@click.option("--final", is_flag=True, help="Refuse to write a draft.")
@click.pass_obj
def agenda(desk: Desk, reference: str, copy: str, out: Path, recipient: str, final: bool) -> None:
    """Write the agenda of a conference as PDF; the issue is entered in its ledger."""
    from conference_app import answers
    from conference_app.domain.agenda import Copy
    from conference_app.domain.text import one_line
    from conference_app.use_cases.print_conference import Reader
    from conference_app.use_cases.save_agenda import save_agenda

    recipient = one_line(recipient, field="recipient", what="the recipient", required=False)
    with opened(desk) as store:
        saved = save_agenda(store, reference, Reader(Copy(copy), recipient), out, now=desk.now, final=final).value
    console.say(f"Wrote {out}: {answers.pages(saved.pages)}.")
    if saved.draft_reason:
        console.note(f"It is marked DRAFT. {saved.draft_reason}")


@cli.command()
@click.option("--as-of", type=DAY, help="As it stood at the end of this day; today if not given.")
@click.option("--owner", default="", help="Only actions of owners or agencies with this in their name.")
@click.option("--format", "form", type=click.Choice(("table", "csv", "json")), default="table", show_default=True)
@click.pass_obj
def outstanding(desk: Desk, as_of: date | None, owner: str, form: str) -> None:
    """List the outstanding actions by due date."""
    from conference_app import answers
    from conference_app.store import lists
    from conference_app.use_cases.list_outstanding import as_csv, days_late

    day = as_of or desk.today
    with opened(desk) as store:
        rows = lists.outstanding(store, owner=owner, as_of=day, most=ALL)
    if form == "csv":
        console.say_bytes(as_csv(rows, as_of=day).removeprefix(BOM_UTF8))  # programs read this, not a spreadsheet
    elif form == "json":
        console.say_json([answers.action_json(row, days_late(row, day)) for row in rows])
    elif rows:
        console.say_table(answers.ACTION_HEAD, [answers.action_line(row, days_late(row, day)) for row in rows])
    else:
        console.say("No outstanding actions.")


@cli.command()
@click.option("--from", "first", type=DAY, required=True, help="The first day.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def diary(desk: Desk, first: date, last: date, as_json: bool) -> None:
    """Show the diary: what is booked, who is away, which days do not count, whose last lawful day falls when."""
    from conference_app import diary_answers
    from conference_app.use_cases.diary import diary as diary_between

    if last < first:
        raise click.UsageError("--to is before --from.", click.get_current_context())
    with opened(desk) as store:
        found = diary_between(store, first, last)
    if as_json:
        console.say_json(diary_answers.diary_json(found))
        return
    if lines := diary_answers.diary_lines(found):
        console.say_table(diary_answers.DIARY_HEAD, lines)
        console.say("")
    console.say(diary_answers.diary_summary(found))


@cli.command()
@click.argument("reference")
@click.option("--top", type=click.IntRange(1, 50), default=5, show_default=True, help="At most so many.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def slots(desk: Desk, reference: str, top: int, as_json: bool) -> None:
    """Find the best slots for a conference, each with its reasons; where none fits, what is in the way."""
    from conference_app import slot_answers
    from conference_app.use_cases.find_slots import find_slots_by_reference

    with opened(desk) as store:
        found = find_slots_by_reference(store, reference, now=desk.now, top=top)
    if as_json:
        console.say_json(slot_answers.slots_json(found))
        return
    if found.slots:
        console.say_table(slot_answers.SLOT_HEAD, slot_answers.slot_lines(found.slots))
        console.say("")
    for words in slot_answers.slot_sentences(found):
        console.say(words)


@cli.command()
@click.argument("calendar", metavar="FILE.ics", type=FILE)
@click.option("--for", "name", required=True, help="The chair, room or paediatrician whose calendar it is.")
@click.option("--dry-run", is_flag=True, help="Say what would be kept, and keep nothing.")
@click.option("--skip-damaged", is_flag=True, help="Keep the rest where some entries are not understood.")
@click.pass_obj
def busy(desk: Desk, calendar: Path, name: str, dry_run: bool, skip_damaged: bool) -> None:
    """Take busy times from a calendar or free/busy file, in place of an earlier file of the same name."""
    from conference_app.busy_answers import busy_words
    from conference_app.exchange.files import calendar_file
    from conference_app.use_cases.import_busy import import_busy, owner_named, preview_busy

    content = calendar_file(calendar)
    with opened(desk) as store:
        owner = owner_named(store, name)
        file: dict[str, Any] = {"source": calendar.name, "today": desk.today}
        if dry_run:
            seen = preview_busy(store, owner, content, **file)
        else:
            seen = import_busy(store, owner, content, **file, despite_faults=skip_damaged).value
    for words in busy_words(seen, dry_run=dry_run):
        console.say(words)


cli.add_command(invitation_commands.invitations)
cli.add_command(invitation_commands.chase)
cli.add_command(issue_commands.issue)
cli.add_command(invitation_commands.paediatrician_report)
cli.add_command(reply_commands.replies)
cli.add_command(plan_commands.replan)


def main() -> None:
    """Run the command line and leave with its exit code."""
    console.prepare()
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = run(sys.argv[1:])
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is over: nothing is left to be stopped
    except KeyboardInterrupt:
        console.note("Stopped.")
        code = 1
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; whatever goes wrong is one sentence on standard error."""
    try:
        if sys.stdout is None:  # type: ignore[unreachable, unused-ignore]  # closed by whoever started us
            raise RuleBroken("output_closed")
        with cli.make_context("python -m conference_app", list(arguments)) as context:
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:  # after --help
        return leaving.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (Exception, KeyboardInterrupt) as error:
        console.note(_words(error))
        return 1
    return 0


def _words(error: BaseException) -> str:
    try:
        return console.problem_words(_as_rule(error))
    except Exception as lacking:  # a rule without its sentence, or without the facts the sentence needs
        return console.problem_words(_defect(lacking))


def _as_rule(error: BaseException) -> RuleBroken:
    """Whatever ended a command, as something there is a sentence for."""
    from conference_app.exchange.files import file_problem

    match error:
        case RuleBroken():
            return error
        case click.Abort() | KeyboardInterrupt():
            return RuleBroken("stopped")
        case BrokenPipeError():
            console.close_output()
            return RuleBroken("output_cut_off")
        case OSError():
            return file_problem(error)
    return _defect(error)


def _defect(error: BaseException) -> RuleBroken:
    """Put our own fault into the log, without names, and say where that is."""
    from conference_app import log
    from conference_app.paths import standard_paths

    folder = standard_paths(os.environ).logs
    with suppress(OSError):
        handler = log.start(folder)
        log.unexpected(error)
        log.stop(handler)
    return RuleBroken("defect", kind=type(error).__name__, log=folder)


def _new_passphrase() -> str:
    from conference_app.store.keys import check_passphrase

    if not console.at_terminal(sys.stdin):
        raise RuleBroken("passphrase_not_given")
    passphrase: str = click.prompt("New passphrase", hide_input=True, confirmation_prompt="The same again", err=True)
    check_passphrase(passphrase)
    return passphrase


@contextmanager
def _kept_only_if_whole(path: Path, create: Callable[..., NewStore]) -> Iterator[NewStore]:
    """A new store at `path`, closed at the end; it is taken away again if filling it fails or is stopped.

    Ctrl-C waits while the store is created and while it is taken away, so that at no moment one is left that
    nobody would take away.
    """
    from conference_app.store.keys import keys_path

    with ctrl_c_waits():
        store, code = create(path, actor=actor(), now=utc)
        try:
            with ctrl_c_at_once():
                yield store, code
        except BaseException:
            store.close()
            beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
            for each in (path, *beside, keys_path(path)):
                each.unlink(missing_ok=True)
            raise
        store.close()


def _show_progress(done: int, total: int, words: str = "") -> None:
    """Say on a terminal how far it is; nothing where standard error is a file."""
    if console.at_terminal(sys.stderr):
        end = "\n" if done >= total else ""
        print(f"\r{done:,} of {total:,} {words}".ljust(60), end=end, file=sys.stderr, flush=True)
