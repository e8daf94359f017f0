"""Titles without a number: names of main parts, and lines built alike that open passages of the same rank."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from summarizer.chunker.marks import MARKUP, STOPS, TITLE, Heading, cleaned, unfinished
from summarizer.chunker.model import Extent
from summarizer.chunker.sentences import sentence_extents
from summarizer.documents import View

_OPENER = re.compile(r"各位|同志们|女士们|主席团|现在[，,]|我代表|受.{1,12}委托")
_LEAD_IN = re.compile(r"(?:以下|如下|下列|下面|[几\d一二三四五六七八九十]+(?:个|大|项)?方面).{0,12}$")
_YEAR = r"(?:(?:19|20|[１２][９０])[0-9０-９]{2}[ 　]*年?|二[〇○Ｏ零][一二三四五六七八九〇○Ｏ零]{2}年)"
_TIME = (
    rf"(?:{_YEAR}|过去[一二三四五几]年|[一三四五]年来|去年|今年|上年|[上本]一?年度|[今未]来?[后来]?[一二三四五几]年|新的?一年"
    r"|“?十[一二三四五六]五”?|本届政府)"
)
_PART_TITLE = re.compile(
    rf"(?:关于|对|做好)?{_TIME}"
    r".{0,24}(?:回顾|总结|情况|成绩|成效|安排|任务|重点|目标|工作|部署|要求|思路|打算|计划|建议)"
    rf"|(?:过去的?一年|新的?一年)$"
    rf"|(?:回顾|回望|回首|展望|奋进|决胜|迈向|走过|总结|谋划|部署)[ 　]*(?:{_YEAR}|过去|“十|新的?一年|今年|去年)"
    r"|.{0,16}(?:自身建设|政府建设|(?:满意|有为|服务型|法治|廉洁|效能|效能型|人民)的?.{0,5}政府).{0,18}$"
)
_ANNEX_TITLE = re.compile(
    r"[（(【]?(?:"
    r"(?:附[件录]?[ 0-9一二三]{0,2}[：:、]?)?(?:《?.{0,8}政府工作报告》?)?中?的?(?:有关|部分|相关|若干|主要)?"
    r"(?:名词|用语|术语|缩略语|概念|词语)(?:[、和及与](?:名词|用语|术语|缩略语|概念))?的?(?:解释|说明|注释|注解|释义)"
    r"|(?:附[件录表]|注释|名词)[ 0-9一二三]{0,2}(?:[：:].*)?"
    r")[）)】]?$"
)
_SUBJECT_TITLE = re.compile(
    r"[^，。]{0,10}(?:回顾|总体要求|总要求|指导思想|工作思路|主要目标|预期目标|奋斗目标|发展目标|主要任务|重点任务|重点工作"
    r"|工作重点|工作安排|工作打算|民生实事|实事项目|困难和问题|问题和不足|困难和挑战|主要问题|存在问题|形势分析)[^，。]{0,12}$"
)
_NOUNS = (
    r"(?:(?:主要|重点|总体|预期|奋斗|政府|各项|目标|任务|工作|发展)*"
    r"(?:回顾|总结|情况|安排|任务|目标|工作|部署|要求|思路|打算|计划|建议|成就|成绩|考虑))"
)
_CN = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:{_CN}、|[（(]{_CN}[）)]|第{_CN}部分[：:、 ]?)"
GLUED_TITLE = re.compile(
    rf"{_NUMBER}(?:"
    rf"(?:关于|做好)?{_TIME}[^，。；：！？!?;:,是]{{0,16}}?{_NOUNS}(?:(?:和|与|及|、|以及)[^，。；：！？!?;:,是]{{0,10}}?{_NOUNS})*"
    r"(?=[一-鿿\d“])(?![是的为和与及中方上下等了会，、])"
    r"|.{2,24}?(?:回顾|总结|情况|安排|任务|重点工作|总体要求|主要目标|自身建设)"
    r"(?=(?:20\d\d年[，,是既]|今年[，,是]|过去[的一]|刚刚过去|各位代表|一年来|五年来|做好今年|我们))"
    r")(?=[^。]{4,}。)"
)
"""A numbered title and what follows without a break: 一、2031年工作回顾地区生产总值增长6.1%。"""
_WHOLE_TITLE = re.compile(
    rf"{_NUMBER}?(?:关于|做好)?{_TIME}[^，。；：！？!?;:,是的]{{0,16}}?{_NOUNS}(?:(?:和|与|及|、)[^，。；：！？!?;:,是]{{0,12}}?{_NOUNS})*"
)
_SHORT_LINE = 60
_SHORT_SENTENCE = 45
_FIGURE = re.compile(r"\d[\d.]*(?:[%％]|[万亿]|个|家|公里|[元吨亩人])")
_OPENING_WORDS = 4
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"))


def is_annex_title(text: str) -> bool:
    """Whether a line is the title of a glossary or an annex (名词解释, 附件)."""
    return len(text) <= 30 and _ANNEX_TITLE.match(text.strip(MARKUP)) is not None


def is_part_title(text: str) -> bool:
    """Whether a heading's words are those of a report's main parts: a year's review or tasks, the government itself."""
    return _PART_TITLE.match(text) is not None


