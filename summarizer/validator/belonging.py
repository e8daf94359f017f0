"""Whether a number of prose is about the thing that the source's number is about."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.language.contrasts import differ, expand, members
from summarizer.validator.quotes import plain
from summarizer.validator.reading import Reading
from summarizer.validator.scopes import flow
from summarizer.validator.subjects import likeness
from summarizer.validator.surroundings import Number

_SAME = 0.95
"""From which likeness on a name is the other one."""
_CLEARLY = 0.3
"""How much better another number's name must fit to be what is meant."""
_ALIKE = 0.85
"""Below which likeness a name is not just another form of one."""
_UNLIKE = 0.34
"""Below which fit two numbers have no words in common."""
_YEAR = expression(r"(?:19|20)\d\d年")
_SHORT = 2
_LEVELS = tuple("省市县区州盟旗镇乡")
_MEANT = 0.5
_REACH = 60


def fit(said: Number, source: Number) -> float:
    """How well the words of a number of prose fit the name of a number of the source, from 0 to 1."""
    one, other = said, source.fact
    if one.canonical is not None and one.canonical == other.canonical:
        return 1.0
    if one.canonical is not None and other.canonical is not None:
        return 0.9 * covered(other.name, said.own)
    by_name = likeness(one.name, other.name)
    stands = 0.8 * covered(one.name, source.own) if one.name else 0.0
    if other.canonical is None and one.name:
        stands = max(stands, 0.7 * covered(one.name, source.lead[-_REACH:]))
    found = max(by_name, 0.9 * covered(other.name, said.own), stands)
    if source.item:
        named = covered(source.item, said.item or said.name + said.clause)
        found = max(min(found, 0.5 + 0.5 * named), 0.9 * named)
    return found


