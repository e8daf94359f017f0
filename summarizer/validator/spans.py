"""How many years prose and source give a number: 五年来 told of one year, 三年增长 of five, 比2020年 of 比上年."""

from collections.abc import Iterable
from typing import Final

from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.validator.scopes import leads
from summarizer.validator.surroundings import MARKS, Number
from summarizer.validator.times import SEVERAL

_N: Final = r"[两二三四五六七八九十]|\d{1,2}"
_NUMERALS: Final = {"两": 2} | {digit: value for value, digit in enumerate("一二三四五六七八九十", 1)}
_SPAN: Final = expression(
    rf"[“\"]?十[三四五六]五[”\"]?(?:时期|期间|五年)?(?![”\"]?[末初一-龥]{{0,3}}(?:末|开局|收官|规划|年均))"
    rf"|(?:过去的?|近|这|前)(?:[两二三四五六七八九十])年(?!级)|[“\"]?(?:{_N})年(?:来|间|累计|共)"
)
"""Words for several years as a whole."""
_COUNTED: Final = expression(
    rf"(?<![\d第连近])(?P<n>{_N})年(?:来|间|内|累计|共)?(?=(?:年均)?[^,;。\d]{{0,3}}(?:增|提|上升|下降|降|减|翻|净))"
)
"""A count of years over which something changed (3年增长58%)."""
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
    return f"{ours}年" if ours and theirs and ours != theirs else None


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
    return _number(found[-1]["n"]) if found else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS[word]
