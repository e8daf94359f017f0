"""What a number is about: the words before and after it, cut down to the phrase that names the thing."""

import re
from collections.abc import Callable
from typing import TypeAlias

from summarizer.indicators import lexicon
from summarizer.indicators.lexicon import (
    ACTIONS,
    AFTER_NUMBER,
    BARE_HEAD,
    FILLER,
    LEAD,
    NOUN_STOP,
    NOUN_TAIL,
    PREDICATE,
)

Known: TypeAlias = Callable[[str], str | None]
"""The catalogue id of a phrase that is an indicator's name as it stands, else None."""

_BRACKET_END = re.compile(r"\)[^()]{0,40}\(")
_SAID_AFTER_TIME = re.compile(
    r"(?:[一二三四五六七八九十两近\d]+年来?)?(?:首次|连续|再次|首破|历史性|再|又|均|都|更|也)"
)
_TIME_END = re.compile(
    r"(?:的)?(?:末[”\"]?五[一二三四]?十[“\"]?(?:到|至)?)|(?:的)?(?:底|末|度)?年\d\d(?:02|91)(?:到|至)?"
)
_COMPARISON = re.compile(
    r"(?:同比|环比|相比|比(?!例|重|率|较|如|赛|武|学|亚|拼|特|价|口)|较(?!大|小|多|少|高|低|快|好|为))"
)
_PREPOSITION = re.compile(
    r"(?:在(?!建|校|岗|编|册|线|库|职|外)|为(?!民)|对(?!外|口)|向(?!海)|从|通过|围绕|按照|根据|面向|针对|依托|利用(?!外资|内资|省外)|给|由|以|提请|报请|用于|把|将|组织|鼓励|支持|推动|引导|带动|帮助)"
)
_ACROSS = re.compile(r"^(?:在|于)[^,]{0,20}(?:中|里|上|内|方面)")
_RECORD_END = re.compile(
    r"(?:再|均|双双|首次)?(?:创|刷新)(?:下|出)?(?:历史|历年|近\w{1,3}年)?来?"
    r"(?:新高|最高|新低|最好水平|纪录|记录)$"
)
#: "三期", "两批": how often, not what.
_ROUND = re.compile(r"[一二两三四五六七八九十\d]+[期批轮次年]")
_FOOTNOTE = re.compile(r"[①-⑳]|\(\d{1,2}\)|\[\d{1,2}\]")
#: "一产实现增加值" is the value added of the primary industry.
_DONE_INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:实现|完成|创造)(?=(?:总?产值|增加值|营业收入|销售收入|主营业务收入|税收|利税|利润|投资|收入|进出口))"
)
_SHORT_NOUNS = frozenset("村县镇省市区乡楼桥路船鱼羊牛猪鸡校院馆园库站厂井田茶粮煤油气水电课书人户岗")
#: A bracket that is a part of a noun: 县(市、区), 智能工厂(车间).
_BRACKETED = re.compile(r"(?<=[\u4e00-\u9fff])\([\u4e00-\u9fff、]{1,8}\)")
_AND_END = re.compile(r"(?:以及|和|(?<!参)与|(?<![惠涉普波])及)$")
#: What is said of a thing before its noun ("35个已启动城市更新单元").
_ATTRIBUTE = re.compile(r"^已(?:启动|开工|建成|投产|签约|完成|投用|落地|获批)的?(?=[^,;、。]{3})")
#: A thing after what is said of it: "脱贫人口" and "签约项目" are nouns.
_SAID_OF = re.compile(
    r"(?:项目|企业|人口|劳动力|群众|户|村|县|工程|小区|学校|资金|载体|平台|产品|合同|协议|面积|学生|人员|地区)"
)
#: A rate is nothing that is built or done: the verb before it is part of its name (建设用地安全利用率).
_RATE = re.compile(r"(?:率|浓度|强度|指数|比重|比例|密度|系数)$")
_BEFORE_RATE = re.compile(r"^(?:实现|完成|推动|保持|确保|促进|带动|提高|提升)+(?=.{3})")
_NOT_EXAMPLES = re.compile(r".等(?:教育|学校|级|院校|次|候|额|值|位|同)|[高中初平均相同优劣上下头]等")
_PLAN_END = re.compile(
    r"(?:超额)?(?:完成|达到|占|为|是)(?:了)?(?:全年|年度|年初|年|预期|预算|既定|省|市|区|县|上级|下达|的)*(?:计划|目标|任务|预算)"
    r"(?:任务|目标|数)?的?(?:进度)?$"
)
_SHARE_CUT = re.compile(
    r"占(?!地(?!区|方)|用|领|有|道|补|先|位)|相当于|在[^在,]{2,14}中的?(?:占?比重|占?比例|占比)|(?:的)?(?:占比|比重|比例|份额)"
)
_HEAD_NOUN = re.compile(
    r"(?:地区生产总值|生产总值|居民人均可支配收入|人均可支配收入|居民人均收入|居民收入|农村居民收入|可支配收入|规模以上工业增加值|工业增加值|增加值|总产值|产值|营业收入|主营业务收入|业务收入|"
    r"一般公共预算收入|收入|支出|贷款余额|存款余额|余额|零售总额|进出口总额|总额|销售额|成交额|交易额|固定资产投资|投资|企业|项目|面积|产量|销量|保险参保人数|参保人数|产销量|人口|人次|案件|事故|"
    r"示范村|示范区|示范县|示范点|基地|中心|平台|公园|学校|医院|机构|车间|工厂|园区|示范企业|人才|警情|案件数|事故起数|岗位|床位|学位|泊位|覆盖率|合格率|满意率|办结率|增速|比重)$"
)
_QUOTED = re.compile(r"[“\"']([^“”\"']+)[”\"']")
_EDGE = " \t,、;:。·-—~+/*"

