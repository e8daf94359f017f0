"""Named rules: a table answers one question by the first of its rules that has an answer, and says which one it was.

A rule is a function from a case to an answer, or to None where it has nothing to say. Its name is its id, the first
line of its docstring its reason; the texts that it must decide and those that it must leave alone stand in the
``examples`` folder of its package, under its id, and one test tries them all::

    PERIOD: Table[Case, Period] = Table("period")

    @PERIOD.rule
    def opener(case: Case) -> Period | None:
        \"\"\"The time that opens the paragraph holds for all of it (五年来，…).\"\"\"

    PERIOD.decide(case)  # (Period(...), "period.opener")
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

C = TypeVar("C")
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Rule(Generic[C, A]):
    """One rule of a table: ``id`` is "question.name", ``reason`` says in a line why it answers as it does."""

    id: str
    reason: str
    answer: Callable[[C], A | None]

    @property
    def place(self) -> str:
        """Where the rule stands: "indicators/periods.py:41"."""
        code = self.answer.__code__
        package = self.answer.__module__.partition(".")[2].replace(".", "/")
        return f"{package}.py:{code.co_firstlineno}"


_Asked: TypeAlias = tuple[tuple[Callable[[C], A | None], str], ...]
"""Rules in the order in which they are asked: their functions and ids."""


class Table(Generic[C, A]):
    """The rules for one question, in the order in which they are asked.

    ``kind``, if given, sorts cases into kinds; a rule that names kinds is asked only about cases of these. Rules that
    stand before all that name kinds are asked before the kind is.
    """

    __slots__ = ("_asked", "_first", "_kind", "_kinds", "_rules", "question")

    def __init__(
        self, question: str, rules: Collection[Rule[C, A]] = (), *, kind: Callable[[C], str] | None = None
    ) -> None:
        self.question = question
        self._rules = list(rules)
        self._kind = kind
        self._kinds: dict[str, frozenset[str]] = {}
        self._first: _Asked[C, A] | None = None
        self._asked: dict[str, _Asked[C, A]] = {}

    def __iter__(self) -> Iterator[Rule[C, A]]:
        return iter(self._rules)

    def rule(self, answer: Callable[[C], A | None]) -> Callable[[C], A | None]:
        """Add a function as the table's next rule, for cases of all kinds; for use as a decorator."""
        return self.rule_for()(answer)

    def rule_for(self, *kinds: str) -> Callable[[Callable[[C], A | None]], Callable[[C], A | None]]:
        """The decorator that adds a function as the table's next rule, for cases of these kinds (none: of all)."""

        def add(answer: Callable[[C], A | None]) -> Callable[[C], A | None]:
            reason = (answer.__doc__ or "").strip().partition("\n\n")[0].replace("\n    ", " ")
            rule = Rule(f"{self.question}.{answer.__name__.strip('_')}", reason, answer)
            self._rules.append(rule)
            self._kinds[rule.id] = frozenset(kinds)
            self._forget()
            return answer

        return add

    def decide(self, case: C) -> tuple[A, str] | None:
        """The first rule's answer with the rule's id; None where no rule has an answer."""
        first = self._first
        if first is None:
            first = self._first = self._of_kind(None)
        for answer, rule_id in first:
            found = answer(case)
            if found is not None:
                return found, rule_id
        if self._kind is None:
            return None
        kind = self._kind(case)
        asked = self._asked.get(kind)
        if asked is None:
            asked = self._asked[kind] = self._of_kind(kind)
        for answer, rule_id in asked:
            found = answer(case)
            if found is not None:
                return found, rule_id
        return None

    def drop(self, rule_id: str) -> None:
        """Remove a rule, to find out what it is needed for. Raises KeyError if there is no such rule."""
        kept = [rule for rule in self._rules if rule.id != rule_id]
        if len(kept) == len(self._rules):
            raise KeyError(rule_id)
        self._rules[:] = kept
        self._forget()

    def _forget(self) -> None:
        self._first = None
        self._asked.clear()

    def _of_kind(self, kind: str | None) -> "_Asked[C, A]":
        """The rules asked before the kind is known (None), or then about a kind, in their order."""
        named = [bool(self._kinds.get(rule.id)) for rule in self._rules]
        first = named.index(True) if True in named else len(named)
        if kind is None:
            return tuple((rule.answer, rule.id) for rule in self._rules[:first])
        kinds = ((rule, self._kinds.get(rule.id)) for rule in self._rules[first:])
        return tuple((rule.answer, rule.id) for rule, of in kinds if not of or kind in of)
