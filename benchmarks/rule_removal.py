"""Takes out words, conditions and rules one by one, and counts how many of them the tests miss.

    python benchmarks/rule_removal.py [--sample 500] [--seed 1] [--jobs 2]

What the tests do not notice nobody would notice: it is either needed and untested, or needed by nothing. A removal is
tried in a process of its own, on the tests of rules and readings (those that compare the list of rules with the list of
examples left out). Needs a system that can fork.
"""

import argparse
import contextlib
import io
import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.language.lexicon import WordClass, lexicon

ROOT = Path(__file__).parent.parent
TESTS = (
    "tests/indicators/test_readings.py",
    "tests/quantities/test_readings.py",
    "tests/indicators/test_rules.py",
    "tests/quantities/test_rules.py",
    "tests/chunker/test_rules.py",
    "tests/chunker/test_words.py",
)
NAMES = "decides or leaves or reading or test_words"
"""What the names of the tests have that are tried."""
NOTICED, MISSED = 1, 0


@dataclass(frozen=True, slots=True)
class Removal:
    """One thing to take out: what it is, in words, and how it is done (before anything is read)."""

    kind: str
    what: str
    do: Callable[[], None]


def words() -> Iterator[Removal]:
    """Every word of the lexicon, and every condition of one."""
    for name, group in lexicon().items():
        for entry in group.entries:
            yield Removal("word", f"{name}: {entry.word}", _without_entry(name, entry))
            for side in ("not_after", "not_before", "only_before"):
                for text in getattr(entry, side):
                    yield Removal("condition", f"{name}: {entry.word} {side} {text}", _without(name, entry, side, text))


def chunker_words() -> Iterator[Removal]:
    """Every word of the headings, of web pages and of places that the chunker knows."""
    from summarizer.chunker import places, site
    from summarizer.chunker import words as headings

    for name in headings._classes():
        for word in headings.words_of(name):
            yield Removal("word", f"heading {name}: {word}", _without_heading(name, word))
    for room in (site, places):
        for name, known in room._words().items():
            for word in sorted(known):
                kept = type(known)(each for each in known if each != word)
                yield Removal("word", f"{room.__name__} {name}: {word}", _put(room._words(), name, kept))


def rules() -> Iterator[Removal]:
    """Every rule of every table."""
    for table in _tables():
        for rule in table:
            yield Removal("rule", rule.id, lambda table=table, rule=rule: table.drop(rule.id))  # type: ignore[misc]


def _tables() -> list[Any]:
    from summarizer.chunker.annexes import ANNEX
    from summarizer.chunker.broken import BROKEN
    from summarizer.chunker.delivery import GIVEN
    from summarizer.chunker.head_lines import HEAD, REPORT
    from summarizer.chunker.kinds import ITEM, PART
    from summarizer.chunker.marks import MARK
    from summarizer.chunker.site import PAGE
    from summarizer.chunker.titles import TITLE
    from summarizer.chunker.turns import TURN
    from summarizer.explanation import TABLES

    return [*TABLES, ANNEX, BROKEN, GIVEN, HEAD, REPORT, ITEM, PART, MARK, PAGE, TITLE, TURN]


def _without_heading(name: str, word: str) -> Callable[[], None]:
    from summarizer.chunker import words as headings

    kept = [each for each in headings.words_of(name) if each != word]
    return _put(headings._classes(), name, headings.compiled(kept))


def _put(known: Any, name: str, kept: Any) -> Callable[[], None]:
    return lambda: known.update({name: kept})


def _without_entry(name: str, entry: Any) -> Callable[[], None]:
    def do() -> None:
        group = lexicon()[name]
        kept = tuple(each for each in group.entries if each != entry)
        lexicon()[name] = WordClass(name, group.about, kept)

    return do


def _without(name: str, entry: Any, side: str, text: str) -> Callable[[], None]:
    def do() -> None:
        group = lexicon()[name]
        changed = replace(entry, **{side: tuple(each for each in getattr(entry, side) if each != text)})
        lexicon()[name] = WordClass(name, group.about, tuple(changed if e == entry else e for e in group.entries))

    return do


def tried(removal: Removal) -> int:
    """NOTICED if a test fails without it, else MISSED; in this process, which is spoilt by it."""
    removal.do()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = pytest.main(
            ["-x", "-q", "-p", "no:cacheprovider", "-k", "decides or leaves or reading or test_words", *TESTS]
        )
    return MISSED if code == pytest.ExitCode.OK else NOTICED


def main() -> None:
    """Try a sample of removals and print what was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    os.chdir(ROOT)
    lexical = list(words())
    # Rules are few and weigh most: all of them, and as many words and conditions as make up the sample. They come
    # last, since listing them imports the modules in which words are made into patterns.
    listing = os.fork()
    if listing == 0:
        os._exit(min(255, sum(1 for _ in rules())))
    number = os.waitstatus_to_exitcode(os.waitpid(listing, 0)[1])
    chance = random.Random(given.seed)
    sample = chance.sample(lexical, min(len(lexical), max(0, given.sample - number)))
    missed = _run(sample, given.jobs)
    all_rules = list(rules())
    last = [*all_rules, *chance.sample(of_chunker := list(chunker_words()), len(of_chunker) // 4)]
    missed += _run(last, given.jobs)
    total = len(sample) + len(last)
    for removal in missed:
        print(f"missed: {removal.kind} {removal.what}")
    print(f"{total} taken out, {total - len(missed)} noticed ({100 * (total - len(missed)) / total:.1f} %)")


def _run(removals: list[Removal], jobs: int) -> list[Removal]:
    """Those of the removals that no test noticed."""
    running: dict[int, Removal] = {}
    missed: list[Removal] = []
    for removal in removals:
        if len(running) == jobs:
            _wait(running, missed)
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            os._exit(tried(removal))
        running[child] = removal
    while running:
        _wait(running, missed)
    return missed


def _wait(running: dict[int, Removal], missed: list[Removal]) -> None:
    child, status = os.wait()
    removal = running.pop(child)
    if os.waitstatus_to_exitcode(status) == MISSED:
        missed.append(removal)


if __name__ == "__main__":
    main()