def is_whole_title(line: str) -> bool:
    """Whether a line is a main part's title from its first word to its last: 2031年工作安排, no more."""
    return len(line) <= _SHORT_LINE // 2 and _WHOLE_TITLE.fullmatch(line) is not None


def titled_headings(view: View, paragraphs: Sequence[Extent], marked: Mapping[int, Heading]) -> list[Heading]:
    """Headings without a mark among ``paragraphs``; ``marked`` are those with one, by paragraph.

    A line of its own is a heading when it reads as a part title, when three lines or more that open text begin with the
    same words, when three lines or more are short and end in no stop, or when numbered headings begin with its words.
    """
    lines = [index for index in range(len(paragraphs) - 1) if _may_be_title(view.text, paragraphs, index, marked)]
    runs = _runs(view, paragraphs, lines, marked)
    found = [heading for run in runs.values() for heading in run]
    taken = {heading.paragraph for heading in found}
    rest = []
    for index in lines:
        line = view.text[slice(*paragraphs[index])].strip(MARKUP)
        if index not in taken and line[-1] not in STOPS:
            if _reads_as_title(line):
                found.append(_line_heading(view.text, paragraphs, index, TITLE))
            else:
                rest.append(index)
    return found + _plain(view.text, paragraphs, rest, marked)


def source_break(view: View, start: int, low: int, high: int) -> int | None:
    """The first offset from ``start + low`` to ``start + high`` before which the source has a line break."""
    source, offsets = view.document.text, view.offsets
    for position in range(start + low, min(start + high, len(view.text) - 1) + 1):
        if "\n" in source[offsets[position - 1] + 1 : offsets[position]]:
            return position
    return None


def _plain(
    text: str, paragraphs: Sequence[Extent], lines: Sequence[int], marked: Mapping[int, Heading]
) -> list[Heading]:
    """Short lines without a stop: headings if there are several, or if numbered siblings begin with the same words."""
    siblings = Counter(
        (heading.style, heading.text[:2]) for heading in marked.values() if heading.ordinal and heading.own_line
    )
    styles = {words: style for (style, words), count in siblings.items() if count >= 2}
    found, short = [], []
    for index in lines:
        start, end = paragraphs[index]
        if (words := text[start:end].strip(MARKUP)[:2]) in styles:
            found.append(_line_heading(text, paragraphs, index, styles[words]))
        elif end - start <= _SHORT_LINE // 2 and _opens_text(paragraphs, index):
            short.append(index)
    if len(short) >= 3:
        found += [_line_heading(text, paragraphs, index, "line") for index in short]
    return found


