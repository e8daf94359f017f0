"""What the words beside a number say of place, of the scope of a rank, of from and to, of higher and lower."""

import re
from typing import Final

from summarizer.chunker.regions import is_region
from summarizer.expressions import expression
from summarizer.language import numerals
from summarizer.validator.surroundings import Number

#: Scopes of ranks and wholes, each word with what it means.
SCOPES: Final = {
    "全国": "nation", "国内": "nation", "我国": "nation", "全球": "world", "世界": "world", "国际": "world",
    "亚洲": "asia", "亚太": "asia", "欧洲": "europe", "全省": "province", "省内": "province", "全区": "district",
    "全自治区": "province", "区内": "district", "全市": "city", "市内": "city", "全州": "city", "全县": "county",
    "全镇": "town", "全乡": "town", "全街道": "town", "全村": "village",
    "中西部": "midwest", "中部": "mid", "西部": "west", "东部": "east", "东北": "northeast", "华东": "east china",
    "长三角": "yangtze delta", "珠三角": "pearl delta", "京津冀": "jjj", "长江经济带": "yangtze belt",
    "沿海": "coast", "大湾区": "bay", "省会": "capital", "副省级": "subprovincial", "地级市": "prefectures",
    "计划单列市": "planned", "百强县": "hundred",
}  # fmt: skip
#: Words that begin like a scope and name a kind of thing (国内游, 国际航线).
_NO_SCOPE: Final = r"(?!国内(?:外|游|旅游|生产|市场|需求)|国际(?:旅游|贸易|航|班列|化))"
_SCOPE: Final = expression(_NO_SCOPE + "(?:" + "|".join(sorted(SCOPES, key=len, reverse=True)) + ")")
_WHOLE: Final = expression(r"全国|我国|全球|世界|亚洲|欧洲|全省|全市|全自治区|全县|全州|全镇|全乡|全街道|国内")
#: A whole that the number is compared with, ranked in or a part of, not about.
_NOT_ABOUT: Final = expression(
    r"(?:[居列占比较于超位获评为在排对向与同和及获全以]|高于|低于|排名|入选|首批|列入|约占|优于|高出)(?:了)?$"
)
_KIND_OF_THING: Final = expression(
    r"(?:重点实验室|首[批个家次]|最|唯一|统一|性|范围|百强|知名|各地|第|前|首|文明|示范|一流|优秀|先进|试点|冠军|人大|政协|两会|领先)"
)
_LOCAL_WHOLES: Final = frozenset({"province", "city", "district", "county"})
_OWN_WHOLES: Final = {
    "nation": frozenset({"nation"}),
    "province": frozenset({"province", "district"}),
    "prefecture": frozenset({"city", "district"}),
    "county": frozenset({"county", "city", "district"}),
}
"""The wholes that are a report's own region, by its level; 全市 in a county's report is the county-level city."""
_LARGER: Final = {
    "prefecture": frozenset({"province"}),
    "county-level city": frozenset({"province"}),
    "county": frozenset({"province", "city"}),
    "township": frozenset({"province", "city", "county"}),
}
"""The wholes that hold a report's region, by its level."""
_COUNTY: Final = expression(r"(?<!自治)[区县旗](?:人民)?政府|[区县旗]$")
_REGION: Final = expression(r"[\u4e00-\u9fff]{2,7}?(?:自治区|自治州|省|市|州|盟|县|区|旗)")
_FROM: Final = expression(
    r"(?:由|从)(?:[0-9]{4}年[末底初]?的?|上年末?的?|去年末?的?|原来的?|此前的?)?[^,;。、0-9由从]{0,10}$"
)
_TO: Final = expression(
    r"(?:提高|提升|增加|增长|上升|升|增|扩大|扩容|发展|跃升|攀升|降低|下降|减少|缩小|收窄|缩短|压减|压缩|精简|整合|合并|降|减|并|缩"
    r"|拆|扩|涨|跌|改善|调整|恢复|优化|上调|下调)(?:到|至|为|成)(?:了)?(?:[0-9]{4}年[末底初]?的?)?[^,;。、0-9]{0,8}$"
)
_FALLING: Final = expression(r"降低|下降|减少|缩小|收窄|缩短|压减|压缩|精简|整合|合并|下调|[降减并缩跌]")
_UP: Final = expression(
    r"超(?=计划|目标|额|预期)|(?<![不未])(?:高于|快于|高出|好于|优于|多于|大于|超出)|超过(?=预|目|计|全|上|去)|增长|提高|上升|上涨|增加(?!值)|提升|扩大|回升|攀升|净增|增至|升至|多增|高(?=$)|快(?=$)|多(?=$)|升高|净流入|上调|再?晋(?:升|位|级)?|前移|进位|超(?=$)"
)
_DOWN: Final = expression(
    r"(?<![不未])(?:低于|慢于|低出|少于|小于|逊于)|不及|下降|降低|减少|下跌|回落|缩小|压减|降至|减至|负增长|萎缩|收窄|少(?=$)|低(?=$)|慢(?=$)|净流出|净减|下调|后移|退后|下滑|缩减|压缩|缩短"
)
_SOFT: Final = expression(r"(?:约|近|了|出|至少|收|超过?|逾|达|不到|不足)+$")
_ADDED: Final = expression(r"新增|净增|新建|当年新|再增|新设")
_TOTAL: Final = expression(
    r"累计|总数|总量|总长|总计|(?:增|升|扩|提高|增加|扩大|发展)[至到]|达到|达(?=[约近]?$)|共有|拥有"
)
_STREAK: Final = expression(
    r"(?:连续|连|近)(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})个?(?P<unit>年|月|季度|次|届|轮)|(?P<crops>[一二三四五六七八九十]{1,3})连(?P<kind>[丰增冠减降跌])"
    r"|近?(?P<record>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})年(?:以?来)?的?(?=最|新[高低])"
)
_CROPS: Final = {"丰": "up", "增": "up", "减": "down", "降": "down", "跌": "down"}


