"""What the rules engine knows of reports, read from the TOML files beside this module."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from summarizer.expressions import expression
from summarizer.language.screens import Screen

EMPTY: Final = ("mood", "boilerplate", "dangling")
"""The tables of words.toml whose words make a statement one that says nothing."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule of salience: what it adds to statements that its pattern or its test holds for.

    ``pattern`` is searched in folded text; ``test`` names a function of ``tests``; exactly one of them is given. With
    ``figures`` it counts for statements with figures alone.
    """

    id: str
    lists: frozenset[str]
    weight: float
    figures: bool
    pattern: re.Pattern[str] | None
    test: str | None
    reason: str
    examples: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """A policy domain: the words that tell it and what its statements weigh more or less than others.

    Domains of one ``kin`` may appear under one another's headings.
    """

    id: str
    label: str
    kin: str
    weight: float
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FactFamily:
    """Indicators that make one headline point; ``instead`` are read where none of ``indicators`` is stated.

    ``named`` finds their names in folded text, for reports that state no figure.
    """

    id: str
    label: str
    indicators: tuple[str, ...]
    instead: tuple[str, ...]
    named: re.Pattern[str]


@cache
def words(name: str) -> re.Pattern[str]:
    """The patterns of one table of words.toml as one alternation, to be matched or searched in folded text."""
    return expression("|".join(f"(?:{pattern})" for pattern in _table("words")[name]["patterns"]))


def says(table: str, folded: str, extent: tuple[int, int]) -> bool:
    """Whether an extent of folded text holds a pattern of a table of words.toml; ^ and $ are the extent's edges."""
    return words(table).search(folded[extent[0] : extent[1]]) is not None


@cache
def signals() -> tuple[Signal, ...]:
    """All rules of salience, in the order of signals.toml."""
    return tuple(_signal(name, row) for name, row in _table("signals").items())


@cache
def signals_of(plans: bool) -> tuple[tuple[tuple[Signal, re.Pattern[str]], ...], tuple[tuple[Signal, str], ...]]:
    """The rules of salience that can count in a section of plans, or in one that looks back.

    Those with a pattern come with it, those with a test with its name.
    """
    lists = {"sections", "targets", "priorities" if plans else "achievements"}
    found = [signal for signal in signals() if signal.lists & lists]
    return (
        tuple((signal, signal.pattern) for signal in found if signal.pattern is not None),
        tuple((signal, signal.test) for signal in found if signal.test is not None),
    )


@cache
def domains() -> tuple[Domain, ...]:
    """The policy domains, in the order of domains.toml."""
    return tuple(
        Domain(
            name, row["label"], row.get("kin", name), row["weight"], expression("|".join(map(re.escape, row["words"])))
        )
        for name, row in _table("domains").items()
    )


@cache
def screen() -> Screen:
    """What every statement is searched for: the patterns of the rules of salience, of what is empty, of the domains."""
    weighing = [signal.pattern for signal in signals() if signal.pattern is not None]
    return Screen([*weighing, *map(words, EMPTY), *(domain.words for domain in domains())])


@cache
def families() -> tuple[FactFamily, ...]:
    """The headline facts, in the order in which a summary tells them."""
    return tuple(
        FactFamily(
            name, row["label"], tuple(row["indicators"]), tuple(row.get("instead", ())), expression(row["named"])
        )
        for name, row in _table("families").items()
    )


@cache
def headline_indicators() -> frozenset[str]:
    """The catalogue ids of all headline facts."""
    return frozenset(name for family in families() for name in (*family.indicators, *family.instead))


@cache
def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def _signal(name: str, row: Mapping[str, Any]) -> Signal:
    pattern = row.get("pattern")
    return Signal(
        id=name,
        lists=frozenset(row["lists"]),
        weight=row["weight"],
        figures=row.get("figures", False),
        pattern=expression(pattern) if pattern is not None else None,
        test=row.get("test"),
        reason=row["reason"],
        examples=tuple(row.get("examples", ())),
        others=tuple(row.get("others", ())),
    )
