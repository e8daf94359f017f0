"""The numbers that a derived one may be made of: which its sentence leaves room for, and in which order."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.validator import scopes
from summarizer.validator.belonging import covered
from summarizer.validator.subjects import ALIKE, likeness
from summarizer.validator.surroundings import Number
from summarizer.validator.values import amount_of

_BASE_OF: Final = expression(
    r"(?:(?<![占同环])比(?![重例率值])|较|由|从|高于|低于|快于|慢于|多于|少于|高出)(?:(?:19|20)\d\d年)?[^,;。比由从0-9]{0,24}$"
)
_SETS_AGAINST: Final = expression(r"(?<![占同环])比(?![例重率值])|较|于(?!是)")
_LAST_YEAR: Final = expression(r"上年|去年|上期|上一年")
_TIMES: Final = expression(
    r"增加|增长|减少|提高|下降|降低|扩大|缩小|上升|回落|净增|上年|去年|同期|实际|年初|计划|目标|预期|新增|完成|产量|增速|增幅|涨幅|末|的|平均|水平|额|数|量"
)
_MEANT: Final = 0.5
AGAINST: Final = expression(
    r"(?:(?<![占同环])比(?![例重率值])|较|高于|低于|快于|慢于|多于|少于|高出)(?P<thing>[^,;。0-9]{1,18}?)(?:的|实际)*(?:增速|增幅|涨幅|目标)?"
    r"(?:略?[高低快慢多少大小])?(?:出|了|约|近|至少|收)*$"
)
"""What a number is set against, by its words alone ("比GDP增速低1.3个百分点")."""
_PRONOUN: Final = expression(r"(?:比|较|于|出)(?:其|它|前者|后者|之|此|上述)[^,;。0-9]{0,10}$")
"""Words that set a number against one that the sentence has named."""
_APART: Final = expression(r"相差|差距|之差|差额|差(?:为|是)?$|收窄|缩小|扩大|变化")
_CLEARLY: Final = 0.15
"""How much better a clause must name one operand than the other to be about it."""


class Operand(NamedTuple):
    """A number of the source, and as the sentence of prose names it; None where it does not."""

    number: Number
    said: Number | None = None

    @property
    def at(self) -> int | None:
        """Where the sentence names it (view offset)."""
        return self.said.fact.quantity.start if self.said is not None else None

    @property
    def unit(self) -> str:
        """Its unit; the sentence's own where that counts the same things by another word (件 for 起)."""
        own = amount_of(self.number.fact.quantity)
        if self.said is not None and amount_of(self.said.fact.quantity).value == own.value:
            return amount_of(self.said.fact.quantity).unit
        return own.unit

    @property
    def value(self) -> Fraction:
        value = amount_of(self.number.fact.quantity).value
        return Fraction(value) if value is not None else Fraction(0)

    @property
    def text(self) -> str:
        return self.number.fact.quantity.text


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number of prose that the source does not give: its words, unit and value."""

    said: Number
    unit: str
    value: Fraction
    around: str
    named: tuple[str, ...]
    """The units of the numbers that the sentence names."""

    @property
    def at(self) -> int:
        return self.said.fact.quantity.start


def allowed(wanted: Wanted, one: Operand, two: Operand) -> bool:
    """Whether the sentence leaves room for two numbers: what it names itself is not taken from somewhere else.

    Of two of one unit at least one is named where any is, both where two are; of two units each that is named at all.
    """
    unnamed = [each for each in (one, two) if each.at is None]
    if one.unit == two.unit:
        return len(unnamed) <= max(0, 2 - wanted.named.count(one.unit)) and (
            not unnamed or any(_is_meant(wanted, each) for each in unnamed)
        )
    return all(each.unit not in wanted.named for each in unnamed)


def _is_meant(wanted: Wanted, operand: Operand) -> bool:
    """Whether the words that a number is set against can mean a number that the sentence does not name."""
    fact, said = operand.number.fact, wanted.said
    found = AGAINST.search(said.lead)
    if found is None:
        return True
    if _LAST_YEAR.search(found[0]) and (fact.period is None or fact.period.start != fact.period.end):
        return False
    thing = _TIMES.sub("", found["thing"])
    if len(thing) < 2:
        return True
    return covered(fact.name, thing) >= _MEANT or covered(thing, fact.name + (fact.region or "")) >= _MEANT


def comparable(wanted: Wanted, one: Operand, two: Operand) -> bool:
    """Whether two numbers may be set against each other: both named in the sentence, or one thing at two times."""
    if one.at is not None and two.at is not None:
        return True
    first, second = one.number.fact, two.number.fact
    if (one.at is None) != (two.at is None) and AGAINST.search(wanted.said.lead):
        return True
    if first.canonical is not None and first.canonical == second.canonical:
        return True
    return likeness(first.name, second.name) >= ALIKE or first.evidence == second.evidence


def way(wanted: Wanted) -> str | None:
    return scopes.way(wanted.said) or wanted.said.fact.direction


def meets(wanted: Wanted, one: Operand, two: Operand) -> bool:
    """Whether two numbers may make a multiple: both named, or both of the thing that the number is about."""
    return all(each.at is not None or fits(wanted, each) for each in (one, two))


def fits(wanted: Wanted, operand: Operand) -> bool:
    """Whether the words of the number name what an operand is about."""
    name, said = operand.number.fact.name, wanted.said
    return max(covered(name, said.own), likeness(name, said.name)) >= _MEANT


def order(wanted: Wanted, one: Operand, two: Operand) -> int:
    """1 where the sentence sets ``one`` against ``two`` as its base, −1 where the reverse, 0 where it does not say.

    由A到B takes A for the base, 比B what stands between 比 and the number; of one that is named and one that is not,
    the latter; of two, the later. Words of mere distance (相差) have no base.
    """
    if _APART.search(wanted.said.clause):
        return 0
    first, second = _is_base(wanted, one), _is_base(wanted, two)
    if first != second:
        return 1 if second else -1
    if (one.at is None) != (two.at is None):
        latter = 1 if two.at is None else -1
        return -latter if _PRONOUN.search(wanted.said.lead) else latter
    if one.at is None or two.at is None:
        starts = [scopes.leads(each.number) for each in (one, two)]
        roles = [lead[0] if lead else None for lead in starts]
        if by_thing := _against(wanted, one) - _against(wanted, two):
            return -1 if by_thing > 0 else 1
        return (1 if roles[1] == "from" else -1) if "from" in roles and roles[0] != roles[1] else 0
    by_name = _named(wanted, one) - _named(wanted, two)
    if abs(by_name) >= _CLEARLY:
        return 1 if by_name > 0 else -1
    return 1 if one.at < two.at else -1


def _is_base(wanted: Wanted, operand: Operand) -> bool:
    """Whether the sentence names a number as what another is compared with."""
    if operand.at is None:
        return False
    lead = wanted.said.lead
    start = wanted.at - len(lead)
    return _BASE_OF.search(lead[: max(0, operand.at - start)]) is not None


def _against(wanted: Wanted, operand: Operand) -> float:
    """How far what the number is set against names what an operand is about."""
    found = AGAINST.search(wanted.said.lead)
    return covered(found["thing"], operand.number.fact.name) if found else 0.0


def _named(wanted: Wanted, operand: Operand) -> float:
    """How far the number's own clause, up to what it is set against, names what an operand is about."""
    own = _SETS_AGAINST.split(wanted.said.clause)[0]
    name = operand.number.fact.name
    return max(covered(name, own), covered(own, name))
