"""Finding the reports of a document: where each begins and ends, and what its head says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.chunker.annexes import ANNEX, AnnexLine, is_annex_title
from summarizer.chunker.columns import completed
from summarizer.chunker.delivery import year_given
from summarizer.chunker.head_lines import (
    has_list_number,
    is_contents,
    is_head_line,
    is_opening,
    is_other_report,
    is_salutation,
    is_title_part,
    title_span,
)
from summarizer.chunker.heads import read_head
from summarizer.chunker.lines import line_extents
from summarizer.chunker.model import Completeness, Region, Report
from summarizer.chunker.regions import find_region, region_of_body
from summarizer.chunker.signs import begins_late, closes, has_tail, is_page_header, is_separator, reads_like_report
from summarizer.chunker.site import stands_apart
from summarizer.documents import View

_STOPS = tuple("。!?;…")
_HEAD_LINES = 40
_UNKNOWN_LINES = 3
"""Lines that are neither of a head nor of a page may stand among head lines, so many in a row."""
_LONGEST_HEAD_LINE = 80
_LONGEST_ODD = 60
_LONGEST_REPEAT = 600
"""Characters of a report's first words that a page may give once more, above it or at its foot."""
_PREAMBLE = 3
"""Lines between the address to the audience and the sentence that opens the report."""
_SHORTEST_TITLED = 160
"""Characters that must follow a title without an opening before it counts as a report's."""


@dataclass(frozen=True, slots=True)
class _ReportLines:
    """The paragraphs of a view: folded texts and where each starts."""

    texts: list[str]
    starts: list[int]

    def end(self, i: int) -> int:
        return self.starts[i] + len(self.texts[i])


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a report begins: its first head line, the first line of its text, and the line that opens it."""

    first: int
    body: int
    opening: int | None


def find_reports(view: View) -> tuple[Report, ...]:
    """The reports of a document in text order; none where the document holds none.

    A report begins with the head lines before its opening (现在，我代表…人民政府，向大会报告工作), or with a title that
    is followed by a report's text; pages of contents and running heads begin none. Text that stands before the first
    such beginning, or in a document without one, is a report whose head is missing where it reads like one. A report
    ends where the next begins, or the site around it does.
    """
    extents = line_extents(view, 0, len(view.text))
    texts = [view.folded[start:end] for start, end in extents]
    lines = _ReportLines(texts, [start for start, _ in extents])
    found = [*_starts(texts), _Start(len(texts), len(texts), None)]
    cores = [_core(texts, start.body, after.first) for start, after in pairwise(found)]
    reports = list(_fragments(view, lines, 0, found[0].first))
    for i, (start, following) in enumerate(pairwise(found)):
        if not _repeats(cores[i], [*cores[max(0, i - 1) : i], *cores[i + 1 : i + 2]]):
            reports += _reports_of(view, lines, start, following.first)
    return tuple(completed(report, view.document.fields) for report in reports)


def _core(texts: Sequence[str], body: int, end: int) -> str:
    """The first characters of a text, up to the page's own lines, without line breaks; "" if there are none."""
    core = ""
    for i in range(body, end):
        if len(core) > _LONGEST_REPEAT or stands_apart(texts, i):
            break
        core += texts[i]
    return core.rstrip(".…")


def _repeats(core: str, others: Sequence[str]) -> bool:
    """Whether a short text only repeats how a neighbour begins: a page's description of itself, not a report."""
    return 0 < len(core) <= _LONGEST_REPEAT and any(len(core) < len(o) and o.startswith(core) for o in others)


def _starts(texts: Sequence[str]) -> list[_Start]:
    """Every beginning of a report, by its opening or its title, in text order."""
    openings: list[_Start] = []
    floor = 0
    for i, text in enumerate(texts):
        if i < floor or not is_opening(text):
            continue
        body = next((j for j in range(max(floor, i - _PREAMBLE), i) if is_salutation(texts[j])), i)
        openings.append(_Start(_head_start(texts, body, floor), body, i))
        floor = i + 1
    starts: list[_Start] = []
    floor = 0
    for opening in [*openings, _Start(len(texts), len(texts), None)]:
        starts += _titled(texts, floor, opening.first, starts[-1] if starts else None)
        starts.append(opening)
        floor = opening.body
    return starts[:-1]


def _head_start(texts: Sequence[str], body: int, floor: int) -> int:
    """The first of the head lines directly before a report's text."""
    first, unknown = body, 0
    titles: list[str] = []
    for i in range(body - 1, max(floor, body - _HEAD_LINES) - 1, -1):
        text = texts[i]
        if len(text) > _LONGEST_HEAD_LINE or is_contents(text):
            break
        if stands_apart(texts, i):
            continue
        if is_separator(text):
            break
        if title_span(text):
            if titles and (len(titles) > 1 or not _same_place(text, titles[-1])):
                break
            titles.append(text)
        if is_head_line(text) or (i + 1 == first and titles and len(titles[-1]) <= 12 and is_title_part(text)):
            first, unknown = i, 0
        elif text[-1] in "。!?;" or unknown == _UNKNOWN_LINES:
            break
        else:
            unknown += 1
    return first


def _same_place(heading: str, title: str) -> bool:
    """Whether a collection's heading and the title under it can be of one report."""
    one, other = (read_head([text], [text], "").phrases for text in (heading, title))
    return not one or not other or one[0].endswith(other[0]) or other[0].endswith(one[0])


def _titled(texts: Sequence[str], floor: int, end: int, before: _Start | None) -> Iterator[_Start]:
    """Beginnings by title alone, between the last beginning and the next."""
    i = floor
    while i < end:
        text = texts[i]
        if not title_span(text) or is_contents(text) or is_separator(text):
            i += 1
            continue
        body = i + 1
        while body < end and body - i < _HEAD_LINES and _heads(texts, body):
            body += 1
        following = _next_title(texts, body, end)
        if _begins(texts, i, body, following, before):
            yield (before := _Start(i, body, None))
        i = body


