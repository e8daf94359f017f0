"""The lexicon: words by class, as data, and the patterns that find them at the start, at the end or anywhere in a text.

The classes stand in ``words/*.toml``, each with ``about``, which says what its words have in common, and ``words``,
parted by white space. An entry is a word, or a word with what must not stand beside it::

    列                  the word wherever it stands
    系/序<列            not after 系 or 序 (系列, 序列)
    增长>极/点          not before 极 or 点 (增长极, 增长点)
    高效>+完/推         only before 完 or 推 (高效完成, 高效推进)

A word that is the beginning of a longer one of the same pattern gives way to it.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from summarizer.expressions import expression

#: How an entry is written: 系/序<列 is 列 unless 系 or 序 stands before it, 增长>极 is 增长 unless 极 stands after it.
_SIDES: Final = expression(r"(?:(?P<after>[^<>]+)<)?(?P<word>[^<>]+)(?:>(?P<before>[^<>]+))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, with the texts after which and before which it is no word of its class, or before which alone it is."""

    word: str
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordClass:
    """The words of one class; ``about`` says what they have in common."""

    name: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """A set of words that may close a text.

    The pattern is compiled backwards and matched against the reversed text, so that no search over all places is
    needed. ``last`` are the characters that the words end with, where nothing else can close the text.
    """

    pattern: re.Pattern[str]
    last: frozenset[str] | None = None

    def length(self, text: str) -> int:
        """How many characters at the end of ``text`` the words cover."""
        if self.last is not None and text[-1:] not in self.last:
            return 0
        found = self.pattern.match(text[::-1])
        return found.end() if found else 0


@cache
def lexicon() -> dict[str, WordClass]:
    """All classes by name, from the package's data; read once."""
    classes: dict[str, WordClass] = {}
    for path in sorted(files("summarizer.language").joinpath("words").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            for name, group in tomllib.loads(path.read_text(encoding="utf-8")).items():
                classes[name] = WordClass(name, group["about"], tuple(map(entry, group["words"].split())))
    return classes


def entry(text: str) -> Entry:
    """An entry as the data writes it: "列", "系/序<列", "增长>极/点". Raises ValueError if it has no such form."""
    found = _SIDES.fullmatch(text)
    if found is None:
        raise ValueError(f"no entry of a lexicon: {text}")
    not_after, word, before = _texts(found["after"]), found["word"], found["before"] or ""
    if before.startswith("+"):
        return Entry(word, not_after, only_before=_texts(before[1:]))
    return Entry(word, not_after, _texts(before))


def _texts(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split("/")) if joined else ()


def words(*names: str) -> tuple[str, ...]:
    """The words of some classes, without their conditions, in the order of the data."""
    return tuple(dict.fromkeys(each.word for name in names for each in lexicon()[name].entries))


def one_of(*names: str, extra: str = "") -> str:
    """The pattern of one word of some classes, or of ``extra``; a longer word is tried before its own beginning."""
    options = [_pattern(each) for each in _longest_first(names)]
    return "(?:" + "|".join([extra, *options] if extra else options) + ")"


def anywhere(*names: str) -> re.Pattern[str]:
    """The compiled pattern of one word of some classes, for searching."""
    return expression(one_of(*names))


def at_start(*names: str, extra: str = "") -> re.Pattern[str]:
    """The compiled pattern of one or more words of some classes in a row, for matching from a place on."""
    return expression(one_of(*names, extra=extra) + "+")


def at_end(*names: str, repeat: bool = True, extra: str = "") -> Ending:
    """Words of some classes (and of the reversed pattern ``extra``) at the end of a text, once or repeated."""
    return ending(_longest_first(names), repeat=repeat, extra=extra)


def ending(entries: Iterable[Entry], *, repeat: bool = True, extra: str = "") -> Ending:
    """The entries at the end of a text, the longer ones first."""
    known = list(entries)
    options = [*map(_pattern_backwards, known), *([extra] if extra else [])]
    last = None if extra else frozenset(each.word[-1] for each in known)
    return Ending(expression("(?:" + "|".join(options) + ")" + ("+" if repeat else "")), last)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the lexicon in a text, ``text[start:end]``, with the classes that have it."""

    start: int
    end: int
    word: str
    classes: tuple[str, ...]


def tokens(text: str) -> list[Token]:
    """The words of the lexicon in a folded text, the longest at each place; their conditions aside."""
    automaton, vocabulary = _everything()
    return [Token(start, end, *vocabulary[index]) for index, start, end in automaton.find_matches_as_indexes(text)]


@cache
def _everything() -> tuple[AhoCorasick, tuple[tuple[str, tuple[str, ...]], ...]]:
    classes: dict[str, list[str]] = {}
    for name, group in lexicon().items():
        for each in group.entries:
            classes.setdefault(each.word, []).append(name)
    vocabulary = tuple((word, tuple(names)) for word, names in classes.items())
    return AhoCorasick([word for word, _ in vocabulary], matchkind=MatchKind.LeftmostLongest), vocabulary


def _longest_first(names: Iterable[str]) -> list[Entry]:
    every = {each.word: each for name in names for each in lexicon()[name].entries}
    return sorted(every.values(), key=lambda each: (-len(each.word), each.word))


def _pattern(each: Entry) -> str:
    before = "".join(f"(?<!{re.escape(text)})" for text in each.not_after)
    after = f"(?!{_any_of(each.not_before)})" if each.not_before else ""
    only = f"(?={_any_of(each.only_before)})" if each.only_before else ""
    return before + re.escape(each.word) + after + only


def _any_of(texts: Iterable[str]) -> str:
    return "|".join(map(re.escape, texts))


def _pattern_backwards(each: Entry) -> str:
    """The pattern of an entry in the reversed text: what must not follow must not stand before, and so on."""
    before = "".join(f"(?<!{re.escape(text[::-1])})" for text in each.not_before)
    only = f"(?:{'|'.join(f'(?<={re.escape(text[::-1])})' for text in each.only_before)})" if each.only_before else ""
    after = f"(?!{_any_of(text[::-1] for text in each.not_after)})" if each.not_after else ""
    return before + only + re.escape(each.word[::-1]) + after


def entries(name: str) -> tuple[Entry, ...]:
    """The entries of one class, in the order of the data; KeyError if the data has no such class."""
    return lexicon()[name].entries
