"""The whole life of an invitation: own rules, calendar entries, drafts and letters, answers, reports shared. Frozen."""

NAME = "m006_conversation"

SQL = """
-- The authority's own invitation rules: one of the same code stands in place of the one that is shipped.
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

-- A supporter is asked for like an advocate: the table again, with one kind of need more.
CREATE TABLE need_again (
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
INSERT INTO need_again (id, conference_id, kind, who, detail, asked_on, decision, decided_by, decided_on,
    household_member_id, child_id) SELECT id, conference_id, kind, who, detail, asked_on, decision, decided_by,
    decided_on, household_member_id, child_id FROM need;
DROP TABLE need;
ALTER TABLE need_again RENAME TO need;
CREATE INDEX need_conference ON need(conference_id);

-- Where somebody of the household is written to, and in which language.
ALTER TABLE household_member ADD COLUMN letters_to INTEGER REFERENCES address(id);
ALTER TABLE household_member ADD COLUMN language TEXT NOT NULL DEFAULT '' CHECK (length(language) <= 60);

-- One calendar entry for the life of a conference, and each version of it that was put into an invitation.
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

-- The ledger names the invitation, the version and the address, and knows a file by its sum.
ALTER TABLE document_issue ADD COLUMN invitation_id INTEGER REFERENCES invitation(id);
ALTER TABLE document_issue ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document_issue ADD COLUMN method TEXT NOT NULL DEFAULT '' CHECK (method IN ('', 'REQUEST', 'CANCEL'));
ALTER TABLE document_issue ADD COLUMN address TEXT NOT NULL DEFAULT '' CHECK (length(address) <= 600);
ALTER TABLE document_issue ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE document_issue ADD COLUMN digest TEXT NOT NULL DEFAULT '';
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

-- The authority's own Word template of the letter.
CREATE TABLE word_template (
    kind TEXT PRIMARY KEY CHECK (kind IN ('invitation')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    content BLOB NOT NULL,
    added_on TEXT NOT NULL CHECK (added_on IS date(added_on, '+0 days')),
    added_by TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Every answer that came in a calendar file or mail, also what nothing could be done with; `digest` knows a second one.
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

-- Reports: whether the family can read them, when the children were told, what an agency wants withheld.
ALTER TABLE invitation ADD COLUMN report_readable TEXT NOT NULL DEFAULT '' CHECK (report_readable IN ('', 'yes', 'no'));
ALTER TABLE invitation ADD COLUMN report_shared_child_on TEXT
    CHECK (report_shared_child_on IS date(report_shared_child_on, '+0 days'));
-- The earlier conference, adjourned or cancelled, for which a report came that serves this one too.
ALTER TABLE invitation ADD COLUMN report_from INTEGER REFERENCES conference(id);
ALTER TABLE conference ADD COLUMN bundle_sent_at TEXT
    CHECK (bundle_sent_at IS strftime('%Y-%m-%dT%H:%M', bundle_sent_at, '+0 days'));
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

-- What became of the paediatrician's part in the conference itself (product rule 5).
CREATE TABLE medical_part (
    conference_id INTEGER PRIMARY KEY REFERENCES conference(id),
    read_out TEXT NOT NULL DEFAULT '' CHECK (read_out IN ('', 'in full', 'in part', 'not read out', 'no report')),
    findings TEXT NOT NULL DEFAULT ''
        CHECK (findings IN ('', 'discussed with a doctor', 'discussed without a doctor', 'none')),
    interpreted_by TEXT NOT NULL DEFAULT '' CHECK (length(interpreted_by) <= 200),
    note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
    version INTEGER NOT NULL DEFAULT 1
) STRICT;
-- Decisions that named neglect and do not say whether a paediatric assessment is needed (product rule 7).
CREATE INDEX decision_neglect_unanswered ON decision(conference_id)
    WHERE paediatric_assessment = '' AND instr(categories, 'NEG') > 0;
"""
