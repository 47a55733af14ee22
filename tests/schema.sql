CREATE TABLE store (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    store_id TEXT NOT NULL CHECK (length(store_id) = 32),
    kind TEXT NOT NULL CHECK (kind IN ('real', 'example')),
    authority TEXT NOT NULL,
    created_at TEXT NOT NULL -- UTC
) STRICT;

CREATE TRIGGER store_keeps_its_identity BEFORE UPDATE OF id, store_id, kind, created_at ON store
BEGIN
    SELECT RAISE(ABORT, 'store_identity_is_fixed');
END;

CREATE TRIGGER store_row_stays BEFORE DELETE ON store
BEGIN
    SELECT RAISE(ABORT, 'store_identity_is_fixed');
END;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at_utc TEXT NOT NULL,
    actor TEXT NOT NULL,
    os_user TEXT NOT NULL,
    device TEXT NOT NULL,
    session TEXT NOT NULL,
    app_version TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action <> ''),
    entity TEXT NOT NULL CHECK (entity <> ''),
    entity_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    recipients TEXT NOT NULL,
    detail_hash TEXT NOT NULL, -- '' where the event has no detail
    prev TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX audit_by_entity ON audit (entity, entity_id);

CREATE TABLE audit_detail (
    seq INTEGER PRIMARY KEY REFERENCES audit (seq),
    salt BLOB NOT NULL,
    json TEXT NOT NULL CHECK (json_valid(json))
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit_is_append_only');
END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit_is_append_only');
END;

CREATE TRIGGER audit_detail_is_never_changed BEFORE UPDATE ON audit_detail
BEGIN
    SELECT RAISE(ABORT, 'audit_is_append_only');
END;

CREATE TRIGGER audit_detail_is_never_replaced BEFORE INSERT ON audit_detail
WHEN EXISTS (SELECT 1 FROM audit_detail WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'audit_is_append_only');
END;

CREATE TABLE practice (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE bank_holiday (
    day TEXT PRIMARY KEY CHECK (day IS date(day, '+0 days')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200)
) STRICT;

CREATE TABLE closure (
    id INTEGER PRIMARY KEY,
    first_day TEXT NOT NULL CHECK (first_day IS date(first_day, '+0 days')),
    last_day TEXT NOT NULL CHECK (last_day IS date(last_day, '+0 days')),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (last_day >= first_day)
) STRICT;

CREATE TABLE agency_group (
    code TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE agency (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    group_code TEXT NOT NULL REFERENCES agency_group(code),
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX agency_name ON agency(name COLLATE NOCASE);

CREATE TABLE professional (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    role_code TEXT NOT NULL,
    agency_id INTEGER NOT NULL REFERENCES agency(id),
    paediatric_post TEXT NOT NULL DEFAULT ''
        CHECK (paediatric_post IN ('', 'consultant', 'community', 'named_doctor', 'duty_mailbox')),
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX professional_role ON professional(role_code, active);

CREATE INDEX professional_agency ON professional(agency_id);

CREATE TABLE chair (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
, most_a_day INTEGER CHECK (most_a_day BETWEEN 1 AND 9), gap_minutes INTEGER CHECK (gap_minutes BETWEEN 0 AND 240), last_day TEXT CHECK (last_day IS date(last_day, '+0 days'))) STRICT;

CREATE UNIQUE INDEX chair_name ON chair(name COLLATE NOCASE);

CREATE TABLE room (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    place TEXT NOT NULL DEFAULT '',
    capacity INTEGER NOT NULL DEFAULT 0 CHECK (capacity BETWEEN 0 AND 500),
    access TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
, features TEXT NOT NULL DEFAULT '') STRICT;

CREATE UNIQUE INDEX room_name ON room(name COLLATE NOCASE);

CREATE TABLE family (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    note TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX family_name ON family(name COLLATE NOCASE);

CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    family_id INTEGER NOT NULL REFERENCES family(id),
    whose TEXT NOT NULL DEFAULT '',
    lines TEXT NOT NULL CHECK (length(lines) BETWEEN 1 AND 500),
    postcode TEXT NOT NULL DEFAULT '',
    may_be_printed INTEGER NOT NULL DEFAULT 0 CHECK (may_be_printed IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX address_family ON address(family_id);

CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    family_id INTEGER NOT NULL REFERENCES family(id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    born_on TEXT CHECK (born_on IS date(born_on, '+0 days')),
    expected_on TEXT CHECK (expected_on IS date(expected_on, '+0 days')),
    sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'not known')),
    case_number TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (born_on IS NOT NULL OR expected_on IS NOT NULL)
) STRICT;

CREATE INDEX child_family ON child(family_id);

CREATE UNIQUE INDEX child_case_number ON child(case_number) WHERE case_number <> '';

CREATE TABLE household_member (
    id INTEGER PRIMARY KEY,
    family_id INTEGER NOT NULL REFERENCES family(id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    relation TEXT NOT NULL CHECK (length(relation) BETWEEN 1 AND 100),
    contact TEXT NOT NULL CHECK (contact IN ('lives in', 'visits', 'cares', 'elsewhere')),
    parental_responsibility INTEGER NOT NULL DEFAULT 0 CHECK (parental_responsibility IN (0, 1)),
    confirmed_by TEXT NOT NULL DEFAULT '',
    confirmed_on TEXT CHECK (confirmed_on IS date(confirmed_on, '+0 days')),
    confirmed_how TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    added_on TEXT NOT NULL CHECK (added_on IS date(added_on, '+0 days')),
    left_on TEXT CHECK (left_on IS date(left_on, '+0 days')),
    version INTEGER NOT NULL DEFAULT 1
, letters_to INTEGER REFERENCES address(id), language TEXT NOT NULL DEFAULT '' CHECK (length(language) <= 60)) STRICT;

CREATE INDEX household_member_family ON household_member(family_id);

CREATE TABLE medical (
    id INTEGER PRIMARY KEY,
    child_id INTEGER NOT NULL REFERENCES child(id),
    examined_on TEXT NOT NULL CHECK (examined_on IS date(examined_on, '+0 days')),
    doctor_id INTEGER NOT NULL REFERENCES professional(id),
    place TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('child protection medical', 'treatment', 'developmental assessment')),
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (child_id, examined_on, doctor_id)
) STRICT;

CREATE TABLE conference (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL CHECK (type IN ('initial', 'review', 'pre-birth', 'transfer-in')),
    family_id INTEGER NOT NULL REFERENCES family(id),
    status TEXT NOT NULL DEFAULT 'requested' CHECK (status IN (
        'requested', 'booked', 'invited', 'held', 'held inquorate', 'adjourned', 'postponed', 'cancelled')),
    requested_on TEXT NOT NULL CHECK (requested_on IS date(requested_on, '+0 days')),
    requested_by TEXT NOT NULL DEFAULT '',
    requesting_agency TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    section47_on TEXT CHECK (section47_on IS date(section47_on, '+0 days')),
    notice_on TEXT CHECK (notice_on IS date(notice_on, '+0 days')),
    previous_id INTEGER REFERENCES conference(id),
    previous_on TEXT CHECK (previous_on IS date(previous_on, '+0 days')),
    previous_was_initial INTEGER NOT NULL DEFAULT 0 CHECK (previous_was_initial IN (0, 1)),
    counted_from TEXT CHECK (counted_from IS date(counted_from, '+0 days')),
    limit_on TEXT CHECK (limit_on IS date(limit_on, '+0 days')),
    stricter_limit_on TEXT CHECK (stricter_limit_on IS date(stricter_limit_on, '+0 days')),
    limit_provisional INTEGER NOT NULL DEFAULT 0 CHECK (limit_provisional IN (0, 1)),
    starts_at TEXT CHECK (starts_at IS strftime('%Y-%m-%dT%H:%M', starts_at, '+0 days')),
    ends_at TEXT CHECK (ends_at IS strftime('%Y-%m-%dT%H:%M', ends_at, '+0 days')),
    mode TEXT NOT NULL DEFAULT 'in person' CHECK (mode IN ('in person', 'video', 'hybrid')),
    joining TEXT NOT NULL DEFAULT '',
    room_id INTEGER REFERENCES room(id),
    chair_id INTEGER REFERENCES chair(id),
    late_reason TEXT NOT NULL DEFAULT '',
    late_approver TEXT NOT NULL DEFAULT '',
    late_approved_on TEXT CHECK (late_approved_on IS date(late_approved_on, '+0 days')),
    core_group_at TEXT CHECK (core_group_at IS strftime('%Y-%m-%dT%H:%M', core_group_at, '+0 days')),
    letter_sent_on TEXT CHECK (letter_sent_on IS date(letter_sent_on, '+0 days')),
    record_sent_on TEXT CHECK (record_sent_on IS date(record_sent_on, '+0 days')),
    version INTEGER NOT NULL DEFAULT 1, bundle_sent_at TEXT
    CHECK (bundle_sent_at IS strftime('%Y-%m-%dT%H:%M', bundle_sent_at, '+0 days')),
    CHECK ((starts_at IS NULL) = (ends_at IS NULL)),
    CHECK (ends_at > starts_at AND substr(ends_at, 1, 10) = substr(starts_at, 1, 10)),
    CHECK (status IN ('requested', 'postponed', 'cancelled') OR (starts_at IS NOT NULL AND chair_id IS NOT NULL)),
    CHECK (type <> 'initial' OR starts_at IS NULL OR strftime('%w', starts_at) NOT IN ('0', '6'))
) STRICT;

CREATE INDEX conference_starts ON conference(starts_at);

CREATE INDEX conference_status ON conference(status, starts_at, family_id);

CREATE INDEX conference_family ON conference(family_id, starts_at, status);

CREATE INDEX conference_chair ON conference(chair_id, starts_at);

CREATE INDEX conference_room ON conference(room_id, starts_at);

CREATE INDEX conference_limit ON conference(limit_on);

CREATE INDEX conference_stricter_limit ON conference(stricter_limit_on);

CREATE INDEX conference_previous ON conference(previous_id);

CREATE INDEX conference_letter_due ON conference(starts_at) WHERE letter_sent_on IS NULL
    AND status IN ('held', 'held inquorate');

CREATE INDEX conference_record_due ON conference(starts_at) WHERE record_sent_on IS NULL
    AND status IN ('held', 'held inquorate');

CREATE TABLE conference_child (
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    child_id INTEGER NOT NULL REFERENCES child(id),
    PRIMARY KEY (conference_id, child_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX conference_child_child ON conference_child(child_id);

CREATE TABLE strategy_discussion (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    held_on TEXT NOT NULL CHECK (held_on IS date(held_on, '+0 days')),
    started_clock INTEGER NOT NULL CHECK (started_clock IN (0, 1)),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX strategy_discussion_conference ON strategy_discussion(conference_id);

CREATE UNIQUE INDEX one_discussion_starts_the_clock ON strategy_discussion(conference_id) WHERE started_clock = 1;

CREATE TABLE involvement (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    role_code TEXT NOT NULL,
    agency_id INTEGER NOT NULL REFERENCES agency(id),
    professional_id INTEGER REFERENCES professional(id),
    about TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX involvement_conference ON involvement(conference_id);

CREATE TABLE invitation (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    rule_code TEXT NOT NULL DEFAULT '',
    role_code TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('required', 'expected', 'consider')),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    choice_reason TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    professional_id INTEGER REFERENCES professional(id),
    agency_id INTEGER REFERENCES agency(id),
    household_member_id INTEGER REFERENCES household_member(id),
    child_id INTEGER REFERENCES child(id),
    left_out_reason TEXT NOT NULL DEFAULT '',
    sent_at TEXT CHECK (sent_at IS strftime('%Y-%m-%dT%H:%M', sent_at, '+0 days')),
    sent_route TEXT NOT NULL DEFAULT '',
    sent_by TEXT NOT NULL DEFAULT '',
    reply TEXT NOT NULL DEFAULT '' CHECK (reply IN ('', 'coming', 'not coming', 'not sure', 'sending a deputy')),
    reply_on TEXT CHECK (reply_on IS date(reply_on, '+0 days')),
    reply_route TEXT NOT NULL DEFAULT '',
    reply_mode TEXT NOT NULL DEFAULT '',
    reply_note TEXT NOT NULL DEFAULT '',
    deputy TEXT NOT NULL DEFAULT '',
    report_wanted INTEGER NOT NULL DEFAULT 0 CHECK (report_wanted IN (0, 1)),
    report_asked_on TEXT CHECK (report_asked_on IS date(report_asked_on, '+0 days')),
    report_due_on TEXT CHECK (report_due_on IS date(report_due_on, '+0 days')),
    report_received_on TEXT CHECK (report_received_on IS date(report_received_on, '+0 days')),
    report_shared_on TEXT CHECK (report_shared_on IS date(report_shared_on, '+0 days')),
    version INTEGER NOT NULL DEFAULT 1, report_readable TEXT NOT NULL DEFAULT '' CHECK (report_readable IN ('', 'yes', 'no')), report_shared_child_on TEXT
    CHECK (report_shared_child_on IS date(report_shared_child_on, '+0 days')), report_from INTEGER REFERENCES conference(id),
    CHECK (sent_at IS NULL OR (name <> '' AND sent_route <> '' AND sent_by <> ''))
) STRICT;

CREATE INDEX invitation_conference ON invitation(conference_id);

CREATE INDEX invitation_paediatrician ON invitation(conference_id, left_out_reason, sent_at, name, reply,
    report_received_on) WHERE role_code = 'paediatrician';

CREATE UNIQUE INDEX invitation_by_rule_once ON invitation(conference_id, rule_code, role_code,
    coalesce(professional_id, 0), coalesce(household_member_id, 0), coalesce(child_id, 0), coalesce(agency_id, 0))
    WHERE rule_code <> '' AND left_out_reason = '';

CREATE INDEX invitation_unsent ON invitation(conference_id) WHERE sent_at IS NULL AND left_out_reason = '';

CREATE INDEX invitation_report_missing ON invitation(conference_id, report_due_on)
    WHERE report_asked_on IS NOT NULL AND report_received_on IS NULL;

CREATE TABLE breach (
    conference_id INTEGER PRIMARY KEY REFERENCES conference(id),
    chair_name TEXT NOT NULL CHECK (length(chair_name) BETWEEN 1 AND 200),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;

CREATE TABLE agenda_item (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
    detail TEXT NOT NULL DEFAULT '',
    led_by TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 480),
    restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)),
    standing TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX agenda_item_conference ON agenda_item(conference_id, position);

CREATE TABLE document_issue (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    kind TEXT NOT NULL,
    copy TEXT NOT NULL DEFAULT '',
    draft INTEGER NOT NULL CHECK (draft IN (0, 1)),
    recipient TEXT NOT NULL DEFAULT '',
    route TEXT NOT NULL,
    pages INTEGER NOT NULL,
    issued_at TEXT NOT NULL,
    issued_by TEXT NOT NULL
, invitation_id INTEGER REFERENCES invitation(id), version INTEGER NOT NULL DEFAULT 0, method TEXT NOT NULL DEFAULT '' CHECK (method IN ('', 'REQUEST', 'CANCEL')), address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 600), file TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX document_issue_conference ON document_issue(conference_id);

CREATE TABLE attendance (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    invitation_id INTEGER REFERENCES invitation(id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    role_code TEXT NOT NULL,
    agency_id INTEGER REFERENCES agency(id),
    presence TEXT NOT NULL CHECK (presence IN ('present', 'apologies', 'absent')),
    mode TEXT NOT NULL DEFAULT '' CHECK (mode IN ('', 'in person', 'video', 'phone')),
    arrived TEXT NOT NULL DEFAULT '' CHECK (arrived = '' OR arrived IS strftime('%H:%M', arrived)),
    left_at TEXT NOT NULL DEFAULT '' CHECK (left_at = '' OR left_at IS strftime('%H:%M', left_at)),
    representing TEXT NOT NULL DEFAULT '',
    direct_contact INTEGER NOT NULL DEFAULT 1 CHECK (direct_contact IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK (arrived = '' OR left_at = '' OR left_at >= arrived)
) STRICT;

CREATE INDEX attendance_conference ON attendance(conference_id);

CREATE INDEX attendance_paediatrician ON attendance(conference_id)
    WHERE role_code = 'paediatrician' AND presence = 'present';

CREATE UNIQUE INDEX attendance_invitation ON attendance(invitation_id) WHERE invitation_id IS NOT NULL;

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    child_id INTEGER NOT NULL REFERENCES child(id),
    outcome TEXT NOT NULL CHECK (outcome IN (
        'plan starts', 'plan continues', 'plan ends', 'child in need plan', 'no further action', 'adjourned')),
    categories TEXT NOT NULL DEFAULT '',
    plan_starts_on TEXT CHECK (plan_starts_on IS date(plan_starts_on, '+0 days')),
    plan_ends_on TEXT CHECK (plan_ends_on IS date(plan_ends_on, '+0 days')),
    chair_alone INTEGER NOT NULL DEFAULT 0 CHECK (chair_alone IN (0, 1)),
    paediatric_assessment TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (conference_id, child_id),
    CHECK ((outcome IN ('plan starts', 'plan continues')) = (categories <> '')),
    CHECK (outcome <> 'plan starts' OR plan_starts_on IS NOT NULL)
) STRICT;

CREATE INDEX decision_child ON decision(child_id);

CREATE INDEX decision_outcome ON decision(conference_id, outcome);

CREATE TABLE dissent (
    id INTEGER PRIMARY KEY,
    decision_id INTEGER NOT NULL REFERENCES decision(id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000)
) STRICT;

CREATE INDEX dissent_decision ON dissent(decision_id);

CREATE TABLE core_group_member (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    role TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX core_group_member_conference ON core_group_member(conference_id);

CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    family_id INTEGER NOT NULL REFERENCES family(id),
    conference_id INTEGER REFERENCES conference(id),
    child_id INTEGER REFERENCES child(id),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
    owner TEXT NOT NULL CHECK (length(owner) BETWEEN 1 AND 200),
    agency_id INTEGER REFERENCES agency(id),
    raised_on TEXT NOT NULL CHECK (raised_on IS date(raised_on, '+0 days')),
    first_due_on TEXT NOT NULL CHECK (first_due_on IS date(first_due_on, '+0 days')),
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on, '+0 days')),
    restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)),
    escalated_on TEXT CHECK (escalated_on IS date(escalated_on, '+0 days')),
    escalated_to TEXT NOT NULL DEFAULT '',
    done_on TEXT CHECK (done_on IS date(done_on, '+0 days')),
    evidence TEXT NOT NULL DEFAULT '',
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((done_on IS NULL) = (evidence = ''))
) STRICT;

CREATE INDEX action_family ON action(family_id);

CREATE INDEX action_family_open ON action(family_id) WHERE done_on IS NULL;

CREATE INDEX action_conference ON action(conference_id);

CREATE INDEX action_outstanding ON action(due_on) WHERE done_on IS NULL;

CREATE TABLE action_note (
    id INTEGER PRIMARY KEY,
    action_id INTEGER NOT NULL REFERENCES action(id),
    written_on TEXT NOT NULL CHECK (written_on IS date(written_on, '+0 days')),
    author TEXT NOT NULL,
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 4000)
) STRICT;

CREATE INDEX action_note_action ON action_note(action_id);

CREATE TRIGGER invited_needs_paediatrician BEFORE UPDATE OF status ON conference
WHEN NEW.status = 'invited' AND NOT EXISTS (
    SELECT 1 FROM invitation WHERE conference_id = NEW.id AND role_code = 'paediatrician'
    AND sent_at < NEW.starts_at AND left_out_reason = '')
BEGIN SELECT RAISE(ABORT, 'no_paediatrician'); END;

CREATE TRIGGER held_needs_paediatrician_or_breach BEFORE UPDATE OF status ON conference
WHEN NEW.status IN ('held', 'held inquorate', 'adjourned') AND NOT EXISTS (
    SELECT 1 FROM invitation WHERE conference_id = NEW.id AND role_code = 'paediatrician'
    AND sent_at < NEW.starts_at AND left_out_reason = '')
    AND NOT EXISTS (SELECT 1 FROM breach WHERE conference_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'held_without_paediatrician'); END;

CREATE TRIGGER born_into_status BEFORE INSERT ON conference
WHEN NEW.status NOT IN ('requested', 'booked')
BEGIN SELECT RAISE(ABORT, 'conference_starts_as_request'); END;

CREATE TRIGGER paediatrician_is_one BEFORE UPDATE OF sent_at, role_code, professional_id ON invitation
WHEN NEW.role_code = 'paediatrician' AND NEW.sent_at IS NOT NULL
    AND (OLD.sent_at IS NULL OR OLD.role_code <> 'paediatrician' OR NEW.professional_id IS NOT OLD.professional_id)
    AND NOT EXISTS (SELECT 1 FROM professional WHERE id = NEW.professional_id AND role_code = 'paediatrician')
BEGIN SELECT RAISE(ABORT, 'paediatrician_is_one'); END;

CREATE TRIGGER paediatrician_is_one_insert BEFORE INSERT ON invitation
WHEN NEW.role_code = 'paediatrician' AND NEW.sent_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM professional WHERE id = NEW.professional_id AND role_code = 'paediatrician')
BEGIN SELECT RAISE(ABORT, 'paediatrician_is_one'); END;

CREATE TRIGGER paediatrician_comes_first BEFORE UPDATE OF sent_at ON invitation
WHEN OLD.sent_at IS NULL AND NEW.sent_at IS NOT NULL AND NEW.role_code <> 'paediatrician' AND NOT EXISTS (
    SELECT 1 FROM invitation WHERE conference_id = NEW.conference_id AND role_code = 'paediatrician'
    AND sent_at IS NOT NULL AND left_out_reason = '')
BEGIN SELECT RAISE(ABORT, 'paediatrician_comes_first'); END;

CREATE TRIGGER invitation_stays_with_its_conference BEFORE UPDATE OF conference_id ON invitation
WHEN NEW.conference_id <> OLD.conference_id
BEGIN SELECT RAISE(ABORT, 'invitation_stays_with_its_conference'); END;

CREATE TRIGGER paediatrician_cannot_leave BEFORE UPDATE OF left_out_reason, sent_at, role_code ON invitation
WHEN OLD.role_code = 'paediatrician' AND OLD.sent_at IS NOT NULL AND OLD.left_out_reason = ''
    AND (NEW.left_out_reason <> '' OR NEW.sent_at IS NULL OR NEW.role_code <> 'paediatrician')
    AND EXISTS (SELECT 1 FROM conference WHERE id = NEW.conference_id
                AND status IN ('invited', 'held', 'held inquorate', 'adjourned'))
    AND NOT EXISTS (SELECT 1 FROM invitation other WHERE other.conference_id = NEW.conference_id
                    AND other.id <> NEW.id AND other.role_code = 'paediatrician'
                    AND other.sent_at IS NOT NULL AND other.left_out_reason = '')
BEGIN SELECT RAISE(ABORT, 'last_paediatrician'); END;

CREATE TRIGGER sent_invitation_stays BEFORE DELETE ON invitation WHEN OLD.sent_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'sent_invitation_stays'); END;

CREATE TRIGGER breach_stays_as_written BEFORE UPDATE ON breach
BEGIN SELECT RAISE(ABORT, 'breach_stays'); END;

CREATE TRIGGER breach_stays BEFORE DELETE ON breach
BEGIN SELECT RAISE(ABORT, 'breach_stays'); END;

CREATE TRIGGER conference_stays BEFORE DELETE ON conference
BEGIN SELECT RAISE(ABORT, 'conference_stays'); END;

CREATE TRIGGER issue_stays_as_written BEFORE UPDATE ON document_issue
BEGIN SELECT RAISE(ABORT, 'issue_stays'); END;

CREATE TRIGGER issue_stays BEFORE DELETE ON document_issue
BEGIN SELECT RAISE(ABORT, 'issue_stays'); END;

CREATE TRIGGER chair_booked_once_insert BEFORE INSERT ON conference
WHEN NEW.starts_at IS NOT NULL AND NEW.status NOT IN ('postponed', 'cancelled') AND EXISTS (
    SELECT 1 FROM conference WHERE chair_id = NEW.chair_id AND status NOT IN ('postponed', 'cancelled')
    AND starts_at < NEW.ends_at AND starts_at >= substr(NEW.starts_at, 1, 10) AND ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'chair_taken'); END;

CREATE TRIGGER chair_booked_once BEFORE UPDATE OF starts_at, ends_at, chair_id, status ON conference
WHEN NEW.starts_at IS NOT NULL AND NEW.status NOT IN ('postponed', 'cancelled') AND EXISTS (
    SELECT 1 FROM conference WHERE chair_id = NEW.chair_id AND id <> NEW.id
    AND status NOT IN ('postponed', 'cancelled')
    AND starts_at < NEW.ends_at AND starts_at >= substr(NEW.starts_at, 1, 10) AND ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'chair_taken'); END;

CREATE TRIGGER room_booked_once_insert BEFORE INSERT ON conference
WHEN NEW.starts_at IS NOT NULL AND NEW.status NOT IN ('postponed', 'cancelled') AND EXISTS (
    SELECT 1 FROM conference WHERE room_id = NEW.room_id AND status NOT IN ('postponed', 'cancelled')
    AND starts_at < NEW.ends_at AND starts_at >= substr(NEW.starts_at, 1, 10) AND ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'room_taken'); END;

CREATE TRIGGER room_booked_once BEFORE UPDATE OF starts_at, ends_at, room_id, status ON conference
WHEN NEW.starts_at IS NOT NULL AND NEW.status NOT IN ('postponed', 'cancelled') AND EXISTS (
    SELECT 1 FROM conference WHERE room_id = NEW.room_id AND id <> NEW.id
    AND status NOT IN ('postponed', 'cancelled')
    AND starts_at < NEW.ends_at AND starts_at >= substr(NEW.starts_at, 1, 10) AND ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'room_taken'); END;

CREATE TRIGGER family_booked_once_insert BEFORE INSERT ON conference
WHEN NEW.starts_at IS NOT NULL AND NEW.status NOT IN ('postponed', 'cancelled') AND EXISTS (
    SELECT 1 FROM conference WHERE family_id = NEW.family_id AND status NOT IN ('postponed', 'cancelled')
    AND starts_at < NEW.ends_at AND starts_at >= substr(NEW.starts_at, 1, 10) AND ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'family_taken'); END;

CREATE TRIGGER family_booked_once BEFORE UPDATE OF starts_at, ends_at, family_id, status ON conference
WHEN NEW.starts_at IS NOT NULL AND NEW.status NOT IN ('postponed', 'cancelled') AND EXISTS (
    SELECT 1 FROM conference WHERE family_id = NEW.family_id AND id <> NEW.id
    AND status NOT IN ('postponed', 'cancelled')
    AND starts_at < NEW.ends_at AND starts_at >= substr(NEW.starts_at, 1, 10) AND ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'family_taken'); END;

CREATE TRIGGER initial_not_on_bank_holiday BEFORE UPDATE OF starts_at ON conference
WHEN NEW.type = 'initial' AND NEW.starts_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM bank_holiday WHERE day = substr(NEW.starts_at, 1, 10))
BEGIN SELECT RAISE(ABORT, 'initial_on_non_working_day'); END;