_POPULATIONS = frozenset({"城镇", "农村", "城市", "城镇居民", "农村居民"})
_GRADE = re.compile(r"^(?:世界|国家|国|全国|省部|部|省|自治区|市|区|县|镇|乡|地市|州)级(?:以上)?")
#: Names of output that take their thing from the area or output named before.
_OUTPUTS = frozenset("总产量 产量 总产 单产 平均亩产 亩产".split())
_OF_CROPS = re.compile(r"(?:播种面积|种植面积|生产面积|面积|总产量|产量|总产|单产)$")

#: A name that ends like this needs no head from the last of its list.
_WHOLE_NAME = re.compile(r"(?:[量数额值率度价产费]|人次|收入|投资|面积|人口)$")

#: "第一、二、三产业增加值": three industries in one word.
_INDUSTRIES = re.compile(r"(?P<orders>第?[一二](?:(?:、|和|、第|和第)[二三]){1,2})(?:次)?产业(?P<of>[^、和]*)")

#: The last of a list of sorts ("城市、农村低保标准"): what follows the sort is common to all.
_AFTER_SORT = re.compile(
    r"(?<=^农村|^城市|^城镇|^乡村|^国内|^境外|^入境|^居民|^职工|^民办|^企业|^省级|^市级|^县级|^出口|^线上|^线下).{2,}$"
)

#: Steps that a number has reached are nothing that it counts ("迈上5000亿元新台阶").
_STEP = re.compile(r"新?(?:[两三四五六\d]*[个大]?)?新?(?:台阶|大关|关口|门槛|水平)")
_AMOUNT_NOUN = re.compile(r"(?:总额|金额|总量|规模|数量|总数|总值|面积|人数|次数|余额|户数|件数)")
#: Verbs that only say that something is done; the verb after one is what is done.
_LIGHT = frozenset("完成 实施 开展 推进 实现 启动 组织 累计 新增".split())
_ACTION_END = lexicon.ending(ACTIONS, repeat=False)
_MEMBERS = re.compile("[、和]")
_LISTED = re.compile(r"、|和(?!平|谐)|及其?|与|以及")

#: Two kinds written as one word in front of two numbers.
_PAIRS = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "存贷": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
    "产销": ("产", "销"),
}


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
    found = [comparison.start() for comparison in _COMPARISON.finditer(text, max(0, len(text) - 18))]
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
    return trim_start(trim_end(text)).strip(_EDGE)


def phrase(text: str, known: Known) -> str | None:
    """The noun phrase that the text before a number ends with, or None when it names nothing of its own.

    ``known`` says whether a phrase is an indicator's name as it stands, in which case no verb is taken off it.
    """
    text = trim_start(trim_end(text))
    if not text or text in BARE_HEAD or _COMPARISON.match(text):
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
    text = trim_start(_unquoted(_shortest(text)))
    return _clean(text) if text not in BARE_HEAD and (text not in ACTIONS or whole != text) else None


def _joined(part: str, head: str) -> str:
    """A member of a list with the head of the last one, what both have written once (城镇居民 + 居民人均收入)."""
    size = next((n for n in range(min(len(part), len(head)), 0, -1) if part.endswith(head[:n])), 0)
    return part + head[size:]


def _after_each(text: str) -> str:
    """What follows 分别 where it names the numbers ("两类项目分别完成投资" → "完成投资")."""
    _, each, tail = text.rpartition("分别")
    return tail if each and len(trim_start(tail)) > 1 else text


def _clean(name: str) -> str | None:
    """A name without footnote marks and stray punctuation; None where no name is left."""
    name = _DONE_INSIDE.sub("", name) if "实现" in name or "完成" in name or "创造" in name else name
    if not name.isalpha():
        name = _FOOTNOTE.sub("", name).strip(_EDGE)
    return name if (len(name) > 1 or name in _SHORT_NOUNS) and not _ROUND.fullmatch(name) else None


