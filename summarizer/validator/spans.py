"""How many years prose and source give a number: 五年来 told of one year, 三年增长 of five, 比2020年 of 比上年."""

from collections.abc import Iterable, Sequence
from typing import Final

from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.language import numerals
from summarizer.validator.scopes import leads
from summarizer.validator.surroundings import MARKS, Number
from summarizer.validator.times import SEVERAL

_N: Final = r"[两二三四五六七八九十]|\d{1,2}"
_SPAN: Final = expression(
    rf"[“\"]?十[三四五六]五[”\"]?(?:时期|期间|五年)?(?![”\"]?[末初一-龥]{{0,3}}(?:末|开局|收官|规划|年均))"
    rf"|(?:过去的?|近|这|前)(?:[两二三四五六七八九十])年(?!级)|[“\"]?(?:{_N})年(?:来|间|累计|共)"
    r"|(?<![第连近每满续首头])[两三四五六七八九十]年(?=新(?!年|时)|净增|实际|累计|完成|建成|投入|实施|引进|获|吸引|共)"
)
"""Words for several years as a whole."""
_COUNTED: Final = expression(
    rf"(?<![\d第连近])(?P<n>{_N})年(?:来|间|内|累计|共)?(?=(?:年均)?[^,;。\d]{{0,3}}(?:增|提|上升|下降|降|减|翻|净))"
)
"""A count of years over which something changed (3年增长58%)."""
_MEAN: Final = expression(r"年均|年平均|平均每年")
"""Words for a mean over several years."""
_MEAN_OF: Final = expression(r"年均|平均|每年|年递增|[两三四五六七八九十]年")
_BETWEEN: Final = expression(rf"(?<![\d第连])(?P<n>{_N})年(?:间|来|里)")
_NAMED_YEAR: Final = expression(r"(?:19|20)\d\d(?=年)")
_BEFORE_NOW: Final = expression(rf"(?<![\d])(?P<n>{_N})年(?:以?前|之前)")
_ANY_COUNT: Final = expression(rf"(?<![\d第])(?P<n>{_N})年")
_REACHED: Final = expression(r"达|突破|超过|[增升降减扩][至到为]|(?:提高|提升|增加|下降|扩大|发展)到|跨|跃|保持|稳定")
"""Words for what was come to at the end of some years."""
_ADDED_UP: Final = expression(r"累计|总计|合计")
_YEARLY: Final = expression(r"(?:19|20)\d\d年(?!来|以来|到|至|[-—~末底初])|全年|去年|上年|当年")
_BASE: Final = expression(r"(?:比|较)(?P<base>(?:19|20)\d\d年|上一?年|去年)")


def several_for_one(said: Number, source: Number) -> str | None:
    """The words by which prose gives several years what the source says of one; None where it does not."""
    period = source.fact.period
    if period is None or period.start is None or period.start != period.end or _is_several(period.label):
        return None
    if (mean := _MEAN.search(said.clause)) and not _MEAN_OF.search(f"{source.lead}{source.fact.name}{source.rest}"):
        return mean[0]
    found = _SPAN.search(said.before)
    reached = _REACHED.search(said.clause) or _REACHED.search(source.clause)
    began = (leads(said) or leads(source) or ("",))[0] == "from"
    told = _SPAN.search(source.lead) or _counted(source)
    return None if found is None or reached or began or told else found[0]


def one_for_added_up(said: Number, source: Number) -> str | None:
    """The year by which prose tells of what the source says has added up; None where it does not."""
    found = _YEARLY.search(said.clause)
    if found is None or not _ADDED_UP.search(source.clause) or _YEARLY.search(source.clause):
        return None
    return None if _ADDED_UP.search(said.clause) else found[0]


def other_count(said: Number, source: Number) -> str | None:
    """A count of years of change that is not the source's; None where both agree or one says none."""
    ours, theirs = _counted(said), _counted(source)
    if ours and theirs and ours != theirs:
        return f"{ours}年"
    between, apart = _between(said), years_apart(source)
    return f"{between}年" if between and apart and between not in (apart, apart + 1) else None


