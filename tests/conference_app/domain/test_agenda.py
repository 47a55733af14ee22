"""The agenda templates and what a copy of an agenda may show."""

from __future__ import annotations

import pytest

from conference_app import resources
from conference_app.domain.agenda import (
    STANDING,
    TEMPLATE_FILES,
    AgendaItem,
    AgendaTemplate,
    Copy,
    items_for_copy,
    missing_standing,
    template_for,
    templates_from,
    total_minutes,
    with_facts,
)

TEMPLATES = tuple(
    template for name in TEMPLATE_FILES for template in templates_from(resources.toml(f"agendas/{name}.toml"))
)
BY_KEY = {template.key: template for template in TEMPLATES}
MINUTES = {"initial": 120, "review": 90, "pre-birth": 120, "transfer-in": 120}


def test_every_type_has_both_orders() -> None:
    assert {(t.conference_type, t.order) for t in TEMPLATES} == {
        (kind, order) for kind in MINUTES for order in ("traditional", "strengthening_families")
    }
    assert len(BY_KEY) == 8


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_standing_items_and_length(template: AgendaTemplate) -> None:
    assert missing_standing(template.items) == ()
    assert template.minutes == MINUTES[template.conference_type]
    assert all(item.led_by and item.minutes > 0 for item in template.items)
    standing = [item.standing for item in template.items if item.standing]
    assert sorted(standing) == sorted(STANDING)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_the_questions_are_asked_in_so_many_words(template: AgendaTemplate) -> None:
    titles = {item.standing: item.title for item in template.items}
    assert titles["explanation"] == "What else could explain this?"
    assert titles["medical"] == "The medical evidence"
    assert titles["legal"] == "Legal advice"
    assert titles["household"].startswith("Who lives in, visits or")
    assert titles["household"].endswith("and how do we know?")
    assert "each child" in titles["decision"]
    assert "dissent" in titles["decision"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_strengthening_families_decides_only_after_the_plan(template: AgendaTemplate) -> None:
    order = [item.standing for item in template.items]
    after_plan = order.index("decision") > order.index("plan")
    assert after_plan == (template.order == "strengthening_families")


@pytest.mark.parametrize("key", ["review-traditional", "review-strengthening-families"])
def test_reviews_begin_with_the_last_record_and_its_actions(key: str) -> None:
    _, second, third, *_ = BY_KEY[key].items
    assert second.title == "Matters from the last record"
    assert third.standing == "actions"


@pytest.mark.parametrize("asked", ["pre-birth", "pre_birth"])
def test_template_for_type_however_spelt(asked: str) -> None:
    assert template_for(asked, "strengthening-families", TEMPLATES).key == "pre-birth-strengthening-families"


def test_an_order_without_a_template_falls_back_to_the_traditional_one() -> None:
    only = (BY_KEY["initial-traditional"],)
    assert template_for("initial", "strengthening_families", only).key == "initial-traditional"


@pytest.mark.parametrize(("kind", "order"), [("wedding", "traditional"), ("initial", "alphabetical")])
def test_unknown_types_and_orders_are_refused(kind: str, order: str) -> None:
    with pytest.raises(KeyError):
        template_for(kind, order, TEMPLATES)


def test_only_the_family_copy_leaves_restricted_items_out() -> None:
    open_item, closed = AgendaItem("Welcome"), AgendaItem("Closed part", restricted=True)
    assert items_for_copy((closed, open_item), Copy.CHAIR) == (closed, open_item)
    assert items_for_copy((closed, open_item), Copy.PROFESSIONAL) == (closed, open_item)
    assert items_for_copy((closed, open_item), Copy.FAMILY) == (open_item,)


def test_a_standing_item_taken_out_is_noticed() -> None:
    left = [item for item in BY_KEY["initial-traditional"].items if item.standing not in {"medical", "legal"}]
    assert missing_standing(left) == ("medical", "legal")


def test_a_template_without_a_standing_item_is_refused() -> None:
    whole = resources.toml("agendas/initial.toml")["template"][0]
    items = [item for item in whole["items"] if item.get("standing") != "legal"]
    with pytest.raises(ValueError, match="initial-traditional lacks legal"):
        templates_from({"template": [{**whole, "items": items}]})


def test_facts_go_to_the_standing_item_they_belong_to() -> None:
    items = with_facts(
        (
            AgendaItem("Medical", "Findings", "Paediatrician", 15, standing="medical"),
            AgendaItem("Other", "x", "All"),
        ),
        led_by={"medical": "Dr Lindgren"},
        detail={"plan": "Core group by 24 March"},
    )
    assert [(item.led_by, item.detail) for item in items] == [("Dr Lindgren", "Findings"), ("All", "x")]
    assert total_minutes(items) == 15