def _heads(texts: Sequence[str], i: int) -> bool:
    """Whether a line under a title still belongs to the head, or to the page between them."""
    return stands_apart(texts, i) or (is_head_line(texts[i]) and not title_span(texts[i]))


def _next_title(texts: Sequence[str], body: int, end: int) -> int:
    return next((i for i in range(body, end) if title_span(texts[i]) or is_contents(texts[i])), end)


def _begins(texts: Sequence[str], title: int, body: int, end: int, before: _Start | None) -> bool:
    """Whether a title without an opening begins a report: text follows, and it is no running head."""
    following = texts[body:end]
    addressed = bool(following) and any(map(is_salutation, texts[title + 1 : body]))
    long = sum(map(len, following)) >= _SHORTEST_TITLED and reads_like_report([texts[title], *following])
    if not addressed and not long:
        return False
    if before is None or has_list_number(texts[title]):
        return True
    return closes(texts[max(before.body, title - 2) : title])


def _reports_of(view: View, lines: _ReportLines, start: _Start, end: int) -> Iterator[Report]:
    """The report of one beginning, and fragments of others that follow it before the next."""
    last = end
    for i in range(start.body + 1, end):
        if is_other_report(lines.texts[i]):
            yield _report(view, lines, start, i)
            return
        if is_separator(lines.texts[i]) and closes(lines.texts[max(start.body, i - 2) : i]):
            last = i
            break
    yield _report(view, lines, start, last)
    yield from _fragments(view, lines, last, end)


def _fragments(view: View, lines: _ReportLines, first: int, end: int) -> Iterator[Report]:
    """Parts of reports whose heads are missing, between the lines of the site around them."""
    while first < end and not is_other_report(lines.texts[first]):
        if is_separator(lines.texts[first]) or is_contents(lines.texts[first]):
            first += 1
            continue
        last = first + 1
        while last < end and not (is_separator(lines.texts[last]) and closes(lines.texts[max(first, last - 2) : last])):
            last += 1
        if reads_like_report(lines.texts[first:last]):
            yield _report(view, lines, _Start(first, first, None), last)
        first = last


def _report(view: View, lines: _ReportLines, start: _Start, end: int) -> Report:
    texts = lines.texts
    end = _without_footer(texts, start.body, end)
    body = texts[start.body : end]
    own = [i for i in range(start.first, start.body) if not stands_apart(texts, i)]
    raw = [view.written[lines.starts[i] : lines.end(i)] for i in own]
    head = read_head([texts[i] for i in own], raw, texts[start.opening] if start.opening is not None else "")
    hint = _page_header(texts, start.first) if start.first == start.body and start.opening is None else ""
    if hint:
        hinted = read_head([hint], [hint], "")
        head = replace(head, year=hinted.year, phrases=hinted.phrases)
    return Report(
        title=head.title,
        region=_region(head.phrases, "\n".join(body)),
        year=year_given(head, body),
        delivered_on=head.delivered_on,
        speaker=head.speaker,
        completeness=_completeness(start, body),
        extent=(lines.starts[start.first], lines.end(end - 1)),
        body=lines.starts[start.body],
    )


def _without_footer(texts: Sequence[str], body: int, end: int) -> int:
    """The index of the first line after a report's text: of credits, links, buttons, its title once more."""
    last = end
    while last > body + 1 and not _is_prose(texts, last - 1):
        last -= 1
    over = closes(texts[last - 1 : last]) and not any(map(is_annex_title, texts[last:end]))
    foot = (i for i in range(last, end) if _is_foot(texts, i) or (over and _is_odd(texts[i])))
    end = next(foot, end)
    while end > body + 1 and is_contents(texts[end - 1]):
        end -= 1
    return end


def _is_foot(texts: Sequence[str], i: int) -> bool:
    return stands_apart(texts, i) or is_separator(texts[i]) or title_span(texts[i]) is not None


def _is_odd(line: str) -> bool:
    """Whether a line after the closing call is not part of the report: short, no call itself, no title of a list."""
    return len(line) <= _LONGEST_ODD and not closes([line + "。"]) and ANNEX.decide(AnnexLine(line)) is None


def _is_prose(texts: Sequence[str], i: int) -> bool:
    return texts[i].endswith(_STOPS) and not stands_apart(texts, i) and not is_separator(texts[i])


def _page_header(texts: Sequence[str], first: int) -> str:
    """The title in the head of the web page that a fragment stands on, "" if there is none."""
    if not first or not is_page_header(texts[first - 1]):
        return ""
    header = texts[first - 1]
    return header[: header.index("报告") + 2]


def _region(phrases: Sequence[str], body: str) -> Region:
    """The region that the phrases naming a place determine best; without any, that of the government that speaks."""
    regions: list[Region] = []
    for phrase in dict.fromkeys(phrases):
        regions.append(find_region(phrase, body))
        if regions[-1].code:
            break
    named = next((region for region in regions if region.name), None)
    if named is None:
        return next((region for region in regions if region.level), None) or region_of_body(body)
    last = regions[-1]
    same = last.code and last.name and named.name and last.name.endswith(named.name)
    return replace(named, code=last.code) if same else named


def _completeness(start: _Start, body: Sequence[str]) -> Completeness:
    titled = start.first < start.body and not begins_late(body)
    head = start.opening is not None or titled or is_salutation(body[0])
    tail = has_tail(body)
    if head:
        return "whole" if tail else "tail_missing"
    return "head_missing" if tail else "fragment"
