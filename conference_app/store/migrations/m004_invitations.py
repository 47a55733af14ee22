"""Invitations: the paediatrician's comes first for a line that is new, as it does for one that is changed. Frozen."""

NAME = "m004_invitations"

SQL = """
CREATE TRIGGER paediatrician_comes_first_insert BEFORE INSERT ON invitation
WHEN NEW.sent_at IS NOT NULL AND NEW.role_code <> 'paediatrician' AND NOT EXISTS (
    SELECT 1 FROM invitation WHERE conference_id = NEW.conference_id AND role_code = 'paediatrician'
    AND sent_at IS NOT NULL AND left_out_reason = '')
BEGIN SELECT RAISE(ABORT, 'paediatrician_comes_first'); END;
"""
