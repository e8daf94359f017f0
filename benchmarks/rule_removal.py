"""Takes out words, conditions and rules one by one, and counts how many of them the tests miss.

    python benchmarks/rule_removal.py [--sample 500] [--seed 1] [--jobs 1] [--only TEXT]

What the tests do not notice nobody would notice: it is either needed and untested, or needed by nothing. A removal is
tried in a fork of its own, which loads the package without the thing and runs the tests of rules and readings until
one fails, those first whose text has the thing (tests that only compare the list of rules with the list of examples
are left out). ``--sample 0`` takes all there is. Needs a system that can fork.
"""

import argparse
import gc
import importlib
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
TESTS = (
    "indicators/test_readings.py",
    "quantities/test_readings.py",
    "indicators/test_rules.py",
    "quantities/test_rules.py",
    "chunker/test_rules.py",
    "chunker/test_words.py",
)
TABLES = {
    "summarizer.explanation": ["TABLES"],
    "summarizer.chunker.annexes": ["ANNEX"],
    "summarizer.chunker.broken": ["BROKEN"],
    "summarizer.chunker.delivery": ["GIVEN"],
    "summarizer.chunker.head_lines": ["HEAD", "REPORT"],
    "summarizer.chunker.kinds": ["ITEM", "PART"],
    "summarizer.chunker.marks": ["MARK"],
    "summarizer.chunker.site": ["PAGE"],
    "summarizer.chunker.titles": ["TITLE"],
    "summarizer.chunker.turns": ["TURN"],
}
"""Where the tables of rules are: a table or a tuple of tables by module and name."""

NOTICED, MISSED, BROKEN = 1, 0, 2
_BELOW_WORDS = ("schemas", "errors", "expressions")
_BELOW_LEXICON = (*_BELOW_WORDS, "documents", "chunker", "language.numerals", "language.years", "language.rules")
"""Packages that know no word that may be taken out, or none of the lexicon: they stay loaded."""


@dataclass(frozen=True, slots=True)
class Removal:
    """One thing to take out: its kind, what it is in words, the text to look for in tests, and how it is done.

    ``do`` is called in a process in which nothing of the package that knows the thing is loaded yet.
    """

    kind: str
    what: str
    clue: str
    do: Callable[[], None]

    @property
    def of_lexicon(self) -> bool:
        """Whether it stands in the lexicon."""
        return self.kind in ("word", "condition")

    @property
    def of_chunker(self) -> bool:
        """Whether it is a word of the chunker's own."""
        return not self.of_lexicon and self.kind != "rule"


def population() -> list[Removal]:
    """Everything that can be taken out."""
    return [*_lexical(), *_headings(), *_of_pages_and_places(), *_rules()]


def _lexical() -> Iterator[Removal]:
    from summarizer.language.lexicon import lexicon

    for name, group in lexicon().items():
        for entry in group.entries:
            yield Removal("word", f"{name}: {entry.word}", entry.word, partial(_drop_entry, name, repr(entry)))
            for side in ("not_after", "not_before", "only_before"):
                for text in getattr(entry, side):
                    what = f"{name}: {entry.word} {side} {text}"
                    clue = text + entry.word if side == "not_after" else entry.word + text
                    yield Removal("condition", what, clue, partial(_drop_condition, name, repr(entry), side, text))


def _headings() -> Iterator[Removal]:
    from summarizer.chunker import words as headings

    for name in headings._data():
        for word in headings.words_of(name):
            yield Removal("heading word", f"{name}: {word}", name, partial(_drop_heading, name, word))


def _of_pages_and_places() -> Iterator[Removal]:
    for module in ("summarizer.chunker.site", "summarizer.chunker.places"):
        for name, known in importlib.import_module(module)._words().items():
            for word in sorted(known):
                kind = module.rpartition(".")[2].removesuffix("s") + " word"
                yield Removal(kind, f"{name}: {word}", name.removesuffix("s"), partial(_drop_known, module, name, word))


def _rules() -> Iterator[Removal]:
    for table in _tables():
        for rule in table:
            yield Removal("rule", rule.id, rule.id, partial(_drop_rule, rule.id))


def _tables() -> Iterator[Any]:
    for module, names in TABLES.items():
        for name in names:
            found = getattr(importlib.import_module(module), name)
            yield from found if isinstance(found, tuple) else (found,)


def _drop_entry(name: str, entry: str) -> None:
    _replace_class(name, lambda each: None if repr(each) == entry else each)


def _drop_condition(name: str, entry: str, side: str, text: str) -> None:
    from dataclasses import replace

    def changed(each: Any) -> Any:
        if repr(each) != entry:
            return each
        return replace(each, **{side: tuple(kept for kept in getattr(each, side) if kept != text)})

    _replace_class(name, changed)


def _replace_class(name: str, changed: Callable[[Any], Any]) -> None:
    from summarizer.language.lexicon import WordClass, lexicon

    group = lexicon()[name]
    kept = [new for each in group.entries if (new := changed(each)) is not None]
    lexicon()[name] = WordClass(name, group.about, tuple(kept))


