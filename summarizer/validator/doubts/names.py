"""Doubts about names: no noun phrase, a list where one thing is meant, taken over from far back."""

from collections.abc import Iterator
from typing import Final

from summarizer.analysis import Analysis
from summarizer.chunker.regions import is_region
from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.indicators.words import ACTION_VERBS, ACTIONS, NOUN_TAIL
from summarizer.schemas.record import DoubtCode

#: Verbs and other words that no noun phrase begins with.
_BEGINS_ODD: Final = expression(
    r"(?:以|把|将|被|让|使|由|从|对(?!外|口|美|台|东盟|欧|俄|日|韩|共建|华|比|标)|向(?!海|日)|于|则|即|且|而|但|均|都(?!市|江|匀|会)|也|又|再(?!生|就|贷|制)"
    r"|并(?!网)|仍|已|正(?!高|规)|不(?!动产|良|锈|饱)|只|较(?!大|小|重)|更(?!新)|最(?!低|高)|约|超(?!低|高|长|大|级|算|精)|达(?!标|州|产)"
    r"|使得|推动|推进|提高(?!标)|提升|促进|支持|引导|鼓励|带动|帮助|确保|力争|争取|努力|加快|加强|加大|深化|坚持|围绕|聚焦|持续|实现|完成|开展|实施|启动|发放|下达|兑现|落实|获评|获得|荣获|争创|成为|位居|居全|列全"
    r"|主要城市间|全部|各项$|其中|以及|和|与|及|的|等)"
)
#: Names of indicators and kinds of thing that begin with such a word.
_SOUND_BEGIN: Final = expression(
    r"(?:推进|提升|支持|实施|完成|实现|加强|持续|开展|落实|争取|获得)[\u4e00-\u9fff]{0,6}(?:率|度|指数|面积|资金|额|投资)$"
)
#: Ends that leave a name open, or that are what is said of it.
_ENDS_ODD: Final = expression(
    r"(?:进|到|至|止跌|跌|为(?!民)|在|由|达|超|占|约|近|和|与|及|的|等|了|是|被|把|向|从|比(?<!占比)(?<!之比)(?<!收入比)(?<!同比)|并|且|而|再|均|都(?<!成都)(?<!首都)|双双|分别|拓展|签|入选|蝉联|排名|居|位居|实现|完成|突破|增|降|升|提高|提升(?<!能提升)(?<!质提升)|下降|增长(?<!负增长)|间(?<!空间)(?<!时间)(?<!房间)(?<!期间)(?<!车间)(?<!民间)(?<!班间)|规)$"
)
#: What is said of a thing, or when, inside what should only name it.
_SAID_INSIDE: Final = expression(
    r".(?:连续|引进|设立|用于|实现|成为|跨过|包揽|荣获|获评|落地(?!项目)|拉动|带动|惠及|成势|新退出|审议|参与(?!率)|主导(?!产)|围绕|[由从](?=[“\"十])|[两三四五]年|年来|期末|[“\"]?十[一二三四五]五)."
    r"|(?:[两三四五]年|期末|以来)$"
)
#: Ends of nouns that may begin with a verb (办结率, 化解件数).
_NOUN_END: Final = expression(
    r"(?:率|数|额|量|业|费|人|户|家|面积|资金|项目|企业|贷款|服务|收入|支出|产值|余额|里程|能力|强度|比重|车间|基地|中心|平台|园区|工程)$"
)
_RISKY: Final = frozenset(
    {
        "name.topic_of_clause",
        "name.object_behind",
        "name.nothing_before",
        "name.whole_list_before",
        "name.deeds_in_order",
    }
)
"""Rules that name a thing by words that do not stand at its number's side."""
_PAIRED: Final = (("“", "”"), ("(", ")"), ("（", "）"), ("《", "》"))
_STRANGE: Final = expression(r"[,;:。!?，；：！？\n]|^[、”）)》]|[、“（(《]$")
_LONG: Final = 22
_CONNECTS: Final = expression(r"[、和及与]")
#: Words behind a counted noun that may be its own ("省级粮食产能[提升重点县]").
_MAY_GO_ON: Final = expression(
    r"(?:提升|改造|建设|治理|保护|培育|创建|开放|更新|整治|修复|服务|发展|应用|示范|保障|监管|救助|培训|管理|研发|制造|生产|销售|运营)"
    r"(?:[\u4e00-\u9fff]{0,4})(?:项目|工程|中心|平台|基地|示范区|重点县|试点|园区|企业|行动|机构|站|县|区|点|村|片区|小区|线路)(?=[,;、。和及]|$)"
)
_MARK: Final = expression(r"[,;:。!?]")
_NEAR: Final = 1
"""How many marks may stand between a name and the number that takes it over."""


