"""The unit table: canonical form and dimension of each unit of work reports (data and sources: ``units.toml``)."""

import re
import tomllib
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final


def _load() -> dict[str, Any]:
    """The table as written in ``units.toml``."""
    return tomllib.loads(files("summarizer.quantities").joinpath("units.toml").read_text(encoding="utf-8"))


_TABLE: Final = _load()
_NOT_BEFORE: Final[dict[str, str]] = _TABLE.pop("not_before")
_DIMENSION: Final[dict[str, str]] = {
    unit: dimension for dimension, entry in _TABLE.items() for unit in (*entry["names"], *entry.get("aliases", ()))
}
_CANONICAL: Final[dict[str, str]] = {
    alias: unit for entry in _TABLE.values() for alias, unit in entry.get("aliases", {}).items()
}


def _heads() -> dict[str, list[str]]:
    """The units by their first character, the longest first."""
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for unit in sorted(_DIMENSION, key=len, reverse=True):
        heads[unit[0]].append(unit)
    return dict(heads)


_HEADS: Final = _heads()
_BRACKETS: Final = str.maketrans("（），", "(),")
_PATTERNS: Final[dict[str, re.Pattern[str]]] = {}
"""A pattern for the units with one first character, made when a text has it."""

UNIT_HEADS: Final = frozenset(_HEADS)
"""The characters that a unit can begin with."""


def match_unit(text: str, start: int) -> str:
    """The longest unit of the table that stands at ``text[start:]``; "" if there is none.

    A unit is not read where what follows makes it the head of another word (国 in 217国道).
    """
    head = text[start : start + 1]
    pattern = _PATTERNS.get(head)
    if pattern is None:
        if head not in UNIT_HEADS:
            return ""
        pattern = _pattern(head)
    match = pattern.match(text, start)
    return match[0] if match else ""


def _pattern(head: str) -> re.Pattern[str]:
    branches = (re.escape(unit) + (f"(?!{_NOT_BEFORE[unit]})" if unit in _NOT_BEFORE else "") for unit in _HEADS[head])
    return _PATTERNS.setdefault(head, re.compile("|".join(branches)))


def units_of(measured: str) -> frozenset[str]:
    """All units of a dimension, as they may be written."""
    return frozenset(unit for unit, dimension in _DIMENSION.items() if dimension == measured)


@lru_cache(maxsize=4096)
def canonical_unit(unit: str) -> str:
    """The canonical form of a unit as written: equal units have the same one ("㎡" and "平方米", "kWh" and "度").

    In a rate each part is made canonical ("kWh/人" → "千瓦时/人"). Unknown units come back without their spaces.
    """
    unit = "".join(unit.split()).translate(_BRACKETS)
    known = _CANONICAL.get(unit, unit)
    if known != unit or unit in _DIMENSION or "/" not in unit:
        return known
    return "/".join(_CANONICAL.get(part, part) for part in unit.split("/"))


@lru_cache(maxsize=4096)
def dimension(unit: str) -> str:
    """What a unit measures: a table of ``units.toml`` (currency, mass, area, count, ...).

    A rate has the dimensions of its parts ("元/人" → "currency/count"), a unit with another in brackets that of the
    first ("套（间）" → "count"); "" for the empty and unknown unit.
    """
    unit = canonical_unit(unit)
    if unit in _DIMENSION or "/" not in unit:
        return _DIMENSION.get(unit) or _DIMENSION.get(unit.partition("(")[0], "")
    parts = [_DIMENSION.get(part, "") for part in unit.split("/")]
    return "/".join(parts) if all(parts) else ""
