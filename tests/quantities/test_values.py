"""Exact values of written numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.quantities.values import decimal_of, fraction_value, is_grouped


@given(st.integers(0, 10**12), st.integers(0, 6), st.integers(0, 16))
def test_scaling_is_exact(number: int, places: int, power: int) -> None:
    """Digits times a power of ten are exact and written without exponent."""
    digits = str(Decimal(number).scaleb(-places).quantize(Decimal(1).scaleb(-places))) if places else str(number)
    value = decimal_of(digits, power)
    assert value == Decimal(digits).scaleb(power)
    assert "E" not in str(value)


@pytest.mark.parametrize(
    ("digits", "grouped"),
    [("1,234", True), ("12,345,678.9", True), ("2023,2024", False), ("5,3", False), ("0,123", False)],
)
def test_grouping(digits: str, grouped: bool) -> None:
    """Only commas between groups of three are part of a number."""
    assert is_grouped(digits) is grouped


def test_fraction_is_rounded_half_up() -> None:
    """Fractions have four places at most."""
    assert [str(fraction_value(Decimal(n), Decimal(d))) for n, d in ((2, 3), (1, 4), (1, 32))] == [
        "0.6667",
        "0.25",
        "0.0313",
    ]
