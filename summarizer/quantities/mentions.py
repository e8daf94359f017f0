"""Digits that are no quantities: dates, periods, list numbers, footnote marks, names."""

import re
from typing import Final, TypeAlias

from summarizer.quantities.model import MentionKind

Found: TypeAlias = tuple[MentionKind, int]
"""Kind and end of a mention."""

_YEAR: Final = r"(?:1[5-9]|20|21)[0-9]{2}"
_SEP: Final = r"(?:-|—|——|~|至|到)"
_DATE: Final = re.compile(
    rf"""
      (?P<date> {_YEAR}年?[-./](?:0?[1-9]|1[0-2])[-./](?:[12][0-9]|3[01]|0?[1-9])日?(?![0-9])
             | {_YEAR}年(?:1[0-2]|0?[1-9])月(?:[1-3]?[0-9][日号])?(?:{_SEP}(?:(?:1[0-2]|[1-9])月)?[1-3]?[0-9][日号])?
               (?!{_SEP}[0-9])
             | (?:1[0-2]|0?[1-9])月(?:[1-3]?[0-9][日号]?(?:{_SEP}(?:(?:1[0-2]|[1-9])月)?[1-3]?[0-9][日号])?|份?)
               (?!{_SEP}[0-9]+月)
             | [1-3]?[0-9]日?{_SEP}[1-3]?[0-9]日(?!内|以内|之内)
             | [1-3]?[0-9]日(?!内|以内|之内|游|元|均|产|处)
             | [0-2]?[0-9]时(?:[0-5]?[0-9]分)?(?![速间段期长代常节])
             | [0-2]?[0-9]:[0-5][0-9]{_SEP}[0-2]?[0-9]:[0-5][0-9](?![0-9:]) )
    | (?P<period> 20[Xx×*]{{2}}年? | {_YEAR}年?(?:{_SEP}|、|和|及|与)(?:{_YEAR}|[0-9]{{2}})(?:年度?|学年|-)
               (?:(?:1[0-2]|[1-9])月?{_SEP}(?:1[0-2]|[1-9])月)?
             | {_YEAR}[-/—~]{_YEAR}(?![0-9])
             | {_YEAR}年度?(?:(?:1[0-2]|[1-9])月?{_SEP}(?:1[0-2]|[1-9])月份?|[1-4]季度)?
             | (?:1[0-2]|[1-9])月?份?{_SEP}(?:1[0-2]|[1-9])月份?
             | [1-4]季度 )
    """,
    re.VERBOSE,
)
_CHINESE_PERIOD: Final = re.compile(
    r"[一二三四]季度|十[一二三四]?五(?=[”\"]|规划|计划|时期|以来|末)|二〇[〇一二三四五六七八九]{2}年?"
)
_DATE_NEXT: Final = frozenset("年月日时季-./—~至到:、和及与Xx×*")
_BARE_YEAR: Final = re.compile(r"(?:19[4-9][0-9]|20[0-4][0-9]|2050)(?![0-9])")
_LIST: Final = re.compile(r"[0-9]{1,3}(?:[.](?![0-9])|[.](?=20[0-9]{2}年)|、|\)| )")
_MARK: Final = re.compile(r"\(([0-9]{1,3})\)|\[[0-9]{1,3}\]|【[0-9]{1,3}】|〔[0-9]{1,3}〕")
_ALNUM: Final = re.compile(r"[A-Za-z0-9]+(?:[.+_\-/#&][A-Za-z0-9]+)*")
_SLOGAN: Final = re.compile(r"[0-9A-Za-z×]+(?:\.[0-9]+)?(?:\+[^+\s,。;、:“”\"()]{0,6})+")
_NAME_TAIL: Final = re.compile(
    r"号(?:线|楼|院|路|公路|机组|井|地块|文件|令|工程|馆|矿|泊位|码头|门|台|机|车间|基地|通道)?|\#|强|国道|省道|县道|乡道|高速"
    r"|热线|专线|线|[0-9]*版|急救|工程|试验区|年代"
)
_COUNTED: Final = frozenset("届个次批期号版轮场季回条家名")
_DURATION_NAME: Final = re.compile(
    r"[^,。;、:\d]{0,4}(?:圈|服务|值班|值守|热线|在线|自助|不打烊|营业|监控|监测|巡查|通关|响应机制|制)"
)
_SPAN_TAIL: Final = re.compile(
    r"来|以来|年均|累计|平均|间|前|后|期间|内|[期禁制一]|行动|规划|计划|任务|目标|攻坚|倍增|滚动|左右的?时间|时间|的?奋斗"
)
_SPAN_HEAD: Final = re.compile(r"(?:过去|未来|今后|近|(?<!提)前|后|这|每|头|用|再过|时隔)的?\Z")
_AGE_MEASURE: Final = re.compile(r"(?:达到?|至|到|提高|寿命|超过?|约|均|寿命为|增加|年龄为?)\Z")
_AGE_GROUP: Final = re.compile(
    r"(?:\([^()]*\))?(?:及?以[上下]|至|到)?[^,。;、0-9]{0,4}(?:[人老儿女男青婴幼残学适群居]|者)"
)
_SENTENCE_END: Final = frozenset("。;:!?\n")


