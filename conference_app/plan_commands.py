"""The command that plans many conferences anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from conference_app import console
from conference_app.desk import DAY, Desk, opened
from conference_app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from conference_app.use_cases.replan import DiaryPlan


@click.command()
@click.option("--from", "first", type=DAY, required=True, help="The first day on which conferences are looked at.")
@click.option("--to", "last", type=DAY, required=True, help="The last of these days.")
@click.option("--without", "name", default=None, help="A chair or a room not to be counted on in these days.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same plan.")
@click.option("--seconds", type=click.FloatRange(0.1, 3600), default=30, show_default=True, help="At most so long.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--apply", "do_it", is_flag=True, help="Move them as planned.")
@click.option("--reason", default="", help="With --apply: words for the record, beside the coded reason.")
@click.option("--approved-by", default="", help="With --apply: who approved days past the limit.")
@click.pass_obj
def replan(
    desk: Desk,
    first: date,
    last: date,
    name: str | None,
    seed: int,
    seconds: float,
    as_json: bool,
    do_it: bool,
    reason: str,
    approved_by: str,
) -> None:
    """Plan new places for conferences that lost theirs; Ctrl-C ends the search: the best plan so far, not applied."""
    from conference_app import plan_answers
    from conference_app.interrupts import ctrl_c_ends_early
    from conference_app.use_cases.apply_plan import apply_plan
    from conference_app.use_cases.plan_subjects import left_out_named
    from conference_app.use_cases.replan import replan as plan_anew

    if last < first:
        raise click.UsageError("--to is before --from.", click.get_current_context())
    with opened(desk) as store:
        chair, room = (None, None) if name is None else left_out_named(store, name)
        left_out: dict[str, Any] = {"first": first, "last": last, "without_chair": chair, "without_room": room}
        with ctrl_c_ends_early() as stop:
            plan = plan_anew(store, **left_out, now=desk.now, seed=seed, seconds=seconds, stop=stop)
        if applied := do_it and plan.ended != "stopped" and bool(plan.moves):
            accepted = [line.conference_id for line in plan.moves]
            apply_plan(store, plan, accepted, today=desk.today, reason=reason, approved_by=approved_by)
    if as_json:
        console.say_json(plan_answers.plan_json(plan))
    else:
        _tell(plan, applied=applied)
    if do_it and plan.moves and not applied:
        raise RuleBroken("plan_stopped")


def _tell(plan: DiaryPlan, *, applied: bool) -> None:
    from conference_app import plan_answers

    if plan.lines:
        console.say_table(plan_answers.PLAN_HEAD, plan_answers.plan_lines(plan))
        console.say("")
    for words in plan_answers.plan_sentences(plan, applied=applied):
        console.say(words)
