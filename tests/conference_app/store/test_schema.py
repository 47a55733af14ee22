"""The tables as they are today, readable in tests/schema.sql.

After a new migration write that file anew:

    CPC_WRITE_SCHEMA=1 pytest tests/conference_app/store/test_schema.py
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from conference_app import messages
from conference_app.store import migrations
from conference_app.store.store import Store

TESTS = Path(__file__).parents[2]
SOURCES = TESTS.parent / "conference_app" / "store"
WRITTEN = TESTS / "schema.sql"


def schema(store: Store) -> str:
    rows = store.rows(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'family_search_%' "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_sqlite_migrations%' ORDER BY rowid"
    )
    return "\n\n".join(f"{row['sql']};" for row in rows) + "\n"


def test_the_readable_schema_is_the_real_one(memory: Store) -> None:
    found = schema(memory)
    if os.environ.get("CPC_WRITE_SCHEMA"):
        WRITTEN.write_text(found, encoding="utf-8")
    assert WRITTEN.read_text(encoding="utf-8") == found


def test_every_table_is_strict(memory: Store) -> None:
    loose = memory.rows("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict")
    allowed = re.compile(r"sqlite_.*|family_search.*")
    assert [row["name"] for row in loose if not allowed.fullmatch(row["name"])] == []


def test_the_version_is_the_number_of_steps(memory: Store) -> None:
    assert migrations.version(memory.db) == migrations.LATEST
    assert memory.value("PRAGMA application_id") == migrations.APPLICATION_ID
    names = [row["name"] for row in memory.rows("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert names == [module.NAME for module in migrations._ALL]


def test_every_refusal_has_its_sentence() -> None:
    raised = set()
    for source in SOURCES.rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        raised |= set(re.findall(r"(?:StoreProblem|RuleBroken)\(\s*\"(\w+)\"", text))
        raised |= set(re.findall(r"RAISE\(ABORT, '(\w+)'\)", text))
    assert raised >= {"store_damaged", "audit_is_append_only"}
    assert raised - messages.SENTENCES.keys() == set()


def test_every_named_refusal_of_the_schema_has_its_sentence(memory: Store) -> None:
    """What SQLite calls by name when it is broken: a unique index on expressions, a CHECK with a name."""
    by_expression = {
        row["name"]
        for row in memory.rows(
            "SELECT DISTINCT own.name FROM pragma_table_list AS kept JOIN pragma_index_list(kept.name) AS own "
            'JOIN pragma_index_xinfo(own.name) AS part WHERE own."unique" AND part.cid = -2'
        )
    }
    checks = set(re.findall(r"CONSTRAINT (\w+) CHECK", schema(memory)))
    assert "invitation_by_rule_once" in by_expression
    assert (by_expression | checks) - messages.SENTENCES.keys() == set()
