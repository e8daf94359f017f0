"""Tables of rules that say what must stand beside a number, so that most rules are never asked."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from summarizer.language.rules import Rule, Table

C = TypeVar("C")
A = TypeVar("A")

_ANY: Final = frozenset[str]()
START: Final = "\n"
"""Stands for the character before a text and after it: both are like the edge of a paragraph."""


class NeighbourTable(Table[C, A]):
    """A table for cases with a character before, one after, and a unit; each rule names those that it is for.

    A rule that names none of one kind is asked whatever stands there. The rules for a case are looked up, not searched:
    of some thirty rules a usual number asks one.
    """

    __slots__ = ("_conditions", "_memo", "_named", "_plain")

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self._conditions: dict[str, tuple[frozenset[str], ...]] = {}
        self._named = (_ANY, _ANY, _ANY)
        self._memo: dict[tuple[str, str, str], tuple[Rule[C, A], ...]] = {}
        self._plain: tuple[Rule[C, A], ...] = ()

    def beside(
        self, *, before: Iterable[str] = (), after: Iterable[str] = (), unit: Iterable[str] = ()
    ) -> Callable[[Callable[[C], A | None]], Callable[[C], A | None]]:
        """Add a function as the table's next rule, for cases that have one of these beside them; a decorator."""
        conditions = (frozenset(before), frozenset(after), frozenset(unit))

        def add(answer: Callable[[C], A | None]) -> Callable[[C], A | None]:
            self.rule(answer)
            self._conditions[self._rules[-1].id] = conditions
            before, after, unit = (known | new for known, new in zip(self._named, conditions, strict=True))
            self._named = (before, after, unit)
            self._forget()
            return answer

        return add

    def near(self, before: str, after: str, unit: str = "") -> tuple[Rule[C, A], ...]:
        """The rules to be asked, in order, about a case with these beside it."""
        befores, afters, units = self._named
        if before not in befores and after not in afters and unit not in units:
            return self._plain
        key = (before if before in befores else "", after if after in afters else "", unit if unit in units else "")
        rules = self._memo.get(key)
        if rules is None:
            rules = self._memo[key] = tuple(self._rules_beside(key))
        return rules

    def drop(self, rule_id: str) -> None:
        """Take a rule out; for trying what a rule is needed for. Raises KeyError if there is no such rule."""
        super().drop(rule_id)
        self._forget()

    def _forget(self) -> None:
        """Look the rules up anew: the table has changed."""
        self._memo.clear()
        self._plain = tuple(self._rules_beside(("", "", "")))

    def _rules_beside(self, key: tuple[str, str, str]) -> Iterator[Rule[C, A]]:
        for rule in self:
            conditions = self._conditions.get(rule.id, (_ANY, _ANY, _ANY))
            if all(not named or found in named for found, named in zip(key, conditions, strict=True)):
                yield rule
