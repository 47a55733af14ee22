"""The diary: who and what can be used when, what takes it away, and each move with its way back. Frozen."""

NAME = "m003_diary"

SQL = """
ALTER TABLE chair ADD COLUMN most_a_day INTEGER CHECK (most_a_day BETWEEN 1 AND 9);
ALTER TABLE chair ADD COLUMN gap_minutes INTEGER CHECK (gap_minutes BETWEEN 0 AND 240);
ALTER TABLE chair ADD COLUMN last_day TEXT CHECK (last_day IS date(last_day, '+0 days'));
ALTER TABLE room ADD COLUMN features TEXT NOT NULL DEFAULT '';

-- Hours that repeat by an RFC 5545 rule: at work, open, preferred; or, with available = 0, taken each time.
CREATE TABLE pattern (
    id INTEGER PRIMARY KEY,
    chair_id INTEGER REFERENCES chair(id),
    room_id INTEGER REFERENCES room(id),
    professional_id INTEGER REFERENCES professional(id),
    available INTEGER NOT NULL CHECK (available IN (0, 1)),
    rule TEXT NOT NULL CHECK (length(rule) BETWEEN 1 AND 200),
    first_day TEXT NOT NULL CHECK (first_day IS date(first_day, '+0 days')),
    last_day TEXT CHECK (last_day IS date(last_day, '+0 days')),
    starts TEXT NOT NULL CHECK (starts IS strftime('%H:%M', starts)),
    ends TEXT NOT NULL CHECK (ends IS strftime('%H:%M', ends)),
    what TEXT NOT NULL DEFAULT '' CHECK (length(what) <= 200),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((chair_id IS NOT NULL) + (room_id IS NOT NULL) + (professional_id IS NOT NULL) = 1),
    CHECK (ends > starts),
    CHECK (last_day >= first_day)
) STRICT;
CREATE INDEX pattern_chair ON pattern(chair_id) WHERE chair_id IS NOT NULL;
CREATE INDEX pattern_room ON pattern(room_id) WHERE room_id IS NOT NULL;
CREATE INDEX pattern_professional ON pattern(professional_id) WHERE professional_id IS NOT NULL;

-- Time taken once: leave, sickness, another commitment, a room blocked.
CREATE TABLE busy (
    id INTEGER PRIMARY KEY,
    chair_id INTEGER REFERENCES chair(id),
    room_id INTEGER REFERENCES room(id),
    professional_id INTEGER REFERENCES professional(id),
    kind TEXT NOT NULL CHECK (kind IN ('leave', 'sickness', 'training', 'commitment', 'blocked')),
    starts_at TEXT NOT NULL CHECK (starts_at IS strftime('%Y-%m-%dT%H:%M', starts_at, '+0 days')),
    ends_at TEXT NOT NULL CHECK (ends_at IS strftime('%Y-%m-%dT%H:%M', ends_at, '+0 days')),
    what TEXT NOT NULL DEFAULT '' CHECK (length(what) <= 200),
    source TEXT NOT NULL DEFAULT '' CHECK (length(source) <= 200),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((chair_id IS NOT NULL) + (room_id IS NOT NULL) + (professional_id IS NOT NULL) = 1),
    CHECK (ends_at > starts_at)
) STRICT;
CREATE INDEX busy_ends ON busy(ends_at);
CREATE INDEX busy_chair ON busy(chair_id, ends_at) WHERE chair_id IS NOT NULL;
CREATE INDEX busy_room ON busy(room_id, ends_at) WHERE room_id IS NOT NULL;

CREATE TABLE school_holiday (
    id INTEGER PRIMARY KEY,
    first_day TEXT NOT NULL CHECK (first_day IS date(first_day, '+0 days')),
    last_day TEXT NOT NULL CHECK (last_day IS date(last_day, '+0 days')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (last_day >= first_day)
) STRICT;

-- Every move, postponement, adjournment and cancellation, as it was before: nothing is lost, and the last of a
-- conference can be taken back.
CREATE TABLE rebooking (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    kind TEXT NOT NULL CHECK (kind IN ('moved', 'postponed', 'adjourned', 'cancelled')),
    reason_code TEXT NOT NULL CHECK (length(reason_code) BETWEEN 1 AND 50),
    reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
    approved_by TEXT NOT NULL DEFAULT '' CHECK (length(approved_by) <= 200),
    again TEXT NOT NULL CHECK (again IN ('now', 'later', 'never')),
    replacement_id INTEGER REFERENCES conference(id),
    status_before TEXT NOT NULL,
    starts_before TEXT CHECK (starts_before IS strftime('%Y-%m-%dT%H:%M', starts_before, '+0 days')),
    ends_before TEXT CHECK (ends_before IS strftime('%Y-%m-%dT%H:%M', ends_before, '+0 days')),
    mode_before TEXT NOT NULL,
    joining_before TEXT NOT NULL,
    room_before INTEGER REFERENCES room(id),
    chair_before INTEGER REFERENCES chair(id),
    late_reason_before TEXT NOT NULL DEFAULT '',
    late_approver_before TEXT NOT NULL DEFAULT '',
    late_approved_before TEXT CHECK (late_approved_before IS date(late_approved_before, '+0 days')),
    rebooked_at TEXT NOT NULL CHECK (rebooked_at IS strftime('%Y-%m-%dT%H:%M', rebooked_at, '+0 days')),
    rebooked_by TEXT NOT NULL,
    taken_back_at TEXT CHECK (taken_back_at IS strftime('%Y-%m-%dT%H:%M', taken_back_at, '+0 days')),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX rebooking_conference ON rebooking(conference_id);
CREATE INDEX rebooking_replacement ON rebooking(replacement_id) WHERE replacement_id IS NOT NULL;
CREATE TRIGGER rebooking_stays BEFORE DELETE ON rebooking
BEGIN SELECT RAISE(ABORT, 'rebooking_stays'); END;

-- Each invitation a move changed, as it was before: to whom it was sent, what was answered, when its report was due.
-- The invitation itself is to be sent again.
CREATE TABLE called_back (
    id INTEGER PRIMARY KEY,
    invitation_id INTEGER NOT NULL REFERENCES invitation(id),
    rebooking_id INTEGER NOT NULL REFERENCES rebooking(id),
    name TEXT NOT NULL,
    sent_at TEXT CHECK (sent_at IS strftime('%Y-%m-%dT%H:%M', sent_at, '+0 days')),
    sent_route TEXT NOT NULL DEFAULT '',
    sent_by TEXT NOT NULL DEFAULT '',
    reply TEXT NOT NULL DEFAULT '',
    reply_on TEXT CHECK (reply_on IS date(reply_on, '+0 days')),
    reply_route TEXT NOT NULL DEFAULT '',
    reply_mode TEXT NOT NULL DEFAULT '',
    reply_note TEXT NOT NULL DEFAULT '',
    deputy TEXT NOT NULL DEFAULT '',
    report_due_on TEXT CHECK (report_due_on IS date(report_due_on, '+0 days'))
) STRICT;
CREATE INDEX called_back_invitation ON called_back(invitation_id);
CREATE INDEX called_back_rebooking ON called_back(rebooking_id);
CREATE TRIGGER called_back_stays BEFORE DELETE ON called_back
BEGIN SELECT RAISE(ABORT, 'called_back_stays'); END;
CREATE TRIGGER called_back_stays_as_written BEFORE UPDATE ON called_back
BEGIN SELECT RAISE(ABORT, 'called_back_stays'); END;

-- The lawful steps of conference_status.LAWFUL_STEPS; and the way back of the last move that was not taken back.
DROP TRIGGER status_goes_no_way_back;
CREATE TRIGGER status_goes_no_way_back BEFORE UPDATE OF status ON conference
WHEN NEW.status <> OLD.status AND NOT CASE
    WHEN OLD.status IN ('requested', 'postponed') THEN NEW.status IN ('booked', 'cancelled')
    WHEN OLD.status IN ('booked', 'invited') THEN NEW.status <> 'requested'
    WHEN OLD.status IN ('held', 'held inquorate') THEN NEW.status IN ('held', 'held inquorate')
    ELSE 0 END
    AND NOT EXISTS (SELECT 1 FROM rebooking WHERE taken_back_at IS NULL AND status_before = NEW.status
        AND id = (SELECT max(id) FROM rebooking WHERE conference_id = NEW.id AND taken_back_at IS NULL))
BEGIN SELECT RAISE(ABORT, 'status_goes_no_way_back'); END;

-- A chair on leave and a room that is blocked cannot be booked; leave entered over a booking is for re-planning,
-- and what was moved out of its way may come back.
CREATE TRIGGER chair_is_there BEFORE UPDATE OF starts_at, ends_at, chair_id ON conference
WHEN NEW.starts_at IS NOT NULL AND NEW.status NOT IN ('postponed', 'cancelled')
    AND (NEW.starts_at IS NOT OLD.starts_at OR NEW.ends_at IS NOT OLD.ends_at OR NEW.chair_id IS NOT OLD.chair_id)
    AND NOT EXISTS (SELECT 1 FROM rebooking WHERE conference_id = NEW.id AND taken_back_at IS NULL
        AND chair_before = NEW.chair_id AND starts_before = NEW.starts_at AND ends_before = NEW.ends_at)
    AND EXISTS (SELECT 1 FROM busy WHERE chair_id = NEW.chair_id
        AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at)
BEGIN SELECT RAISE(ABORT, 'chair_away'); END;
CREATE TRIGGER chair_is_there_insert BEFORE INSERT ON conference
WHEN NEW.starts_at IS NOT NULL AND EXISTS (SELECT 1 FROM busy WHERE chair_id = NEW.chair_id
    AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at)
BEGIN SELECT RAISE(ABORT, 'chair_away'); END;
CREATE TRIGGER room_is_open BEFORE UPDATE OF starts_at, ends_at, room_id ON conference
WHEN NEW.starts_at IS NOT NULL AND NEW.status NOT IN ('postponed', 'cancelled')
    AND (NEW.starts_at IS NOT OLD.starts_at OR NEW.ends_at IS NOT OLD.ends_at OR NEW.room_id IS NOT OLD.room_id)
    AND NOT EXISTS (SELECT 1 FROM rebooking WHERE conference_id = NEW.id AND taken_back_at IS NULL
        AND room_before = NEW.room_id AND starts_before = NEW.starts_at AND ends_before = NEW.ends_at)
    AND EXISTS (SELECT 1 FROM busy WHERE room_id = NEW.room_id
        AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at)
BEGIN SELECT RAISE(ABORT, 'room_blocked'); END;
CREATE TRIGGER room_is_open_insert BEFORE INSERT ON conference
WHEN NEW.starts_at IS NOT NULL AND EXISTS (SELECT 1 FROM busy WHERE room_id = NEW.room_id
    AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at)
BEGIN SELECT RAISE(ABORT, 'room_blocked'); END;
"""
