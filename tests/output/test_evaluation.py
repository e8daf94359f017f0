"""Records measured against annotated passages."""

from typing import Any

import pytest

from summarizer import summarize
from summarizer.errors import AnnotationError
from summarizer.output.evaluation import Evaluation, evaluate
from summarizer.schemas import Record
from summarizer.schemas.gold import GoldPassage, from_gold_line
from tests.cli.conftest import REPORT

SOURCE = "青禾县.txt"
SENTENCE = "地区生产总值达到286.4亿元，增长6.1%"
START = REPORT.index(SENTENCE)


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of a county's report, under the name of the annotated source."""
    (made,) = summarize(REPORT)
    source = made.report.source.model_copy(update={"name": f"reports/{SOURCE}"})
    return made.model_copy(update={"report": made.report.model_copy(update={"source": source})})


def fact(q: str, **changes: Any) -> dict[str, Any]:
    """One annotated quantity of the sentence; the defaults are right for 286.4亿元."""
    start = REPORT.index(q, START)
    right = {
        "q": q,
        "span": [start, start + len(q)],
        "indicator": "地区生产总值",
        "value": 28640000000,
        "unit": "元",
        "comparator": "exact",
        "measure": "level",
        "period": "2023",
        "status": "actual",
    }
    return right | changes


GROWTH = {"value": 6.1, "unit": "%", "measure": "growth_rate", "direction": "up"}


def passage(*facts: dict[str, Any], length: int = len(SENTENCE)) -> GoldPassage:
    """The annotated sentence."""
    whole = {"id": "q-1", "source": SOURCE, "span": [START, START + length], "facts": list(facts)}
    return GoldPassage.model_validate(whole)


def measured(record: Record, *facts: dict[str, Any]) -> Evaluation:
    return evaluate([passage(*facts)], [record])


def test_all_right(record: Record) -> None:
    """A record that reads as the annotator did scores 100 everywhere, and nothing verified is wrong."""
    result = measured(record, fact("286.4亿元"), fact("6.1%", **GROWTH))
    assert (result.passages, result.annotated, result.predicted) == (1, 2, 2)
    assert {name: value for name, value in result.percentages.items() if value != 100} == {"trust_wrong": 0}
    assert result.misses == ()


@pytest.mark.parametrize(
    ("changes", "field", "fact_counts"),
    [
        ({"value": 28650000000}, "value", False),
        ({"unit": "美元"}, "value", False),
        ({"value_max": 3}, "value", False),
        ({"indicator": "粮食产量"}, "name", False),
        ({"measure": "share"}, "measure", False),
        ({"direction": "up"}, "direction", False),
        ({"comparator": "over"}, "comparator", True),
        ({"period": "2022"}, "period", True),
        ({"period": "2021/2023"}, "period", True),
        ({"status": "target"}, "status", True),
    ],
)
def test_one_field_wrong(record: Record, changes: dict[str, Any], field: str, fact_counts: bool) -> None:
    """A wrong field counts against itself and against the wholes it belongs to, and is a miss that says so."""
    result = measured(record, fact("286.4亿元", **changes), fact("6.1%", **GROWTH))
    assert result.percentages[field] == 50
    assert result.percentages["fact"] == (100 if fact_counts else 50)
    assert result.percentages["full"] == (100 if field == "comparator" else 50)
    assert result.percentages["trust_wrong"] == 50
    assert [(miss.passage, miss.what, miss.text) for miss in result.misses] == [("q-1", f"wrong {field}", "286.4亿元")]


@pytest.mark.parametrize(
    ("changes", "name", "exact"),
    [
        ({"indicator": "全县地区生产总值"}, 100, 0),
        ({"indicator": "生产总值"}, 100, 0),
        ({"indicator": "值"}, 0, 0),
        ({"indicator": "地区 生产总值"}, 100, 100),
        ({"indicator": "GDP", "alt": "地区生产总值"}, 100, 100),
        ({"indicator": "GDP", "alt": ["产值", "地区生产总值"]}, 100, 100),
        ({"indicator": "总生产值"}, 100, 0),
    ],
)
def test_names(record: Record, changes: dict[str, Any], name: int, exact: int) -> None:
    """Names agree when one holds the other or they share most characters; exactly only to the letter."""
    result = evaluate([passage(fact("286.4亿元", **changes), length=len("地区生产总值达到286.4亿元"))], [record])
    assert (result.percentages["name"], result.percentages["name_exact"]) == (name, exact)


