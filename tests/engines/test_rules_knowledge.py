"""The rules of salience and the word lists: each does what its examples say, each has a reason."""

import re
import tomllib
from importlib import resources

import pytest

from summarizer.documents.characters import fold
from summarizer.engines.rules import knowledge
from summarizer.engines.rules.knowledge import Signal, domains, families, headline_indicators, says, signals
from summarizer.engines.rules.reasons import DECISIONS
from summarizer.engines.rules.salience import TESTS
from summarizer.schemas.catalogue import load_catalogue

WITH_PATTERN = [signal for signal in signals() if signal.pattern is not None]


@pytest.mark.parametrize("signal", WITH_PATTERN, ids=lambda signal: signal.id)
def test_patterns_hold_for_their_examples_alone(signal: Signal) -> None:
    """Every example is found, everything that must be left alone is not."""
    pattern = signal.pattern or re.compile("")
    assert signal.examples
    assert signal.others
    assert [text for text in signal.examples if not pattern.search(fold(text))] == []
    assert [text for text in signal.others if pattern.search(fold(text))] == []


@pytest.mark.parametrize("signal", signals(), ids=lambda signal: signal.id)
def test_rules_have_a_reason_and_one_way_to_decide(signal: Signal) -> None:
    """A rule has a reason, a weight, lists it counts in, and a pattern or a test that exists."""
    assert signal.reason
    assert signal.weight
    assert signal.lists <= {"achievements", "priorities", "targets", "sections"}
    assert (signal.pattern is None) == (signal.test in TESTS)


def test_every_test_is_used() -> None:
    """No test of statements is left that no rule asks for."""
    assert set(TESTS) == {signal.test for signal in signals() if signal.test is not None}


def test_word_lists_have_reasons_and_whole_patterns() -> None:
    """Each table of words says what it is for; each pattern is a regular expression that finds no empty text."""
    tables = tomllib.loads(resources.files(knowledge.__package__ or "").joinpath("words.toml").read_text("utf-8"))
    for table in tables.values():
        assert table["reason"]
        assert not any(re.compile(pattern).fullmatch("") for pattern in table["patterns"])


def test_families_are_indicators_of_the_catalogue() -> None:
    """Headline families name indicators that exist, each once."""
    known = load_catalogue().by_id
    named = [name for family in families() for name in (*family.indicators, *family.instead)]
    assert set(named) <= set(known)
    assert len(named) == len(set(named)) == len(headline_indicators())


def test_domains_have_labels_and_words() -> None:
    """Each policy domain has a name for people and words that tell it."""
    assert all(domain.label and domain.words.pattern for domain in domains())


def test_decisions_have_reasons() -> None:
    """Each rule that decides alone says why in a line."""
    assert all(reason and "\n" not in reason for reason in DECISIONS.values())


@pytest.mark.parametrize(
    ("table", "text", "holds"),
    [
        ("depends", "居全省第一", True),
        ("depends", "居民收入增长5%", False),
        ("depends", "增长6.2%", True),
        ("distributes", "数量均居全省第一", True),
        ("distributes", "居民人均可支配收入增长5%", False),
        ("resolve", "对此,我们将认真解决", True),
        ("resolve", "财政收支矛盾突出", False),
    ],
)
def test_words_at_the_beginning_of_clauses(table: str, text: str, holds: bool) -> None:
    """Clauses that depend on what stands before them, and vows, are told by how they begin."""
    assert (knowledge.words(table).match(text) is not None) == holds


@pytest.mark.parametrize(
    ("table", "text", "holds"),
    [
        ("boilerplate", "今年是规划的关键一年", True),
        ("boilerplate", "地区生产总值增长5%", False),
        ("problem_lead", "我们也清醒认识到", True),
        ("problem_lead", "营商环境存在差距", False),
        ("problem_lead", "发展还面临不少困难和挑战", True),
        ("problem_lead", "发展中的老问题、新挑战仍然不少", True),
        ("problem_lead", "区域发展不平衡问题还比较突出", False),
        ("problem_lead", "财政收支矛盾依然突出", False),
        ("problem_lead", "受外部环境影响", True),
        ("problem_lead", "受外部环境影响更直接", False),
        ("announces", "经济社会发展仍然面临许多困难和挑战。", True),
        ("announces", "我们战胜了困难和挑战。", False),
        ("parts_of_places", "云南经济区经济总量", True),
        ("parts_of_places", "全区地区生产总值", False),
        ("of_the_province", "入选省", True),
        ("of_the_province", "实施", False),
        ("names_years", "“十五五”时期地区生产总值增长5%", True),
        ("names_years", "地区生产总值年均增长5%", False),
        ("shortfall", "2项指标未能如期完成", True),
        ("shortfall", "各项任务如期完成", False),
        ("mood", "全县经济稳中向好", True),
        ("mood", "经济组织管理系统上线运行", False),
        ("not_mood", "经济持续向好的基础还不牢固", True),
        ("past", "从120亿元增加到180亿元", True),
        ("past", "增长6%左右", False),
    ],
)
def test_words_anywhere_in_clauses(table: str, text: str, holds: bool) -> None:
    """What only leads up to problems, what was missed, how the year went, what is past: each by its words."""
    assert says(table, text, (0, len(text))) == holds