@lru_cache(maxsize=8192)
def pairs_of(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring characters of a text, abbreviations written out, marks and width aside."""
    bare = plain(expand(text))
    return tuple(map("".join, pairwise(bare))) or ((bare,) if bare else ())


def covered(name: str, text: str) -> float:
    """Which share of a name's pairs of characters a text holds, abbreviations written out in both."""
    pairs = pairs_of(name)
    if not pairs:
        return 0.0
    held = plain(expand(text))
    return sum(pair in held for pair in pairs) / len(pairs)


def is_other_thing(said: Number, index: int, rivals: Iterable[int], reading: Reading) -> bool:
    """Whether a number of prose is plainly about something else than fact ``index``.

    Its words belong to another class of a contrast (人均, 城镇, 出口 …), or fit one of the ``rivals`` (facts around)
    far better, or have nothing in common with the fact's sentence.
    """
    source, said = reading.number(index), local(said, reading)
    if contrasted(said, source, reading):
        return True
    own = fit(said, source)
    if own >= _SAME or (said.fact.measure == "rank" and own >= _MEANT):
        return False
    if own < _UNLIKE and _are_known_apart(said, source):
        return True
    if _is_named_later(said, source, reading):
        return True
    if _is_stated_beside(said, index, reading):
        return True
    if said.item and (source.item or source.fact.name):
        return _other_item(said, source, rivals, reading)
    for rival in rivals:
        other = reading.number(rival)
        if rival == index or (other.fact.name, other.item) == (source.fact.name, source.item):
            continue
        if flow(other) is not None and flow(said) is not None and flow(said) == flow(source) != flow(other):
            continue
        better = fit(said, other)
        if better >= own + _CLEARLY or (better >= _SAME and _named_otherwise(said, source, other)):
            return True
    name = said.name
    return own < _UNLIKE and covered(name, _context(source, reading)) < 0.5 and _is_known(name, said, reading)


def _are_known_apart(said: Number, source: Number) -> bool:
    """Whether two numbers are of two indicators of the catalogue whose names and words have little in common."""
    known = (said.canonical, source.fact.canonical)
    if None in known or known[0] == known[1] or likeness(said.name, source.fact.name) >= _MEANT:
        return False
    return covered(said.name, source.lead[-_REACH:] + source.after) < _MEANT


def _is_named_later(said: Number, source: Number, reading: Reading) -> bool:
    """Whether what prose calls a number by its first word stands in the source's sentence only behind the number, in
    another clause, and the first word of the source's name not in prose (大米 for 人参全产业链产值, named after it)."""
    ours, theirs = said.name[:_SHORT], source.fact.name[:_SHORT]
    if len(ours) < _SHORT or len(theirs) < _SHORT or said.item or source.item or said.base is not None:
        return False
    start = source.fact.evidence[0]
    before = reading.view.folded[max(0, start - _REACH) : start] + source.lead + source.rest
    return ours in source.tail and ours not in before and theirs not in said.lead + said.after


def _is_stated_beside(said: Number, index: int, reading: Reading) -> bool:
    """Whether the source gives the indicator that prose names another number of the same kind and time."""
    source = reading.facts[index]
    if said.canonical is None or source.canonical == said.canonical:
        return False
    kind = said.fact.measure
    if source.canonical is None and covered(source.name, said.own) >= _MEANT:
        return False
    others = [reading.facts[i] for i in reading.by_canonical.get(said.canonical, ())]
    if source.canonical is None and covered(source.name, said.name + said.own) > 0:
        return any(other.evidence == source.evidence and _same_unit(other, source) for other in others)
    return any(_is_alike(other, source, kind) for other in others)


def _same_unit(one: Fact, other: Fact) -> bool:
    return one.quantity.unit == other.quantity.unit


def _is_alike(one: Fact, other: Fact, kind: str) -> bool:
    """Whether two numbers are of one unit, status and time, and the first of a kind."""
    ends = [fact.period.end if fact.period else None for fact in (one, other)]
    same = (one.quantity.unit, one.measure, one.status) == (other.quantity.unit, kind, other.status)
    return same and ends[0] == ends[1]


def local(said: Number, reading: Reading) -> Number:
    """A number of prose without the report's own place and the year before its name (四川经济 in a report of 四川省,
    该区2023年GDP)."""
    own = reading.analysis.report.region.name or ""
    name = _YEAR.sub("", said.fact.name)
    short = own[:2]
    if len(short) == _SHORT and name.startswith(short) and len(name) - _SHORT >= _SHORT:
        rest = name.removeprefix(own) if name.startswith(own) else name.removeprefix(short)
    elif said.canonical is None and name[:1] in _LEVELS and reading.catalogue.id_of(name[1:]):
        rest = name[1:]
    elif name != said.fact.name:
        rest = name
    else:
        return said
    known = reading.catalogue.id_of(rest)
    return replace(said, fact=replace(said.fact, name=rest, canonical=said.fact.canonical or known))


def _other_item(said: Number, source: Number, rivals: Iterable[int], reading: Reading) -> bool:
    """Whether the thing that a list names for a number is that of another number of the source."""
    own = _shared(said.item, source)
    return any(_shared(said.item, reading.number(rival)) >= own + _CLEARLY for rival in rivals)


def _shared(item: str, source: Number) -> float:
    return max(covered(item, source.item), covered(item, source.fact.name)) if item else 0.0


def _named_otherwise(said: Number, source: Number, other: Number) -> bool:
    """Whether the name of a number of prose is the other's and not the source's."""
    if said.canonical is not None and said.canonical == source.fact.canonical:
        return False
    name = said.name
    return likeness(name, other.fact.name) >= _SAME and likeness(name, source.fact.name) < _ALIKE


def _is_known(name: str, said: Number, reading: Reading) -> bool:
    """Whether a name of prose is that of an indicator, or of another number of the report."""
    return bool(name) and (said.canonical is not None or name in reading.names)


def _context(source: Number, reading: Reading) -> str:
    """The sentence of a number and what stands shortly before it."""
    start, end = source.fact.evidence
    return reading.view.folded[max(0, start - _REACH) : end]


def contrasted(said: Number, source: Number, reading: Reading) -> bool:
    """Whether a contrast class tells what prose says of a number from what the source says of it.

    The names decide, and the words beside the numbers where these leave a class open; what the other side's own words
    hold as well tells nothing apart, nor does what prose has said before and leaves out (人均可支配收入…，城镇居民…).
    In a list the words of the other members are theirs.
    """
    contrast = differ(said.name, source.fact.name)
    if contrast is not None and said.fact.measure == "rank" and not (contrast.first and contrast.second):
        contrast = None
    ours, theirs = members(said.own), members(source.own)
    if contrast is not None:
        kind = contrast.kind
        first = set(contrast.first) - set(theirs.get(kind, ()))
        second = set(contrast.second) - set(ours.get(kind, ())) - set(members(said.lead).get(kind, ()))
        if first if contrast.first else second:
            return True
    if _is_narrower(said, source, reading) or _is_wider(said, source, reading):
        return True
    named = members(source.fact.name)
    beside = said.item + said.name if said.item else said.clause
    for kind, held in members(beside + said.after).items():
        stands = {*named.get(kind, ()), *theirs.get(kind, ())}
        if stands and not stands & set(held) and not set(held) & set(members(_sentence(source, reading)).get(kind, ())):
            return True
    return False


def _is_narrower(said: Number, source: Number, reading: Reading) -> bool:
    """Whether prose names an indicator by a member of a contrast (农村) that the source does not speak of there."""
    known = (said.canonical, source.fact.canonical)
    if None in known or known[0] == known[1]:
        return False
    held, context = members(said.name), members(_context(source, reading))
    named = members(source.fact.name)
    return any(not named.get(kind) and not set(ours) & set(context.get(kind, ())) for kind, ours in held.items())


def _is_wider(said: Number, source: Number, reading: Reading) -> bool:
    """Whether prose names a sector (工业) that holds the one that the source speaks of (制造业) and more."""
    ours, theirs = (set(members(each.fact.name).get("sector", ())) for each in (said, source))
    return bool(theirs) and theirs < ours and not ours <= set(members(_context(source, reading)).get("sector", ()))


def _sentence(source: Number, reading: Reading) -> str:
    return reading.view.folded[slice(*source.fact.evidence)]
