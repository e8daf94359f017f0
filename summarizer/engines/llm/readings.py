"""Readings of numbers as one line each: what the model is shown of the rules', and what it says in their place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from summarizer.analysis import Analysis
from summarizer.engines.llm.passages import harmless
from summarizer.expressions import expression
from summarizer.indicators import Direction, Fact, Measure, Period, Status
from summarizer.language.contrasts import differ, expand
from summarizer.schemas.record import DoubtCode

_LEVEL = "水平"
_KINDS: Mapping[tuple[Measure, Direction | None], str] = {
    ("level", None): _LEVEL,
    ("growth_rate", "up"): "增速",
    ("growth_rate", "down"): "降幅",
    ("change", "up"): "增量",
    ("change", "down"): "减量",
    ("share", None): "占比",
    ("rank", None): "位次",
    ("multiple", None): "倍数",
    ("ratio", None): "比例",
}
_BY_WORD = {word: kind for kind, word in _KINDS.items()}
_STATUSES: Mapping[Status, str] = {"actual": "", "expected": "预计", "target": "目标"}
_QUESTIONS: Mapping[DoubtCode, str] = {
    "competing_frame": "时间和性质管到这里吗",
    "carried_subject": "主语是前文的吗",
    "odd_name": "名称对吗",
    "read_otherwise_alone": "单看本句读法不同，哪个对",
    "implausible_value": "这样大小的数，指标对吗",
    "future_result": "年份未到，是已实现吗",
    "headline_conflict": "与另一处不一致，哪个对",
    "growth_conflict": "增速与总量不符，指标对吗",
    "part_exceeds_whole": "部分大于整体，指标对吗",
}
_HOLDS = frozenset({"对", "成立", "正确", "无误"})
_NO_INDICATOR = frozenset({"不是指标", "非指标", "不算指标"})
_YEARS = expression(r"((?:19|20)\d\d)(?:\D{1,4}((?:19|20)\d\d))?")
_SPACE = expression(r"\s+")
_BAR = expression(r"[|｜]")
_LIST = 12
"""Characters of the other members of a list between the pieces of a name."""
_NAMED_WITHIN = 300
"""Characters before a number in which its subject may be named."""
_SLOTS = ("name", "canonical", "measure", "direction", "period", "status", "region")


@dataclass(frozen=True, slots=True)
class Misread:
    """A line that cannot be taken: ``problem`` says why, in Chinese, for the model."""

    problem: str


@dataclass(frozen=True, slots=True)
class Holds:
    """The reading that was shown is right."""


@dataclass(frozen=True, slots=True)
class NoIndicator:
    """The number measures nothing: it is part of a name, a grade, a count of years."""


@dataclass(frozen=True, slots=True)
class Partly:
    """A reading of which one slot cannot be taken, ``problem`` says which; the rest of it is ``fact``."""

    fact: Fact
    problem: str


Read: TypeAlias = Fact | Misread | Holds | NoIndicator | Partly
"""What a line, or a claim, says of a number."""


def lines_of(analysis: Analysis, facts: range) -> Iterator[str]:
    """The rules' readings of some facts, marks counted from 1; what is as in the line before is left out, and so is
    that a number is a level."""
    name = when = None
    for mark, index in enumerate(facts, 1):
        fact = analysis.facts[index]
        fields = _fields(fact)
        kind = fields[1] if fields[1] != _LEVEL else ""
        shown = [fields[0] if fields[0] != name else "", kind, fields[2] if fields[2] != when else "", *fields[3:]]
        name, when = fields[0], fields[2]
        doubts = "、".join(dict.fromkeys(_QUESTIONS.get(code, "哪种读法对") for code in fact.doubts))
        shown += [f"存疑：{doubts}"] if doubts else []
        while shown and not shown[-1]:
            shown.pop()
        yield "|".join([str(mark), *shown])


def line_of(fact: Fact) -> str:
    """One reading, whole."""
    return "|".join(field for field in _fields(fact) if field)


def read_line(analysis: Analysis, index: int, line: str) -> Read:
    """The reading that a model's line gives of fact ``index``; what it leaves open is as in the rules' reading.

    Misread where the line is not of the form, or names what does not stand near the number.
    """
    fact = analysis.facts[index]
    fields = [_SPACE.sub("", field) for field in _BAR.split(line.strip())]
    fields = [field for field in fields if not field.startswith("存疑")]
    if fields and fields[0] in _HOLDS:
        return Holds()
    if not _NO_INDICATOR.isdisjoint(fields):
        return NoIndicator()
    if fields[0].lstrip("#").isdigit():  # the mark once more
        fields = fields[1:]
    name, kind, when, place = [*fields, "", "", "", ""][:4]
    if kind and kind not in _BY_WORD:
        return Misread(f"类别“{kind}”不是{'、'.join(_BY_WORD)}之一")
    measure, direction = _BY_WORD[kind] if kind else (fact.measure, fact.direction)
    return reading(
        analysis,
        fact,
        name="" if name == "？" else name,
        measure=measure,
        direction=direction,
        years=when,
        status=_status(when, fact),
        place=place or None,
    )


def reading(
    analysis: Analysis,
    fact: Fact,
    *,
    name: str,
    measure: Measure,
    direction: Direction | None,
    years: str,
    status: Status,
    place: str | None,
) -> Fact | Misread | Holds | Partly:
    """A fact read otherwise: the number stays the source's own, the slots are checked for standing in the source.

    ``place`` None leaves the place as it is, 本地 makes it the report's own. Of a reading with one slot that does not
    stand in the source the rest is kept.
    """
    name, period = name or fact.name, _period(years, fact)
    region = fact.region if place is None else _region(analysis, place)
    problems = []
    if name != fact.name and not stands_near(analysis, name, fact):
        problems.append(f"标记处没有说“{name}”")
        name = fact.name
    if region is not None and region != fact.region and not _stands(analysis, region):
        problems.append(f"原文没有“{region}”")
        region = fact.region
    if period != fact.period and not _possible(analysis, period):
        problems.append(f"原文没有说到{period.label if period else ''}")
        period = fact.period
    read = replace(
        fact,
        name=name,
        canonical=fact.canonical if name == fact.name else _canonical(analysis, name, fact),
        measure=measure,
        direction=direction if measure in ("growth_rate", "change") else None,
        period=period,
        status=status,
        region=region,
    )
    differs = bool(differing(fact, read)) or _is_finer(analysis, name, fact)
    if problems:
        return Partly(read, problems[0]) if differs and len(problems) == 1 else Misread("；".join(problems))
    return read if differs else Holds()


def _is_finer(analysis: Analysis, name: str, fact: Fact) -> bool:
    """Whether a name says more than that of a known indicator (新增劳动力平均受教育年限): it is no mere synonym."""
    return name != fact.name and fact.canonical is not None and analysis.catalogue.id_of(name) != fact.canonical


def _canonical(analysis: Analysis, name: str, fact: Fact) -> str | None:
    """The indicator that another name is of; the fact's own if it is not a known one but similar to the fact's."""
    entry = analysis.catalogue.lookup(name)
    if entry is not None:
        return entry.id
    return fact.canonical if _is_alike(name, fact.name) else None


def differing(one: Fact, other: Fact) -> tuple[str, ...]:
    """The slots in which two readings of a number differ; names of one known indicator are one name."""
    found = [slot for slot in _SLOTS if getattr(one, slot) != getattr(other, slot)]
    if one.canonical is not None and one.canonical == other.canonical and differ(one.name, other.name) is None:
        found = [slot for slot in found if slot != "name"]
    return tuple(found)


def _is_alike(one: str, other: str) -> bool:
    """Whether two names may name one thing: no contrast tells them apart, and most of the shorter is in the longer."""
    if differ(one, other) is not None or ("人均" in one) != ("人均" in other):
        return False
    short, long = sorted((expand(one), expand(other)), key=len)
    pairs = [first + second for first, second in pairwise(short)]
    return 2 * sum(pair in long for pair in pairs) > len(pairs)


def stands_near(analysis: Analysis, name: str, fact: Fact) -> bool:
    """Whether most of a name's pairs of characters stand in the number's sentence or not far before it, or the name in
    two pieces, as lists share what their members have in common (牛羊出栏: 牛出栏 and 羊出栏)."""
    start, end = fact.evidence
    near = analysis.view.text[max(analysis.report.extent[0], start - _NAMED_WITHIN) : end]
    pairs = [one + other for one, other in pairwise(name)]
    return bool(pairs) and (2 * sum(pair in near for pair in pairs) > len(pairs) or _is_shared(name, near))


def _is_shared(name: str, near: str) -> bool:
    """Whether a text has the beginning and the end of a name with the other members of a list between them."""
    between = rf"[^，。；：！？\n]{{1,{_LIST}}}?"
    return any(
        re.search(f"{re.escape(name[:cut])}{between}{re.escape(name[cut:])}", near) for cut in range(1, len(name) - 1)
    )


def _fields(fact: Fact) -> list[str]:
    """Name, kind, years and status, and the place where it is another."""
    period = fact.period
    years = "" if period is None else _label(period)
    kind = _KINDS.get((fact.measure, fact.direction)) or _KINDS.get((fact.measure, "up")) or _LEVEL
    place = [harmless(fact.region)] if fact.region else []
    return [harmless(fact.name) or "？", kind, f"{years or '？'}{_STATUSES[fact.status]}", *place]


def _label(period: Period) -> str:
    if period.start is None or period.end is None:
        return harmless(period.label)
    return str(period.start) if period.start == period.end else f"{period.start}-{period.end}"


def _status(when: str, fact: Fact) -> Status:
    """As a line says it: without a word a year alone means that it was achieved."""
    if "目标" in when:
        return "target"
    if "预计" in when:
        return "expected"
    return "actual" if _YEARS.search(when) or "实现" in when else fact.status


def _period(said: str, fact: Fact) -> Period | None:
    years = _YEARS.search(said)
    if years is None:
        return fact.period
    start, end = int(years[1]), int(years[2] or years[1])
    known = fact.period
    if known is not None and (known.start, known.end) == (start, end):
        return known
    return Period(f"{start}年" if start == end else f"{start}—{end}年", start, end)


def _possible(analysis: Analysis, period: Period | None) -> bool:
    """Whether a report of its year may speak of these years without naming them, or names them, be it by a plan."""
    if period is None or period.start is None or period.end is None:
        return True
    year = analysis.report.year
    known = {*(range(year - 1, year + 2) if year is not None else ())}
    known |= {
        named for fact in analysis.facts if fact.period for named in (fact.period.start, fact.period.end) if named
    }
    text = analysis.view.text
    return all(one in known or text.find(str(one), *analysis.report.extent) >= 0 for one in (period.start, period.end))


def _region(analysis: Analysis, place: str) -> str | None:
    """The place as said; None where it is the report's own."""
    own = analysis.report.region.name
    if place == "本地" or (own and (place in own or place.endswith(own))):
        return None
    return place


def _stands(analysis: Analysis, place: str) -> bool:
    return analysis.view.text.find(place, *analysis.report.extent) >= 0
