"""Passages that reports set off without a heading: address, conclusions, the government on itself, closing."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.chunker.model import Extent
from summarizer.chunker.nesting import Node
from summarizer.chunker.words import word_class
from summarizer.expressions import expression

_ADDRESS = r"(?:各位(?:代表|委员|来宾)|同志们|女士们|朋友们|老乡们)"
_ADDRESSED = expression(rf"[ 　*]*{_ADDRESS}")
_OPENING = expression(
    rf"[ 　*]*(?:{_ADDRESS}[^。！]{{0,12}}[：:]?\**$|{_ADDRESS}[：:！!，,]?[ 　]*(?:现在|我(?:受|代表)|受)"
    r"|现在[，,]?[^。]{0,20}(?:代表|向大会|报告)"
    r"|我(?:受|代表)|受[^，。]{1,20}委托|[并请][^。]{0,40}(?:审议|意见))"
)
_CLOSING = expression(
    r"让我们|我们要更加|我们坚信|更加紧密地?团结|紧密团结在|高举.{0,30}旗帜|谱写.{0,40}(?:篇章|华章)|(?:而|努力|团结|不懈)奋斗|再创.{0,8}辉煌"
    r"|谢谢大家"
)
_GOVERNANCE = expression(
    r"自身建设|对(?:各级)?政府(?:工作|治理|自身|系统|建设).{0,16}(?:要求|考验)|各级政府.{0,16}(?:要|必须)|政府治理体系和"
    r"|人民满意的?.{0,6}政府|政府工作(?:唯有|必须|要)"
)
_CONCLUSION = expression(
    r"[ 　]*(?:(?:在)?(?:肯定|总结|看到|取得|充分肯定)(?:这些)?成绩的?同时"
    r"|(?:同时|但是?)[，,]我们(?:也|还|要|必须)|我们(?:也|还|更)?(?:要)?清醒"
    r"|(?:上述|以上|这些|过去.{0,8})?成绩的?取得|这些成绩|(?:回[顾首望]|总结)(?:过去|一年|五年|20\d\d)"
    r"|过去的?一年[，,]?取得|刚刚过去的(?:一年|20\d\d)|一年来[，,](?:我们)?(?:始终|还|各项|坚持和加强)|此外[，,]|成绩来之不易"
    r"|在经济社会发展的同时|(?:同时|此外|与此同时)[，,][^。]{0,40}(?:国防|双拥|民族|宗教|工会|共青团|妇女|档案|审计|气象|人民武装)"
    r"|(?:国防|双拥|民族|工会|老龄)[^。]{0,60}(?:取得|扎实|不断|全面|持续)[^。]{0,20}(?:成|展|进|强|升))"
)
_CONDUCT = word_class("conduct")
_PAST = expression("过去|一年来|五年来|去年|成绩")
_TURN = expression(
    r"[ 　]*(?:各位代表[！，,!：:]?)?(?:做好|完成|实现)?(?:今年|明年|新的?一年|(?P<year>20\d\d)年)[，,]?"
    r"(?:是|我们(?:将|要)|[^。，]{0,24}(?:总体?要求|指导思想|思路|目标|任务|工作[，,]))"
)
_LAST_PARAGRAPHS = 8
_CLOSING_SIZE = 1500


def opening_end(text: str, paragraphs: Sequence[Extent]) -> int:
    """The index of the first paragraph that no longer belongs to the address at a report's beginning."""
    index = 0
    while index < min(6, len(paragraphs)) and _OPENING.match(text, *paragraphs[index]):
        index += 1
    return index


