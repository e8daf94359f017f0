"""Headings of a report: paragraphs that open a part, an item of a list or a titled passage."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.chunker.model import Extent
from summarizer.chunker.sentences import clause_extents, sentence_extents

TITLE = "title"
"""Style of an unnumbered part title ("2031年工作回顾")."""
DASH = "dash"
"""Style of a paragraph that opens with a dash or a bullet."""
RANKS = {TITLE: 0, "part": 0, "comma": 1, "paren": 2, "ordinal": 3, "point": 3, "digit": 4, "circle": 5, "item": 6}
"""How deep a style stands where the report's own usage does not say otherwise; other styles float."""

_CN = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"[ 　]*(?:"
    rf"(?P<part>第(?:{_CN}|[0-9０-９]{{1,2}})(?:部分|篇|章|方面))[、，：: 　]*"
    rf"|(?P<comma>{_CN})(?:[、﹑]|[.．](?![0-9０-９]))"
    rf"|[（(〔](?P<paren>{_CN})[）)〕][、.．：:]?"
    rf"|(?P<ordinal>[第其]{_CN})[，,、：:]"
    rf"|(?P<item>{_CN}[是要])[：:，,]?(?!求|素|点|闻|务)"
    rf"|(?P<point>[0-9０-９]{{1,2}})[ 　]?(?:[、﹑]|[.．](?:(?![0-9０-９])|(?=20\d\d年)))"
    rf"|[（(]?(?P<digit>[0-9０-９]{{1,2}})[）)][、.．]?"
    rf"|(?P<circle>[①-⑳⑴-⒇])[、.．]?"
    rf")[ 　]*"
)
_DASHED = re.compile(r"[ 　]*(?:[—―─－]{1,3}|--+|[●■◆★▲◇□•·])[ 　]*(?=[^\s\d—―─－-]|20\d\d年|\d+个)")
_BROKEN = re.compile(rf"{_CN}[、，]|[一二三]?[产次线类级]|[0-9０-９]+[、，]?[0-9０-９]*[号％%]")
_STOPS = "。！？；!?;…"
_FINISHED = frozenset(_STOPS + '：:”’）)》】」』"')
_OPENER = re.compile(r"各位|同志们|女士们|主席团|现在[，,]|我代表|受.{1,12}委托")
_LEAD_IN = re.compile(r"(?:以下|如下|下列|下面|[几\d一二三四五六七八九十]+(?:个|大|项)?方面).{0,12}$")
_YEAR = r"(?:19|20|[１２][９０])[0-9０-９]{2}[ 　]*年?"
_PART_TITLE = re.compile(
    rf"(?:{_YEAR}|过去[一二三四五几]年|去年|今年|上年|[今未]来?[后来]?[一二三四五几]年|新的?一年|“?十[一二三四五六]五”?|本届政府)"
    r".{0,24}(?:回顾|总结|情况|成绩|成效|安排|任务|重点|目标|工作|部署|要求|思路|打算|计划|建议)"
    rf"|(?:回顾|回望|回首|展望|奋进|决胜|迈向|走过|总结|谋划|部署)[ 　]*(?:{_YEAR}|过去|“十|新的?一年|今年|去年)"
    r"|.{0,16}(?:自身建设|政府建设|(?:满意|有为|服务型|法治|廉洁|效能|效能型|人民)的?.{0,5}政府).{0,18}$"
)
_ANNEX_TITLE = re.compile(
    r"[（(【]?(?:(?:政府工作报告|报告)?(?:有关|部分|相关)?(?:名词|用语|术语|缩略语|注释|附件|附录|附表)[ 　]*"
    r"(?:解释|说明|注释|注解|释义|[0-9一二三])?(?:和说明|[：:].*)?)[）)】]?$"
)
_SUBJECT_TITLE = re.compile(
    r"(?:[^，。]{0,10}(?:回顾|总体要求|总要求|指导思想|工作思路|主要目标|预期目标|奋斗目标|发展目标|主要任务|重点任务|重点工作"
    r"|工作重点|工作安排|工作打算|民生实事|实事项目|困难和问题|问题和不足|困难和挑战|主要问题|存在问题|形势分析)[^，。]{0,12})$"
)
_LONG_HEADING = 80
_SHORT_LINE = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a text.

    ``paragraph`` is its paragraph's index; ``start`` its first character and ``text_start`` the first one after the
    number; ``body`` where own text begins: at the next paragraph for a heading on a line of its own, else at
    ``text_start``. ``ordinal`` is the number's value, None for dashes and titles.
    """

    paragraph: int
    start: int
    text_start: int
    body: int
    style: str
    ordinal: int | None
    number: str | None
    text: str

    @property
    def own_line(self) -> bool:
        """Whether the heading stands on a line of its own."""
        return self.body > self.text_start


def paragraphs_of(text: str, start: int, end: int) -> list[Extent]:
    """The paragraphs of ``text[start:end]`` that hold more than white space, in order, without their line breaks."""
    return [match.span() for match in _PARAGRAPH.finditer(text, start, end)]


_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")


def find_headings(text: str, paragraphs: Sequence[Extent]) -> list[Heading]:
    """All headings among ``paragraphs`` (extents in ``text``), in order; nesting is not decided here.

    Numbered and dashed paragraphs are headings unless they are the broken remains of a sentence or stand alone in a
    style that only lists use; unnumbered lines are headings when they read as part titles or when several of them are
    built alike.
    """
    marked = {heading.paragraph: heading for heading in _marked(text, paragraphs)}
    _drop_loners(marked)
    for heading in _titles(text, paragraphs, marked):
        marked[heading.paragraph] = heading
    return [marked[index] for index in sorted(marked)]


def is_annex_title(text: str) -> bool:
    """Whether a line is the title of a glossary or an annex (名词解释, 附件)."""
    return len(text) <= 30 and _ANNEX_TITLE.match(text.strip()) is not None


def is_part_title(text: str) -> bool:
    """Whether a heading's words are those of a report's main parts: a year's review or tasks, the government itself."""
    return _PART_TITLE.match(text) is not None