def _line_heading(text: str, paragraphs: Sequence[Extent], index: int, style: str, body: int | None = None) -> Heading:
    start, end = paragraphs[index]
    body = paragraphs[index + 1][0] if body is None else body
    return Heading(index, start, start, body, style, None, None, cleaned(text, start, min(end, body)))


def _may_be_title(text: str, paragraphs: Sequence[Extent], index: int, marked: Mapping[int, Heading]) -> bool:
    start, end = paragraphs[index]
    if end - start > _SHORT_LINE or index in marked:
        return False
    line = text[start:end].strip(MARKUP)
    if len(line) < 4 or line[-1] in "：:，,、；;" or any(stop in line[:-1] for stop in STOPS):
        return False
    if _OPENER.match(line) or _LEAD_IN.search(line.rstrip("。！")):
        return False
    if line[-1] in STOPS and (len(line) > _SHORT_SENTENCE or _FIGURE.search(line)):
        return False
    balanced = all(line.count(left) == line.count(right) for left, right in _PAIRS)
    return balanced and (index == 0 or not unfinished(text, *paragraphs[index - 1]))


def _reads_as_title(line: str) -> bool:
    if len(line) > 40 or "工作报告" in line:
        return False
    return is_part_title(line) or is_annex_title(line) or (len(line) <= 24 and _SUBJECT_TITLE.match(line) is not None)


def _opens_text(paragraphs: Sequence[Extent], index: int) -> bool:
    (start, end), (next_start, next_end) = paragraphs[index : index + 2]
    return next_end - next_start > max(40, 2 * (end - start))


def _runs(
    view: View, paragraphs: Sequence[Extent], lines: Sequence[int], marked: Mapping[int, Heading]
) -> dict[str, list[Heading]]:
    """Lines that begin with the same words, three or more, each with text after it; by these words.

    Where wrapped lines were joined, such a line may be the head of a longer paragraph: it counts if the source breaks
    the line right after it.
    """
    text = view.text
    by_opening: defaultdict[str, list[int]] = defaultdict(list)
    for index, (start, end) in enumerate(paragraphs[:-1]):
        words = text[start : start + _OPENING_WORDS]
        if end - start > _OPENING_WORDS and index not in marked and not words[0].isdigit() and not _OPENER.match(words):
            by_opening[words].append(index)
    alone = set(lines)
    runs = {}
    for words, members in by_opening.items():
        if len(members) < 3:
            continue
        whole = [index for index in members if index in alone]
        if 2 * sum(index - 1 in marked and marked[index - 1].own_line for index in whole) > len(whole):
            continue
        apart = {index for index, after in pairwise([*whole, len(paragraphs)]) if after > index + 1}
        headings = [_line_heading(text, paragraphs, index, "run:" + words) for index in whole if index in apart]
        headings += _joined(view, paragraphs, [index for index in members if index not in alone], headings, words)
        if len(headings) >= 3:
            runs[words] = headings
    return runs


def _joined(
    view: View, paragraphs: Sequence[Extent], members: Sequence[int], headings: Sequence[Heading], words: str
) -> list[Heading]:
    """Heads of longer paragraphs that stand on a line of their own in the source, as long as their siblings."""
    found = []
    sizes = [len(heading.text) for heading in headings]
    for index in members:
        start, end = paragraphs[index]
        if headings and unfinished(view.text, *paragraphs[index - 1]):
            continue
        if len(sizes) >= 2:
            body = source_break(view, start, min(sizes) - 2, max(sizes) + 3)
        else:
            stop = next((stop for _, stop in sentence_extents(view.text, start, end)), end)
            body = stop if stop - start <= _SHORT_LINE and source_break(view, stop, 0, 0) else None
        if body is not None and start < body < end:
            found.append(_line_heading(view.text, paragraphs, index, "run:" + words, body))
    return found
