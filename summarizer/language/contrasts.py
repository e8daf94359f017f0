"""When two names are names of different things, however alike: words that exclude each other, and abbreviations.

The words stand in ``contrasts.toml``.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from summarizer.expressions import expression

#: Pairs of names whose contrast is kept: a run of thousands of reports compares the same few thousand pairs again.
_REMEMBERED: Final = 8192


class Contrast(NamedTuple):
    """What tells two names apart: the class, and the members of it that the first and the second name hold."""

    kind: str
    first: tuple[str, ...]
    second: tuple[str, ...]


class _Class(NamedTuple):
    """One class of words: a pattern of all its words, and the members that each word stands for.

    Where ``bare_differs``, a name without a member is another thing, unless it holds one of the words ``implied``;
    a name whose only member is ``plain`` says no more than that.
    """

    kind: str
    words: re.Pattern[str]
    members: Mapping[str, tuple[str, ...]]
    bare_differs: bool
    implied: re.Pattern[str]
    plain: str

    def leaves_open(self, name: str) -> bool:
        """Whether a name without a member may be that of a thing with one."""
        return not self.bare_differs or self.implied.search(name) is not None


class _Data(NamedTuple):
    classes: tuple[_Class, ...]
    short: re.Pattern[str]
    long: Mapping[str, str]


def expand(name: str) -> str:
    """``name`` with its abbreviations written out ("规上工业" → "规模以上工业", "社零" → "社会消费品零售总额")."""
    data = _data()
    return data.short.sub(lambda found: data.long[found[0]], name)


def members(name: str) -> Mapping[str, tuple[str, ...]]:
    """The members of contrast classes that a name holds, by the class's id, abbreviations written out first.

    Classes of which it holds none are left out.
    """
    return _members(name)


def differ(first: str, second: str) -> Contrast | None:
    """The contrast by which two names are names of two things; None where no contrast tells them apart.

    Names that hold members of one class but none in common differ, as does a name with a member from one without where
    the class says so (人均), unless it is the word for a thing that always has one (人均 in 养老金).
    """
    if first == second:
        return None
    ours, theirs = _members(first), _members(second)
    for each in _data().classes:
        one, other = ours.get(each.kind, ()), theirs.get(each.kind, ())
        if set(one) & set(other) or one == other:
            continue
        if {*one, *other} == {each.plain}:
            continue
        if (one and other) or not each.leaves_open(expand(second if one else first)):
            return Contrast(each.kind, one, other)
    return None


@lru_cache(_REMEMBERED)
def _members(name: str) -> dict[str, tuple[str, ...]]:
    name = expand(name)
    found = {}
    for each in _data().classes:
        held: dict[str, None] = {}
        for word in each.words.finditer(name):
            held |= dict.fromkeys(each.members[word[0]])
        if held:
            found[each.kind] = tuple(sorted(held))
    return found


@cache
def _data() -> _Data:
    text = files("summarizer.language").joinpath("contrasts.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    long = table["abbreviations"]
    return _Data(tuple(map(_class, table["contrast"])), _alternation(long), long)


def _class(entry: Mapping[str, Any]) -> _Class:
    """One class of the file: a member's words, and those that only look like one."""
    words: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for member, listed in entry["members"].items():
        for word in listed.split():
            words[word] += tuple(member.split("+"))
    for word in entry.get("not", "").split():
        words[word] = ()
    implied = _implied(entry.get("implied", "").split(), entry.get("not_implied", "").split())
    return _Class(
        entry["id"], _alternation(words), dict(words), entry.get("bare") == "differs", implied, entry.get("plain", "")
    )


def _implied(words: Sequence[str], others: Sequence[str]) -> re.Pattern[str]:
    """The words that imply a member, where they are no part of one of the other words (标准 of 高标准)."""
    parts = [_bounded(word, others) for word in words]
    return re.compile("|".join(parts) if parts else "(?!)")


def _bounded(word: str, others: Sequence[str]) -> str:
    around = [other.partition(word) for other in others if word in other]
    before = "".join(f"(?<!{re.escape(head)})" for head, _, _ in around if head)
    after = "".join(f"(?!{re.escape(tail)})" for _, _, tail in around if tail)
    return f"{before}{re.escape(word)}{after}"


def _alternation(words: Iterable[str]) -> re.Pattern[str]:
    """All words, a longer one before its own beginning."""
    return expression("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))
