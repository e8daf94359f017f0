"""Tables of named rules."""

import pytest

from summarizer.language.rules import Table


def sizes() -> Table[int, str]:
    table: Table[int, str] = Table("size")

    @table.rule
    def negative(case: int) -> str | None:
        """Below nothing is no size.

        Only the first line is the reason.
        """
        return "none" if case < 0 else None

    @table.rule
    def small(case: int) -> str | None:
        """What fits on a hand is small."""
        return "small" if case < 6 else None

    return table


def test_first_answer_decides_and_is_named() -> None:
    """The first rule with an answer decides; its id is the question's and the function's name."""
    assert sizes().decide(-1) == ("none", "size.negative")
    assert sizes().decide(5) == ("small", "size.small")


def test_no_answer() -> None:
    """A table in which no rule has an answer says None."""
    assert sizes().decide(7) is None


def test_reason_is_the_first_line() -> None:
    """A rule's reason is the first line of its docstring."""
    assert [rule.reason for rule in sizes()] == ["Below nothing is no size.", "What fits on a hand is small."]


def test_rules_of_a_kind() -> None:
    """A rule that names kinds is asked about cases of these only."""
    table: Table[int, str] = Table("parity", kind=lambda case: "odd" if case % 2 else "even")

    @table.rule_for("odd")
    def one_more(case: int) -> str | None:
        """An odd number has one more."""
        return "one more"

    @table.rule
    def all_else(case: int) -> str | None:
        """All others have not."""
        return "no more"

    assert table.decide(3) == ("one more", "parity.one_more")
    assert table.decide(4) == ("no more", "parity.all_else")


def test_rules_before_all_kinds_are_asked_before_the_kind_is() -> None:
    """What a rule at the head of a table decides needs no kind; dropped, it leaves the question to the kinds."""
    sorted_out: list[int] = []
    table: Table[int, str] = Table("parity", kind=lambda case: sorted_out.append(case) or "odd")  # type: ignore[func-returns-value]

    @table.rule
    def nothing(case: int) -> str | None:
        """Nothing is neither."""
        return "neither" if case == 0 else None

    @table.rule_for("odd")
    def odd(case: int) -> str | None:
        """All others are."""
        return "odd"

    assert table.decide(0) == ("neither", "parity.nothing")
    assert sorted_out == []
    assert table.decide(1) == ("odd", "parity.odd")
    assert sorted_out == [1]
    table.drop("parity.nothing")
    assert table.decide(0) == ("odd", "parity.odd")


def test_dropped_rule_decides_nothing() -> None:
    """A rule taken out leaves the question to those after it; an unknown one is an error."""
    table = sizes()
    table.drop("size.negative")
    assert table.decide(-1) == ("small", "size.small")
    with pytest.raises(KeyError, match=r"size\.negative"):
        table.drop("size.negative")
