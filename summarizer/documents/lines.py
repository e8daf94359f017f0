"""Which lines of a text run on from the line before: hard-wrapped text, and stray breaks in the middle of sentences.

A line is wrapped text where its neighbours share one width. There a line runs on when the line before is full, and
the width of first lines (two characters short, because their indentation was lost) tells where paragraphs begin.
Elsewhere a line runs on only from a line that is plainly body text cut in the middle of a sentence.
"""

from collections import Counter
from collections.abc import Sequence

from summarizer.expressions import expression

_TERMINATORS = frozenset("。！？!?；;：:…")
_CLOSERS = "”’\"'』」）)】》〉］]"
_OPEN_ENDS = frozenset("，,、（(《“‘〈［[【『「")
_NEVER_FIRST = frozenset("，,。、；;：！？!?）)》”’％%‰】』」〉］]")
_HANGING = frozenset("，、。；：！？")
_SENTENCE_END = expression(r"[。；！？]|[;!?](?=[^\x00-\x7f])")
_TOPIC = expression(r"[^，。；、“”]{5,13}。")
"""The short first sentence of a paragraph, in the manner of these reports: 城区更新持续加力。"""
_AMOUNT = expression(r"\d\s?[%％亿万个家户件]")
_NUMERALS = "一二三四五六七八九十百"
_MARKER_FIRST = frozenset(
    "一二三四五六七八九十百（(〔【第—-－各同目现0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩●◆■★▲◇□•·*"
)
_MARKER = expression(
    rf"[{_NUMERALS}]{{1,3}}\s?[、．.]"
    rf"|[（(〔]\s?(?:[{_NUMERALS}]{{1,3}}|\d{{1,2}})\s?[)）〕]"
    rf"|第[{_NUMERALS}\d]{{1,3}}[章节篇部]"
    r"|\d{1,3}\s?(?:[、]|[．.](?!\d|\s+\d+[.%])|[．.](?=(?:19|20)\d\d\s?年))"
    r"|[—－-]{2}|[●◆■★▲◇□•·]"
    r"|各位(?:代表|委员|同志|领导)[^，,]{0,12}[：:！!，,]|目\s*录|【[^】]{2,40}】$|同志们[：:！!，,]"
)
_SPLIT_NUMERAL = expression(rf"[第{_NUMERALS}]$")
_NUMERAL_MARKER = expression(rf"[{_NUMERALS}]{{1,3}}[、．.]")
_NUMBER_BEGINS = expression(r"[\u4e00-\u9fff，、][0-9０-９]{1,8}(?:[.．，,][0-9０-９]{0,6})?$")
_UNIT = r"(?:个?百分点|[%％‰元吨亩人户家个项名件倍斤米]|公[里斤顷]|平方[公米]|千[瓦米])"
_NUMBER_GOES_ON = expression(
    rf"(?!(?:19|20)[0-9]{{2}}年)(?:[0-9０-９]{{1,8}}(?:[.．][0-9０-９]+)?|[.．][0-9０-９]+)\s?(?:{_UNIT}|[万亿])"
)
_UNIT_GOES_ON = expression(rf"万?亿?{_UNIT}(?:[，、；。]|$)")
_UNIT_MISSING = expression(r"[\u4e00-\u9fff，、][0-9０-９]{1,8}(?:[.．][0-9０-９]+)?(?:万?亿?|个)$")
_LEADER = expression(r"(?:[.…·．]\s?){4,}\d+$")
_HEAD_LINE = expression(r"报\s*告(?:[（(].{1,12}[)）])?\s*\d*$|会议(?:上|通过)?[)）]?$|\d\s?日[)）]?$")
_NOISE = expression(r"(?:更多(?:资料|材料|精彩)|下转|上接|关注公众号).{0,24}$")
_UNDIVIDED = expression(r"([“‘（《]*)[\x21-\x7e]+")
_LATIN = expression(r"[!-~]")
_RESERVOIR = expression(r"[（(][一二12][)）]型")
_NUMBER_TAIL = frozenset("0123456789０１２３４５６７８９.．，,万亿个")
_TITLE_LAST = frozenset("告）)")
_TITLE = expression(r".{0,36}工作(?:的)?\s*报\s*告(?:[（(].{1,12}[)）])?")
_BODY_WIDTH = 61
"""Half-widths from which an unmarked, unfinished line with a comma in it is body text rather than a heading."""
_NARROWEST, _WIDEST = 24, 160
"""The widths in half-widths to which text is wrapped."""
_LONGER_SHARE = 0.03
"""How many of the lines of a wrapped text may be longer than the others."""
_WINDOW = 192
_SMALLEST_WINDOW = 24


