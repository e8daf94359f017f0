"""The phrase before a number, cut down to the words that name the thing."""

from collections.abc import Callable
from typing import Final, TypeAlias

from summarizer.expressions import expression
from summarizer.indicators.words import (
    ACTION_END,
    ACTION_VERB,
    ACTIONS,
    BARE_HEAD,
    COMPARISON,
    DEED_END,
    FILLER,
    LEAD,
    NOUN_SUFFIX,
    NOUN_TAIL,
    PREPOSITION,
    SHARE,
)

Known: TypeAlias = Callable[[str], str | None]
"""The catalogue id of a phrase that is an indicator's name as it stands, else None."""

EDGE: Final = " \t,、;:。·-—~+/*"

_BRACKET_END: Final = expression(r"\)[^()]{0,40}\(")
_TIME_END: Final = expression(
    r"(?:的)?(?:末[”\"]?五[一二三四]?十[“\"]?(?:到|至)?)|(?:的)?(?:底|末|度)?年\d\d(?:02|91)(?:到|至)?"
)
_ACROSS: Final = expression(r"^(?:在|于)[^,]{0,20}(?:中|里|上|内|方面)")
_RECORD_END: Final = expression(
    r"(?:再|均|双双|首次)?(?:创|刷新)(?:下|出)?(?:历史|历年|近\w{1,3}年)?来?"
    r"(?:新高|最高|新低|最好水平|纪录|记录)$"
)
#: "三期", "两批": how often, not what.
_ROUND: Final = expression(r"[一二两三四五六七八九十\d]+[期批轮次年]")
_FOOTNOTE: Final = expression(r"[①-⑳]|\(\d{1,2}\)|\[\d{1,2}\]")
#: "一产实现增加值" is the value added of the primary industry.
_DONE_INSIDE: Final = expression(
    r"(?<=[\u4e00-\u9fff])(?:实现|完成|创造)(?=(?:总?产值|增加值|营业收入|销售收入|主营业务收入|税收|利税|利润|投资|收入|进出口))"
)
#: A comparison that stands between a name and its number (收入增速高于经济增速、突破3万元).
_COMPARED_END: Final = expression(r"(?:增速|增幅|增长)?(?:高于|快于|优于|好于|低于|多于)[^,;、\d]{2,14}$")
#: A deed of each of several (分别新增参保): it names what the numbers count.
_EACH_DONE: Final = expression(r"分别[^,;、]{0,6}$")
_SHORT_NOUNS: Final = frozenset("村县镇省市区乡楼桥路船鱼羊牛猪鸡校院馆园库站厂井田茶粮煤油气水电课书人户岗")
#: A rate is nothing that is built or done: the verb before it is part of its name (建设用地安全利用率).
_RATE: Final = expression(r"(?:率|浓度|强度|指数|比重|比例|密度|系数)$")
_BEFORE_RATE: Final = expression(r"^(?:实现|完成|推动|保持|确保|促进|带动|提高|提升)+(?=.{3})")
#: 等 closes examples (粮食、棉花等), but not within 高等教育, 等级, 同等, 平等, 优等.
_NOT_EXAMPLES: Final = expression(r".等(?:教育|学校|级|院校|次|候|额|值|位|同)|[高中初平均相同优劣上下头]等")
_PLAN_END: Final = expression(
    r"(?:超额)?(?:完成|达到|占|为|是)(?:了)?(?:全年|年度|年初|年|预期|预算|既定|省|市|区|县|上级|下达|的)*(?:计划|目标|任务|预算)"
    r"(?:任务|目标|数)?的?(?:进度)?$"
)
_SHARE_CUT: Final = expression(
    SHARE.pattern + r"|在[^在,]{2,14}中的?(?:占?比重|占?比例|占比)|的(?=占比|比重|比例|份额)"
)
_QUOTED: Final = expression(r"[“\"']([^“”\"']+)[”\"']")
_AMOUNT_NOUN: Final = expression(r"(?:总额|金额|总量|规模|数量|总数|总值|面积|人数|次数|余额|户数|件数)")
#: Verbs that only say that something is done; the verb after one is what is done.
_LIGHT: Final = frozenset("完成 实施 开展 推进 实现 启动 组织 累计 新增".split())
_MEMBERS: Final = expression("[、和]")


def trim_end(text: str) -> str:
    """``text`` without the fillers, brackets, years and comparisons at its end."""
    while True:
        cut = len(text) - FILLER.length(text)
        backwards = text[:cut][::-1]
        if found := _BRACKET_END.match(backwards) or _TIME_END.match(backwards):
            cut -= found.end()
        if cut == len(text):
            return text
        text = text[:cut]


def trim_comparison(text: str) -> str:
    """``text`` without a comparison at its end ("地区生产总值比上年" → "地区生产总值")."""
    found = [comparison.start() for comparison in COMPARISON.finditer(text, max(0, len(text) - 18))]
    return text[: found[-1]] if found else text


