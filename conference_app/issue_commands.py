"""The command that writes a file for each invitee of a conference."""

from __future__ import annotations

from pathlib import Path

import click

from conference_app import console
from conference_app.desk import Desk, opened


@click.command()
@click.argument("reference")
@click.option(
    "--out", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where the files go."
)
@click.option("--again", is_flag=True, help="Also for those who have what holds now.")
@click.option("--calendar-files", is_flag=True, help="A calendar file alone in place of each draft mail.")
@click.option("--letters", is_flag=True, help="A letter for each who has an address for one.")
@click.option("--link-to-family", is_flag=True, help="Tell the family the joining link too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def issue(
    desk: Desk,
    reference: str,
    folder: Path,
    again: bool,
    calendar_files: bool,
    letters: bool,
    link_to_family: bool,
    as_json: bool,
) -> None:
    """Write a draft mail, a calendar file or a letter for each invitee; after a change, what each must be told."""
    from conference_app import issue_answers as answers
    from conference_app.domain.sending import Form
    from conference_app.store import conferences, invitations, word_templates
    from conference_app.use_cases import issue_invitations
    from conference_app.use_cases.build_invitation_list import build_list
    from conference_app.use_cases.prepare_invitations import Asked, prepare_invitations

    if calendar_files and letters:
        raise click.UsageError("Choose --calendar-files or --letters.", click.get_current_context())
    form = Form.CALENDAR if calendar_files else Form.LETTER if letters else None
    with opened(desk) as store:
        found = conferences.conference_by_reference(store, reference)
        if found.status.is_ahead and not invitations.invitations(store, found.id):
            build_list(store, found.id)  # as the window does when the list is first looked at
        asked = Asked(found.id, desk.now, form=form, again=again, link_to_family=link_to_family)
        preparation = prepare_invitations(store, asked)
        parcels = preparation.parcels if again else issue_invitations.to_make_ready(preparation)
        chosen = {parcel.line.id for parcel in parcels}
        made = {}
        if chosen:
            issue_invitations.check_issue(store, preparation, chosen)
            own = word_templates.word_template(store)
            files = issue_invitations.make_files(preparation, chosen, template=own.content if own else None)
            issue_invitations.issue_to_folder(store, preparation, files, folder)
            made = {file.invitation_id: file for file in files}
    listed = answers.issue_json(preparation, made)
    if as_json:
        console.say_json(listed)
        return
    if listed:
        console.say_table(answers.ISSUE_HEAD, answers.issue_lines(listed))
        console.say("")
    console.say(answers.issue_summary(preparation, made, str(folder)))
