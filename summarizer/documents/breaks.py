"""Line breaks put back into a report whose text stands in one line."""

from collections.abc import Iterator
from itertools import pairwise

from summarizer.expressions import expression

_NUMERAL = "[一二三四五六七八九十]"
_DATED = r"(?:[—―－─-]{2}|[(（])(?:20\d\d|[一二][〇○零九]\S{2})年\d{0,2}\S{0,3}月"
_HEAD = expression(
    r"(?<=[^\d，。])(?=20\d\d年[^，。：】]{0,16}工作报告(?:[—―－─(（]|20\d\d|来源|各位))|(?<=[】）])(?=[^，。：】]{2,16}工作报告[—―－─(（])"
    r"|(?<=工作报告)(?=[—―－─(（]|20\d\d|来源|各位|[^，。]{0,6}[省市县区州盟旗镇乡长任][\s\u3000])"
    rf"|(?={_DATED})|(?<=会议上)(?!的)|(?<=会议上[)）])"
    r"|(?=(?:来源|时间|发布时间|日期)[：:])|(?<=\d{4}-\d\d-\d\d)(?=\D)|(?<=\d\d:\d\d:\d\d)(?=\D)"
)
_LONGEST_HEAD = 600
_ADDRESS = expression(r"(?<![，、“‘的：])(?=(?:各位(?:代表|委员)|同志们)[：:！!，,])|(?<=各位代表[：:])(?=\S)")
_TIME = expression(
    r"(?<=[。！？])(?=(?:一年来|五年来|这五年|过去的?[一五]年|刚刚过去|回[顾首望]|今年，|今年是|未来五年|20\d\d年是"
    r"|“十[三四五六]五”(?:时期|以来)|与此同时，|(?:在)?(?:总结|肯定|看到)成绩|展望))"
)
"""Sentences that set the period of the text again, as the first one of a paragraph does."""
_MARK = expression(
    rf"(?P<part>第{_NUMERAL}{{1,3}}部分)"
    rf"|(?P<top>{_NUMERAL}{{1,3}})、(?!{_NUMERAL}{{1,2}}[、产次线])"
    rf"|[（(](?P<sub>{_NUMERAL}{{1,3}})[）)](?!型)"
)
_ANNEX = expression(
    r"(?<=[。！])(?=附件[：:\d一二三])|(?<=附件\d)(?=20\d\d年|\D)|(?<=[。！）])(?=(?:20\d\d年)?\S{0,6}十(?:件|大|项)民生实事(?!，|。|、))"
    r"|(?<=民生实事)(?=坚持|[一1][、.])|(?<=[。！）])(?=(?:名词解释|有关词语解释|注释)(?:[：:]|\d|[（“]))"
    r"|(?<=名词解释)(?=[1１][.．、]|“|（)"
)
"""Where an annex or a glossary after the report begins, and the text after its title."""
_ITEM = expression(rf"(?<=[。！？：])(?P<item>{_NUMERAL}{{1,2}})是(?!否)")
_LONG_ITEM = 150
"""Characters from which the items of a list are paragraphs."""
_STOP = frozenset("。！？!?；;：:”’）)")
_HEADING_WORDS = (
    "工作回顾|回顾|工作总结|总结|情况|工作安排|安排|工作任务|任务|重点工作|工作重点|总体要求|工作要求|主要目标|预期目标|发展目标|奋斗目标|目标"
    "|自身建设|总体思路|思路|工作部署|部署|工作打算|打算|工作建议|建议|成就|成绩|成效|举措|措施"
)
_TOP_HEADING = expression(
    rf"(?=[^。！？；，\n]{{0,30}}(?:20\d\d|过去|今年|去年|明年|五年|一年|十[三四五六七]五|工作|政府|总体))"
    rf"[^。！？；，：\n]{{2,36}}?(?:{_HEADING_WORDS})(?!的|和|与|及|、|，|。|：|；|”|{_HEADING_WORDS}|要求|导向|建设)"
)
_OPENER = expression(
    r"[^。！？；：\n]{4,40}?(?=今年是|今年，|“十[三四五六]五”时期是|过去[一五]年|20\d\d年，|20\d\d年是|一年来|五年来|刚刚过去|未来五年|各位代表|我们|全年|（一）)"
)
"""A heading up to the words with which the text after it opens."""
_VALUES = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}
_LONGEST_GAPLESS = 45


