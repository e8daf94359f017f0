"""Every rule of the binder on its examples: what it must decide, and what it must leave alone."""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import document_from_text
from summarizer.indicators import Fact
from summarizer.indicators.frames import year_reviewed
from summarizer.indicators.headlines import REFUSAL, candidate
from summarizer.indicators.measures import MEASURE
from summarizer.indicators.naming import NAME
from summarizer.indicators.periods import PERIOD, WITHIN
from summarizer.indicators.places import PLACE
from summarizer.indicators.settling import SETTLED
from summarizer.indicators.statuses import MODALITY, STATUS
from summarizer.language.rules import Table

TABLES: tuple[Table[Any, Any], ...] = (NAME, MEASURE, SETTLED, PERIOD, WITHIN, STATUS, MODALITY, PLACE, REFUSAL)
RULES = {rule.id: rule for table in TABLES for rule in table}
EXAMPLES = {
    f"{path.name.removesuffix('.toml')}.{name}": texts
    for path in files("summarizer.indicators").joinpath("examples").iterdir()
    for name, texts in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
MARKED = re.compile("⟦([^⟧]*)⟧")
REPORT = """2026年青禾县政府工作报告
——2026年1月18日在青禾县第十八届人民代表大会第五次会议上
县长 林一鸣
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
{}{}。
各位代表！让我们团结奋斗，为建设现代化新青禾作出新贡献！
"""


def read(text: str) -> tuple[Analysis, Fact]:
    """The analysis of an example put into a report, and the fact of its marked number."""
    body = MARKED.sub(r"\1", text)
    heading = "" if re.match("[一二三四]、", body) else "一、2025年工作回顾\n"
    (analysis,) = analyse_document(document_from_text(REPORT.format(heading, body), "example"))
    marked = MARKED.search(text)
    assert marked is not None
    start = analysis.view.document.text.index(body) + marked.start()
    (fact,) = (fact for fact in analysis.facts if fact.quantity.span[0] <= start < fact.quantity.span[1])
    return analysis, fact


def deciding(analysis: Analysis, fact: Fact) -> set[str]:
    """The ids of all rules that decided something about a fact."""
    rules = fact.rules
    found = {rules.name, rules.measure, *rules.period, rules.status, rules.modality, rules.region}
    reviewed = year_reviewed(analysis.sections, analysis.report.year)
    refused = REFUSAL.decide(candidate(analysis.view, fact, fact.canonical or "", reviewed))
    return found | ({refused[1]} if refused is not None else set())


def answered(fact: Fact, question: str) -> str:
    """What a fact says to a question, in the words of the examples."""
    period = fact.period
    match question:
        case "name":
            return fact.name
        case "measure" | "settled":
            return f"{fact.measure} {fact.direction or ''}".strip()
        case "period" | "within":
            if period is None:
                return "None"
            return f"{period.start}" if period.start == period.end else f"{period.start}-{period.end}"
        case "status":
            return fact.status
        case "modality":
            return str(fact.modality)
        case "region":
            return str(fact.region)
        case _:
            return ""


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    """No rule without texts that need it, no texts for a rule that is gone."""
    assert sorted(EXAMPLES) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_reason(rule: str) -> None:
    """A rule says in a sentence why it answers as it does."""
    assert RULES[rule].reason.endswith((".", ")"))


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in EXAMPLES for text in EXAMPLES[rule]["decides"]])
def test_rule_decides(rule: str, text: str) -> None:
    """This rule decided about the marked number, and as the example says."""
    body, _, expected = text.partition(" → ")
    analysis, fact = read(body)
    assert rule in deciding(analysis, fact)
    assert answered(fact, rule.partition(".")[0]) == expected


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in EXAMPLES for text in EXAMPLES[rule]["leaves"]])
def test_rule_leaves_alone(rule: str, text: str) -> None:
    """This rule decided nothing about numbers that are not its own."""
    assert rule not in deciding(*read(text))