def _drop_heading(name: str, word: str) -> None:
    from summarizer.chunker import words as headings

    headings._data()[name].remove(word)
    headings._classes.cache_clear()


def _drop_known(module: str, name: str, word: str) -> None:
    known = importlib.import_module(module)._words()
    known[name] = type(known[name])(each for each in known[name] if each != word)


def _drop_rule(rule: str) -> None:
    next(table for table in _tables() if any(each.id == rule for each in table)).drop(rule)


@dataclass(frozen=True, slots=True)
class Trial:
    """One test with one set of its parameters."""

    function: Callable[..., None]
    values: tuple[Any, ...]

    def fails(self) -> bool:
        """Whether the test fails, in whatever way."""
        try:
            self.function(*self.values)
        except Exception:
            return True
        return False


def trials(name: str) -> list[Trial]:
    """The tests of rules and readings in one of ``TESTS``, as the package is loaded now."""
    module = _loaded(ROOT / "tests" / name)
    return [
        Trial(function, values)
        for test, function in vars(module).items()
        if test.startswith("test_") and ("test_words" in name or _about_texts(test))
        for values in _parameters(function)
    ]


def _about_texts(test: str) -> bool:
    return any(word in test for word in ("decides", "leaves", "reading"))


def _loaded(path: Path) -> ModuleType:
    spec = spec_from_file_location(f"trials_of_{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _parameters(function: Callable[..., None]) -> Iterator[tuple[Any, ...]]:
    """The sets of values that the test is marked with; one empty set where it has none."""
    marks = [mark for mark in getattr(function, "pytestmark", ()) if mark.name == "parametrize"]
    if not marks:
        yield ()
        return
    (mark,) = marks
    single = isinstance(mark.args[0], str) and "," not in mark.args[0]
    for values in mark.args[1]:
        yield (values,) if single else tuple(getattr(values, "values", values))


def tried(removal: Removal) -> int:
    """NOTICED if a test fails without it, else MISSED; in this process, which is spoilt by it."""
    _forget(_BELOW_LEXICON if removal.of_lexicon else _BELOW_WORDS)
    removal.do()
    others: list[Trial] = []
    for name in sorted(TESTS, key=lambda name: name.startswith("chunker") != removal.of_chunker):
        of_file = trials(name)
        if any(trial.fails() for trial in of_file if not trial.values or removal.clue in str(trial.values)):
            return NOTICED
        others += of_file
    return NOTICED if any(trial.fails() for trial in others) else MISSED


def _forget(kept: tuple[str, ...]) -> None:
    """Unload the package but for some of its own, so that what knows the thing taken out is loaded anew."""
    names = tuple(f"summarizer.{name}" for name in kept)
    for name in [name for name in sys.modules if name.startswith("summarizer.") and not name.startswith(names)]:
        del sys.modules[name]


def main() -> None:
    """Try a sample of removals and print what was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", default="", help="try only removals whose kind and words begin like this")
    given = parser.parse_args()
    everything = [each for each in population() if f"{each.kind} {each.what}".startswith(given.only)]
    chosen = random.Random(given.seed).sample(everything, min(len(everything), given.sample or len(everything)))
    if broken := [trial for name in TESTS for trial in trials(name) if trial.fails()]:
        sys.exit(f"{len(broken)} tests fail already: {broken[0]}")
    gc.freeze()
    print(f"{len(everything)} things, {len(chosen)} tried, seed {given.seed}", flush=True)
    missed = []
    for removal in _missed(chosen, given.jobs):
        print(f"missed: {removal.kind} {removal.what}", flush=True)
        missed.append(removal)
    _report(chosen, missed)


def _report(chosen: Iterable[Removal], missed: Iterable[Removal]) -> None:
    tried_of, missed_of = Counter(each.kind for each in chosen), Counter(each.kind for each in missed)
    for kind in (*sorted(tried_of), None):
        number = tried_of[kind] if kind else tried_of.total()
        noticed = number - (missed_of[kind] if kind else missed_of.total())
        print(f"{kind or 'all'}: {number} taken out, {noticed} noticed ({100 * noticed / number:.1f} %)")


def _missed(removals: list[Removal], jobs: int) -> Iterator[Removal]:
    """Those of the removals that no test noticed."""
    running: dict[int, Removal] = {}
    waiting = removals[::-1]
    while waiting or running:
        while waiting and len(running) < jobs:
            removal = waiting.pop()
            sys.stdout.flush()
            child = os.fork()
            if child == 0:
                os._exit(_answer(removal))
            running[child] = removal
        child, status = os.wait()
        removal = running.pop(child)
        code = os.waitstatus_to_exitcode(status)
        if code not in (NOTICED, MISSED):
            sys.exit(f"could not try {removal.kind} {removal.what}")
        if code == MISSED:
            yield removal


def _answer(removal: Removal) -> int:
    try:
        return tried(removal)
    except Exception:
        import traceback

        traceback.print_exc()
        return BROKEN


if __name__ == "__main__":
    main()
