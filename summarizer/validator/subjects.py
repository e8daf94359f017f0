"""Whether a number belongs to the subject and the place that a claim gives it."""

from collections import Counter
from collections.abc import Iterable

from summarizer.indicators import Fact
from summarizer.indicators.lists import listed
from summarizer.validator.quotes import plain
from summarizer.validator.reading import Reading

ALIKE = 0.6
"""From which share of common characters on two names may mean the same."""
CONTAINED = 0.8
"""The likeness of a name that contains the other, at least."""
_NEIGHBOURS = 6
_OWN_PLACES: dict[str | None, frozenset[str]] = {
    "nation": frozenset("全国 我国 中国".split()),
    "province": frozenset("全省 全区 全自治区 全市 本省 本区 本市 我省 我区 我市".split()),
    "prefecture": frozenset("全市 全州 全盟 全地区 全区 本市 我市 我州 我盟".split()),
    "county": frozenset("全县 全市 全区 全旗 本县 本市 本区 我县 我市 我区 我旗".split()),
    "township": frozenset("全镇 全乡 全街道 本镇 本乡 我镇 我乡".split()),
}
_ANY_OWN = frozenset(place for level, places in _OWN_PLACES.items() if level != "nation" for place in places)


def is_subject(name: str, canonical: str | None, index: int, reading: Reading) -> bool:
    """Whether ``name`` (with the catalogue id that the claim gives it, if any) can be the subject of fact ``index``.

    Catalogue ids decide where both are known. Else a name that fits a neighbouring number better than this one is
    that number's; and one that shares no words with the number's own subject must at least stand beside it.
    """
    fact = reading.facts[index]
    if name == fact.name and canonical == fact.canonical:
        return True
    if canonical in (None, fact.canonical) and fact.name in (listed(name, 2) or ()):
        return True
    claimed = canonical or reading.catalogue.id_of(name)
    known = fact.canonical or reading.catalogue.id_of(fact.name)
    if claimed is not None and known is not None and (claimed == known or canonical is not None):
        return claimed == known and _names(name, claimed, fact, reading) and not _is_twin(name, index, reading)
    if canonical is not None and not _may_be_called(canonical, name, reading):
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


def _names(name: str, canonical: str, fact: Fact, reading: Reading) -> bool:
    """Whether a name does not plainly say something else than the catalogue id it comes with."""
    meant = reading.catalogue.id_of(name)
    return meant == canonical or name == fact.name or (meant is None and _may_be_called(canonical, name, reading))


def _may_be_called(canonical: str, name: str, reading: Reading) -> bool:
    entry = reading.catalogue.by_id.get(canonical)
    if entry is None:
        return False
    return any(likeness(name, known) >= ALIKE for known in (entry.zh, *entry.aliases))


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


def likeness(first: str, second: str) -> float:
    """How much two names share, from 0 to 1: 1 when equal, at least 0.8 when one contains the other."""
    if first == second:
        return 1.0
    first, second = plain(first), plain(second)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    common = sum((Counter(first) & Counter(second)).values())
    share = 2 * common / (len(first) + len(second))
    if min(len(first), len(second)) >= 2 and (first in second or second in first):
        return max(CONTAINED, min(share, 0.99))
    return min(share, 0.99)


def is_place(region: str | None, name: str, fact: Fact, reading: Reading) -> bool:
    """Whether the place that a claim gives (None: the report's own), or that its name holds, is the number's."""
    if region == fact.region or (region is None and fact.region is not None and fact.region in name):
        return True
    report = reading.analysis.report
    own = report.region.name or ""
    words = _OWN_PLACES.get(report.region.level, _ANY_OWN)
    if fact.region is None:
        if region in words or (region and own and (region in own or own in region)):
            return True
        start, end = fact.evidence
        return region is not None and region in reading.view.folded[max(0, start - 80) : end]
    if region is None:
        return fact.region in _ANY_OWN and fact.region[-1] in report.title
    return region in fact.region or fact.region in region
