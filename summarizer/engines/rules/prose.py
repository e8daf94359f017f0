"""Headline and overview: the report in one sentence and in three, put together of its own words."""

import re
from collections.abc import Iterator

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section, clause_extents
from summarizer.engines.rules.knowledge import says
from summarizer.engines.rules.points import bare, leading, sections_of
from summarizer.engines.rules.salience import Material
from summarizer.engines.rules.statements import trimmed
from summarizer.indicators import Fact

_FIRST_TASKS = 6
_NAMES = 3
_LISTED = 3
_LONG_CLAUSE = 26
_COMMAS = re.compile(r"[，,；。]")


def headline(material: Material) -> str:
    """Title, how the year went, this year's aim, and what stands first among the tasks."""
    analysis = material.analysis
    parts = [*_result(analysis), *_aim(analysis)]
    if not parts:
        parts = [*_mood(material)][:1]
    first = [*_task_names(analysis)][:1]
    parts += [f"首要任务：{name}" for name in first]
    return "：".join(filter(None, [title(analysis), "；".join(parts)]))


def overview(material: Material) -> str:
    """Three sentences: place, year and how it went; what is aimed at and done first; what is special here."""
    analysis = material.analysis
    return "".join(filter(None, [_went(material), _aims(analysis), _special(material)]))


def title(analysis: Analysis) -> str:
    """The report's title; region and year where it has none."""
    report = analysis.report
    if report.title or report.region.name is None:
        return report.title
    return f"{report.region.name}{report.year}年政府工作报告" if report.year else f"{report.region.name}政府工作报告"


def _went(material: Material) -> str:
    analysis = material.analysis
    place = analysis.report.region.name or ""
    level, growth = _fact(analysis, "level", "actual"), _fact(analysis, "growth_rate", "actual")
    known = growth or level
    year = _year(known) if known is not None else ""
    parts = [*_mood(material)][:1]
    if level is not None:
        parts.append(f"{level.name}{_amount(analysis, level)}")
    if growth is not None:
        parts.append(f"{'增速' if level is not None else growth.name + '增速'}{_amount(analysis, growth)}")
    if not parts:
        return ""
    return f"{place}{year}{'：' if place or year else ''}{'，'.join(parts)}。"


def _aims(analysis: Analysis) -> str:
    aim = _fact(analysis, "growth_rate", "target")
    parts = []
    if aim is not None:
        parts.append(f"{_year(aim)}{aim.name}增速目标为{_amount(analysis, aim)}")
    tasks = [*_task_names(analysis)]
    if tasks:
        names = "，".join(tasks[:_FIRST_TASKS])
        parts.append(f"任务依次是{names}{'等' if len(tasks) > _FIRST_TASKS else ''}")
    return f"{'；'.join(parts)}。" if parts else ""


def _special(material: Material) -> str:
    names = material.own_names[:_NAMES]
    return f"报告特有的提法有{'、'.join(f'“{name}”' for name in names)}。" if names else ""


def _result(analysis: Analysis) -> Iterator[str]:
    fact = _fact(analysis, "growth_rate", "actual") or _fact(analysis, "level", "actual")
    if fact is not None:
        verb = "增长" if fact.measure == "growth_rate" and fact.direction != "down" else ""
        expected = "预计" if fact.status == "expected" else ""
        yield f"{expected}{_year(fact)}{fact.name}{verb}{_amount(analysis, fact)}"


def _aim(analysis: Analysis) -> Iterator[str]:
    fact = _fact(analysis, "growth_rate", "target")
    if fact is not None:
        yield f"{_year(fact)}目标：{fact.name}增长{_amount(analysis, fact)}"


def _fact(analysis: Analysis, measure: str, status: str) -> Fact | None:
    """The clear figure of GDP in a headline slot."""
    for slot, index in analysis.headlines:
        if slot.canonical == "gdp" and slot.measure == measure and slot.status == status and index is not None:
            fact = analysis.facts[index]
            return fact if fact.quantity.comparator != "redacted" and fact.quantity.unit else None
    return None


def _year(fact: Fact) -> str:
    """The one year that a fact is about, as text; "" where there is none."""
    period = fact.period
    return f"{period.end}年" if period and period.end is not None and period.start == period.end else ""


_BOUNDS = {"over": "超过", "under": "不到", "about": "约"}
_BEFORE = re.compile(r"(?:超过|突破|约|近|超|不低于|不少于|高于)$")
_AFTER = re.compile(r"左右|以上|以内|上下|以下")


def _amount(analysis: Analysis, fact: Fact) -> str:
    """A fact's number with the words beside it that bound it (超过…, …左右), or plain ones for those further off."""
    folded, quantity = analysis.view.folded, fact.quantity
    number = analysis.view.text[quantity.start : quantity.end]
    before = _BEFORE.search(folded, max(0, quantity.start - 4), quantity.start)
    after = _AFTER.match(folded, quantity.end)
    if before is None and after is None:
        return _BOUNDS.get(quantity.comparator, "") + number
    return f"{before[0] if before else ''}{number}{after[0] if after else ''}"


def _mood(material: Material) -> Iterator[str]:
    """The clauses in which the review tells how the economy went, in text order."""
    view = material.analysis.view
    for section in sections_of(material.analysis.sections, "review", "multi_year_review"):
        for sentence in material.analysis.sentences[section.id]:
            for clause in clause_extents(view.text, *sentence):
                extent = trimmed(view.text, *clause)
                if extent is not None and _is_mood(view.folded, extent):
                    yield view.text[slice(*extent)]


def _is_mood(folded: str, extent: Extent) -> bool:
    short = extent[1] - extent[0] <= _LONG_CLAUSE and not _digits(folded[slice(*extent)])
    return short and says("mood", folded, extent) and not says("not_mood", folded, extent)


def _digits(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _task_names(analysis: Analysis) -> Iterator[str]:
    """What the parts of the year's tasks are about: the first clause of each heading, numbers left out."""
    seen = set[str]()
    for section in leading(_years_tasks(analysis)):
        name = _short_heading(section)
        if name and not _digits(name) and not says("part_title", name, (0, len(name))) and bare(name) not in seen:
            seen.add(bare(name))
            yield name


def _years_tasks(analysis: Analysis) -> list[Section]:
    """The sections on tasks that have headings; of several parts that list tasks (a plan's, the year's) the longest."""
    tasks = [s for s in sections_of(analysis.sections, "tasks") if s.heading]
    parts = [s for s in tasks if s.level == 1 and sum(t.parent == s.id for t in tasks) >= _LISTED]
    if len(parts) < 2:
        return tasks
    longest = max(parts, key=lambda s: s.extent[1] - s.extent[0])
    return [s for s in tasks if s.id.startswith(f"{longest.id}.")]


def _short_heading(section: Section) -> str:
    first = _COMMAS.split(section.heading)[0].strip()
    return first if len(first) <= _LONG_CLAUSE else ""