def continuations(lines: Sequence[str], blanks: Sequence[bool], indents: Sequence[int]) -> list[bool]:
    """For each line, whether it runs on from the line before.

    ``lines`` are stripped and not empty; ``blanks[i]`` tells whether blank lines stand before line ``i``,
    ``indents[i]`` counts the white-space characters at its head.
    """
    widths = [(len(line) + len(line.encode("utf-8", "surrogatepass"))) // 2 for line in lines]
    lasts = [line[-1] for line in lines]
    result = [False] * len(lines)
    for start, end, columns in _regions(widths, lasts):
        if columns:
            _wrapped(lines, widths, blanks, indents, start, end, columns, result)
        else:
            for i in range(max(start, 1), end):
                result[i] = _cut_sentence(lines[i - 1], widths[i - 1], lines[i])
    return result


def _regions(widths: Sequence[int], lasts: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of lines with the width in half-widths to which they are wrapped, 0 where they are not wrapped."""
    regions: list[tuple[int, int, int]] = []
    count = len(widths)
    windows = [(at, min(at + _WINDOW, count)) for at in range(0, count, _WINDOW)]
    if len(windows) > 1 and windows[-1][1] - windows[-1][0] < _SMALLEST_WINDOW:
        windows[-2:] = [(windows[-2][0], count)]
    stack = windows[::-1]
    while stack:
        start, end = stack.pop()
        columns = _columns(widths[start:end], lasts[start:end])
        if not columns and end - start >= 2 * _SMALLEST_WINDOW:
            middle = (start + end) // 2
            stack += [(middle, end), (start, middle)]
        elif regions and regions[-1][2] == columns:
            regions[-1] = (regions[-1][0], end, columns)
        else:
            regions.append((start, end, columns))
    return regions


def _columns(widths: Sequence[int], lasts: Sequence[str]) -> int:
    """The width to which lines are wrapped, 0 where they are not.

    Wrapped lines share a width (first lines are a little shorter, hanging punctuation a little longer), hardly any is
    longer, and most of the full ones end in the middle of a sentence.
    """
    top = sorted(widths)[len(widths) - 1 - int(_LONGER_SHARE * len(widths))]
    if not _NARROWEST <= top <= _WIDEST + 8:
        return 0
    near = [top - 9 <= width <= top for width in widths]
    full = [last not in _TERMINATORS for last, is_near in zip(lasts, near, strict=True) if is_near]
    if len(full) < max(2, 0.35 * len(widths)) or sum(full) < 0.6 * len(full):
        return 0
    counts = Counter(
        width - 2 * (last in _HANGING) for width, last, is_near in zip(widths, lasts, near, strict=True) if is_near
    )
    share = 0.8 if counts.total() >= _SMALLEST_WINDOW else 0.4
    return max(width for width, count in counts.items() if count >= share * max(counts.values()))


def _wrapped(
    lines: Sequence[str],
    widths: Sequence[int],
    blanks: Sequence[bool],
    indents: Sequence[int],
    start: int,
    end: int,
    columns: int,
    result: list[bool],
) -> None:
    blank_breaks, indent_breaks = _separators(blanks[start:end], indents[start:end])
    first_of_paragraph = True
    for i in range(max(start, 1), end):
        before, line = lines[i - 1], lines[i]
        width = widths[i - 1]
        joined = False
        if (blank_breaks and blanks[i]) or (indent_breaks and indents[i] >= 2):
            joined = before[-1] not in _TERMINATORS and line[0] in _NEVER_FIRST
        elif _splits_number(before, line):
            joined = True
        elif _is_full(before, width, line, columns - 4 * first_of_paragraph):
            last = before[-1]
            if line[0] in _MARKER_FIRST and _MARKER.match(line):
                joined = _splits_term(before, line)
            elif line[-1] in _TITLE_LAST and widths[i] < columns - 4 and _TITLE.fullmatch(line):
                joined = False
            elif last in _TERMINATORS or (last in _CLOSERS and before[-2:-1] in _TERMINATORS):
                joined = _tail(line, widths[i], columns) or indent_breaks
            else:
                joined = not (first_of_paragraph and _heading_then_text(lines, widths, i, columns))
        elif line[0] in _NEVER_FIRST or before[-1] in _OPEN_ENDS:
            joined = not (line[0] in _MARKER_FIRST and _MARKER.match(line))
        result[i] = joined
        first_of_paragraph = not joined


def _separators(blanks: Sequence[bool], indents: Sequence[int]) -> tuple[bool, bool]:
    """Whether blank lines, and whether indentation, mark where the paragraphs of a wrapped text begin."""
    count = len(blanks)
    blank = sum(blanks)
    indented = sum(1 for indent in indents if indent >= 2)
    return 0 < blank <= 0.5 * count and blank > 0.08 * count, 0.03 * count < indented <= 0.6 * count


def _is_full(line: str, width: int, following: str, columns: int) -> bool:
    """Whether a line ends because what follows found no room on it; Latin letters are of many widths."""
    room = columns - width
    if room <= 1:
        return True
    token = _UNDIVIDED.match(following)
    needed = (len(token.group()) + token.end(1)) if token else 2
    if needed > room:
        return True
    if room > 5 or (line[0] in _MARKER_FIRST and _MARKER.match(line)):
        return False
    return needed > room - 1 or _LATIN.search(line) is not None


def _splits_term(before: str, line: str) -> bool:
    """Whether what looks like a list number is the rest of a term: 七一 ⏎ 三、华孚等企业; 小 ⏎ （一）型水库."""
    if _SPLIT_NUMERAL.search(before):
        return _NUMERAL_MARKER.match(line) is not None
    return before[-1] == "小" and _RESERVOIR.match(line) is not None


def _splits_number(before: str, line: str) -> bool:
    """Whether a number begins on one line and goes on, with its unit, on the next: 达到12 ⏎ 86.4亿元."""
    if before[-1] not in _NUMBER_TAIL or _MARKER.match(line):
        return False
    window = max(0, len(before) - 20)
    if _NUMBER_GOES_ON.match(line):
        return _NUMBER_BEGINS.search(before, window) is not None
    return _UNIT_GOES_ON.match(line) is not None and _UNIT_MISSING.search(before, window) is not None


def _first_line(line: str, width: int, columns: int) -> bool:
    """Whether a line is as wide as the first of a paragraph: two characters narrower, hanging punctuation aside."""
    if width == columns - 2 and line[-1] in _HANGING and not _LATIN.search(line):
        return True
    return columns - 6 <= width < columns - 2


def _tail(line: str, width: int, columns: int) -> bool:
    """Whether a line after a full line that ends a sentence still belongs to the same paragraph."""
    if width >= columns - 6:
        return not _first_line(line, width, columns) and not (width < columns and _TOPIC.match(line))
    return line[-1] in _TERMINATORS and line[-1] not in "：:"


def _heading_then_text(lines: Sequence[str], widths: Sequence[int], i: int, columns: int) -> bool:
    """Whether line ``i`` is the first line of a paragraph after a heading as wide as a first line."""
    before = lines[i - 1]
    if not _first_line(lines[i], widths[i], columns) or _SENTENCE_END.search(before) or before[-1] in _OPEN_ENDS:
        return False
    if i + 1 < len(lines) and widths[i + 1] >= columns - 2 and not _AMOUNT.search(before):
        return True
    return lines[i][-1] in _TERMINATORS and _MARKER.match(before) is not None


def _cut_sentence(before: str, width: int, line: str) -> bool:
    """Whether a line of unwrapped text breaks in the middle of a sentence that the next line continues."""
    if line[0] in _MARKER_FIRST and _MARKER.match(line):
        return bool(_SENTENCE_END.search(before)) and _splits_term(before, line)
    if line[0] in _NEVER_FIRST or before[-1] in _OPEN_ENDS or _splits_number(before, line):
        return True
    if width < 24 or before[-1] in _TERMINATORS:
        return False
    body = _NOISE.sub("", before)
    last = body[-1:]
    if not body or last in _TERMINATORS or (last in _CLOSERS and body[-2:-1] in _TERMINATORS):
        return False
    if _HEAD_LINE.search(body) or _LEADER.search(body):
        return False
    if _SENTENCE_END.search(body):
        return True
    return width >= _BODY_WIDTH and "，" in body.replace(",", "，") and not _MARKER.match(body)
