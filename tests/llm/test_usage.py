"""Tokens and money."""

from decimal import Decimal
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.llm import PROVIDERS, Usage, estimate_tokens, load_prices, price_of


def test_estimates_follow_the_kind_of_characters() -> None:
    """Chinese costs more a character than Latin, and the upper bound is above the estimate."""
    chinese, latin = "经济社会发展" * 100, "growth" * 100
    assert estimate_tokens(chinese) > estimate_tokens(latin)
    assert estimate_tokens(chinese) == pytest.approx(390, abs=2)
    assert estimate_tokens(chinese, upper=True) >= len(chinese)
    assert estimate_tokens("") == 1


def test_cost_counts_cached_input_at_its_own_price() -> None:
    """Fresh input, cached input and output each have their price, exactly."""
    price = load_prices()["deepseek-v4-flash"]
    usage = Usage(input_tokens=1_000_000, output_tokens=500_000, cached_input_tokens=400_000)
    assert price.cost(usage) == Decimal("0.6") * Decimal("0.14") + Decimal("0.4") * Decimal("0.0028") + Decimal("0.14")


def test_usages_add_up() -> None:
    """Sums keep the three counts apart."""
    assert Usage(1, 2, 1) + Usage(10, 20, 5) == Usage(11, 22, 6)


def test_every_default_model_has_a_price() -> None:
    """The shipped table covers what the shipped presets use, local servers aside."""
    prices = load_prices()
    models = [row.default_model for row in PROVIDERS.values() if row.needs_key]
    assert [model for model in models if not model or price_of(model, prices) is None] == []


@pytest.mark.parametrize(
    ("model", "found"),
    [("gpt-5.4-mini-2026-03-17", "gpt-5.4-mini"), ("gpt-5.4", "gpt-5.4"), ("gpt-5.45", None), ("unknown", None)],
)
def test_a_variant_has_the_price_of_its_model(model: str, found: str | None) -> None:
    """The longest name that a dated name extends counts; a name that merely begins alike does not."""
    prices = load_prices()
    assert price_of(model, prices) == (prices[found] if found else None)


def test_a_table_of_ones_own_is_laid_over(tmp_path: Path) -> None:
    """Own entries come first, the shipped ones stay; cached input costs as much as fresh where nothing is said."""
    path = tmp_path / "prices.toml"
    path.write_text('[models.qwen-plus]\ninput = 9\noutput = 9.5\ncurrency = "CNY"\n', "utf-8")
    prices = load_prices(path)
    assert (prices["qwen-plus"].input, prices["qwen-plus"].cached) == (Decimal(9), Decimal(9))
    assert "deepseek-v4-flash" in prices


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[models.m]\ninput = 1\n", "output is missing"),
        ('[models.m]\ninput = 1\noutput = 1\ncurrency = "CNY"\nin = 3\n', "unknown key in"),
        ('[models.m]\ninput = "dear"\noutput = 1\ncurrency = "CNY"\n', "numbers"),
        ("[models]\nm = 3\n", "must be a table"),
        ("[models\n", "prices.toml"),
    ],
)
def test_a_wrong_table_is_a_usage_error(tmp_path: Path, text: str, named: str) -> None:
    """The text names the file, the entry and what is wrong."""
    path = tmp_path / "prices.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=named):
        load_prices(path)


def test_a_missing_table_is_a_usage_error(tmp_path: Path) -> None:
    """A table that the settings name must be there."""
    with pytest.raises(UsageError, match="cannot be read"):
        load_prices(tmp_path / "none.toml")
