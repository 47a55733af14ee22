"""The sentence for every broken rule: says what is wrong and how to put it right."""

from __future__ import annotations

from collections.abc import Mapping

from conference_app.domain.errors import RuleBroken

# One entry a code; `{name}` is filled from the facts of the RuleBroken. Keep sorted by area.
SENTENCES: Mapping[str, str] = {
    # any form
    "required": "Enter {what}.",
    "too_long": "{what} is too long: at most {most} characters.",
    "bad_characters": "{what} contains characters that cannot be stored. Type it again without them.",
    "not_in_list": "“{text}” is not in the list. Choose one of its lines, or leave the field empty.",
    # dates and times
    "date_not_understood": "“{text}” is not understood as a date. Type it like 26/3/2027, 26 mar or +15wd.",
    "date_out_of_range": "“{text}” is not between the years {first} and {last}. Check the year.",
    "weekday_does_not_match": "{date} is a {weekday}. Correct the date or the weekday.",
    "year_missing": "“{text}” has no year. Type the date of birth like 26/3/2021.",
    "date_of_birth_in_future": "“{text}” is still to come. Give an unborn child an expected date instead.",
    "time_not_understood": "“{text}” is not understood as a time. Type it like 9:30, 9.30am, 2pm or midday.",
    # practice numbers
    "practice_blank": "{what}: enter a value.",
    "practice_not_a_number": "{what}: “{text}” is not a whole number. Type figures only, like 15.",
    "practice_out_of_range": "{what}: {text} is outside {least} to {most}.",
    "practice_not_yes_or_no": "{what}: “{text}” is neither yes nor no.",
    "practice_not_a_choice": "{what}: “{text}” is not one of these: {choices}.",
    "practice_not_a_time": "{what}: “{text}” is not a time of day. Type it like 10:00.",
    # store
    "wrong_passphrase": "The passphrase does not open this store. Check capital letters and try again.",
    "wrong_recovery_code": "The recovery code does not open this store. Check each group of four "
    "characters.",
    "passphrase_needed": "This store needs its passphrase.",
    "passphrase_too_short": "The passphrase is too short: use at least {least} characters, such as four or "
    "five unrelated words.",
    "no_store": "There is no store at {path}. Check the place, or create a new store.",
    "not_a_store": "{path} is not a store of this program. Choose the file this program created.",
    "store_exists": "There is already something at {path}. Open it, or choose another name for the "
    "new store.",
    "folder_missing": "The folder {path} does not exist. Create it, or choose another.",
    "keys_missing": "The keys file {path} is missing, and without it the store cannot be opened. "
    "Put it back from a backup: each backup has a copy ending in .keys.",
    "keys_damaged": "The keys file {path} is damaged. Put it back from a backup: each backup has a "
    "copy ending in .keys.",
    "open_slot_refused": "The keys file beside this store would open real records without a passphrase. "
    "Put the right keys file back from a backup.",
    "store_damaged": "The store is damaged, or its keys file belongs to another store. Nothing was "
    "changed. Go back to the latest backup.",
    "store_too_new": "This store was last used by a newer version of this program. Install that "
    "version to open it.",
    "store_read_only": "The store, or the folder it is in, cannot be written to. Ask for write access, "
    "or move store and keys file together to a folder of your own.",
    "store_busy": "Another window or program is writing to the store. Nothing was saved: try "
    "again in a moment.",
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
}


def sentence(broken: RuleBroken) -> str:
    """The sentence for one broken rule; an unknown code is a defect and raises KeyError."""
    text = SENTENCES[broken.code].format_map(broken.facts)
    return text[:1].upper() + text[1:]


# What is to be known about a limit besides its date: the notes of `timescales.Limit`.
LIMIT_NOTES: Mapping[str, str] = {
    "falls_on_non_working_day": "The limit does not fall on a working day: use the working day before.",
    "prebirth_stop_applies": "Brought forward: the conference must be held by this stage of the pregnancy.",
    "prebirth_stop_passed": "The latest stage of pregnancy had already passed on the day of the discussion.",
    "expected_date_unknown": "No expected date of delivery is known, so the pregnancy does not limit it.",
    "counted_from_birth": "Brought forward by the birth.",
    "born_before_conference": "Born before the conference: the birth does not bring the review forward.",
}