def trim_plan(text: str) -> str:
    """``text`` without a plan that the number is a part of ("投资完成年计划的" → "投资")."""
    found = _PLAN_END.search(text)
    return text[: found.start()] if found else text


def trim_start(text: str) -> str:
    """``text`` without leading words of time, place and certainty."""
    found = LEAD.match(text)
    return text[found.end() :] if found else text


def whole_phrase(text: str) -> str:
    """All that the text before a number says, for want of a phrase that names the thing."""
    return trim_start(trim_end(text)).strip(EDGE)


def phrase(text: str, known: Known, *, done: bool = False) -> str | None:
    """The noun phrase that the text before a number ends with, or None when it names nothing of its own.

    ``known`` says whether a phrase is an indicator's name as it stands, in which case no verb is taken off it;
    ``done`` that the number is no rate, so that a verb right before it may be what was done with the things
    ("重大项目开工390个").
    """
    if not text:
        return None
    text = trim_start(_COMPARED_END.sub("", trim_end(text)))
    if done and not known(text) and not _EACH_DONE.search(text):
        text = trim_start(text[: len(text) - DEED_END.length(text)])
    if not text or text in BARE_HEAD or COMPARISON.match(text):
        return None
    text = _after_each(text)
    if "创" in text or "刷新" in text:
        text = trim_end(_RECORD_END.sub("", text))
    if not text or all(part in BARE_HEAD for part in _MEMBERS.split(text)):
        return None
    whole = text
    if known(text):
        return _bare(text, known)
    text = _BEFORE_RATE.sub("", text) if _RATE.search(text) else _object(text, known)
    text = trim_start(unquoted(_shortest(text)))
    return clean(text) if text not in BARE_HEAD and (text not in ACTIONS or whole != text) else None


def share_subject(text: str) -> str:
    """The part of ``text`` before its words of share ("…占全市规上工业比重" → "…")."""
    found = _SHARE_CUT.search(text)
    return text[: found.start()] if found else text


def _after_each(text: str) -> str:
    """What follows 分别 where it names the numbers ("两类项目分别完成投资" → "完成投资")."""
    _, each, tail = text.rpartition("分别")
    return tail if each and len(trim_start(tail)) > 1 else text


def clean(name: str) -> str | None:
    """A name without footnote marks and stray punctuation; None where no name is left."""
    name = _DONE_INSIDE.sub("", name) if "实现" in name or "完成" in name or "创造" in name else name
    if not name.isalpha():
        name = _FOOTNOTE.sub("", name).strip(EDGE)
    return name if (len(name) > 1 or name in _SHORT_NOUNS) and not _ROUND.fullmatch(name) else None


def _bare(name: str, known: Known) -> str:
    """An indicator's name without the verbs that a report puts before it ("完成固定资产投资" → "固定资产投资")."""
    while (verb := ACTION_VERB.match(name)) is not None:
        rest = trim_start(name[verb.end() :])
        if known(rest) != known(name):
            break
        name = rest
    return name


def _shortest(text: str) -> str:
    """``text`` without the examples before its noun ("甲、乙等项目" → "项目")."""
    mark = text.rfind("等")
    return text[mark + 1 :] if 0 < mark < len(text) - 2 and not _NOT_EXAMPLES.match(text, mark - 1) else text


def _object(text: str, known: Known) -> str:
    """What follows the last verb of doing that is a verb and no part of a noun.

    After a verb that only says that something is done (完成, 实施) a verb is what is done: 完成征收拆迁 → 征收拆迁.
    """
    best = text
    for verb in ACTION_VERB.finditer(text):
        rest = text[verb.end() :]
        if not rest:
            return "" if not verb.start() else best
        if _AMOUNT_NOUN.fullmatch(rest):
            continue
        if len(rest) < 2 or NOUN_SUFFIX.match(rest) or (verb.start() and NOUN_TAIL.match(rest)):
            continue
        if verb.start() and not _verb_place(text, verb.start()):
            continue
        if known(rest):
            whole = text[verb.start() :]
            return whole if known(whole) not in (None, known(rest)) else rest
        if rest in ACTIONS:
            if best == text and verb[0] in _LIGHT:
                return rest
            continue
        best = rest
    return _ACROSS.sub("", best)


def _verb_place(text: str, at: int) -> bool:
    """Whether a verb can stand at ``text[at]``: at the start, after a verb or adverb, after a preposition's noun."""
    head = text[:at]
    if head in ACTIONS or LEAD.fullmatch(head) or head[-1] in '、,”")并和及与新已了':
        return True
    if PREPOSITION.match(trim_start(head)):
        return True
    return ACTION_END.length(head) > 0


def unquoted(text: str) -> str:
    """``text`` without the quotation marks around it, or a lone closing one before it."""
    found = _QUOTED.fullmatch(text)
    return found[1] if found else text.lstrip("”")
