"""Equal numbers in other words, and roundings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.quantities import Comparator, scan_quantities
from summarizer.validator.values import amount, is_stated_rounding, last_place, same_unit


def amount_of(text: str) -> object:
    (quantity,) = scan_quantities(text)
    return amount(quantity.value, quantity.value_max, quantity.unit, quantity.text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.2万亿元", "12000亿元"),
        ("0.5‰", "0.05%"),
        ("3成", "30%"),
        ("1.5万吨", "3000万斤"),
        ("80公顷", "1200亩"),
        ("1平方公里", "100万平方米"),
        ("150㎡", "150平方米"),
        ("2小时", "120分钟"),
        ("5％", "5.0%"),
        ("20.2：45.0：34.8", "20.2:45:34.8"),
    ],
)
def test_equal(one: str, other: str) -> None:
    """Scale, width and units that convert exactly make no difference."""
    assert amount_of(one) == amount_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("5%", "5个百分点"), ("5亿元", "5亿美元"), ("5亩", "5公顷"), ("5家", "5个"), ("4:6", "4:5")]
)
def test_different(one: str, other: str) -> None:
    """Points are no per cents, one currency is not another, and counts of different things stay apart."""
    assert amount_of(one) != amount_of(other)


def test_units() -> None:
    """Units are the same where they are one, or convert exactly."""
    assert same_unit("㎡", "平方米")
    assert same_unit("亩", "公顷")
    assert not same_unit("%", "百分点")


ROUNDINGS: list[tuple[str, str, Comparator, str, str, bool]] = [
    ("126000000000000", "元", "over", "126058200000000", "元", True),
    ("1400000000000", "斤", "about", "1390800000000", "斤", True),
    ("127000000000000", "元", "under", "126058200000000", "元", True),
    ("1.3", "亿吨", "over", "1.39", "亿吨", True),
    ("700000000", "吨", "about", "1390800000000", "斤", True),
    ("126000000000000", "元", "exact", "126058200000000", "元", False),
    ("126000000000000", "元", "under", "126058200000000", "元", False),
    ("125000000000000", "元", "over", "126058200000000", "元", False),
    ("126058200000000", "元", "over", "126058200000000", "元", False),
    ("7", "%", "about", "7.9", "%", False),
    ("100000", "人", "over", "190000", "人", False),
    ("6", "%", "about", "6.2", "百分点", False),
]


@pytest.mark.parametrize(("stated", "unit", "comparator", "exact", "exact_unit", "rounds"), ROUNDINGS)
def test_roundings(stated: str, unit: str, comparator: Comparator, exact: str, exact_unit: str, rounds: bool) -> None:
    """A rounding is coarser, near, on the side that its word says, and of one unit."""
    assert is_stated_rounding(Decimal(stated), unit, comparator, Decimal(exact), exact_unit) is rounds


@given(st.integers(1, 10**12), st.sampled_from(["about", "over", "under"]), st.integers(1, 10**12))
def test_a_rounding_is_coarser_and_near(stated: int, comparator: Comparator, exact: int) -> None:
    """No number rounds to one written as finely as itself, or more than a tenth away."""
    if is_stated_rounding(Decimal(stated), "元", comparator, Decimal(exact), "元"):
        assert last_place(Decimal(stated)) > last_place(Decimal(exact))
        assert abs(stated - exact) * 10 <= exact