CREATE TRIGGER initial_not_on_bank_holiday_insert BEFORE INSERT ON conference
WHEN NEW.type = 'initial' AND NEW.starts_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM bank_holiday WHERE day = substr(NEW.starts_at, 1, 10))
BEGIN SELECT RAISE(ABORT, 'initial_on_non_working_day'); END;

CREATE VIRTUAL TABLE family_search USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');

CREATE VIEW family_words AS SELECT family.id AS family_id,
    family.name || ' ' || coalesce((SELECT group_concat(name || ' ' || case_number, ' ')
                                    FROM child WHERE family_id = family.id), '')
    || ' ' || coalesce((SELECT group_concat(name, ' ')
                        FROM household_member WHERE family_id = family.id), '') AS words FROM family;

CREATE TRIGGER search_family_insert AFTER INSERT ON family
BEGIN INSERT INTO family_search(rowid, words) VALUES (NEW.id, NEW.name); END;

CREATE TRIGGER search_family_update AFTER UPDATE OF name ON family
BEGIN
    DELETE FROM family_search WHERE rowid = NEW.id;
    INSERT INTO family_search(rowid, words) SELECT family_id, words FROM family_words WHERE family_id = NEW.id;
END;

CREATE TRIGGER search_child_insert AFTER INSERT ON child
BEGIN
    DELETE FROM family_search WHERE rowid = NEW.family_id;
    INSERT INTO family_search(rowid, words) SELECT family_id, words FROM family_words WHERE family_id = NEW.family_id;
