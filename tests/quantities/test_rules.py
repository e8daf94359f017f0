"""Every rule of the scanner on its examples: what it must decide, and what it must leave alone."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest

from summarizer.documents import Document, build_view
from summarizer.language.rules import Table
from summarizer.quantities import Scan, scan
from summarizer.quantities.comparators import AFTER, BEFORE, BEFORE_WHOLE
from summarizer.quantities.digits import DIGITS
from summarizer.quantities.figures import NUMBERS
from summarizer.quantities.ranks import RANKS
from summarizer.quantities.redactions import MASKS
from summarizer.quantities.spelled import SPELLED

TABLES: tuple[Table, ...] = (DIGITS, NUMBERS, SPELLED, RANKS, MASKS, BEFORE, BEFORE_WHOLE, AFTER)  # type: ignore[type-arg]
EXAMPLES = {
    f"{path.name.removesuffix('.toml')}.{name}": texts
    for path in files("summarizer.quantities").joinpath("examples").iterdir()
    for name, texts in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
RULES = [rule.id for table in TABLES for rule in table]
MARKED = re.compile("⟦([^⟧]*)⟧")


def scanned(text: str) -> tuple[str, Scan]:
    view = build_view(Document("example", text))
    return view.text, scan(view)


def decided(text: str) -> Iterator[tuple[str, str]]:
    """Each rule that decided something in a text, with the part of the text."""
    seen, found = scanned(text)
    for quantity in found.quantities:
        yield quantity.rule, seen[quantity.start : quantity.end]
        yield quantity.comparator_rule, seen[quantity.start : quantity.end]
    for mention in found.mentions:
        yield mention.rule, seen[mention.start : mention.end]


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    """No rule without texts that need it, no texts for a rule that is gone."""
    assert sorted(EXAMPLES) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_reason(rule: str) -> None:
    """A rule says in a line why it answers as it does."""
    reason = next(each.reason for table in TABLES for each in table if each.id == rule)
    assert reason.endswith((".", ")"))


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in EXAMPLES[rule]["decides"]])
def test_rule_decides(rule: str, text: str) -> None:
    """This rule, and no other, decided the marked parts of its examples."""
    parts = [part for name, part in decided(MARKED.sub(r"\1", text)) if name == rule]
    expected = MARKED.findall(text)
    assert [part for part in parts if part in expected] == expected or (not expected and parts)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in RULES for text in EXAMPLES[rule]["leaves"]])
def test_rule_leaves_alone(rule: str, text: str) -> None:
    """This rule decided nothing in texts that are not its own."""
    assert rule not in [name for name, _ in decided(text)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("新增30家", "number.written"),
        ("新增①港口", "digits.circled"),
        ("新增30余家", "inside.more"),
    ],
)
def test_what_no_table_decides_has_an_id_too(text: str, rule: str) -> None:
    """A plain number, a circled one, and 余 inside a number."""
    assert rule in [name for name, _ in decided(text)]
