"""Which years a number is about: rules for which words of time govern it, and for which years of several it means."""

from typing import Final

from summarizer.expressions import expression
from summarizer.indicators.case import Case
from summarizer.indicators.frames import as_named
from summarizer.indicators.model import Period, SupportKind, Told
from summarizer.language.lexicon import anywhere, one_of
from summarizer.language.rules import Table
from summarizer.language.years import plan_of


def _kind(case: Case) -> str:
    """What a number's time can be told by: a word of its own, its being a yearly average, a word of its sentence, or
    what set its frame."""
    if case.own is not None:
        return "own"
    if "年均" in case.slot.before:
        return "yearly"
    return "word" if case.word is not None else case.frame.source


PERIOD: Final[Table[Case, Told]] = Table("period", kind=_kind)
WITHIN: Final[Table[tuple[Case, Period], Period]] = Table("within")

#: The base of a change, before the number that it began at: 从0.5个增至4.8个.
_FROM: Final = expression(r"[从由自](?!业|事|于|我|主)[^,;、。]{0,16}$")
#: The number at which a change began is a base only if the change itself follows (从0.5个增至4.8个).
_BASE_LEADS_ON: Final = expression(r"(?:以[上下])?[^,;。\d]{0,10}?(?:到|至|为|升|降|增|减|扩|缩|提|压)")
_REACHED: Final = expression(one_of("reached") + r"(?:了|约|近|全[国省]|世界|全球|第)*$")
_HELD: Final = expression(one_of("held") + r"(?:了|约|近|两个|每年|年均)*$")
_ADDS_UP: Final = anywhere("adds_up")
_SUMMED: Final = anywhere("summed")
#: Characters within which a word of adding up (累计, 共) belongs to a number; further away it belongs to another one.
_NEAR: Final = 40
_RATE_NAME: Final = expression(r"[率度比重例占](?:分别|均|均为|为|约|近|占)*$")


def _told(period: Period | None, support: SupportKind) -> Told | None:
    return Told(period, support) if period is not None else None


@PERIOD.rule_for("own")
def own_word(case: Case) -> Told | None:
    """A word of time right before the number is its own (由2000年的44.77亿元)."""
    return Told(case.own.period, "stated") if case.own is not None else None


@PERIOD.rule_for("yearly")
def yearly_between(case: Case) -> Told | None:
    """A yearly average after two years with their numbers is that of the years between (由2000年的…到2005年的…)."""
    if len(case.local) != 2:
        return None
    first, last = case.local
    if not first.start or not last.end:
        return None
    return Told(Period(f"{first.label}—{last.label}", first.start + 1, last.end), "stated")


@PERIOD.rule_for("yearly")
def yearly_of_plan(case: Case) -> Told | None:
    """A yearly average up to a year ahead is that of the plan of which that year is the last (到2030年，年均增长5%)."""
    word, reviewed = case.word, case.reviewed
    if word is None or word.period.several or word.period.end is None or reviewed is None:
        return None
    return Told(plan_of(word.period.end), "stated") if word.period.end > reviewed + 1 else None


@PERIOD.rule_for("yearly")
def yearly_of_rival(case: Case) -> Told | None:
    """A yearly average in a text about one year is that of the several years that the heading also names."""
    frame = case.frame
    if frame.period is not None and frame.period.several:
        return None
    if case.word is not None and case.word.period.several:
        return None
    return next((Told(rival, "inherited") for rival in frame.rivals if rival.several), None)


@PERIOD.rule_for("yearly", "word")
def sentence_word(case: Case) -> Told | None:
    """The last word of time before the number in its sentence governs it; a part of a year none of several years."""
    word, frame = case.word, case.frame
    if word is None or (not word.period.several and "年均" in case.slot.before):
        return None
    if word.kind == "part" and frame.period is not None and frame.period.several:
        return None
    return Told(as_named(word, frame, case.reviewed), "stated")