END;

CREATE TRIGGER search_child_update AFTER UPDATE OF name, case_number ON child
BEGIN
    DELETE FROM family_search WHERE rowid = NEW.family_id;
    INSERT INTO family_search(rowid, words) SELECT family_id, words FROM family_words WHERE family_id = NEW.family_id;
END;

CREATE TRIGGER search_member_insert AFTER INSERT ON household_member
BEGIN
    DELETE FROM family_search WHERE rowid = NEW.family_id;
    INSERT INTO family_search(rowid, words) SELECT family_id, words FROM family_words WHERE family_id = NEW.family_id;
END;

CREATE TRIGGER search_member_update AFTER UPDATE OF name ON household_member
BEGIN
    DELETE FROM family_search WHERE rowid = NEW.family_id;
    INSERT INTO family_search(rowid, words) SELECT family_id, words FROM family_words WHERE family_id = NEW.family_id;
END;

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

CREATE TRIGGER status_goes_no_way_back BEFORE UPDATE OF status ON conference
WHEN NEW.status <> OLD.status AND NOT CASE
    WHEN OLD.status IN ('requested', 'postponed') THEN NEW.status IN ('booked', 'cancelled')
    WHEN OLD.status IN ('booked', 'invited') THEN NEW.status <> 'requested'
    WHEN OLD.status IN ('held', 'held inquorate') THEN NEW.status IN ('held', 'held inquorate')
    ELSE 0 END
    AND NOT EXISTS (SELECT 1 FROM rebooking WHERE taken_back_at IS NULL AND status_before = NEW.status
        AND id = (SELECT max(id) FROM rebooking WHERE conference_id = NEW.id AND taken_back_at IS NULL))
