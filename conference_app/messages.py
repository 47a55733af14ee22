"""The sentence for every broken rule: says what is wrong and how to put it right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import long_date, moment

# One entry a code; `{name}` is filled from the facts of the RuleBroken. Keep sorted by area.
SENTENCES: Mapping[str, str] = {
    # any form
    "required": "Enter {what}.",
    "too_long": "{what} is too long: at most {most} characters.",
    "bad_characters": "{what} contains characters that cannot be stored. Type it again without them.",
    "not_in_list": "“{text}” is not in the list. Choose one of its lines.",
    "several_in_list": "“{text}” fits several lines of the list. Choose one of them.",
    # dates and times
    "date_not_understood": "“{text}” is not understood as a date. Type it like 26/3/2027, 26 mar or +15wd.",
    "date_out_of_range": "“{text}” is not between the years {first} and {last}. Check the year.",
    "weekday_does_not_match": "{date} is a {weekday}. Correct the date or the weekday.",
    "year_missing": "“{text}” has no year. Type the date of birth like 26/3/2021.",
    "date_of_birth_in_future": "“{text}” is still to come. Give an unborn child an expected date instead.",
    "time_not_understood": "“{text}” is not understood as a time. Type it like 9:30, 9.30am, 2pm or midday.",
    # people and families
    "email_not_understood": "“{text}” is not an e-mail address. Type one address, like name@nhs.example.",
    "bad_address": "{name} has no e-mail address that a mail can go to. Check it under People, or send a letter.",
    "name_taken": "There is already an entry named {name}. Open that one, or give this one another name.",
    "number_out_of_range": "{what} must be between {least} and {most}.",
    "birth_or_expected_date": "Enter the date of birth, or the expected date of delivery of an unborn child.",
    "expected_date_too_far": "The expected date is more than ten months ahead. Check the year.",
    "case_number_taken": "The number {number} already belongs to {name}. Check both numbers.",
    "date_in_future": "{what} cannot be in the future. Check the date.",
    "expected_date_long_past": "{day} is long past. Enter the date of birth, or check the expected date.",
    "not_a_child": "This person would be {age} years old. Check the year of birth.",
    "examined_before_birth": "{name} was born on {day}. Check the date of the examination.",
    "medical_recorded": "That {doctor} examined {name} on {day} is already recorded. Open that line to change it.",
    "no_family": "This family is no longer in the store.",
    "professional_left": "{name} is marked as having left. Choose somebody else.",
    # requests and the clock
    "no_child_chosen": "Choose at least one child. An initial conference considers every child in the household.",
    "pre_birth_needs_unborn_child": "A pre-birth conference is about an unborn child. Choose one, or another type.",
    "which_discussion_started_the_clock": "Enter the strategy discussions and mark the one that started the "
    "section 47 enquiry: the clock counts from it, never from a later one.",
    "section47_before_discussion": "The enquiry cannot start before the strategy discussion of {day}.",
    "excluded_nearly": "Nobody here is called {who}, but {name} is. Write the excluded person's name as it stands.",
    "exclusion_needs_chair_and_day": "Enter who decided about {who} and on which day: only the chair may exclude.",
    "discussion_after_request": "The strategy discussion that started the clock cannot come after the request of "
    "{day}. Check both dates.",
    "long_before_request": "{day} is long before the request of {asked}. Check the year.",
    "long_past": "{day} is long past. Check the year.",
    "no_longer_listed": "{what} is not in the list. Choose again.",
    "decision_without_exclusion": "The chair decides only about an exclusion. Remove the decision about {who}.",
    "correction_makes_late": "With this correction the booking of {day} is past the last lawful day, {limit}. "
    "Enter below why it stays and who approved that, or book another day first.",
    "booking_before_new_start": "The conference is booked for {day}, before the clock would start on {start}. "
    "Check the date, or book another day first.",
    "conference_is_over": "This conference is {status}. It can be read, not changed.",
    "unlawful_step": "A conference that is {now} cannot become {then}.",
    "no_conference": "There is no conference {reference} in this store.",
    # booking
    "initial_on_non_working_day": "An initial conference cannot be held on {day} ({why}). Choose a working day.",
    "before_the_clock_started": "The conference must be on or after {start}, the day the clock started.",
    "ends_on_another_day": "The conference would go on past midnight. Choose an earlier start or a shorter time.",
    "late_needs_reason": "This is past the last lawful day, {limit}. Enter the reason.",
    "late_needs_approver": "This is past the last lawful day, {limit}. Enter who approved it.",
    "chair_taken": "{name} already chairs {reference}, {family} family, {starts_at} to {ends_at}. "
    "Choose another time or chair.",
    "room_taken": "{name} is already booked for {reference}, {family} family, {starts_at} to {ends_at}. "
    "Choose another time or room.",
    "family_taken": "The {family} family already has {reference}, {starts_at} to {ends_at}. Choose another time.",
    # invitations
    "no_paediatrician": "The conference cannot be invited before a paediatrician's invitation is recorded as sent.",
    "no_paediatrician_listed": "No paediatrician is on the list. Choose one first: every conference needs "
    "a paediatrician's invitation, and no other goes out before it.",
    "paediatrician_first": "The paediatrician's invitation comes first. Mark the one to {name} as sent before, "
    "or together with, the others.",
    "last_paediatrician": "The only paediatrician cannot be left out. Choose another doctor or the duty mailbox first.",
    "not_a_paediatrician": "{name} is not a paediatrician. Choose a doctor or the safeguarding mailbox.",
    "person_excluded": "The chair excluded {name} from this conference. Nothing can be sent to this person.",
    "line_left_out": "{name} was left out of the list. Take the line back in before sending.",
    "nobody_named": "{role}: nobody is named yet. Say who is invited first.",
    "already_sent": "The invitation to {name} is already recorded as sent.",
    "changed_meanwhile": "What {name} was to get has changed since it was looked at. Look again before it leaves.",
    "file_there": "{name} is in that folder already, perhaps of an earlier try. Choose an empty folder.",
    "no_organiser": "Replies need somewhere to go: give the team's mailbox in Settings, Letters and mails.",
    "signed_before_issued": "It was issued on {day}: nobody can have signed for it before.",
    "signed_already": "{name} has signed for it already. That stays on the record.",
    "nothing_to_publish": "Nothing is booked from {first} to {last}.",
    "nothing_to_send": "No invitation is ready to be sent.",
    "book_before_inviting": "Book a day, time and chair before inviting.",
    "sent_invitation_stays": "An invitation that was sent stays on the record. Leave it out with a reason instead.",
    "not_sent_yet": "The invitation to {name} is not recorded as sent yet. Mark it as sent first.",
    "unknown_reply": "Choose one of the replies.",
    "shared_before_received": "A report must be received before it is shared. Enter when it came.",
    "paediatrician_rule_stands": "Every conference invites a paediatrician. This rule cannot be switched off, weakened "
    "or tied to a condition, and no other can be made for that role. Only its words and its source can be changed.",
    "ages_leave_nobody": "No child is from {low} and under {high}. Make the second age the higher one.",
    "relative_cannot_interpret": "{name} belongs to this family. An interpreter is never a relative: choose somebody "
    "from an interpreting service.",
    "no_invitation": "This line is no longer on the list.",
    "sent_after_start": "The conference began {starts_at}. An invitation counts only when it was sent before. "
    "Check day and time.",
    "sent_before_request": "The conference was asked for on {day}. An invitation cannot have been sent before.",
    "before_the_invitation": "The invitation to {name} was sent on {day}. Check the date: it cannot be earlier.",
    "already_on_list": "{name} is already on the list.",
    "invitation_by_rule_once": "Somebody else has built this list at the same time, from another window: the line "
    "stands on it already. Press F5 to see the list as it is now.",
    "chased_was_asked": "Only somebody who was asked, and is not left out, can be chased.",
    "chasing_stays": "What was chased stays on the record as it was written.",
    "nothing_to_chase": "{name} owes no {what}. Press F5 to see the list as it is now.",
    "chased_before_asked": "The invitation to {name} was sent {sent_at}. It cannot have been chased before.",
    "paediatrician_is_one": "A paediatrician's invitation goes to a doctor or mailbox of the directory. Choose one.",
    "paediatrician_comes_first": "The paediatrician's invitation comes first, or together with the others.",
    "invitation_stays_with_its_conference": "An invitation belongs to its conference and cannot be moved.",
    "status_goes_no_way_back": "A conference cannot go back to where it stood before.",
    "chair_inactive": "{name} no longer chairs conferences. Choose another chair.",
    "room_inactive": "{name} is no longer in use. Choose another room.",
    "register_would_be_empty": "This conference was held: somebody must stay recorded as present.",
    "inquorate_needs_reason": "With this correction there was no quorum. Enter why the chair went on without one.",
    # agenda and paper
    "agenda_is_draft": "The agenda can only be printed as a draft. {why}",
    "agenda_is_empty": "The agenda has no items yet. Start it from a template first.",
    "standing_item_stays": "“{title}” stands on every agenda and stays. It can be moved, retitled and timed.",
    "folder_refuses": "Nothing can be saved in {folder}. Choose another folder.",
    "issue_stays": "The ledger of issued documents cannot be changed.",
    # on the day
    "not_yet_held": "The conference has not started yet.",
    "register_is_empty": "Nobody is recorded as present. Take the register first.",
    "left_before_arriving": "The time of leaving is before the time of arriving. Check both.",
    "held_without_paediatrician": "No paediatrician was invited to this conference. It can be recorded as held "
    "only as a breach, with the chair's name and the reason.",
    "breach_stays": "A breach stays on the record as it was written.",
    "conference_stays": "A conference cannot be removed. Cancel it with a reason instead.",
    "conference_starts_as_request": "A conference begins as a request or a booking.",
    # decisions and actions
    "not_held_yet": "The conference is {status}. Take the register and record it as held first.",
    "unknown_outcome": "Choose what was decided for the child.",
    "only_review_changes_plan": "Only a review conference can continue or end a plan.",
    "category_missing": "Choose at least one category of harm for the plan.",
    "category_without_plan": "A category belongs to a plan. Choose a plan, or remove the category.",
    "plan_starts_on_conference_day": "A plan starts on the day of the conference.",
    "plan_ends_not_before_conference": "Enter the day the plan ends: the day of the review that ended it, or later.",
    "neglect_needs_paediatric_question": "Neglect is among the categories: say whether a paediatric assessment "
    "is needed, and why.",
    "core_group_before_conference": "The core group cannot meet before the conference.",
    "sent_before_conference": "This cannot have been sent before the conference was held.",
    "letter_waits_for_decisions": "The letter says what was decided for each child. Record the decision for {children} "
    "first.",
    "no_action": "This action is no longer in the store.",
    "action_is_done": "This action is closed. Open it again to change it.",
    "child_of_another_family": "This child belongs to another family. Choose one of this family, or the family itself.",
    "action_is_open": "This action is still open.",
    "due_before_raised": "The action cannot be due before it was raised. Check the date.",
    "done_before_raised": "The action cannot be done before it was raised. Check the date.",
    # settings
    "nothing_to_recount": "Choose at least one conference whose limit is to be counted again.",
    "recount_makes_late": "Counted again, {references} would be booked past the last lawful day. Enter why the date "
    "stays and who approved that, or leave the conference out.",
    "ends_before_it_starts": "The last day is before the first. Check both.",
    "closure_too_long": "A closure of more than two months is not plausible. Check the dates.",
    # practice numbers
    "practice_blank": "{what}: enter a value.",
    "practice_not_a_number": "{what}: “{text}” is not a whole number. Type figures only, like 15.",
    "practice_out_of_range": "{what}: {text} is outside {least} to {most}.",
    "practice_not_yes_or_no": "{what}: “{text}” is neither yes nor no.",
    "practice_not_a_choice": "{what}: “{text}” is not one of these: {choices}.",
    "practice_not_an_address": "{what}: “{text}” is not one plain e-mail address. Type it like team@council.gov.uk.",
    "practice_no_reply": "{what}: answers come back to this address. Enter one that somebody reads, not {text}.",
    "practice_not_a_domain": "{what}: “{text}” is not a domain. Type it like nhs.net or *.gov.uk, with commas between.",
    "practice_not_one_domain": "{what}: “{text}” is not one domain. Type it like council.gov.uk.",
    "practice_not_a_time": "{what}: “{text}” is not a time of day. Type it like 10:00.",
    # store
    "wrong_passphrase": "The passphrase does not open this store. Check capital letters and try again.",
    "wrong_recovery_code": "The recovery code does not open this store. Check each group of four characters.",
    "passphrase_needed": "This store needs its passphrase.",
    "passphrase_too_short": "The passphrase is too short: use at least {least} characters, such as four or "
    "five unrelated words.",
    "passphrases_differ": "The two passphrases are not the same. Type the new one again.",
    "no_store": "There is no store at {path}. Check the place, or create a new store.",
    "not_a_store": "{path} is not a store of this program. Choose the file this program created.",
    "store_exists": "There is already something at {path}. Open it, or choose another name for the new store.",
    "folder_missing": "The folder {path} does not exist. Create it, or choose another.",
    "keys_missing": "The keys file {path} is missing, and without it the store cannot be opened. "
    "Put it back from a backup: each backup has a copy ending in .keys.",
    "keys_damaged": "The keys file {path} is damaged. Put it back from a backup: each backup has a "
    "copy ending in .keys.",
    "open_slot_refused": "The keys file beside this store would open real records without a passphrase. "
    "Put the right keys file back from a backup.",
    "store_damaged": "The store is damaged, or its keys file belongs to another store. Nothing was "
    "changed. Go back to the latest backup.",
    "store_too_new": "This store was last used by a newer version of this program. Install that version to open it.",
    "store_read_only": "The store, or the folder it is in, cannot be written to. Ask for write access, "
    "or move store and keys file together to a folder of your own.",
    "store_busy": "Another window or program is writing to the store. Nothing was saved: try again in a moment.",
    "log_taken_away": "Another program has taken the store's log away: what you just saved is not safe. Keep what "
    "you typed, close every window of this program, open the store again and save once more.",
    "disk_full": "The disk is full. Nothing was saved: free some space and try again.",
    "disk_error": "The disk reported an error. Nothing was saved: try again, and if it happens "
    "again ask for the disk to be checked.",
    "network_share": "A store cannot be kept on a network drive, where it could be damaged. Choose a "
    "folder on this computer; backups may go to the network.",
    "changed_elsewhere": "Somebody else has changed this since you opened it. Look at the newer version, "
    "then make your change again.",
    "store_identity_is_fixed": "What a store is, real or example, cannot be changed.",
    "audit_is_append_only": "The history cannot be changed or removed.",
    "backup_failed": "The backup was not made: {why}.",
    # command line
    "name_too_long": "The name {name} is too long for this disk. Choose a shorter one.",
    "output_closed": "Standard output is closed, so there is nowhere to write the answer.",
    "file_unusable": "{path} cannot be used: {why}. Check the place and try again.",
    "system_refused": "The computer refused this: {why}. Try again, and if it happens again ask for help.",
    "output_cut_off": "The output was cut off, because nobody was reading it any more.",
    "stopped": "Stopped before the end; nothing half-finished was kept.",
    "defect": "This is a fault in the program ({kind}), not yours. What is known about it is in {log}.",
    "defect_in_window": "Something went wrong in the program itself. What you typed is still there; nothing was "
    "saved. The log says where.",
    "passphrase_file_not_text": "The passphrase file {path} is not text in UTF-8. Save it as plain text.",
    "passphrase_file_empty": "The passphrase file {path} is empty. Put the passphrase into it.",
    "passphrase_not_given": "Creating a store needs a passphrase: type it on a terminal, or name a file with "
    "--passphrase-file.",
    "store_not_whole": "The store did not pass every check ({which}). Go back to the latest good backup.",
    "not_a_pdf": "There is already something at {path} that is not a PDF. Choose another name.",
    # the diary
    "bad_repeat_rule": "“{text}” is not a way of repeating known here. Choose weekdays, or type FREQ=WEEKLY;BYDAY=MO.",
    "chair_away": "{name} is away then: {what}. Choose another time or chair.",
    "room_blocked": "{name} cannot be used then: {what}. Choose another time or room.",
    "end_not_after_start": "The end must be after the start. Check both times.",
    "no_owner_named": "No chair, room or paediatrician is named {name}. Check the name under People.",
    "doctor_not_left_out": (
        "{name} is a paediatrician. A plan can do without a chair or a room; a paediatrician’s leave goes under People."
    ),
    "several_owners_named": "More than one chair, room or paediatrician is named {name}. Give one another name first.",
    "not_a_word_file": "This is not a Word file that can be filled in, or it is damaged. Save it in Word as .docx.",
    "template_too_large": "The Word file is larger than {most} MB. Make its pictures smaller.",
    "template_too_large_inside": "The Word file is too large inside for a letter. Save a copy of it in Word; add that.",
    "template_without_fields": "The Word file has no field like {{{{ recipient }}}}. Begin with the starter template.",
    "template_lacks": "The template has no place for: {names}. A letter without them cannot be used; add them in Word.",
    "template_fields_unknown": "No letter has these fields: {names}. Correct their names in Word.",
    "template_syntax": "A field of the Word file is not complete ({why}) near “{near}”. Correct it in Word.",
    "template_forbidden": "The Word file contains {what}, which is not allowed in a template. Take it out in Word.",
    "not_a_calendar": "This is not a calendar file, or it is damaged from the start. Save it again as .ics.",
    "calendar_too_large": "The calendar file is larger than {most} MB. Save a shorter time of it.",
    "too_many_calendar_entries": (
        "The calendar file holds {number:,} entries; up to {most:,} are read. Save a shorter time of it."
    ),
    "too_many_busy_times": "The calendar file holds more than {most} busy times. Save a shorter time of it.",
    "calendar_damaged": "Not understood in the file: {number}. The first is {entry}: {why}. Nothing was kept.",
    "rebooking_stays": "A move, postponement or cancellation stays on the record. It can be taken back, not removed.",
    "calendar_version_rises": "Each version of a calendar entry has the number after the one before.",
    "calendar_entry_stays": "A conference keeps its one calendar entry for its whole life.",
    "calendar_version_stays": "A version of a calendar entry stays on the record as it was sent.",
    "too_many_files": "There are more than {most} files in it. Take in fewer at a time.",
    "replies_not_recorded": "Not everything was recorded: {number} still to be looked at. What is wrong stands beside "
    "each.",
    "calendar_reply_stays": "An answer that came in stays on the record as it came.",
    "signed_for_stays": "Who signed for a paper stays on the record.",
    "withholding_stays": "A request to withhold something from the family stays on the record as it was made.",
    "withheld_report_is_not_shared": "This report is withheld from the family, or the chair has not decided yet. It "
    "cannot be marked as shared.",
    "report_withheld": "The chair withheld the report from {name} from the family on {day}. It cannot be marked as "
    "shared.",
    "report_not_decided": "{asked_by} asked to withhold the report from {name} from the family, and the chair has not "
    "decided yet. Record the decision first.",
    "decided_before_asked": "It was asked for on {day}. The decision cannot be earlier. Check both dates.",
    "readable_before_received": "Whether the family can read a report is said once it has come. Enter when it came.",
    "bundle_before_request": "The conference was asked for on {day}. The bundle cannot have gone out before.",
    "there_was_a_report": "A report from the paediatrician is recorded as received on {day}. Say whether it was read "
    "out.",
    "no_report_to_read_out": "No report from a paediatrician is recorded as received. Record under Invitations when it "
    "came, or choose “No report”.",
    "called_back_stays": "What was sent before a move stays on the record as it was.",
    # moving, postponing, adjourning, cancelling
    "reason_needs_words": "Say in words what the reason is.",
    "rebooking_needs_approver": "A conference is {what} only with approval. Enter who approved it.",
    "postponed_for_ever": "A conference that will not be held at all is cancelled, not postponed. Choose Cancel.",
    "adjourned_before_it_met": "Only a conference that began can be adjourned, and this one is on {day}. "
    "Move or postpone it instead.",
    "request_is_not_replaced": "It was never booked, so nothing takes its place. Choose not to book it again.",
    "nothing_moved": "It is booked like this already. Choose another day, time, room or chair.",
    "plan_needs_approver": "Past the last lawful day: {references}. Enter who approved it.",
    "plan_stopped": "The search was stopped: nothing was moved.",
    "loss_is_over": "It has its chair, room and day again since the plan was made, so it need not move.",
    "plan_not_done": "This is about {reference}; nothing of the plan was done. Make the plan anew.",
    "no_rebooking": "This change is not on the record.",
    "taken_back_already": "This was taken back already.",
    "moved_on_since": "The conference was changed again since. Take back the latest change first.",
    "went_on_since": "The conference is {status} by now, so this can no longer be taken back.",
    "breach_keeps_adjournment": "The breach recorded with it stays on the record, so the adjournment stays too.",
    "sent_again_since": "The invitation to {name} was sent again on {sent_at}, so this can no longer be taken back. "
    "Move the conference instead.",
    "another_named_since": "{name} has taken the place of {before} on the list since, so this can no longer be taken "
    "back. Move the conference instead.",
    "replacement_went_on": "{reference}, which took its place, has gone on since: this can no longer be taken back.",
    # the example store
    "example_store_only": "Invented families go only into an example store. Make a new one and try again.",
    "example_not_empty": "This example store already has conferences. Make a new one and try again.",
}


# What the store itself refuses, without the facts a use case would have named.
_REFUSED_BY_THE_STORE: Mapping[str, str] = {
    "chair_taken": "The chair already has a conference at that time. Choose another time or chair.",
    "room_taken": "The room is already booked for that time. Choose another time or room.",
    "family_taken": "The family already has a conference at that time. Choose another time.",
    "chair_away": "The chair is away at that time. Choose another time or chair.",
    "room_blocked": "The room cannot be used at that time. Choose another time or room.",
    "initial_on_non_working_day": "An initial conference cannot be held on this day. Choose a working day.",
}


def sentence(broken: RuleBroken) -> str:
    """The sentence for one broken rule, dates in words; an unknown code is a defect and raises KeyError.

    It begins with a capital; a name or path at its beginning stays as it is.
    """
    text = SENTENCES[broken.code]
    if not broken.facts:
        text = _REFUSED_BY_THE_STORE.get(broken.code, text)
    words = text.format_map({name: _words(fact) for name, fact in broken.facts.items()})
    return words[:1].upper() + words[1:] if text.startswith("{what}") else words


def sentences(broken: RuleBroken) -> list[str]:
    """One sentence for each rule broken at once."""
    return [sentence(each) for each in broken.each()]


def _words(fact: object) -> object:
    if isinstance(fact, datetime):
        return moment(fact)
    return long_date(fact) if isinstance(fact, date) else fact


# What is to be known about a limit besides its date: the notes of `timescales.Limit`.
LIMIT_NOTES: Mapping[str, str] = {
    "falls_on_non_working_day": "The limit does not fall on a working day: use the working day before.",
    "prebirth_stop_applies": "Brought forward: the conference must be held by this stage of the pregnancy.",
    "prebirth_stop_passed": "The latest stage of pregnancy had already passed on the day of the discussion.",
    "expected_date_unknown": "No expected date of delivery is known, so the pregnancy does not limit it.",
    "counted_from_birth": "Brought forward by the birth.",
    "born_before_conference": "Born before the conference: the birth does not bring the review forward.",
}
