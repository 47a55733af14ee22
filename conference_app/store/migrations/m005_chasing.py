"""Chasing: who was reminded of a reply or a report, at which step, by which route and when. Frozen."""

NAME = "m005_chasing"

SQL = """
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

-- Nobody is reminded of what they were never asked, nobody who is left out; and what was done stays on the record.
CREATE TRIGGER chased_was_asked BEFORE INSERT ON chasing
WHEN NOT EXISTS (SELECT 1 FROM invitation WHERE id = NEW.invitation_id AND left_out_reason = ''
    AND CASE NEW.what WHEN 'reply' THEN sent_at IS NOT NULL ELSE report_asked_on IS NOT NULL END)
BEGIN SELECT RAISE(ABORT, 'chased_was_asked'); END;
CREATE TRIGGER chasing_stays BEFORE DELETE ON chasing
BEGIN SELECT RAISE(ABORT, 'chasing_stays'); END;
CREATE TRIGGER chasing_stays_as_written BEFORE UPDATE ON chasing
BEGIN SELECT RAISE(ABORT, 'chasing_stays'); END;
"""
