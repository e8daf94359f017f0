"""The named rules of the chunker: each decides its examples and leaves other texts alone."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from summarizer.chunker.annexes import ANNEX, AnnexLine
from summarizer.chunker.broken import BROKEN, LineBreak
from summarizer.chunker.delivery import GIVEN, Dated
from summarizer.chunker.head_lines import HEAD, REPORT
from summarizer.chunker.heads import Head
from summarizer.chunker.kinds import ITEM, PART, Item, MainPart
from summarizer.chunker.marks import MARK
from summarizer.chunker.site import PAGE
from summarizer.chunker.titles import TITLE
from summarizer.chunker.turns import TURN, Opener
from summarizer.language.rules import Table

Example = str | Mapping[str, Any]
YEAR = 2031


def fields(example: Example, name: str) -> dict[str, Any]:
    """An example's fields; a bare text is the field ``name``."""
    return {name: example} if isinstance(example, str) else dict(example)


def part(example: Example) -> MainPart:
    given = fields(example, "heading")
    return MainPart(given["heading"], given.get("text", ""), given.get("year", YEAR), given.get("later_tasks", False))


def item(example: Example) -> Item:
    given = fields(example, "heading")
    given.pop("kind", None)
    return Item(**given)


def line_break(example: Example) -> LineBreak:
    given = fields(example, "first")
    return LineBreak(given["first"], given["rest"], given.get("wrapped", False))


def dated(example: Example) -> Dated:
    given = fields(example, "lines")
    delivered: date | None = given.get("delivered_on")
    return Dated(Head("", given.get("title"), delivered, None, ()), given.get("lines", ()))


TABLES: tuple[tuple[Table[Any, Any], Callable[[Any], Any], str], ...] = (
    (PAGE, str, ""),
    (MARK, str, ""),
    (TITLE, str, ""),
    (PART, part, "kind"),
    (ITEM, item, "kind"),
    (TURN, lambda example: Opener(fields(example, "words")["words"], YEAR), "kind"),
    (ANNEX, AnnexLine, ""),
    (BROKEN, line_break, "carried"),
    (GIVEN, dated, "given"),
    (HEAD, str, ""),
    (REPORT, lambda example: fields(example, "words")["words"], "government"),
)
"""The chunker's tables, what makes a case of an example, and the example's field for the answer."""


def examples_of(table: Table[Any, Any]) -> dict[str, dict[str, list[Example]]]:
    path = files("summarizer.chunker").joinpath("examples", f"{table.question}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def cases(group: str) -> list[Any]:
    return list(_cases(group))


def _cases(group: str) -> Iterator[Any]:
    for table, case, answer in TABLES:
        for name, groups in examples_of(table).items():
            for example in groups[group]:
                yield pytest.param(
                    table, f"{table.question}.{name}", case(example), example, answer, id=f"{name}-{example}"
                )


@pytest.mark.parametrize(("table", "rule", "case", "example", "answer"), cases("decides"))
def test_a_rule_decides_its_examples(
    table: Table[Any, Any], rule: str, case: Any, example: Example, answer: str
) -> None:
    """Of all rules of its table it is this one that decides, and with the answer that the example names."""
    decided = table.decide(case)
    assert decided is not None
    assert decided[1] == rule
    if answer and not isinstance(example, str) and answer in example:
        assert decided[0] == example[answer]


@pytest.mark.parametrize(("table", "rule", "case", "example", "answer"), cases("leaves"))
def test_a_rule_leaves_other_texts_alone(
    table: Table[Any, Any], rule: str, case: Any, example: Example, answer: str
) -> None:
    """It has no answer for what belongs to another rule, or to none."""
    assert next(each for each in table if each.id == rule).answer(case) is None


@pytest.mark.parametrize("table", [table for table, _, _ in TABLES], ids=lambda table: table.question)
def test_every_rule_has_its_examples_and_a_reason(table: Table[Any, Any]) -> None:
    """No rule stands without examples that it decides, and no examples without their rule."""
    examples = examples_of(table)
    assert [rule.id for rule in table] == [f"{table.question}.{name}" for name in examples]
    assert all(groups["decides"] for groups in examples.values())
    assert all(rule.reason.endswith(".") or rule.reason.endswith(")") for rule in table)