def _marked(text: str, paragraphs: Sequence[Extent]) -> list[Heading]:
    found = []
    for index, (start, end) in enumerate(paragraphs):
        if (match := _NUMBERED.match(text, start, end)) is not None:
            style, number = str(match.lastgroup), match[str(match.lastgroup)]
            broken = _BROKEN.match(text, match.end(), end) is not None
            ordinal: int | None = _value(number)
        elif (match := _DASHED.match(text, start, end)) is not None:
            style, number, ordinal, broken = DASH, None, None, False
        else:
            continue
        if broken or match.end() == end or (index and _unfinished(text, *paragraphs[index - 1])):
            continue
        if (heading := _heading(text, paragraphs, index, match.end(), style, ordinal, number)) is not None:
            found.append(heading)
    return found


def _heading(
    text: str,
    paragraphs: Sequence[Extent],
    index: int,
    text_start: int,
    style: str,
    ordinal: int | None,
    number: str | None,
) -> Heading | None:
    start, end = paragraphs[index]
    _, stop = _first_sentence(text, text_start, end)
    whole = stop == end
    bare = text[end - 1] not in _STOPS
    if style == DASH and (stop - text_start > _LONG_HEADING or (whole and text[end - 1] in "；;：:")):
        return None
    own_line = whole and end - text_start <= _LONG_HEADING and (bare or end - text_start <= 45)
    own_line = own_line and index + 1 < len(paragraphs) and not _alike(text, paragraphs[index + 1], style)
    body = paragraphs[index + 1][0] if own_line else text_start
    return Heading(index, start, text_start, body, style, ordinal, number, _clean(text, text_start, stop))


def _alike(text: str, paragraph: Extent, style: str) -> bool:
    """Whether the next paragraph is marked in the same style: then this one is an item, not a heading over text."""
    match = _NUMBERED.match(text, *paragraph)
    if match is not None:
        return match.lastgroup == style
    return style == DASH and _DASHED.match(text, *paragraph) is not None