def lost_breaks(text: str, gaps: list[int]) -> list[int]:
    """The offsets in one line of a report before which a new line begins, in order.

    ``gaps`` are the offsets of the characters that white space was left out before. A line begins with the parts of the
    head, with an address of the audience, with a number of a heading that continues the numbers before it, and after
    the words that end a part's heading. Where most white space stands at ends of sentences, it is what line breaks
    were turned into, and lines begin after all of it.
    """
    found = {match.start() for match in _HEAD.finditer(text, 0, _LONGEST_HEAD)}
    found |= {match.start() for match in _ADDRESS.finditer(text)}
    found |= {match.start() for match in _TIME.finditer(text)}
    found |= {match.start() for match in _ANNEX.finditer(text, _annexes(text))}
    found |= set(_numbered(text))
    found |= set(_items(text))
    found |= _from_gaps(text, gaps)
    return sorted(at for at in found if 0 < at < len(text))


def _annexes(text: str) -> int:
    """Where annexes can begin: after the last call to the audience."""
    return max(text.rfind("各位代表"), text.rfind("让我们"), 0)


def _numbered(text: str) -> Iterator[int]:
    """Where numbered headings begin, and where the text after a part's heading does."""
    counts = {"top": 0, "sub": 0}
    for match in _MARK.finditer(text):
        if match["part"]:
            if not match.start() or text[match.start() - 1] in _STOP:
                yield match.start()
            continue
        level = "top" if match["top"] else "sub"
        value = _value(match[level])
        if not _continues(text, match.start(), level, value, counts[level]):
            continue
        counts[level] = value
        yield match.start()
        if level == "top":
            counts["sub"] = 0
            if heading := _TOP_HEADING.match(text, match.end()) or _OPENER.match(text, match.end()):
                yield heading.end()


def _items(text: str) -> Iterator[int]:
    """Where the long items of a list begin whose marks are 一是, 二是, 三是: each is a paragraph."""
    run: list[int] = []
    for match in _ITEM.finditer(text):
        value = _value(match.group("item"))
        if value == 1:
            yield from _long(run)
            run = []
        if value == len(run) + 1:
            run.append(match.start())
    yield from _long(run)


def _long(run: list[int]) -> list[int]:
    return run if len(run) > 2 and run[-1] - run[0] > _LONG_ITEM * (len(run) - 1) else []


def _continues(text: str, start: int, level: str, value: int, before: int) -> bool:
    """Whether a number is the next of its level, or the first again, at a place where a line can begin."""
    if value not in (before + 1, 1) or not start:
        return value == 1 and not start
    return level == "sub" or text[start - 1] in _STOP or before == 0


def _value(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (_VALUES.get(tens, 1) * 10 if ten else 0) + _VALUES.get(ones, 0)


def _from_gaps(text: str, gaps: list[int]) -> set[int]:
    """The gaps where line breaks stood, if most gaps between Chinese words stand at ends of sentences."""
    between = [at for at in gaps if 0 < at < len(text) and text[at] > "\x7f" and text[at - 1] > "\x7f"]
    ends = [at for at in between if text[at - 1] in _STOP]
    if len(ends) < 2 or 2 * len(ends) < len(between):
        return set()
    found = set(ends)
    for before, at in pairwise([0, *between]):
        if before in found and at not in found and at - before <= _LONGEST_GAPLESS:
            found.add(at)
    return found