def date_or_period(text: str, start: int, digits_end: int) -> Found | None:
    """The date, year or period at ``start``; ``digits_end`` is the end of its first digits."""
    if text[digits_end : digits_end + 1] not in _DATE_NEXT and "." not in text[start:digits_end]:
        return None
    match = _DATE.match(text, start)
    if match is None:
        return None
    return ("date" if match.lastgroup == "date" else "period"), match.end()


def chinese_period(text: str, start: int) -> int:
    """The end of the quarter, plan or year in Chinese numerals at ``start`` (一季度, 十四五, 二〇二四年); 0 if none."""
    match = _CHINESE_PERIOD.match(text, start)
    return match.end() if match else 0


def list_number(text: str, start: int) -> Found | None:
    """The list number at the beginning of a paragraph, or after a sentence end ("。2.推进")."""
    if start and text[start - 1] not in _SENTENCE_END:
        return None
    match = _LIST.match(text, start)
    if match is None or (text[match.end() - 1] == " " and start and text[start - 1] != "\n"):
        return None
    return "list_number", match.end()


def mark(text: str, start: int) -> Found | None:
    """The bracketed number around the digits at ``start``: a footnote mark after a word, a list number elsewhere."""
    if not start or text[start - 1] not in "([【〔":
        return None
    match = _MARK.match(text, start - 1)
    if match is None:
        return None
    before = text[start - 2] if start >= 2 else "\n"
    listed = before in "\n。;:,!?、" and match[1] is not None and text[match.end() : match.end() + 1] not in "。;,、"
    return ("list_number" if listed else "footnote"), match.end()


def latin_name(text: str, start: int) -> int:
    """The end of the Latin and digit run at ``start`` ("C919", "PM2.5", "G312")."""
    match = _ALNUM.match(text, start)
    return match.end() if match else start


def slogan(text: str, start: int) -> int:
    """The end of a slogan of numbers joined by plus signs ("1+4+N", "3+8+X"); 0 if none stands here."""
    match = _SLOGAN.match(text, start)
    return match.end() if match else 0


def name_tail(text: str, end: int) -> int:
    """The end of the word after a bare number that makes it a name (号线, 强, 国道, 热线 ...); 0 if there is none."""
    match = _NAME_TAIL.match(text, end)
    return match.end() if match else 0


def ordinal_end(text: str, end: int) -> int:
    """Where an ordinal whose digits end at ``end`` ends with what it counts (第19届, 第54个)."""
    return end + 1 if text[end : end + 1] in _COUNTED and end < len(text) else end


def is_bare_year(text: str, start: int, digits_end: int) -> bool:
    """Whether the unitless digits are a year without 年 ("上海2035", "2023世界储能大会")."""
    return digits_end - start == 4 and _BARE_YEAR.match(text, start) is not None


def is_named_duration(text: str, start: int, end: int, unit: str) -> bool:
    """Whether the duration names a service, plan or span of time (24小时服务, 3年行动, 5年来, 未来3年)."""
    if unit in ("年", "个月", "天", "周") and (
        _SPAN_TAIL.match(text, end) or _SPAN_HEAD.search(text, max(0, start - 4), start)
    ):
        return True
    return unit in ("小时", "分钟", "天", "秒", "个小时") and _DURATION_NAME.match(text, end) is not None


def is_age_group(text: str, start: int, end: int) -> bool:
    """Whether an age names a group of people (60岁以上老年人) rather than measures a life (寿命达到80.2岁)."""
    measured = _AGE_MEASURE.search(text, max(0, start - 4), start) is not None
    return not measured or _AGE_GROUP.match(text, end) is not None
