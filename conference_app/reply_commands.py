"""The command that takes in answers from calendar files and mails."""

from __future__ import annotations

from pathlib import Path

import click

from conference_app import console
from conference_app.desk import FILE, Desk, opened
from conference_app.domain.errors import RuleBroken


@click.command()
@click.argument("files", metavar="FILE…", type=FILE, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would be recorded, and record nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def replies(desk: Desk, files: tuple[Path, ...], dry_run: bool, as_json: bool) -> None:
    """Record answers that came as calendar files or mails (.ics, .eml), or all of those in a folder."""
    from conference_app import came_back_words
    from conference_app import reply_answers as answers
    from conference_app.use_cases.import_replies import import_replies, look_at_replies
    from conference_app.use_cases.read_reply_files import read_reply_files, reply_files

    readings = read_reply_files(reply_files(files))
    given = [answer for reading in readings for answer in reading.answers]
    faults = [(reading.source, words) for reading in readings for words in reading.not_understood]
    with opened(desk) as store:
        if dry_run:
            judged = look_at_replies(store, given, now=desk.now)
        else:
            judged = import_replies(store, given, now=desk.now).value
    if as_json:
        listed = [answers.reply_json(each) for each in judged]
        console.say_json(listed + [answers.fault_json(*each) for each in faults])
    else:
        lines = [answers.reply_line(each) for each in judged] + [answers.fault_line(*each) for each in faults]
        if lines:
            console.say_table(answers.REPLY_HEAD, lines)
            console.say("")
        console.say(came_back_words.import_words(judged, dry_run=dry_run))
    if number := answers.to_be_looked_at(judged) + len(faults):
        raise RuleBroken("replies_not_recorded", number=number)
