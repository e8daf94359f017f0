"""The period that each stretch of a report is about: by headings, a paragraph's first words, or the section's kind.

Reports are told along a line. A heading names one period or two ("2025年和“十四五”时期工作回顾"); the words that open a
paragraph say which of them comes now (过去一年，…; 五年来，…; 刚刚过去的2025年，…), and what was said last holds until
something else is said. So the frames of a report are laid out once, as the places where its time changes.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from summarizer.chunker import Kind, Section
from summarizer.expressions import expression
from summarizer.indicators.model import Period
from summarizer.language.years import TimeWord, named_periods, time_words

FrameSource: TypeAlias = Literal["opener", "heading", "kind"]

_LONGEST_HEADING: Final = 60
#: What may stand between the begin of a sentence and the time that opens it: an address, 回望, 刚刚过去的, 这是…的.
_BEFORE_OPENER: Final = expression(
    r"(?P<edge>\A|[。!?;]?\n|[。!?;]|——)[ \"“”(—-]*"
    r"(?:[一二三四五六七八九十]{1,3}[、是]|[(][一二三四五六七八九十\d]{1,3}[)])?"
    r"(?P<address>(?:各位代表|同志们)[,!:。]?)*"
    r"(?P<back>(?:回顾|回望|回首|总结|纵观|展望)?)(?:刚刚|即将)?(?P<over>(?:过去的?)?)"
    r"(?:这是[^,。;\n]{2,24})?(?:在|到|至|经过|通过|面向|站在|我们|努力)*$"
)
_REACH: Final = 48
#: What makes a time at the begin the ground of something else: 在去年…的基础上.
_GROUND: Final = expression(r"[^,。;\n]{0,24}基础上")
#: A sentence that only says which year it is, before the one that opens: "2025年是“十四五”收官之年。过去五年，…".
_YEAR_NAMED: Final = expression(r"(?:\A|\n)[^。\n]{0,16}年,?是[^。\n]{4,60}$")


@dataclass(frozen=True, slots=True)
class Frame:
    """Which period a stretch of text is about.

    ``period`` is None where nothing tells it, ``source`` is what set it, ``past`` whether the text looks back on it,
    ``named`` are all periods that the heading names.
    """

    period: Period | None
    source: FrameSource
    past: bool
    named: tuple[Period, ...] = ()

    @property
    def rivals(self) -> tuple[Period, ...]:
        """The other periods that the heading names."""
        return tuple(period for period in self.named if period != self.period)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The frames of a report in text order: ``frames[i]`` holds from ``starts[i]`` to the next start (view offsets).

    ``reviewed`` is the year under review: the one before the report's, or its own where a heading reviews that
    (reports given in December); None where the report's year is unknown.
    """

    starts: tuple[int, ...]
    frames: tuple[Frame, ...]
    reviewed: int | None

    def at(self, offset: int) -> Frame:
        """The frame that holds at an offset of the report's body."""
        return self.frames[max(0, bisect_right(self.starts, offset) - 1)]


def looks_back(kind: Kind) -> bool:
    """Whether sections of this kind report what was done."""
    return kind not in ("goals", "tasks", "livelihood", "governance")


def timeline(folded: str, sections: Sequence[Section], year: int | None) -> Timeline:
    """The frames of a report with this outline (not empty, depth first), given in ``year``.

    A heading that names a time holds for its section. Words of time that open a paragraph hold for it; in a section
    whose heading leaves the time open, also for what follows, until a heading or another opening says otherwise.
    """
    reviewed = year_reviewed(sections, year)
    marks: list[tuple[int, Frame]] = []
    current: dict[str | None, tuple[Frame, Kind]] = {}
    for section in sections:
        above = current.get(section.parent) if section.parent is not None else None
        frame = _base(section, above, year, reviewed)
        marks.append((section.extent[0], frame))
        for start, end, opened, lasting in _openings(folded, section, frame, year, reviewed):
            marks.append((start, opened))
            if lasting and _leaves_open(frame):
                frame = opened
            if end < section.own[1]:
                marks.append((end, frame))
        current[section.id] = (frame, section.kind)
        if not section.heading and above is not None:
            current[section.parent] = (frame, above[1])
    return Timeline(tuple(start for start, _ in marks), tuple(frame for _, frame in marks), reviewed)


def year_reviewed(sections: Sequence[Section], year: int | None) -> int | None:
    """The year under review: the one before the report's, unless a heading reviews the report's own (December)."""
    if year is None:
        return None
    for section in sections:
        reviews = section.parent is None and section.kind == "review" and len(section.heading) < _LONGEST_HEADING
        if reviews and Period(f"{year}年", year, year) in named_periods(section.heading, year, past=True):
            return year
    return year - 1