BEGIN SELECT RAISE(ABORT, 'status_goes_no_way_back'); END;

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

CREATE TRIGGER paediatrician_comes_first_insert BEFORE INSERT ON invitation
WHEN NEW.sent_at IS NOT NULL AND NEW.role_code <> 'paediatrician' AND NOT EXISTS (
    SELECT 1 FROM invitation WHERE conference_id = NEW.conference_id AND role_code = 'paediatrician'
    AND sent_at IS NOT NULL AND left_out_reason = '')
BEGIN SELECT RAISE(ABORT, 'paediatrician_comes_first'); END;

CREATE TABLE chasing (
    id INTEGER PRIMARY KEY,
    invitation_id INTEGER NOT NULL REFERENCES invitation(id),
    what TEXT NOT NULL CHECK (what IN ('reply', 'report')),
    step TEXT NOT NULL CHECK (step IN ('practitioner', 'manager', 'senior')),
    route TEXT NOT NULL CHECK (length(route) BETWEEN 1 AND 50),
    message TEXT NOT NULL DEFAULT '' CHECK (length(message) <= 4000),
    chased_at TEXT NOT NULL CHECK (chased_at IS strftime('%Y-%m-%dT%H:%M', chased_at, '+0 days')),
    chased_by TEXT NOT NULL,
    UNIQUE (invitation_id, what, step, route, chased_at)
) STRICT;

