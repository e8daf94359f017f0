"""The word lists of the chunker: each word has a text that needs it, and no text has a word that stands elsewhere."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest

from summarizer.chunker import Region, places_in
from summarizer.chunker.site import PAGE
from summarizer.chunker.words import compiled, word_class

TEXTS = Path(__file__).parent
NOWHERE = Region(None, None, None)


def groups(name: str) -> dict[str, list[str]]:
    """The lines of a file of texts, by the heading in brackets over them."""
    found: dict[str, list[str]] = {}
    for line in (TEXTS / name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            found[line[1:-1]] = []
        elif line and not line.startswith("#"):
            found[list(found)[-1]].append(line)
    return found


def words_of(name: str) -> dict[str, list[str]]:
    data = tomllib.loads(files("summarizer.chunker").joinpath(name).read_text("utf-8"))
    return {group: entry["words"] for group, entry in data.items()}


def needless(words: Sequence[str], texts: Sequence[str]) -> list[str]:
    """The words without which every text still has one."""
    patterns = {word: compiled([word]) for word in words}
    having = [{word for word, pattern in patterns.items() if pattern.search(text)} for text in texts]
    needed = {next(iter(found)) for found in having if len(found) == 1}
    return [word for word in words if word not in needed]


HEADINGS = groups("words.txt")
PAGE_LINES = groups("page_lines.txt")
REGIONS = groups("regions.txt")


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_have_the_words_of_their_class(name: str) -> None:
    """Each heading is known by one word of its class."""
    assert [heading for heading in HEADINGS[name] if not word_class(name).search(heading)] == []


@pytest.mark.parametrize(("name", "words"), list(words_of("words.toml").items()))
def test_each_word_of_a_class_is_needed(name: str, words: list[str]) -> None:
    """For each word there is a heading that no other word of the class knows."""
    assert needless(words, HEADINGS[name]) == []


@pytest.mark.parametrize("rule", PAGE_LINES)
def test_lines_of_pages(rule: str) -> None:
    """Each line is known for what it is to the page."""
    decided = {line: PAGE.decide(line) for line in PAGE_LINES[rule]}
    assert {line: answer[0] if answer else None for line, answer in decided.items()} == dict.fromkeys(decided, rule)


def test_each_word_of_pages_is_needed() -> None:
    """For each button, credit, link and footer there is one line and no more."""
    assert {name: len(words) for name, words in words_of("site.toml").items()} == {
        f"{rule}s": len(lines) for rule, lines in PAGE_LINES.items()
    }


def test_regions_of_several_places() -> None:
    """Each is found as a whole, with its name and without a code."""
    for name in REGIONS["several"]:
        assert [(place.region.name, place.region.code) for place in places_in(name, NOWHERE)] == [(name, None)]


def test_counties_whose_names_are_ordinary_words() -> None:
    """In running text they are no places."""
    assert [name for name in REGIONS["generic"] if places_in(f"推进{name}建设", NOWHERE)] == []
    assert [name for name in REGIONS["generic"] if places_in(f"{name}建设加快", NOWHERE)] == []


def test_each_region_and_ordinary_name_is_needed() -> None:
    """Each has its text, and each ordinary name is a county's."""
    assert {name: sorted(words) for name, words in words_of("places.toml").items()} == {
        name: sorted(lines) for name, lines in REGIONS.items()
    }