def _base(section: Section, above: tuple[Frame, Kind] | None, year: int | None, reviewed: int | None) -> Frame:
    """The frame in which a section begins: its heading's, that of the section around it, else that of its kind."""
    past = looks_back(section.kind)
    if len(section.heading) < _LONGEST_HEADING and (named := named_periods(section.heading, year, past=past)):
        return Frame(named[0], "heading", _heading_is_past(named, section.kind, year, reviewed), tuple(named))
    if above is not None and (above[0].past == past or above[1] == section.kind):
        return above[0]
    return Frame(_kind_period(section.kind, year), "kind", past)


def _heading_is_past(named: Sequence[Period], kind: Kind, year: int | None, reviewed: int | None) -> bool:
    """Whether a heading with these periods begins with a look back.

    A heading of tasks of which no period is to come has a wrong year or none of its own; the section's kind decides.
    """
    past = _is_past(named[0], kind, year, reviewed)
    ahead = any(not _is_past(period, kind, year, reviewed) for period in named)
    return past and (looks_back(kind) or ahead)


def _leaves_open(frame: Frame) -> bool:
    """Whether what opens a paragraph may set the time for what follows, too.

    It may not where a heading names just one period of a single year ("2023年工作回顾": 五年来 is said in passing).
    """
    return not frame.named or len(frame.named) > 1 or frame.named[0].several


def _openings(
    folded: str, section: Section, frame: Frame, year: int | None, reviewed: int | None
) -> Iterator[tuple[int, int, Frame, bool]]:
    """The words of time that open a paragraph or sentence of a section's own text: start, end of their paragraph,
    frame, and whether they can set the time beyond the paragraph."""
    start, end = section.own
    for word in time_words(folded, start, end, year, past=frame.past):
        if not _can_hold(word, reviewed) or _GROUND.match(folded, word.end):
            continue
        reach = max(start, word.start - _REACH)
        opening = _BEFORE_OPENER.search(folded[reach : word.start])
        if opening is None or (opening["edge"] == "" and reach > start):
            continue
        stop = folded.find("\n", word.start, end)
        stop = end if stop < 0 else stop
        edge = opening["edge"]
        first = edge in ("", "——") or "\n" in edge or bool(opening["address"])
        lasting = first or bool(opening["back"]) or _follows_year(folded, start, reach + opening.start())
        period = as_named(word, frame, reviewed)
        past = bool(opening["over"]) or so_far(folded, word) or _tense(period, frame, section.kind, year, reviewed)
        yield word.start, stop, Frame(period, "opener", past, frame.named), lasting


def _tense(period: Period, frame: Frame, kind: Kind, year: int | None, reviewed: int | None) -> bool:
    """Whether a text that opens with this period looks back: as the heading does, where that names the same years."""
    first = frame.named[0] if frame.named else None
    if first is not None and (first.start, first.end) == (period.start, period.end) and frame.source == "heading":
        return frame.past
    return _is_past(period, kind, year, reviewed)


def as_named(word: TimeWord, frame: Frame, reviewed: int | None) -> Period:
    """The period of a word of time; years only counted back (五年来) are those that the heading names, if as many."""
    period = word.period
    if word.kind != "counted" or period.start is None or period.end is None or reviewed is None:
        return period
    for named in frame.named:
        if named.start is None or named.end is None or named.start > reviewed:
            continue
        if named.several and named.end - named.start == period.end - period.start:
            return Period(period.label, named.start, named.end)
    return period


def so_far(folded: str, word: TimeWord) -> bool:
    """Whether a word of time reaches up to the present (今年以来), so that the text looks back on it."""
    return folded.startswith(("以来", "来"), word.end)


def _follows_year(folded: str, start: int, at: int) -> bool:
    return _YEAR_NAMED.search(folded, max(start, at - 96), at) is not None


def _can_hold(word: TimeWord, reviewed: int | None) -> bool:
    """Whether a word of time can set the time of more than its sentence: several years, the year under review, or
    one ahead; 全年 and 上年 take their own time from elsewhere."""
    period = word.period
    if period.several:
        return True
    if reviewed is None or period.end is None:
        return False
    if word.kind == "told":
        return period.label.startswith(_TOLD_OPENERS)
    return period.end >= reviewed and word.kind != "part"


_TOLD_OPENERS: Final = ("今年", "本年", "去年", "过去一年", "过去的一年", "一年来", "明年")


def _is_past(period: Period, kind: Kind, year: int | None, reviewed: int | None) -> bool:
    """Whether a text about a period looks back on it; for a period that is not over yet, the section's kind decides."""
    if year is None or reviewed is None or period.end is None or period.start is None:
        return looks_back(kind)
    if period.end < year:
        return True
    return looks_back(kind) if period.start <= reviewed else False


def _kind_period(kind: Kind, year: int | None) -> Period | None:
    if year is None:
        return None
    if kind == "multi_year_review":
        return Period("五年来", year - 5, year - 1)
    given = year - 1 if kind in ("opening", "review", "problems") else year
    return Period(f"{given}年", given, given)