CREATE TRIGGER chased_was_asked BEFORE INSERT ON chasing
WHEN NOT EXISTS (SELECT 1 FROM invitation WHERE id = NEW.invitation_id AND left_out_reason = ''
    AND CASE NEW.what WHEN 'reply' THEN sent_at IS NOT NULL ELSE report_asked_on IS NOT NULL END)
BEGIN SELECT RAISE(ABORT, 'chased_was_asked'); END;

CREATE TRIGGER chasing_stays BEFORE DELETE ON chasing
BEGIN SELECT RAISE(ABORT, 'chasing_stays'); END;

CREATE TRIGGER chasing_stays_as_written BEFORE UPDATE ON chasing
BEGIN SELECT RAISE(ABORT, 'chasing_stays'); END;

CREATE TABLE invitation_rule (
    code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 60),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('required', 'expected', 'consider')),
    who TEXT NOT NULL,
    conditions TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(conditions)),
    report INTEGER NOT NULL CHECK (report IN (0, 1)),
    deputy INTEGER NOT NULL CHECK (deputy IN (0, 1)),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
    source TEXT NOT NULL DEFAULT '' CHECK (length(source) <= 300),
    in_force INTEGER NOT NULL DEFAULT 1 CHECK (in_force IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT paediatrician_rule_stands CHECK (
        (role <> 'paediatrician' AND code <> 'paediatrician' AND who <> 'paediatrician')
        OR (code = 'paediatrician' AND role = 'paediatrician' AND who = 'paediatrician' AND level = 'required'
            AND conditions = '{}' AND report AND in_force))
) STRICT;