def _first_sentence(text: str, start: int, end: int) -> Extent:
    """The sentence that serves as heading; of a very long one, what stands before the first colon or comma."""
    window = min(end, start + 4 * _LONG_HEADING)
    extents = sentence_extents(text, start, window)
    first = extents[0] if extents else (start, end)
    if first[1] - first[0] <= _LONG_HEADING:
        return first
    colon = re.compile("[：:]").search(text, start, start + _LONG_HEADING // 2)
    if colon is not None:
        return (first[0], colon.start())
    best = first[1]
    for _, stop in clause_extents(text, start, window):
        if stop - start > _LONG_HEADING:
            break
        best = stop
    return (first[0], best)


def _clean(text: str, start: int, end: int) -> str:
    return text[start:end].strip().rstrip("。；;：:，,、．. ").strip()


def _drop_loners(marked: dict[int, Heading]) -> None:
    """Lists have at least two items: single marks of list styles are no headings."""
    counts = Counter(heading.style for heading in marked.values())
    for index, heading in list(marked.items()):
        if counts[heading.style] < 2 and heading.style not in ("part", "comma", "paren"):
            del marked[index]


def _unfinished(text: str, start: int, end: int) -> bool:
    """Whether a paragraph stops in mid-sentence, so that the next one only carries it on."""
    if text[end - 1] in _FINISHED:
        return False
    return end - start > _LONG_HEADING or any(stop in "。！？" for stop in text[start : end - 1])


def _titles(text: str, paragraphs: Sequence[Extent], marked: dict[int, Heading]) -> list[Heading]:
    """Unnumbered headings: part titles, and lines built alike that open passages of the same rank."""
    lines = [index for index in range(len(paragraphs) - 1) if _may_be_title(text, paragraphs, index, marked)]
    titles = [index for index in lines if _reads_as_title(text[slice(*paragraphs[index])].strip())]
    found = [_line_heading(text, paragraphs, index, TITLE) for index in titles]
    groups = _groups(text, paragraphs, [index for index in lines if index not in set(titles)])
    siblings = Counter(
        (heading.style, heading.text[:2])
        for heading in marked.values()
        if heading.ordinal is not None and heading.own_line
    )
    for name, members in groups.items():
        if len(members) >= 3:
            found += [_line_heading(text, paragraphs, index, name) for index in members]
            continue
        for index in members:
            start = text[slice(*paragraphs[index])].strip()[:2]
            style = next((style for (style, words), count in siblings.items() if words == start and count >= 2), None)
            if style is not None:
                found.append(_line_heading(text, paragraphs, index, style))
    return found


def _line_heading(text: str, paragraphs: Sequence[Extent], index: int, style: str) -> Heading:
    start, end = paragraphs[index]
    return Heading(index, start, start, paragraphs[index + 1][0], style, None, None, _clean(text, start, end))


def _may_be_title(text: str, paragraphs: Sequence[Extent], index: int, marked: dict[int, Heading]) -> bool:
    start, end = paragraphs[index]
    if end - start > _SHORT_LINE or index in marked:
        return False
    line = text[start:end].strip()
    inner = line[:-1]
    if len(line) < 4 or line[-1] in "：:，,、；;" or any(stop in inner for stop in "。！？；!?;"):
        return False
    if _OPENER.match(line) or _LEAD_IN.search(line.rstrip("。！")) or not _balanced(line):
        return False
    return index == 0 or not _unfinished(text, *paragraphs[index - 1])


def _balanced(line: str) -> bool:
    return all(line.count(left) == line.count(right) for left, right in ("“”", "（）", "《》", "()"))


def _reads_as_title(line: str) -> bool:
    if line[-1] in _STOPS or len(line) > 40 or line.endswith("报告"):
        return False
    return is_part_title(line) or is_annex_title(line) or (len(line) <= 24 and _SUBJECT_TITLE.match(line) is not None)


def _groups(text: str, paragraphs: Sequence[Extent], lines: Sequence[int]) -> dict[str, list[int]]:
    """Lines built alike, by what they share: their opening words, or only that they are short and end in no stop."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    by_opening: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for index in lines:
        line = text[slice(*paragraphs[index])].strip()
        by_opening[line[:3], line[-1] in _STOPS].append(index)
    for (opening, stopped), members in by_opening.items():
        alone = [index for index, after in pairwise([*members, len(paragraphs)]) if after > index + 1]
        if len(alone) >= 3:
            groups["run:" + opening] += alone
        elif not stopped:
            short = [index for index in members if paragraphs[index][1] - paragraphs[index][0] <= 30]
            groups["line"] += [index for index in short if _opens_text(paragraphs, index)]
    return groups


def _opens_text(paragraphs: Sequence[Extent], index: int) -> bool:
    (start, end), (next_start, next_end) = paragraphs[index : index + 2]
    return next_end - next_start > max(40, 2 * (end - start))


def _value(number: str) -> int:
    """The value of a list number: "十二", "（3）", "③", "第二", "三是"."""
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    if "⑴" <= number <= "⒇":
        return ord(number) - ord("⑴") + 1
    digits = re.sub("[^0-9０-９]", "", number)
    if digits:
        return int(digits)
    total = 0
    for char in re.sub("[^一二三四五六七八九十]", "", number):
        total = (total or 1) * 10 if char == "十" else total + "一二三四五六七八九".index(char) + 1
    return total
