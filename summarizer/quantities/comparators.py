"""What the words beside a number say of it: about, over, under; one trailing word governs the list before it."""

import re
from typing import Final, cast

from summarizer.quantities.model import Comparator
from summarizer.quantities.units import dimension

_WINDOW: Final = 8
_TAILS: Final = frozenset("超过破逾于少约近到足上越概致多满及入出了为占有达至≥≤><")

_PREFIX: Final = re.compile(
    r"""(?:
      (?P<under> (?:不|未|没有)(?:超过?|超出|高于|大于|多于|足|及|满) | (?<![达得找办做见看想受遇感拿收料])不到
               | (?<!不)(?:低于|少于|小于) | 最多 | 至多 | ≤ | < )
    | (?P<over> 不(?:低于|少于|下于|小于) | 至少 | 最少 | 高于 | 大于 | 多于 | 超出 | 超越 | (?<!赶)超过?
               | 冲破 | [突首连双再已均]破 | (?<=[额值量模数入收产])破 | 逾 | [迈跨站登跃踏][上入] | 跨越
               | (?<![通经走度渡不难看听说做办召举开见学练])过 | ≥ | > )
    | (?P<about> (?<![节签制预合契条履违集邀公誓婚])约 | 将近 | 接近 | 大概 | 大致
               | (?<![最附临邻靠就远贴亲相])近 )
    ) (?:了|为|占|有|合|达到?|至|到)? \Z""",
    re.VERBOSE,
)
_PREFIX_OF: Final = re.compile(
    r"(?:(?P<under>不到|不足)|(?P<over>超过)|(?P<about>(?<![节签制预合契条履违集邀公誓婚])约|将近|接近))"
    r"(?:为|占|是|相当于)?(?![^的]*(?:平均|目标|预期))[^,。;:、0-9]{1,8}的\Z"
)
_COMPARED: Final = re.compile(r"(?<![占同环对反])比(?![重例率值较])[^,。;!?\n]{1,24}\Z")
_SUFFIX: Final = re.compile(
    r"""(?:\([^()]{1,8}\))? (?:及|或)? (?:
      (?P<over> 以上 | 之上 | 有余 | 余(?![个家万亿名人项]) )
    | (?P<about> 左右 | 上下(?![联一游级同齐]) )
    | (?P<under> 以内 | 以下 | 之内 | 之下 )
    )""",
    re.VERBOSE,
)
_SUFFIX_HEADS: Final = frozenset("以左上之有余及或(")
_SPARE_MORE: Final = re.compile(r"多(?=[,。;、)的来时后以]|\Z)")
_INNER: Final = re.compile(r"内(?:[需外容部在蒙资地涝陆]|控)")
_BARE_GAP: Final = re.compile(r"[、和与及]|以及|、和")
_POINTS_GAP: Final = re.compile(r"(?:[、,]|以?[和与及])(?:[\u4e00-\u9fff]{0,10}(?<![增升提有引建]))")
_STEP: Final = re.compile(
    r"(?:(?:、|和)[0-9]+(?:\.[0-9]+)?[百千万亿]*[元吨斤]?){0,6}(?:[两三四五六七八九0-9]+[个大道级]{0,2})?[百千万]{0,2}亿?元?(?:新|的)?"
    r"(?:台阶|大关|关口)"
)
_NOUN_GAP: Final = re.compile(r"(?:、|和|以及|及)(?P<noun>[^,。;、:()\n和及]{1,20})")
_OWN_VERB: Final = re.compile(
    r"(?:新[增建改设开签引认]|增[长加至]|净增|提[高升]|下降|降[低至]|减少|完成|实现|引[进育]|打造|推[进动广出]|力争|确保|培[育训养]|建[成设]"
    r"|改造|治理|修复|扩建|发[放展布]|举办|开[展工通]|投[入放产]|获|创建|争[取创]|组建|认定|对应|带动|其中|全年|年度)"
    r"|(?:达到?|为|超过?|突破|占|[增升降提压扩][加至高到低缩大]+到?|(?:稳定|保持|控制|维持)在|增长|下降|提升|回[升落流])\Z"
)
_SHARE: Final = re.compile(r"(?:分别|均|双双|各)[^,。;\n0-9]{0,8}\Z")


def before(text: str, start: int, last_end: int) -> Comparator | None:
    """What the words that end at ``start`` say of the number that begins there; None if nothing.

    ``last_end`` is where the quantity before it ended: 超过 right after it, or after 比, is a verb ("比目标250亿元超过
    30亿元": the difference is exact).
    """
    if start == 0 or text[start - 1] not in _TAILS:
        return _before_of(text, start, last_end) if start and text[start - 1] == "的" else None
    match = _PREFIX.search(text, max(last_end, start - _WINDOW), start)
    if match is None:
        return None
    kind = cast(Comparator, match.lastgroup)
    if kind == "about" or text[match.start()] in "不未没至最":
        return kind
    if (match.start() == last_end and last_end) or _COMPARED.search(text, max(0, match.start() - 26), match.start()):
        return None
    return kind


def _before_of(text: str, start: int, last_end: int) -> Comparator | None:
    """What stands before the whole that the number is a part or multiple of ("约占全省的1/3", "不到全国的2%")."""
    match = _PREFIX_OF.search(text, max(last_end, start - 14), start)
    return cast(Comparator, match.lastgroup) if match else None


def governs_list(text: str, start: int) -> bool:
    """Whether 分别 or 均 before the number at ``start`` spreads its modifier over the list that follows."""
    return _SHARE.search(text, max(0, start - 16), start) is not None


def leads_to_step(text: str, end: int) -> bool:
    """Whether the list of amounts that goes on at ``end`` is one of steps passed ("跨越300亿、400亿元两个台阶")."""
    return _STEP.match(text, end) is not None


def after(text: str, end: int, unit: str) -> Comparator | None:
    """What the words that begin at ``end``, right after a quantity in ``unit``, say of it; None if nothing."""
    head = text[end : end + 1]
    if head in _SUFFIX_HEADS and (match := _SUFFIX.match(text, end)):
        return cast(Comparator, match.lastgroup)
    if head == "多" and _SPARE_MORE.match(text, end):
        return "over"
    if head == "内" and dimension(unit) == "time" and not _INNER.match(text, end):
        return "under"
    return None


def combine(prefix: Comparator | None, suffix: Comparator | None, more: bool) -> Comparator:
    """One comparator from the words before, after and inside ("近200家以上" is over, "超5%左右" too)."""
    for word in (prefix, suffix):
        if word in ("over", "under"):
            return word
    if more:
        return "over"
    return prefix or suffix or "exact"


def is_bare_gap(text: str, start: int, end: int) -> bool:
    """Whether nothing but 、 or 和 stands between two numbers."""
    return end - start <= 2 and _BARE_GAP.fullmatch(text, start, end) is not None


def is_points_gap(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands between two numbers in percentage points, the first one's unit left out."""
    return end - start <= 12 and _POINTS_GAP.fullmatch(text, start, end) is not None


def is_list_gap(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands between two numbers of one list under one verb.

    A bare 、 or 和, or one with a noun that brings no verb of its own ("2家、数字化车间10家以上").
    """
    if is_bare_gap(text, start, end):
        return True
    if end - start > 22:
        return False
    match = _NOUN_GAP.fullmatch(text, start, end)
    return match is not None and not _has_own_verb(match["noun"])


def _has_own_verb(noun: str) -> bool:
    """Whether the words between two numbers of a list begin or end with a verb of their own."""
    return any(found.start() == 0 or found.end() == len(noun) for found in _OWN_VERB.finditer(noun))
