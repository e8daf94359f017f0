"""Tokens and money: what a call used, what that costs, and what a call is likely to use."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from summarizer.errors import UsageError

# Tokens per character. Providers' rules of thumb: 0.6 for a Chinese character and 0.3 for a Latin one (DeepSeek, "Token
# & Token Usage"), 1.5 to 1.8 Chinese characters a token (Qwen billing notes). Digits are split into groups of one to
# three, and report text and JSON are full of them, hence 0.4.
TOKENS_PER_HAN = 0.65
TOKENS_PER_ASCII = 0.4
# No current tokenizer needs more than about one token a Chinese character: the bound that budgets reserve by.
UPPER_TOKENS_PER_HAN = 1.0
UPPER_TOKENS_PER_ASCII = 0.5
# Role markers and separators of a chat template.
TOKENS_PER_MESSAGE = 5

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one or more calls; `cached_input_tokens` is the part of the input that the provider had cached."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_input_tokens: int = 0

    @property
    def total(self) -> int:
        """Input and output tokens together."""
        return self.input_tokens + self.output_tokens

    def __add__(self, other: "Usage") -> "Usage":
        """Sum of both."""
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_input_tokens + other.cached_input_tokens,
        )

    def __sub__(self, other: "Usage") -> "Usage":
        """What of this came after `other`."""
        return Usage(
            self.input_tokens - other.input_tokens,
            self.output_tokens - other.output_tokens,
            self.cached_input_tokens - other.cached_input_tokens,
        )


def estimate_tokens(text: str, *, upper: bool = False) -> int:
    """Tokens that `text` is likely to take, or with `upper` a bound it will hardly pass.

    A heuristic by character classes (constants above) that needs no tokenizer files and costs microseconds. Measured
    against Qwen's tokenizer on 790,000 characters of reports: 0 to 8 % above; on JSON of short fields 8 % below.
    """
    ascii_count = len(text.encode("ascii", "ignore"))
    wide_count = len(text) - ascii_count
    if upper:
        return int(wide_count * UPPER_TOKENS_PER_HAN + ascii_count * UPPER_TOKENS_PER_ASCII) + 1
    return int(wide_count * TOKENS_PER_HAN + ascii_count * TOKENS_PER_ASCII) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Money per million tokens."""

    input: Decimal
    output: Decimal
    cached: Decimal
    currency: str

    def cost(self, usage: Usage) -> Decimal:
        """What `usage` costs, in `currency`, exact."""
        fresh = max(usage.input_tokens - usage.cached_input_tokens, 0)
        money = fresh * self.input + usage.cached_input_tokens * self.cached + usage.output_tokens * self.output
        return money / _MILLION


def load_prices(path: Path | None = None) -> dict[str, Price]:
    """The price table, by model name: the one shipped, with the entries of the user's file at `path` laid over it.

    Raises UsageError when a file cannot be read or an entry is wrong; the text names file and entry.
    """
    table = _parse((files("summarizer.llm") / "prices.toml").read_text("utf-8"), "prices.toml")
    if path is None:
        return table
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"price table {path} cannot be read: {error}") from error
    return table | _parse(text, str(path))


def price_of(model: str, prices: Mapping[str, Price]) -> Price | None:
    """The price of `model`: its own entry, else that of the longest name it extends (a dated or tagged variant)."""
    if model in prices:
        return prices[model]
    stems = [name for name in prices if model.startswith(name) and model[len(name)] in "-:@."]
    return prices[max(stems, key=len)] if stems else None


def _parse(text: str, source: str) -> dict[str, Price]:
    try:
        models = tomllib.loads(text, parse_float=Decimal).get("models", {})
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{source}: {error}") from error
    return {name: _entry(entry, f"{source}: models.{name}") for name, entry in models.items()}


def _entry(entry: object, place: str) -> Price:
    if not isinstance(entry, dict):
        raise UsageError(f"{place} must be a table with input, output and currency")
    unknown = entry.keys() - {"input", "output", "cached", "currency", "source"}
    if unknown:
        raise UsageError(f"{place}: unknown key {min(unknown)}")
    try:
        fresh = Decimal(entry["input"])
        return Price(
            input=fresh,
            output=Decimal(entry["output"]),
            cached=Decimal(entry.get("cached", fresh)),
            currency=str(entry["currency"]),
        )
    except KeyError as error:
        raise UsageError(f"{place}: {error.args[0]} is missing") from error
    except (ArithmeticError, TypeError, ValueError) as error:
        raise UsageError(f"{place}: prices are numbers per million tokens") from error