@pytest.mark.parametrize("changes", [{"measure": "change"}, {"measure": "change", "direction": "up"}])
def test_level_and_change_of_an_amount_are_the_same(record: Record, changes: dict[str, Any]) -> None:
    """What is new is an amount and a change of one."""
    result = measured(record, fact("286.4亿元", **changes), fact("6.1%", **GROWTH))
    assert result.percentages["fact"] == 100


def test_missed_and_false_alarm(record: Record) -> None:
    """A quantity without an indicator is missed; an indicator without a quantity is a false alarm."""
    unread = fact("地区", value=1, unit="个")
    result = measured(record, fact("286.4亿元"), unread)
    assert (result.percentages["recall"], result.percentages["precision"]) == (50, 50)
    assert [(miss.what, miss.text) for miss in result.misses] == [("missed", "地区"), ("false alarm", "6.1%")]


@pytest.mark.parametrize("extra", [fact("6.1%", optional=True), fact("地区", optional=True)])
def test_optional_quantities_count_neither_way(record: Record, extra: dict[str, Any]) -> None:
    """Found or not, an optional quantity changes nothing."""
    others = [fact("286.4亿元")] if extra["q"] == "6.1%" else [fact("286.4亿元"), fact("6.1%", **GROWTH)]
    result = measured(record, *others, extra)
    assert result.percentages["recall"] == result.percentages["precision"] == 100
    assert result.misses == ()


def test_period_that_is_not_annotated_is_not_measured(record: Record) -> None:
    """Null as a period is right whatever the record says."""
    result = measured(record, fact("286.4亿元", period=None), fact("6.1%", **GROWTH))
    assert result.percentages["period"] == 100


def test_redacted_quantity(record: Record) -> None:
    """A number that the annotator saw redacted must have no value."""
    redacted = fact("286.4亿元", value=None, comparator="redacted")
    assert measured(record, redacted).percentages["value"] == 0


def test_source_without_a_record(record: Record) -> None:
    """Everything annotated in it is missed."""
    other = passage(fact("286.4亿元")).model_copy(update={"source": "白沙县.txt"})
    result = evaluate([other], [record])
    assert (result.percentages["recall"], result.predicted) == (0, 0)


def test_nothing_annotated() -> None:
    """No passages are no error: all percentages are 0."""
    assert set(evaluate([], []).percentages.values()) == {0.0}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not an annotated passage: Invalid JSON"),
        ('{"id": "a", "source": "b", "span": [0, 4]}', "facts: Field required; see docs/gold.md"),
        (passage(fact("6.1%")).model_dump_json().replace('"level"', '"height"'), "facts.0.measure"),
        (passage(fact("6.1%")).model_dump_json().replace('"2023"', '"last year"'), "facts.0.period"),
    ],
)
def test_line_that_is_no_passage(line: str, message: str) -> None:
    """The error says in one line where the line is wrong."""
    with pytest.raises(AnnotationError, match=message) as error:
        from_gold_line(line)
    assert "\n" not in str(error.value)


def test_further_fields_of_an_annotator_are_not_read() -> None:
    """Notes and the passage's text may stand beside."""
    line = passage(fact("6.1%")).model_dump_json().replace('"id"', '"note":"unsure","id"')
    assert from_gold_line(line).id == "q-1"


@pytest.mark.parametrize(
    ("period", "years"), [("2023", (2023, 2023)), ("2021/2025", (2021, 2025)), ("2023-H1", (2023, 2023)), (None, None)]
)
def test_years_of_a_period(period: str | None, years: tuple[int, int] | None) -> None:
    """First and last year; halves of a year are that year."""
    assert passage(fact("6.1%", period=period)).facts[0].years == years
