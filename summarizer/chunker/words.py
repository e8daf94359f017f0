"""Classes of words in headings, from ``words.toml``."""

import re
import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["has_words", "word_class"]

_GAP = ".{0,6}"


@cache
def _classes() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("summarizer.chunker").joinpath("words.toml").read_text("utf-8"))
    return {name: re.compile("|".join(group["words"]).replace("…", _GAP)) for name, group in data.items()}


def word_class(name: str) -> re.Pattern[str]:
    """The pattern of all words of a class; KeyError if ``words.toml`` has no such class."""
    return _classes()[name]


def has_words(name: str, text: str) -> bool:
    """Whether a text has a word of a class."""
    return word_class(name).search(text) is not None
