"""The form of one invitation rule, and what it is read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conference_app import rulebook
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitation_rules import INVOLVED, LEVELS, InvitationRule, RuleLine, own_roles
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.practice import Practice

from ..widgets.choice import Choice
from ..widgets.editors import CheckList, RadioChoice, Spin, TextLine, Tick
from ..widgets.form import Form
from .rule_words import age_in_force, sources

BORN, UNBORN_TOO, UNBORN_ONLY = "born", "too", "only"
CHILDREN = [
    (BORN, "Born children"),
    (UNBORN_TOO, "Born children, and unborn ones"),
    (UNBORN_ONLY, "Only unborn and newborn children"),
]
WORDS_HELP = "{children} stands for the children's names, {who} for who needs it, {last} for the last conference."
STANDS = (
    "Every conference invites a paediatrician: the rule itself has no switch, no level and no condition. "
    "Only its words and its source can be changed."
)
NEW_RULE = InvitationRule("", "", "expected", INVOLVED, {"involved": True}, True, True, "", "")


class RuleForm(Form):
    """Of a shipped rule only what an authority may set; of its own one the role too."""

    def __init__(self, line: RuleLine | None, practice: Practice) -> None:
        super().__init__()
        self._line, self._practice = line, practice
        rule = self._rule = line.rule if line else NEW_RULE
        if line is None:
            roles = sorted(
                ((code, role.title) for code, role in own_roles(rulebook.roles()).items()), key=lambda r: r[1]
            )
            self.add("role", "Role", Choice(roles, none="Choose the role", search=True))
        if rule.role != PAEDIATRICIAN:
            self._asking(rule)
        self._words(rule)
        if rule.role != PAEDIATRICIAN:
            self._conditions(rule)
        self.mark_saved()

    def _asking(self, rule: InvitationRule) -> None:
        levels = [(each, each.capitalize()) for each in LEVELS]
        self.add("level", "How much they are needed", RadioChoice(levels), value=rule.level)
        with self.row():
            self.add("report", "", Tick("A report is asked for"), value=rule.report)
            self.add("deputy", "", Tick("A deputy may come"), value=rule.deputy)

    def _words(self, rule: InvitationRule) -> None:
        self.add("reason", "Why they are invited", TextLine(longest=300), help=WORDS_HELP, value=rule.reason or None)
        read = "; ".join(sources(rule))
        self.add("source", "Source", TextLine(longest=300), optional=True, help=read, value=rule.source or None)

    def _conditions(self, rule: InvitationRule) -> None:
        self.section("When")
        if rule.who == INVOLVED:
            self.add(
                "involved",
                "",
                Tick("Only where somebody in this role is named as involved"),
                help="Otherwise the list keeps an empty place, to be filled with a name.",
                value=bool(rule.when.get("involved")),
            )
        types = [(each.value, each.value.capitalize()) for each in ConferenceType]
        self.add(
            "types",
            "Only to these conferences",
            CheckList(types, columns=4),
            help="None ticked: to all of them.",
            value=list(rule.when.get("types", ())),
        )
        if rule.who in {INVOLVED, "children"}:
            self._ages(rule)

    def _ages(self, rule: InvitationRule) -> None:
        when = rule.when
        with self.row():
            for key, word in (("age_from", "For children from"), ("age_below", "and under")):
                value = age_in_force(when.get(key), self._practice)
                self.add(
                    key,
                    word,
                    TextLine(longest=3, width=90, hint="any age"),
                    optional=True,
                    help=self._age_help(when.get(key)),
                    value=None if value is None else str(value),
                )
        if rule.who != INVOLVED:
            return
        chosen = UNBORN_ONLY if when.get("unborn") else UNBORN_TOO if when.get("unborn_too") else BORN
        self.add("unborn", "Which children", RadioChoice(CHILDREN, upright=True), value=chosen)
        self.add(
            "newborn_days",
            "Newborn until",
            Spin(0, 365, unit="days"),
            help="0: only before the birth.",
            value=int(when.get("newborn_days", 0)),
        )
        self.changed.connect(self._adapt)
        self._adapt()

    def _age_help(self, age: int | str | None) -> str:
        if not isinstance(age, str):
            return "Years."
        return f"Years, by the practice number “{self._practice.definitions[age].title}”."

    def _adapt(self) -> None:
        only = self.value("unborn") == UNBORN_ONLY
        self.set_visible("newborn_days", only)
        for key in ("age_from", "age_below"):
            self.set_visible(key, not only)

    def read(self, values: Mapping[str, Any]) -> RuleLine:
        """The line as it was filled in; RuleBroken `practice_not_a_number` for an age that is none."""
        if "role" in values and not values["role"]:
            raise RuleBroken("required", field="role", what="the role")
        words = {"reason": values["reason"], "source": values["source"]}
        if self._rule.role == PAEDIATRICIAN and self._line is not None:
            return replace(self._line, rule=replace(self._rule, **words))
        rule = replace(
            self._rule,
            **words,
            role=values.get("role") or self._rule.role,
            level=values["level"] or "",
            report=values["report"],
            deputy=values["deputy"],
            when=self._when(values),
        )
        return replace(self._line, rule=rule) if self._line else RuleLine(rule, own=True)

    def _when(self, values: Mapping[str, Any]) -> dict[str, Any]:
        when = {key: value for key, value in self._rule.when.items() if key not in _SHOWN}
        if self._rule.who == "unborn_father":
            when["unborn"] = True
        when["involved"] = values.get("involved", False)
        when["types"] = values["types"]
        for key in ("age_from", "age_below"):
            when[key] = self._age(key, values.get(key, ""))
        unborn = values.get("unborn", "")
        if unborn:
            when["unborn"], when["unborn_too"] = unborn == UNBORN_ONLY, unborn == UNBORN_TOO and bool(self._aged(when))
        if unborn == UNBORN_ONLY:
            when["newborn_days"] = values.get("newborn_days", 0)
        return {key: value for key, value in when.items() if value not in (None, "", [], False)}

    @staticmethod
    def _aged(when: Mapping[str, Any]) -> bool:
        return when.get("age_from") is not None or when.get("age_below") is not None

    def _age(self, key: str, typed: str) -> int | str | None:
        """The age typed; the practice number stays where its value was not changed."""
        before = self._rule.when.get(key)
        if not typed:
            return None
        if not typed.isdecimal():
            raise RuleBroken("practice_not_a_number", field=key, what="The age", text=typed)
        return before if int(typed) == age_in_force(before, self._practice) else int(typed)


_SHOWN = frozenset({"types", "involved", "age_from", "age_below", "unborn", "unborn_too", "newborn_days"})
