"""The commands about invitations: who is asked and what came of it, whom to chase, how paediatricians took part."""

from __future__ import annotations

from datetime import date

import click

from conference_app import console
from conference_app.desk import DAY, Desk, opened


@click.command("paediatrician-report")
@click.option("--from", "first", type=DAY, required=True, help="Conferences held on or after this day.")
@click.option("--to", "last", type=DAY, required=True, help="Conferences held on or before this day.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def paediatrician_report(desk: Desk, first: date, last: date, as_json: bool) -> None:
    """Count how paediatricians took part in the conferences held, by month and type."""
    from conference_app import paediatrician_answers as answers
    from conference_app.store import report_lists

    if last < first:
        raise click.UsageError("--to is before --from.", click.get_current_context())
    with opened(desk) as store:
        rows = report_lists.paediatrician_compliance(store, first, last)
    if as_json:
        console.say_json([answers.compliance_json(row) for row in rows])
    elif rows:
        console.say_table(answers.COMPLIANCE_HEAD, [answers.compliance_line(row) for row in rows])
        console.say("")
        console.say(answers.compliance_summary(rows))
    else:
        console.say("No conference was held in these days.")


@click.command()
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def invitations(desk: Desk, reference: str, as_json: bool) -> None:
    """List who is asked to a conference and why, what was sent, what came back."""
    from conference_app import invitation_answers as answers
    from conference_app.use_cases.list_invitations import list_invitations

    with opened(desk) as store:
        listed = list_invitations(store, reference)
    if as_json:
        console.say_json([answers.invitation_json(each, desk.today) for each in listed])
    elif listed:
        console.say_table(answers.INVITATION_HEAD, [answers.invitation_line(each, desk.today) for each in listed])
    else:
        console.say("Nobody is on the list yet.")


@click.command()
@click.option("--as-of", type=DAY, help="As it stood at the end of this day; today if not given.")
@click.option("--due", "only_due", is_flag=True, help="Only what is wanted by that day or was wanted before.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, each with a message that can be sent as it is.")
@click.pass_obj
def chase(desk: Desk, as_of: date | None, only_due: bool, as_json: bool) -> None:
    """List the replies and reports that are missing, since when, and who is asked for each next."""
    from conference_app import chase_answers as answers
    from conference_app.use_cases.chase import chase_list
    from conference_app.use_cases.rules_in_force import practice_of

    day = as_of or desk.today
    with opened(desk) as store:
        found = chase_list(store, day, only_due=only_due)
        signed = practice_of(store).text("coordinator_title")
    if as_json:
        console.say_json([answers.missing_json(each, signed=signed) for each in found])
    elif found:
        console.say_table(answers.CHASE_HEAD, [answers.missing_line(each) for each in found])
        console.say("")
        console.say(answers.chase_summary(found, day))
    else:
        console.say("Nothing is missing from anybody who was asked.")
