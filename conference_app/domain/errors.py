"""What can go wrong in a way the user can mend: facts under a code; the sentences stand in `messages`."""

from __future__ import annotations


class RuleBroken(Exception):
    """A rule forbids what was asked; nothing was written.

    `code` names the rule, `facts` what a sentence about it needs, `field` the form field it belongs to
    (empty when the whole request is meant).
    """

    def __init__(self, code: str, *, field: str = "", **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts

    def each(self) -> list[RuleBroken]:
        """The single rules that were broken: this one."""
        return [self]


class StoreProblem(RuleBroken):
    """The store cannot be opened, read or written; the code says why."""


class SeveralRulesBroken(RuleBroken):
    """Several fields of one form are wrong at once; `broken` holds one RuleBroken for each."""

    def __init__(self, broken: list[RuleBroken]) -> None:
        super().__init__(broken[0].code, field=broken[0].field, **broken[0].facts)
        self.broken = broken

    def each(self) -> list[RuleBroken]:
        """The single rules that were broken, in the order of the form."""
        return list(self.broken)


def raise_all(broken: list[RuleBroken]) -> None:
    """Raise what was collected: nothing, the one, or all together."""
    if len(broken) > 1:
        raise SeveralRulesBroken(broken)
    if broken:
        raise broken[0]
