"""Headline figures: signed, scaled, ranked and shown in short."""

from dataclasses import replace
from decimal import Decimal

import pytest

from summarizer.output.selection import Selection, SlotFilter
from summarizer.schemas import Record
from summarizer.schemas.catalogue import HeadlineSlot
from summarizer.schemas.record import Comparator
from summarizer.tables.figures import Signed, SlotFigure, backing, figures, signed, slot_label
from summarizer.tables.grid import Scale, comparable, ranks, shown, usual_scale
from tests.tables.conftest import make_record

ENERGY = HeadlineSlot("energy_use_per_gdp", "growth_rate", "target")
GROWTH = HeadlineSlot("gdp", "growth_rate", "target")
GDP = HeadlineSlot("gdp", "level", "actual")


def test_a_fall_is_below_zero_and_its_comparator_turns(record: Record) -> None:
    """下降2.5%以上 is −2.5 or less."""
    assert figures(record)[ENERGY].signed == Signed(Decimal("-2.5"), None, "under")


def test_a_falling_range_is_turned() -> None:
    """下降3%至5% is −5 to −3."""
    (fact,) = (
        fact for fact in make_record(aims="单位地区生产总值能耗下降3%至5%。").indicators if fact.status == "target"
    )
    assert signed(fact) == Signed(Decimal(-5), Decimal(-3), "range")


def test_states_are_told_apart(record: Record) -> None:
    """Stated, not stated and redacted slots are different; of a redacted one no number is known."""
    redacted = make_record(results="地区生产总值达到XX亿元，增长6.1%。")
    assert figures(record)[HeadlineSlot("cpi", "growth_rate", "target")] == SlotFigure("not_stated")
    assert figures(record)[GDP].state == "stated"
    assert (figures(redacted)[GDP].state, figures(redacted)[GDP].signed) == ("redacted", None)


def test_what_is_not_verified_is_left_out_not_unstated(record: Record) -> None:
    """--verified-only leaves doubtful figures out, and says so; slots that are not meant are not there."""
    facts = tuple(
        fact.model_copy(update={"verification": fact.verification.model_copy(update={"status": "doubtful"})})
        for fact in record.indicators
    )
    doubtful = record.model_copy(update={"indicators": facts})
    assert figures(doubtful)[GDP].doubtful
    assert figures(doubtful, Selection(verified_only=True))[GDP] == SlotFigure("left_out")
    assert list(figures(doubtful, Selection(slots=(SlotFilter("gdp", "level"),)))) == [
        GDP,
        HeadlineSlot("gdp", "level", "target"),
    ]


def test_labels_name_measure_and_status() -> None:
    """A slot's label has indicator, measure and status in both languages; a level needs no word."""
    assert slot_label("gdp", "growth_rate", "target").both == (
        "国内生产总值增速 目标 / Gross domestic product, growth rate, target"
    )
    assert slot_label("gdp", "level").zh == "国内生产总值"


def figure(value: str, unit: str, *, upper: str | None = None, comparator: Comparator = "exact") -> SlotFigure:
    """A stated figure of a level."""
    (fact, *_) = make_record().indicators
    return SlotFigure(
        "stated",
        replace(backing(fact), unit=unit),
        Signed(Decimal(value), Decimal(upper) if upper else None, comparator),
    )


@pytest.mark.parametrize(
    ("values", "unit", "name"),
    [
        (["28640000000", "4000000000", "100000"], "元", "亿元"),
        (["52000", "39218"], "元", "元"),
        (["12440000", "280000"], "人", "万人"),
        (["5.2"], "%", "%"),
        ([], "", ""),
    ],
)
def test_scale_is_that_of_the_middle_figure(values: list[str], unit: str, name: str) -> None:
    """Columns of large amounts count in 亿 and 万, incomes in 元, rates in %."""
    assert usual_scale([figure(value, unit) for value in values]).name == name


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (figure("286400000000", "元"), "2864"),
        (figure("126000000000000", "元", comparator="over"), ">1260000"),
        (figure("5000000000", "元", upper="6000000000", comparator="range"), "50~60"),
        (figure("650000000000", "美元", comparator="about"), "约6500亿美元"),
        (SlotFigure("not_stated"), "–"),
        (SlotFigure("missing"), ""),
        (SlotFigure("redacted"), "XX"),
        (SlotFigure("left_out"), "…"),
    ],
)
def test_shown_in_short(found: SlotFigure, text: str) -> None:
    """Numbers in the column's scale, another unit with its name, marks for what is no number."""
    assert shown(found, Scale("元", Decimal(10) ** 8, "亿元")) == text


def test_only_equal_units_are_compared() -> None:
    """A figure in 美元 has no place in a column of 元."""
    assert comparable(figure("5", "美元"), Scale("元", Decimal(1), "元")) is None
    assert comparable(figure("5", "元"), Scale("元", Decimal(1), "元")) == 5


def test_equal_numbers_share_the_better_place() -> None:
    """Ranks begin with the largest; what has no number has no rank and takes none away."""
    assert ranks([Decimal(5), None, Decimal("6.0"), Decimal(6), Decimal(1)]) == [3, None, 1, 1, 4]