@PERIOD.rule_for("yearly", "word", "opener")
def opener(case: Case) -> Told | None:
    """What opened the paragraph, or the part, holds until something else is said (五年来，…)."""
    return _told(case.frame.period, "inherited") if case.frame.source == "opener" else None


@PERIOD.rule_for("yearly", "word", "heading")
def heading(case: Case) -> Told | None:
    """The heading's time holds where the text says none (一、2025年工作回顾)."""
    return _told(case.frame.period, "inherited") if case.frame.source == "heading" else None


@PERIOD.rule
def section_kind(case: Case) -> Told | None:
    """Where nothing tells the time, a review is about the year before the report's and a task about the report's."""
    return _told(case.frame.period, "assumed")


@WITHIN.rule
def base(case: tuple[Case, Period]) -> Period | None:
    """What a change over several years began at is of the year before them (从0.5个增至4.8个)."""
    number, period = case
    if period.start is None or not _FROM.search(number.slot.before):
        return None
    if not _BASE_LEADS_ON.match(number.folded, number.slot.quantity.end):
        return None
    year = period.start - 1
    return Period(f"{year}年", year, year)


@WITHIN.rule
def held(case: tuple[Case, Period]) -> Period | None:
    """A threshold that was passed, or a range that was kept, is of all the years (突破3万元, 保持在76%以上)."""
    number, period = case
    return period if _HELD.search(number.slot.before) else None


@WITHIN.rule
def reached_end(case: tuple[Case, Period]) -> Period | None:
    """A level that was reached is that of the last year (达到9.3件, 提高到64.8%)."""
    number, period = case
    if number.reading.measure in ("growth_rate", "change", "multiple"):
        return None
    reached = number.reading.to_level or _REACHED.search(number.slot.before) is not None or number.reached
    if not reached or (_adds_up(number) and not number.reading.to_level):
        return None
    return _last_year(period)


@WITHIN.rule
def standing(case: tuple[Case, Period]) -> Period | None:
    """A rank is that of the last year (居全国第1位), unless it is one in a sum or gain over the years (累计成交量)."""
    number, period = case
    if number.reading.measure != "rank" or _SUMMED.search(number.slot.before):
        return None
    return _last_year(period)


@WITHIN.rule
def bare_rate(case: tuple[Case, Period]) -> Period | None:
    """A share or rate that is just stated is that of the last year (化解率99.95%, 占全省的25.5%)."""
    number, period = case
    before = number.slot.before
    if number.slot.quantity.unit not in ("%", "‰") or number.reading.measure not in ("level", "share"):
        return None
    stated = _RATE_NAME.search(before) or (number.reading.measure == "share" and "占" in before)
    summed = _SUMMED.search(number.folded, max(number.sentence[0], number.at - _NEAR), number.at)
    return _last_year(period) if stated and not summed else None


@WITHIN.rule
def whole_span(case: tuple[Case, Period]) -> Period | None:
    """What adds up, grows or is counted over several years is of all of them."""
    return case[1]


def _adds_up(case: Case) -> bool:
    return _ADDS_UP.search(case.slot.before) is not None


def _last_year(period: Period) -> Period | None:
    return Period(period.label, period.end, period.end) if period.end is not None else None


#: Rules that say what several years a text tells of, so that it must be asked which of them a number means.
_NARRATED: Final = frozenset(("period.sentence_word", "period.opener", "period.heading", "period.section_kind"))


def period_of(case: Case) -> tuple[Told, tuple[str, ...]]:
    """The period of a number with what it rests on, and the ids of the rules that decided."""
    told = PERIOD.decide(case)
    if told is None:
        return Told(None, "assumed"), ()
    answer, rule = told
    period = answer.period
    if period is None or not period.several or rule not in _NARRATED:
        return answer, (rule,)
    if rule == "period.sentence_word" and case.word is not None and case.word.kind == "range":
        return answer, (rule,)
    narrowed = WITHIN.decide((case, period))
    if narrowed is None:
        return answer, (rule,)
    return Told(narrowed[0], answer.support), (rule, narrowed[1])