CREATE TABLE "need" (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    kind TEXT NOT NULL CHECK (kind IN ('interpreter', 'advocate', 'supporter', 'access', 'separate attendance',
        'exclusion')),
    who TEXT NOT NULL CHECK (length(who) BETWEEN 1 AND 200),
    detail TEXT NOT NULL DEFAULT '',
    asked_on TEXT CHECK (asked_on IS date(asked_on, '+0 days')),
    decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'excluded', 'part only', 'not excluded')),
    decided_by TEXT NOT NULL DEFAULT '',
    decided_on TEXT CHECK (decided_on IS date(decided_on, '+0 days')),
    household_member_id INTEGER REFERENCES household_member(id),
    child_id INTEGER REFERENCES child(id),
    CHECK (kind = 'exclusion' OR decision = ''),
    CHECK (household_member_id IS NULL OR child_id IS NULL)
) STRICT;

CREATE INDEX need_conference ON need(conference_id);

CREATE TABLE calendar_entry (
    conference_id INTEGER PRIMARY KEY REFERENCES conference(id),
    uid TEXT NOT NULL UNIQUE CHECK (length(uid) BETWEEN 8 AND 200)
) STRICT;

CREATE TABLE calendar_version (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES calendar_entry(conference_id),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    starts_at TEXT NOT NULL CHECK (starts_at IS strftime('%Y-%m-%dT%H:%M', starts_at, '+0 days')),
    ends_at TEXT NOT NULL CHECK (ends_at IS strftime('%Y-%m-%dT%H:%M', ends_at, '+0 days')),
    mode TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT '',
    chair TEXT NOT NULL DEFAULT '',
    joining TEXT NOT NULL DEFAULT '',
    cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
    made_at TEXT NOT NULL,
    UNIQUE (conference_id, sequence)
) STRICT;

