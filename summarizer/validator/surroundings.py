"""A number in its words: the stretch of the sentence that is its own, and what that stretch says beside the slots."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.indicators import Fact

MARKS: Final = ",;:。!?"
_COMPARED: Final = expression(
    r"(?:(?<![占同环])比(?![例重率值])|较|高于|低于|快于|慢于|多于|少于|超过)(?:(?:19|20)\d\d年|上年|去年|上届|同期|实际|末|的|已)*"
    r"(?P<base>(?:(?!增长|增加|提高|提升|上升|上涨|下降|降低|减少|扩大|缩小|回落|多|少|高|低|快|慢|净增|(?<!新)增|降|升)[^,;。比较0-9]){0,24})$"
)
_BARE: Final = expression(
    r"(?:上年|去年|同期|实际|预计|预算|年初|已|完成|达到|新增|产量|增速|增幅|目标|计划|预期|预算|水平|突破|关口|末|年|的|已|了)*"
)
_NO_THING: Final = expression(
    r"(?:实际|增速|增幅|涨幅|降幅|增长率|规模|总量|总数|数量|占比|比重|水平|均|都|略|稍|超过?|约|近|逾|高|低|快|慢|多|少|收|而|比|较|关口|门槛|起步线|原来|原先|此前|之前|即|年初|上年|去年|同期|相当于|为|是|的|与|和|及|[、，])+"
)
_EACH: Final = expression(r"分别|各自?(?=[增达完下为有新])|双双|依次")
_LISTED: Final = expression(r"、|以及|[和与]|(?<![普涉危触推])及(?![格时其])")
_JOINT: Final = expression(r"(?:以上|左右|以内|以下)?(?:、|以及|[和及与])(?:约|近|超过?|逾)?")
_ALL_INDUSTRIES: Final = expression(r"三次产业|一[、,]?二[、,]?三(?:次?产业?|产)")
_OWN_INDUSTRY: Final = expression(r"^[第三次一二、,]*(?:产业|产)?")
_INDUSTRIES: Final = ("第一产业", "第二产业", "第三产业")
_LISTS: Final = 8
"""How many numbers back a list may name the things that the numbers of a later list are of."""
_CLOSE: Final = expression(r"[,;:。!?]")
_AFTER: Final = expression(r"[,;:。、!?]")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a sentence, all texts folded.

    ``lead`` is the sentence up to the number, ``before`` the part of it behind the number before, ``clause`` the part
    of ``before`` in the number's own clause, ``after`` what follows up to the next mark or number, ``rest`` what
    follows in its clause, ``tail`` in its sentence, ``item`` its own of the things listed before a list of numbers
    (甲、乙分别增长5%、6%), "" where nothing is listed.
    """

    fact: Fact
    lead: str
    before: str
    clause: str
    after: str
    rest: str
    tail: str
    item: str = ""

    @property
    def base(self) -> str | None:
        """What the number is of where the sentence compares with it ("比金融业的9.7%": 金融业); None elsewhere.

        "" where the words only say when, so that the thing is the one compared.
        """
        found = _COMPARED.search(self.lead)
        return None if found is None else _BARE.sub("", found["base"])

    @property
    def name(self) -> str:
        """What the number is about: its own words where the sentence compares with it, else as it is bound."""
        return self.base or self.fact.name

    @property
    def canonical(self) -> str | None:
        """The catalogue id of what the number is about, where it is known."""
        return None if self.base else self.fact.canonical

    @property
    def own(self) -> str:
        """All words that are the number's own."""
        return self.before + self.after


def surrounded(view: View, facts: Sequence[Fact], k: int) -> Number:
    """The ``k``-th of ``facts`` (in text order, of one view) in its words."""
    fact, folded = _named(facts, k), view.folded
    start, end = fact.evidence
    at, stop = fact.quantity.start, fact.quantity.end
    last = facts[k - 1].quantity.end if k and facts[k - 1].quantity.end > start else start
    following = facts[k + 1].quantity.start if k + 1 < len(facts) else end
    clause = max(max(folded.rfind(mark, last, at) for mark in MARKS) + 1, last)
    mark = _AFTER.search(folded, stop, min(end, following))
    after = folded[stop : mark.start() if mark else min(end, following)]
    close = _CLOSE.search(folded, stop, end)
    rest = folded[stop : close.start() if close else end]
    item = _item(view, facts, k)
    if item in _INDUSTRIES:
        fact = replace(fact, name=item + _OWN_INDUSTRY.sub("", fact.name))
    return Number(fact, folded[start:at], folded[last:at], folded[clause:at], after, rest, folded[stop:end], item)


def _named(facts: Sequence[Fact], k: int) -> Fact:
    """The ``k``-th fact; where its name says only what of a thing or when, with the name of the number before it."""
    fact = facts[k]
    if not _NO_THING.fullmatch(fact.name):
        return fact
    for other in reversed(facts[max(0, k - _LISTS) : k]):
        if other.evidence != fact.evidence:
            break
        if other.name and not _NO_THING.fullmatch(other.name):
            return replace(fact, name=other.name, canonical=other.canonical)
    return fact


def _item(view: View, facts: Sequence[Fact], k: int) -> str:
    """The thing that the ``k``-th number counts of those listed before the first number of its list."""
    first = k
    while first and _is_linked(view, facts, first):
        first -= 1
    last = k
    while last + 1 < len(facts) and _is_linked(view, facts, last + 1):
        last += 1
    if first == last:
        return ""
    items = _things(view, facts[first], last - first + 1)
    before = first
    while not items and before and facts[before - 1].evidence == facts[first].evidence and first - before < _LISTS:
        before -= 1
        items = _things(view, facts[before], last - first + 1)
    return items[k - first] if items else ""


def _things(view: View, first: Fact, count: int) -> list[str]:
    """The things listed before the first number of a list, where there are as many as numbers."""
    folded = view.folded
    start = max(folded.rfind(mark, first.evidence[0], first.quantity.start) for mark in MARKS) + 1
    said = _EACH.split(folded[max(start, first.evidence[0]) : first.quantity.start])[0]
    if count == len(_INDUSTRIES) and _ALL_INDUSTRIES.search(said):
        return list(_INDUSTRIES)
    items = [part for part in _LISTED.split(said) if part]
    return [*items[:-1], items[-1].split("等")[0] or items[-1]] if len(items) == count else []


def _is_linked(view: View, facts: Sequence[Fact], k: int) -> bool:
    """Whether only a joint stands between a number and the one before it."""
    before, fact = facts[k - 1], facts[k]
    if before.evidence != fact.evidence:
        return False
    return _JOINT.fullmatch(view.folded, before.quantity.end, fact.quantity.start) is not None
