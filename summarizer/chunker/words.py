"""Classes of words in headings, from ``words.toml``."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from summarizer.expressions import expression

__all__ = ["compiled", "has_words", "word_class", "words_of"]

_GAP = ".{0,6}"


@cache
def _data() -> dict[str, list[str]]:
    data = tomllib.loads(files("summarizer.chunker").joinpath("words.toml").read_text("utf-8"))
    return {name: group["words"] for name, group in data.items()}


@cache
def _classes() -> dict[str, re.Pattern[str]]:
    return {name: compiled(words) for name, words in _data().items()}


def words_of(name: str) -> Sequence[str]:
    """The words of a class as the data writes them; KeyError if ``words.toml`` has no such class."""
    return _data()[name]


def compiled(words: Sequence[str]) -> re.Pattern[str]:
    """The pattern of words as the data writes them, "…" for up to six characters."""
    return expression("|".join(words).replace("…", _GAP))


def word_class(name: str) -> re.Pattern[str]:
    """The pattern of all words of a class; KeyError if ``words.toml`` has no such class."""
    return _classes()[name]


def has_words(name: str, text: str) -> bool:
    """Whether a text has a word of a class."""
    return word_class(name).search(text) is not None