CREATE TRIGGER calendar_version_rises BEFORE INSERT ON calendar_version
WHEN NEW.sequence <> (SELECT count(*) FROM calendar_version WHERE conference_id = NEW.conference_id)
BEGIN SELECT RAISE(ABORT, 'calendar_version_rises'); END;

CREATE TRIGGER calendar_entry_stays BEFORE DELETE ON calendar_entry
BEGIN SELECT RAISE(ABORT, 'calendar_entry_stays'); END;

CREATE TRIGGER calendar_entry_stays_as_written BEFORE UPDATE ON calendar_entry
BEGIN SELECT RAISE(ABORT, 'calendar_entry_stays'); END;

CREATE TRIGGER calendar_version_stays BEFORE DELETE ON calendar_version
BEGIN SELECT RAISE(ABORT, 'calendar_version_stays'); END;

CREATE TRIGGER calendar_version_stays_as_written BEFORE UPDATE ON calendar_version
BEGIN SELECT RAISE(ABORT, 'calendar_version_stays'); END;

CREATE INDEX document_issue_invitation ON document_issue(invitation_id) WHERE invitation_id IS NOT NULL;

CREATE TABLE signed_for (
    issue_id INTEGER PRIMARY KEY REFERENCES document_issue(id),
    signed_by TEXT NOT NULL CHECK (length(signed_by) BETWEEN 1 AND 200),
    signed_on TEXT NOT NULL CHECK (signed_on IS date(signed_on, '+0 days')),
    noted_by TEXT NOT NULL
) STRICT;