def _bare(name: str, known: Known) -> str:
    """An indicator's name without the verbs that a report puts before it ("完成固定资产投资" → "固定资产投资")."""
    while (verb := lexicon.ACTION_VERB.match(name)) is not None:
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
    for verb in lexicon.ACTION_VERB.finditer(text):
        rest = text[verb.end() :]
        if not rest:
            return "" if not verb.start() else best
        if _AMOUNT_NOUN.fullmatch(rest):
            continue
        if len(rest) < 2 or lexicon.NOUN_SUFFIX.match(rest) or (verb.start() and NOUN_TAIL.match(rest)):
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
    if _PREPOSITION.match(trim_start(head)):
        return True
    return _ACTION_END.length(head) > 0


def _unquoted(text: str) -> str:
    """``text`` without the quotation marks around it, or a lone closing one before it."""
    found = _QUOTED.fullmatch(text)
    return found[1] if found else text.lstrip("”")


def following(text: str) -> str | None:
    """The noun that the text after a count begins with ("272个智能制造标杆"), or None."""
    found = AFTER_NUMBER.match(text)
    rest = text[found.end() :] if found else text
    stop = NOUN_STOP.search(_BRACKETED.sub(_masked, rest) if "(" in rest else rest)
    noun = rest[: stop.start()] if stop else rest
    noun = _AND_END.sub("", _ATTRIBUTE.sub("", noun))
    cuts = (cut for cut in PREDICATE.finditer(noun) if cut.start() or not _SAID_OF.match(noun, cut.end()))
    cut = next(cuts, None)
    if cut is not None:
        noun = noun[: cut.start()]
    noun = _unquoted(noun).strip(_EDGE).removesuffix("的")
    return None if _STEP.fullmatch(noun) else _clean(noun)


def _masked(found: re.Match[str]) -> str:
    return "括" * len(found[0])


def object_of(text: str) -> str | None:
    """The object of the verb right after a number ("4人入选中国好人" → "中国好人"), or None."""
    verb = lexicon.ACTION_VERB.match(text)
    if verb is None or text[verb.end() : verb.end() + 1] in ("到", "至", "为"):
        return None
    return following(text[verb.end() :])


def topic(text: str, known: Known) -> str | None:
    """The subject of a clause without a number: its leading noun or the object of its leading verb, or None."""
    text = text.strip(_EDGE)
    if lexicon.SAID.match(text) or _SAID_AFTER_TIME.match(text):
        return None
    text = trim_start(text)
    verb = lexicon.ACTION_VERB.match(text)
    if verb is not None and not NOUN_TAIL.match(text, verb.end()):
        text = text[verb.end() :]
    cut = lexicon.SAID.search(text, 1)
    noun = _unquoted(text[: cut.start()] if cut else text).strip(_EDGE)
    return noun if known(noun) or 2 <= len(noun) <= 24 else None


def share_subject(text: str) -> str:
    """The part of ``text`` before its words of share ("…占全市规上工业比重" → "…")."""
    found = _SHARE_CUT.search(text)
    return text[: found.start()] if found else text


def completed(name: str, before: str) -> str:
    """A name that leaves out its thing, with the thing of the name before it.

    粮食播种面积…，总产量 → 粮食总产量; 国家级龙头企业1家、省级2家 → 省级龙头企业; 研发投入…、强度 → 研发投入强度.
    """
    if name == "强度":
        return before + name
    if name in _POPULATIONS and (at := before.find("居民")) >= 0:
        return name.removesuffix("居民") + before[at:]
    name = name.removesuffix("每亩")
    if (rank := _GRADE.fullmatch(name)) is not None and (thing := _GRADE.sub("", before, count=1)) != before:
        return rank[0] + thing
    if name not in _OUTPUTS:
        return name
    found = _OF_CROPS.search(before)
    return before[: found.start()] + name if found and found.start() else name


def listed(name: str, count: int) -> list[str] | None:
    """``name`` taken apart for ``count`` numbers in order, or None when it names one thing.

    "城镇、农村居民人均可支配收入" gives both with their common head; "城乡居民…" and "存贷款余额" are lists of two.
    """
    if (trio := _INDUSTRIES.fullmatch(name)) is not None and count in (2, 3):
        return [f"第{order}产业{trio['of']}" for order in trio["orders"] if order in "一二三"]
    parts = [part for part in _LISTED.split(name) if part]
    if len(parts) == count:
        head = _HEAD_NOUN.search(parts[-1]) or _AFTER_SORT.search(parts[-1])
        if head is None or head.start() == 0:
            return parts
        return [
            part if _HEAD_NOUN.search(part) or _WHOLE_NAME.search(part) else _joined(part, head[0]) for part in parts
        ]
    if count == 2:
        for word, (first, second) in _PAIRS.items():
            if word in name and not (word == "进出口" and "总额" in name):
                return [name.replace(word, first, 1), name.replace(word, second, 1)]
    return None
