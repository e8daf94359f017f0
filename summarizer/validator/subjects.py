"""Whether a number belongs to the subject that a claim gives it."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from summarizer.indicators import Fact
from summarizer.indicators.lists import listed
from summarizer.language.contrasts import differ, expand, members
from summarizer.validator.quotes import plain
from summarizer.validator.reading import Reading

ALIKE = 0.6
"""From which share of common characters on two names may mean the same."""
CONTAINED = 0.8
"""The likeness of a name that contains the other, at least."""
_OF_WHICH = "其中"
_NEIGHBOURS = 6
_MARKS = ",;:。!?"


def is_subject(name: str, canonical: str | None, index: int, reading: Reading) -> bool:
    """Whether ``name`` (with the catalogue id that the claim gives it, if any) can be the subject of fact ``index``.

    Catalogue ids decide where both are known. Else names that a contrast class tells apart are of different things; a
    name that fits a neighbouring number better than this one is that number's; and one that shares no words with the
    number's own subject must at least stand beside it.
    """
    fact, name = reading.facts[index], name.removeprefix(_OF_WHICH)
    if name == fact.name and canonical in (fact.canonical, reading.catalogue.id_of(name)):
        return True
    if _is_joint(name, fact, reading):
        return True
    if canonical in (None, fact.canonical) and fact.name in (listed(name, 2) or ()):
        return True
    claimed = canonical or reading.catalogue.id_of(name)
    known = fact.canonical or reading.catalogue.id_of(fact.name)
    if claimed is not None and known is not None and (claimed == known or canonical is not None):
        return claimed == known and _names(name, claimed, fact, reading) and not _is_twin(name, index, reading)
    if canonical is not None and not _may_be_called(canonical, name, reading):
        return False
    if is_apart(name, fact, reading):
        return False
    own = likeness(name, fact.name)
    if own >= 1.0:
        return True
    if claimed is not None and known is not None and (own < CONTAINED or _is_near(claimed, index, reading)):
        return False
    if claimed is not None and known is None and not _is_written(name, fact, reading):
        return False
    if any(likeness(name, other) > own for other in _neighbours(index, fact, reading, same_sentence=own >= CONTAINED)):
        return False
    return own >= ALIKE or _stands_near(name, fact, reading)


def _is_joint(name: str, fact: Fact, reading: Reading) -> bool:
    """Whether a name is that which the words of a list give all its numbers (城乡居民收入分别为…), this among them."""
    apart = differ(name, fact.name)
    ours, theirs = members(name), members(fact.name)
    wider = [kind for kind, held in theirs.items() if set(held) < set(ours.get(kind, ()))]
    return bool(wider) and apart is None and _is_written(name, fact, reading)


def _names(name: str, canonical: str, fact: Fact, reading: Reading) -> bool:
    """Whether a name does not plainly say something else than the catalogue id it comes with."""
    meant = reading.catalogue.id_of(name)
    return meant == canonical or name == fact.name or (meant is None and _may_be_called(canonical, name, reading))


def _may_be_called(canonical: str, name: str, reading: Reading) -> bool:
    entry = reading.catalogue.by_id.get(canonical)
    if entry is None:
        return False
    names = (entry.zh, *entry.aliases)
    return any(likeness(name, known) >= ALIKE and differ(name, known) is None for known in names)


def is_apart(name: str, fact: Fact, reading: Reading) -> bool:
    """Whether a contrast class tells a name from that of a fact, and the number's own clause does not bear it out.

    The clause does where it holds the words of the claim's name and not those of the fact's, which then came from
    somewhere else or were left out as a mere detail.
    """
    contrast = differ(name, fact.name)
    if contrast is None:
        return False
    held = members(_clause(fact, reading)).get(contrast.kind, ())
    said = bool(contrast.first) and set(contrast.first) <= set(held)
    return not said or bool(set(contrast.second) & set(held))


def _clause(fact: Fact, reading: Reading) -> str:
    """The clause of a fact's number, from the mark before it to the one behind it."""
    folded, (start, end), quantity = reading.view.folded, fact.evidence, fact.quantity
    first = max(max(folded.rfind(mark, start, quantity.start) for mark in _MARKS) + 1, start)
    last = min((at for mark in _MARKS if (at := folded.find(mark, quantity.end, end)) >= 0), default=end)
    return folded[first:last]


def _neighbours(index: int, fact: Fact, reading: Reading, *, same_sentence: bool) -> Iterable[str]:
    """The other names around a fact; with ``same_sentence`` those of its sentence and of the next numbers."""
    names = set()
    for place in range(max(0, index - _NEIGHBOURS), min(len(reading.facts), index + _NEIGHBOURS + 1)):
        other = reading.facts[place]
        near = not same_sentence or other.evidence == fact.evidence or abs(place - index) == 1
        if near and other.name and other.name != fact.name:
            names.add(other.name)
    return names


def _is_twin(name: str, index: int, reading: Reading) -> bool:
    """Whether a name is that of the number just before or after, one of the same kind under the same catalogue id."""
    fact = reading.facts[index]
    if name == fact.name:
        return False
    return any(
        other.name == name and (other.measure, other.status, other.period) == (fact.measure, fact.status, fact.period)
        for other in (*reading.facts[max(0, index - 1) : index], *reading.facts[index + 1 : index + 2])
    )


def _is_near(canonical: str, index: int, reading: Reading) -> bool:
    """Whether a number of this indicator stands around a fact."""
    around = reading.facts[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS + 1]
    return any(other.canonical == canonical for other in around)


def _is_written(name: str, fact: Fact, reading: Reading) -> bool:
    """Whether a name stands in the sentence of the number or shortly before it, letter by letter."""
    start, end = fact.evidence
    return plain(name) in plain(reading.view.folded[max(0, start - 80) : end])


def _stands_near(name: str, fact: Fact, reading: Reading) -> bool:
    """Whether most of a name's words stand in the sentence of the number or shortly before it."""
    start, end = fact.evidence
    return _stands_in(name, reading.view.folded[max(0, start - 80) : end])


def _stands_in(name: str, text: str) -> bool:
    """Whether at least half of the pairs of characters of ``name`` stand in ``text``."""
    bare = plain(name)
    if len(bare) < 2:
        return bool(bare) and bare in text
    pairs = [bare[i : i + 2] for i in range(len(bare) - 1)]
    return 2 * sum(pair in text for pair in pairs) >= len(pairs)


@lru_cache(maxsize=8192)
def _written_out(name: str) -> str:
    return plain(expand(name))


def likeness(first: str, second: str) -> float:
    """How much two names share, from 0 to 1: 1 when equal, at least 0.8 when one contains the other."""
    if first == second:
        return 1.0
    first, second = _written_out(first), _written_out(second)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    common = sum((Counter(first) & Counter(second)).values())
    share = 2 * common / (len(first) + len(second))
    if min(len(first), len(second)) >= 2 and (first in second or second in first):
        return max(CONTAINED, min(share, 0.99))
    return min(share, 0.99)