def name_doubts(analysis: Analysis) -> Iterator[tuple[int, DoubtCode]]:
    """The doubts about the names of a report's facts, with the facts' indices."""
    facts, view = analysis.facts, analysis.view
    for index, fact in enumerate(facts):
        if fact.quantity.value is None:
            continue
        if _is_odd(fact, view) or _is_undivided(index, facts) or _goes_on(fact, view) or _is_patched(fact, view):
            yield index, "odd_name"
        if fact.support.name == "inherited" and _is_far(fact, view):
            yield index, "carried_subject"


def _is_odd(fact: Fact, view: View) -> bool:
    """Whether a name is no noun phrase as it stands; those of the catalogue are."""
    name = fact.name
    if fact.canonical is not None and len(name) <= _LONG:
        return False
    if len(name) < 2 or len(name) > _LONG or _STRANGE.search(name):
        return True
    if any(name.count(opening) != name.count(closing) for opening, closing in _PAIRED):
        return True
    if fact.rules.name in _RISKY or name in ACTIONS or is_region(name) or is_region(f"{name}市"):
        return True
    if _BEGINS_ODD.match(name) and not _SOUND_BEGIN.match(name):
        return True
    return _keeps_verb(name) or _ENDS_ODD.search(name) is not None


def _keeps_verb(name: str) -> bool:
    """Whether a name begins with a verb of doing, or holds what is said of the thing."""
    if _SAID_INSIDE.search(name) is not None:
        return True
    size = ACTION_VERBS.match(name)
    return size is not None and not NOUN_TAIL.match(name, size.end()) and _NOUN_END.search(name) is None


def _is_undivided(index: int, facts: tuple[Fact, ...]) -> bool:
    """Whether a number has a list for a name, and the one beside it the same list."""
    fact = facts[index]
    if not _CONNECTS.search(fact.name):
        return False
    beside = (*facts[max(0, index - 1) : index], *facts[index + 1 : index + 2])
    return any(
        other.name == fact.name and other.evidence == fact.evidence and _same_kind(other, fact) for other in beside
    )


def _same_kind(one: Fact, other: Fact) -> bool:
    return one.measure == other.measure and one.quantity.unit == other.quantity.unit


def _is_patched(fact: Fact, view: View) -> bool:
    """Whether a list was taken apart into a name that is a list itself and nowhere stands."""
    return "、" in fact.name and fact.name not in view.folded[slice(*fact.evidence)]


def _goes_on(fact: Fact, view: View) -> bool:
    """Whether the noun behind a number may be longer than the name taken from it."""
    folded, (_, end), at = view.folded, fact.evidence, fact.quantity.end
    found = folded.find(fact.name, at, min(end, at + len(fact.name) + 12))
    return found >= 0 and _MAY_GO_ON.match(folded, found + len(fact.name), end) is not None


def _is_far(fact: Fact, view: View) -> bool:
    """Whether the name that a number takes over stands more than a clause before it."""
    folded, at = view.folded, fact.quantity.start
    last = folded.rfind(fact.name, max(0, at - 160), at)
    if last < 0:
        return True
    between = folded[last + len(fact.name) : at]
    return len(_MARK.findall(between)) > _NEAR
