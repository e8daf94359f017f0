"""The word classes of ``words.toml``, as parts of patterns."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any, Final

_CLASSES: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    files("summarizer.quantities").joinpath("words.toml").read_text(encoding="utf-8")
)


def alternation(name: str) -> str:
    """The words of a class as one group of a pattern, the longest first, each with what must not stand beside it."""
    return either(_CLASSES[name]["words"], _CLASSES[name])


def words_of(name: str) -> frozenset[str]:
    """The words of a class."""
    return frozenset(_CLASSES[name]["words"])


def table_of(name: str) -> dict[str, dict[str, Any]]:
    """The classes under one heading, by their names, in the order of the file."""
    return _CLASSES[name]


def either(words: Iterable[str], conditions: Mapping[str, Any]) -> str:
    """A group that matches the longest of the words; ``conditions`` has the classes' not_after and the like."""
    return f"(?:{'|'.join(_guarded(word, conditions) for word in sorted(words, key=len, reverse=True))})"


def _guarded(word: str, conditions: Mapping[str, Any]) -> str:
    pattern = re.escape(word)
    if forbidden := conditions.get("not_after", {}).get(word):
        pattern = f"(?<![{forbidden}]){pattern}"
    if asked := conditions.get("only_after", {}).get(word):
        pattern = f"(?<=[{asked}]){pattern}"
    if following := conditions.get("not_before", {}).get(word):
        pattern = f"{pattern}(?![{following}])"
    return pattern