CREATE TRIGGER signed_for_stays BEFORE DELETE ON signed_for
BEGIN SELECT RAISE(ABORT, 'signed_for_stays'); END;

CREATE TRIGGER signed_for_stays_as_written BEFORE UPDATE ON signed_for
BEGIN SELECT RAISE(ABORT, 'signed_for_stays'); END;

CREATE TABLE word_template (
    kind TEXT PRIMARY KEY CHECK (kind IN ('invitation')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    content BLOB NOT NULL,
    added_on TEXT NOT NULL CHECK (added_on IS date(added_on, '+0 days')),
    added_by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE calendar_reply (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    uid TEXT NOT NULL,
    conference_id INTEGER REFERENCES conference(id),
    invitation_id INTEGER REFERENCES invitation(id),
    method TEXT NOT NULL CHECK (method IN ('REPLY', 'COUNTER')),
    attendee TEXT NOT NULL,
    answer TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    stamped_at TEXT,
    delegated_to TEXT NOT NULL DEFAULT '',
    proposed_start TEXT,
    proposed_end TEXT,
    comment TEXT NOT NULL DEFAULT '' CHECK (length(comment) <= 1000),
    outcome TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    read_on TEXT NOT NULL CHECK (read_on IS date(read_on, '+0 days')),
    read_by TEXT NOT NULL
) STRICT;

CREATE INDEX calendar_reply_invitation ON calendar_reply(invitation_id) WHERE invitation_id IS NOT NULL;

CREATE INDEX calendar_reply_conference ON calendar_reply(conference_id) WHERE conference_id IS NOT NULL;

CREATE TRIGGER calendar_reply_stays BEFORE DELETE ON calendar_reply
BEGIN SELECT RAISE(ABORT, 'calendar_reply_stays'); END;

CREATE TRIGGER calendar_reply_stays_as_written BEFORE UPDATE ON calendar_reply
BEGIN SELECT RAISE(ABORT, 'calendar_reply_stays'); END;

CREATE TABLE withholding (
    id INTEGER PRIMARY KEY,
    conference_id INTEGER NOT NULL REFERENCES conference(id),
    invitation_id INTEGER REFERENCES invitation(id) ON DELETE SET NULL,
    asked_by TEXT NOT NULL CHECK (length(asked_by) BETWEEN 1 AND 200),
    what TEXT NOT NULL CHECK (length(what) BETWEEN 1 AND 500),
    why TEXT NOT NULL CHECK (length(why) BETWEEN 1 AND 1000),
    asked_on TEXT NOT NULL CHECK (asked_on IS date(asked_on, '+0 days')),
    decision TEXT NOT NULL DEFAULT '' CHECK (decision IN ('', 'withheld', 'part withheld', 'shared')),
    decided_by TEXT NOT NULL DEFAULT '',
    decided_on TEXT CHECK (decided_on IS date(decided_on, '+0 days')),
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((decision = '') = (decided_on IS NULL))
) STRICT;

CREATE INDEX withholding_conference ON withholding(conference_id);

CREATE INDEX withholding_invitation ON withholding(invitation_id) WHERE invitation_id IS NOT NULL;

CREATE TRIGGER withholding_stays BEFORE DELETE ON withholding
BEGIN SELECT RAISE(ABORT, 'withholding_stays'); END;

CREATE TRIGGER withholding_stays_as_asked BEFORE UPDATE ON withholding
WHEN NEW.conference_id <> OLD.conference_id OR NEW.asked_by <> OLD.asked_by OR NEW.what <> OLD.what
    OR NEW.why <> OLD.why OR NEW.asked_on <> OLD.asked_on OR (OLD.decision <> '' AND NEW.decision = '')
BEGIN SELECT RAISE(ABORT, 'withholding_stays'); END;

CREATE TRIGGER withheld_report_is_not_shared BEFORE UPDATE OF report_shared_on, report_shared_child_on ON invitation
WHEN (coalesce(NEW.report_shared_on, '') <> coalesce(OLD.report_shared_on, '') AND NEW.report_shared_on IS NOT NULL
        OR coalesce(NEW.report_shared_child_on, '') <> coalesce(OLD.report_shared_child_on, '')
        AND NEW.report_shared_child_on IS NOT NULL)
    AND EXISTS (SELECT 1 FROM withholding WHERE invitation_id = NEW.id AND decision IN ('', 'withheld'))
BEGIN SELECT RAISE(ABORT, 'withheld_report_is_not_shared'); END;

CREATE TABLE medical_part (
    conference_id INTEGER PRIMARY KEY REFERENCES conference(id),
    read_out TEXT NOT NULL DEFAULT '' CHECK (read_out IN ('', 'in full', 'in part', 'not read out', 'no report')),
    findings TEXT NOT NULL DEFAULT ''
        CHECK (findings IN ('', 'discussed with a doctor', 'discussed without a doctor', 'none')),
    interpreted_by TEXT NOT NULL DEFAULT '' CHECK (length(interpreted_by) <= 200),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE INDEX decision_neglect_unanswered ON decision(conference_id)
    WHERE paediatric_assessment = '' AND instr(categories, 'NEG') > 0;