def years_apart(source: Number) -> int | None:
    """The years between the last two that the source names before a number (由2000年的…增加到2005年的); else None."""
    named = [int(found[0]) for found in _NAMED_YEAR.finditer(source.lead)]
    return named[-1] - named[-2] if len(named) > 1 and named[-1] > named[-2] else None


def tells_years(said: Number, source: Number) -> bool:
    """Whether prose counts the years (五年间) that the source names the first and the last of."""
    between, apart = _between(said), years_apart(source)
    return between is not None and apart is not None and between in (apart, apart + 1)


def _between(number: Number) -> int | None:
    """The years that a number's sentence counts before it (五年间), as far as the last mark of a sentence's part."""
    found = list(_BETWEEN.finditer(number.lead[number.lead.rfind(";") + 1 :]))
    return numerals.count(found[-1]["n"]) if found else None


def before_other(said: Number, numbers: Sequence[Number]) -> bool:
    """Whether a number worked out for some years ago (五年前) was made of a change over another time."""
    found = list(_BEFORE_NOW.finditer(said.lead))
    if not found:
        return False
    count = numerals.count(found[-1]["n"])
    numbers = [each for each in numbers if each.fact.measure in ("growth_rate", "change")]
    return bool(numbers) and not any(count in _lengths(number) for number in numbers)


def _lengths(number: Number) -> set[int]:
    """The numbers of years that a number of the source may be told of: its period's, and what its clause counts."""
    period, apart = number.fact.period, years_apart(number)
    clause = number.lead[max(number.lead.rfind(mark) for mark in MARKS) + 1 :]
    found = {numerals.count(each["n"]) for each in _ANY_COUNT.finditer(clause)}
    found |= {apart} if apart else set()
    if period is not None and period.start is not None and period.end is not None and period.end > period.start:
        found |= {period.end - period.start, period.end - period.start + 1}
    return found


def spans_other(said: Number, facts: Iterable[Fact]) -> bool:
    """Whether a count of years beside a number that was worked out is not that between the ``facts`` it comes from."""
    count = _counted(said)
    periods = [fact.period for fact in facts if fact.period is not None]
    years = {year for period in periods for year in (period.start, period.end) if year is not None}
    if count is None or len(years) < 2:
        return False
    apart = max(years) - min(years)
    return count not in (apart, apart + 1)


def other_base(said: Number, source: Number, year: int | None) -> str | None:
    """The year that prose compares with where the source compares with another; None where they agree.

    A source that names none compares with the year before.
    """
    found = _last(said.before)
    if found is None or year is None or said.base is not None:
        return None
    stands = _last(source.before)
    period = source.fact.period
    if stands is None and (period is None or period.start is None or period.start != period.end):
        return None
    if stands is None and not found[0].isdigit():
        return None
    if stands is None and _is_several(period.label if period else ""):
        return None
    ours = _year(found, year)
    theirs = _year(stands, year) if stands else (period.start or year) - 1 if period else year
    return None if ours == theirs else found


def _is_several(label: str) -> bool:
    """Whether a label is of more years than one (五年来; not 一年来)."""
    return "一年" not in label and SEVERAL.search(label) is not None


def _last(text: str) -> str | None:
    found = list(_BASE.finditer(text))
    return found[-1]["base"] if found else None


def _year(word: str, year: int) -> int:
    """The year a base is: that before the one reported on for 上年."""
    return int(word[:4]) if word[0].isdigit() else year - 2


def _counted(number: Number) -> int | None:
    """The years of change in a number's clause, which may be a number of their own (3年增长58%)."""
    clause = number.lead[max(number.lead.rfind(mark) for mark in MARKS) + 1 :]
    found = list(_COUNTED.finditer(clause))
    return numerals.count(found[-1]["n"]) if found else None
