"""What every store has: what it is, and the append-only, hash-chained record of who did what."""

from __future__ import annotations

NAME = "m001_foundation"

SQL = """
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

-- Before and after values. A lawful erasure deletes a row here, and the chain in `audit` still verifies.
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
"""
