"""Whether a number is a result, an expected result or an aim."""

import re

from summarizer.indicators.model import Period, Status
from summarizer.indicators.periods import looks_back

_REACH = 60
_EXPECTED = re.compile(r"预计|预期(?!目标|值|寿命|管理|引导)|初步核算|初步统计|有望")
_ALIKE = re.compile(r"下同")
_EXPECTED_LIST = re.compile(r"预计(?:数)?[^。;,]{0,30}[::]")
_AIM = re.compile(
    r"力争|确保|争取(?!到|了|中央|上级|国家|省|资金|专项|各类|债券|再)"
    r"|(?:我们|政府)?(?:将|计划)(?!生育)(?=[^,。]{0,12}(?:达|建|新|完|实|投|推|开|增|培|引|打|改))"
    r"|预期目标|主要目标|奋斗目标|目标是|目标为|今后[五三]年|未来[五三]年|明年|今年(?!以来|来)"
)
_AIMED_NUMBER = re.compile(
    r"(?<!完成)(?<!完成年)(?<!完成全年)(?<!完成年度)(?:目标任务|目标值|目标|五[”\"]计划|年度计划|年初计划|原计划)"
    r"(?:为|是|的|值|确定为|设定为|[\s:\"“”])*$"
)
_BEYOND = re.compile(r"(?:超额?|占|完成|达到|高于|低于|优于|好于|快于)[^,;]{0,12}$")
_DONE = re.compile(
    r"已(?!经济)|累计(?:完成|建成|达)|截至|截止|去年|上年(?!度?末?[相对]比|增长)|过去[一五]年|五年来|一年来"
)


def expected_from_here(paragraph: str) -> bool:
    """Whether 预计 in this sentence governs the rest of the paragraph ("（预计，下同）", "预计：…")."""
    return bool(_EXPECTED.search(paragraph) and (_ALIKE.search(paragraph) or _EXPECTED_LIST.search(paragraph)))


def number_status(
    kind: str,
    sentence: str,
    at: int,
    before: str,
    period: Period | None,
    year: int | None,
    *,
    stated: bool,
    expected: bool,
) -> Status:
    """The status of the number at ``sentence[at]``.

    ``before`` is the text from the number before it, ``period`` what it is about and ``stated`` whether its own
    sentence says so, ``year`` the report's year, ``expected`` whether an earlier 预计 still governs the paragraph.
    """
    if (aimed := _AIMED_NUMBER.search(before)) is not None and not _BEYOND.search(before, 0, aimed.start()):
        return "target"
    end = period.end if period is not None else None
    past = end is not None and year is not None and end < year
    if not looks_back(kind):
        done = (past and kind != "goals") or _DONE.search(sentence, 0, at)
        return "actual" if past and done else "target"
    expecting = expected or _governs(sentence, at)
    # A report given in December expects figures of its own year; any later year is an aim.
    ahead = stated and end is not None and year is not None and end >= year
    if ahead and (not expecting or end != year or _aims(sentence, at)):
        return "target"
    if kind != "review" and not past and _aims(sentence, at):
        return "target"
    return "expected" if expecting else "actual"


def _aims(sentence: str, at: int) -> bool:
    """Whether a word of aiming stands shortly before ``sentence[at]``."""
    return _AIM.search(sentence, max(0, at - _REACH), at) is not None


def _governs(sentence: str, at: int) -> bool:
    """Whether 预计 stands before ``sentence[at]``, or after it with the word that it holds for all (预计，下同)."""
    if _EXPECTED.search(sentence, 0, at):
        return True
    alike = _ALIKE.search(sentence, at)
    return alike is not None and _EXPECTED.search(sentence, at, alike.end()) is not None