def own_wholes(level: str | None) -> frozenset[str]:
    """The wholes that are the region of a report of a level, or can be where that is not known."""
    return _OWN_WHOLES.get(level or "", _LOCAL_WHOLES)


def larger_wholes(level: str | None, title: str) -> frozenset[str]:
    """The wholes of the country that are larger than the region of a report of a level, as far as that is known."""
    if level == "county" and not _COUNTY.search(title):
        level = "county-level city"
    return _LARGER.get(level or "", frozenset())


def rank_scope(number: Number) -> str | None:
    """What a rank is within (全国, 全省, 中部 …), by the words nearest before it; None where nothing says it."""
    found = list(_SCOPE.finditer(number.clause[-24:])) or list(_SCOPE.finditer(number.lead[-36:]))
    return SCOPES[found[-1][0]] if found else None


def scopes(text: str) -> set[str]:
    """All scopes that a text names."""
    return {SCOPES[found[0]] for found in _SCOPE.finditer(text)}


def wholes(text: str) -> set[str]:
    """The wholes (全国, 全省 …) that a text is about, not those that it ranks, compares or divides by."""
    return {
        SCOPES.get(found[0], found[0])
        for found in _WHOLE.finditer(text)
        if not _NOT_ABOUT.search(text[: found.start()]) and not _KIND_OF_THING.match(text, found.end())
    }


def regions(text: str) -> set[str]:
    """The provinces, cities and counties that a text names in full."""
    found: set[str] = set()
    for match in _REGION.finditer(text):
        name = match[0]
        found |= {name[at:] for at in range(len(name) - 1) if len(name) - at >= 3 and is_region(name[at:])}
    return found


def turned(said: Number, source: Number) -> str | None:
    """What prose turns round: "order" where it takes the start for the end, "direction" where rise for fall."""
    ours, theirs = leads(said), leads(source)
    if ours is None or theirs is None:
        return None
    if ours[0] != theirs[0]:
        return "order"
    return "direction" if ours[1] != theirs[1] else None


def leads(number: Number) -> tuple[str, str] | None:
    """Whether the words before a number say that something began ("from") or came to ("to") it, and up or down."""
    if (found := _TO.search(number.lead)) is not None:
        return "to", "down" if _FALLING.match(found[0]) else "up"
    if _FROM.search(number.lead) is not None:
        return "from", ""
    return None


def way(number: Number) -> str | None:
    """Up or down, by the last word of rise or fall in the number's own clause, before it or right behind it."""
    last = None
    clause = _SOFT.sub("", number.clause)
    for pattern, name in ((_UP, "up"), (_DOWN, "down")):
        for found in pattern.finditer(clause):
            if last is None or found.end() > last[0]:
                last = (found.end(), name)
    return last[1] if last else None


def flow(number: Number) -> str | None:
    """Whether a number is said to be what was "added" or the "total" that was come to; None where nothing says so."""
    added, total = _ADDED.search(number.clause), _TOTAL.search(number.clause)
    if (added is None) == (total is None):
        return None
    return "added" if added else "total"


def relations(text: str) -> tuple[int, int]:
    """How many words of rise and of fall a text holds."""
    return len(_UP.findall(text)), len(_DOWN.findall(text))


def streaks(text: str) -> list[tuple[int, str, str | None]]:
    """The runs of years a text tells of: how many, of what, which way ("连续九年增长" → (9, "年", "up"))."""
    found = []
    for match in _STREAK.finditer(text):
        after = re.split(r"[,;。、]", text[match.end() : match.end() + 14])[0]
        up, down = relations(after)
        direction = "up" if up and not down else "down" if down and not up else None
        direction = _CROPS.get(match["kind"] or "", direction)
        number = numerals.count(match["n"] or match["crops"] or match["record"])
        unit = "年最" if match["record"] else f"近{match['unit']}" if match[0][0] == "近" else match["unit"] or "年"
        found.append((number, unit, direction))
    return found
