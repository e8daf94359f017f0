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
from typing import Generic, TypeVar

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


class Table(Generic[C, A]):
    """The rules for one question, in the order in which they are asked.

    ``kind``, if given, sorts cases into kinds; a rule that names kinds is asked only about cases of these.
    """

    __slots__ = ("_asked", "_kind", "_kinds", "_rules", "question")

    def __init__(
        self, question: str, rules: Collection[Rule[C, A]] = (), *, kind: Callable[[C], str] | None = None
    ) -> None:
        self.question = question
        self._rules = list(rules)
        self._kind = kind
        self._kinds: dict[str, frozenset[str]] = {}
        self._asked: dict[str, tuple[tuple[Callable[[C], A | None], str], ...]] = {}

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
            self._asked.clear()
            return answer

        return add

    def decide(self, case: C) -> tuple[A, str] | None:
        """The first rule's answer with the rule's id; None where no rule has an answer."""
        kind = "" if self._kind is None else self._kind(case)
        asked = self._asked.get(kind)
        if asked is None:
            asked = self._asked[kind] = tuple((rule.answer, rule.id) for rule in self._of_kind(kind))
        for answer, rule_id in asked:
            found = answer(case)
            if found is not None:
                return found, rule_id
        return None

    def drop(self, rule_id: str) -> None:
        """Take a rule out; for trying what a rule is needed for. Raises KeyError if there is no such rule."""
        kept = [rule for rule in self._rules if rule.id != rule_id]
        if len(kept) == len(self._rules):
            raise KeyError(rule_id)
        self._rules[:] = kept
        self._asked.clear()

    def _of_kind(self, kind: str) -> Iterator[Rule[C, A]]:
        for rule in self._rules:
            kinds = self._kinds.get(rule.id)
            if not kinds or kind in kinds:
                yield rule