def closing_start(text: str, paragraphs: Sequence[Extent], end: int, headings: set[int]) -> int:
    """The index at which the closing appeal before paragraph ``end`` begins; ``end`` if there is none.

    It is the last passage addressed to the delegates (各位代表！…让我们…), or the last paragraph with such an appeal;
    never a paragraph of ``headings``.
    """
    appeal = None
    for index in range(end - 1, max(-1, end - 1 - _LAST_PARAGRAPHS), -1):
        start, stop = paragraphs[index]
        if index in headings or paragraphs[end - 1][1] - start > _CLOSING_SIZE:
            break
        if _CLOSING.search(text, start, stop):
            appeal = index if appeal is None else appeal
        if appeal is not None and _ADDRESSED.match(text, start, stop):
            return index
    return end if appeal is None else appeal


def conclusions(text: str, paragraphs: Sequence[Extent], nodes: Sequence[Node], end: int) -> list[Node]:
    """``nodes`` with what follows the last item of a part's lists set apart where it is about the whole part again.

    Such text becomes a node without heading right below the part. It is known by how it begins: by a look back at the
    year, at achievements and problems, or by an address to the delegates that no earlier item of the part has.
    """
    found = []
    for part, last in _ends_of_parts(nodes):
        node = nodes[last]
        stop = nodes[last + 1].paragraph if last + 1 < len(nodes) else end
        earlier = range(nodes[part].paragraph + 1, node.paragraph)
        addressed = not any(_ADDRESSED.match(text, *paragraphs[paragraph]) for paragraph in earlier)
        for paragraph in range(node.paragraph + (node.heading is not None), stop):
            extent = paragraphs[paragraph]
            if _CONCLUSION.match(text, *extent) or (addressed and _ADDRESSED.match(text, *extent)):
                found.append(Node(paragraph, 2))
                break
    places = {node.paragraph for node in found}
    kept = [node for node in nodes if node.heading is not None or node.paragraph not in places]
    return sorted([*kept, *found], key=lambda node: node.paragraph)


def _ends_of_parts(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs of indices: a part's first node, and a deeper node after which nothing of that part is as high."""
    starts = [index for index, node in enumerate(nodes) if node.level == 1 or index == 0]
    for part, after in pairwise([*starts, len(nodes)]):
        lowest = 100
        for index in range(after - 1, part - 1, -1):
            if 1 < nodes[index].level < lowest:
                yield (part, index)
            lowest = min(lowest, nodes[index].level)


def turning_point(text: str, paragraphs: Sequence[Extent], start: int, end: int, year: int | None) -> int | None:
    """The index in ``start:end`` of the paragraph that turns from the past year to the report's own; None without one.

    For reports whose plans have no title of their own: 今年是…的关键一年, 2031年全县工作的总体要求是….
    """
    for index in range(start, end):
        match = _TURN.match(text, *paragraphs[index])
        if match is not None and (match["year"] is None or year is None or int(match["year"]) >= year):
            return index
    return None


def governance_passage(text: str, paragraphs: Sequence[Extent], start: int, end: int) -> tuple[int, int] | None:
    """The run of paragraphs in ``start:end`` that address the government's own conduct; None if there is none.

    It begins with a paragraph addressed to the delegates or turned to new tasks, announces 政府自身建设 or is full of
    its words, and ends before the next paragraph that is addressed to them.
    """
    for index in range(start, end):
        first = text[slice(*paragraphs[index])]
        alone = len(first) < 12 and index + 1 < end
        if not (_ADDRESSED.match(first) or first.startswith(("面对新", "新征程", "新时代", "新形势"))):
            continue
        passage = first + text[slice(*paragraphs[index + 1])] if alone else first
        if _PAST.search(passage[:60]):
            continue
        if _GOVERNANCE.search(passage[:120]) or len(set(_CONDUCT.findall(passage))) >= 4:
            after = index + 2 if alone else index + 1
            while after < end and not _leaves_conduct(text, *paragraphs[after]):
                after += 1
            return (index, after)
    return None


def _leaves_conduct(text: str, start: int, end: int) -> bool:
    """Whether a paragraph addresses the audience again on something other than the government's conduct."""
    if not _ADDRESSED.match(text, start, end):
        return False
    return _CLOSING.search(text, start, end) is not None or len(set(_CONDUCT.findall(text, start, end))) < 2
