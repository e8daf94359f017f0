"""Headline and overview: the report in one sentence and in three, put together of its own words."""

from collections.abc import Iterator
from itertools import islice

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, clause_extents
from summarizer.engines.rules.knowledge import says
from summarizer.engines.rules.outline import task_names
from summarizer.engines.rules.points import leading, sections_of
from summarizer.engines.rules.salience import Material
from summarizer.engines.rules.statements import trimmed
from summarizer.expressions import expression
from summarizer.indicators import Fact

_NAMES = 3
_TELLING = (
    ("general_public_budget_revenue", "growth_rate"),
    ("new_urban_jobs", "level"),
    ("disposable_income_per_capita", "growth_rate"),
)
_LONG_CLAUSE = 26
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")
_UNTITLED = "政府工作报告"
_LOST = {"whole": "", "head_missing": "（缺开头）", "tail_missing": "（缺结尾）", "fragment": "（片段）"}
_PARTIAL = {
    "whole": "",
    "head_missing": "所据文本缺开头",
    "tail_missing": "所据文本缺结尾",
    "fragment": "所据文本只是报告的片段",
}
_TITLED = expression(r"(?:20\d\d年?)?(\S{1,12}?)(?:20\d\d年?)?(?:人民)?政府(?:工作报告)?")
_COMMAS = expression(r"[，,；。]")


def headline(material: Material) -> str:
    """Title, how the year went, this year's aim, and what stands first among the tasks where it names no wider place.

    A text that is not whole says so; of one without its beginning nobody knows what stood first.
    """
    analysis = material.analysis
    parts = [*_result(analysis), *_aim(analysis)]
    if not parts:
        parts = [*islice(_mood(material), 1)]
    said = "：".join(
        filter(None, [f"{title(analysis) or _UNTITLED}{_LOST[analysis.report.completeness]}", "；".join(parts)])
    )
    if analysis.report.completeness in ("whole", "tail_missing"):
        first = [name for name in task_names(analysis)[:1] if not _is_wider(name)]
        return "。".join([said, *(f"首项任务：{name}" for name in first)])
    return said


def overview(material: Material) -> str:
    """Place, year, how it went and what growth is aimed at; the tasks in order; what is special here.

    A text that is not whole says so first.

    Only the first has figures of the report: beside them names of wider places in the tasks would look like theirs.
    """
    lost = _PARTIAL[material.analysis.report.completeness]
    sentences = (
        lost,
        "；".join([*_went(material), *_goes_on(material.analysis)]),
        _tasks(material),
        _special(material),
    )
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def title(analysis: Analysis) -> str:
    """The report's title; region and year where it has none."""
    report = analysis.report
    if report.title or report.region.name is None:
        return report.title
    return f"{report.region.name}{report.year}年政府工作报告" if report.year else f"{report.region.name}政府工作报告"


def _went(material: Material) -> Iterator[str]:
    """Place and year, the review's own word on the economy, GDP and its growth, other figures of that year."""
    analysis = material.analysis
    level, growth = _fact(analysis, "level", "actual"), _fact(analysis, "growth_rate", "actual")
    known = growth or level or next(_others(analysis), None)
    where = f"{_place(analysis)}{_when(analysis, known)}"
    parts = [*islice(_mood(material), 1)]
    if level is not None:
        parts.append(f"{level.name}{_amount(analysis, level)}")
    if growth is not None:
        parts.append(f"{'' if level is not None else growth.name}{_rate(growth)}{_amount(analysis, growth)}")
    parts = parts or [*_results(analysis)][:_NAMES]
    others = [fact for fact in _others(analysis) if known is not None and _year(fact) == _year(known) != ""]
    parts += [_told(analysis, fact) for fact in others]
    if parts:
        yield f"{where}{'：' if where else ''}{'，'.join(parts)}"


def _others(analysis: Analysis) -> Iterator[Fact]:
    """The other figures that tell the year in a line: growth of revenue and of incomes, new jobs."""
    for canonical, measure in _TELLING:
        fact = _slot(analysis, canonical, measure, "actual")
        if fact is not None:
            yield fact


def _told(analysis: Analysis, fact: Fact) -> str:
    """A figure beside GDP in words; jobs are new ones whatever they are called, for their slot has no others."""
    name = "新增就业" if fact.measure == "level" else f"{fact.name}{_rate(fact)}"
    return f"{name}{_amount(analysis, fact)}"


def _place(analysis: Analysis) -> str:
    """The place that the report is of: its name, else the title's words for it (XX区)."""
    if analysis.report.region.name:
        return analysis.report.region.name
    found = _TITLED.fullmatch(analysis.report.title)
    return found[1] if found else ""


def _when(analysis: Analysis, known: Fact | None) -> str:
    """The year of the figures; without any, the report's own, which says less."""
    if known is not None:
        return _year(known)
    return f"{analysis.report.year}年报告" if analysis.report.year else ""


def _results(analysis: Analysis) -> Iterator[str]:
    """What the headings of the review say came of the year, for reports without a word on the economy as a whole."""
    for section in leading(sections_of(analysis.sections, "review", "multi_year_review")):
        last = _COMMAS.split(section.heading)[-1].strip()
        if section.level > 1 and last and len(last) <= _LONG_CLAUSE and not _digits(last):
            yield last


def _rate(growth: Fact) -> str:
    """The word for a growth: 增速, for a fall 下降."""
    return "下降" if growth.direction == "down" else "增速"


def _goes_on(analysis: Analysis) -> Iterator[str]:
    """The growth that is aimed at."""
    aim = _fact(analysis, "growth_rate", "target")
    if aim is not None:
        yield f"{_year(aim)}{aim.name}增速目标为{_amount(analysis, aim)}"


def _tasks(material: Material) -> str:
    """What the parts of the tasks are about, in their order."""
    tasks = task_names(material.analysis)
    if len(tasks) < 2:
        return f"任务是{tasks[0]}" if tasks else ""
    listed = "，".join(f"{number}是{task}" for number, task in zip(_NUMBERS, tasks, strict=False))
    return f"任务{'主要' if len(tasks) > len(_NUMBERS) else ''}有：{listed}"


def _special(material: Material) -> str:
    """The names of projects that the report coins; none of wider places, for numbers may stand in the others."""
    names = [name for name in material.own_names if _is_coined(name) and not _is_wider(name)][:_NAMES]
    return f"报告特有的提法有{'、'.join(f'“{name}”' for name in names)}" if names else ""


def _is_coined(name: str) -> bool:
    return says("coined", name, (0, len(name)))


def _is_wider(name: str) -> bool:
    return says("wider_places", name, (0, len(name)))


def _result(analysis: Analysis) -> Iterator[str]:
    fact = _fact(analysis, "growth_rate", "actual") or _fact(analysis, "level", "actual")
    if fact is not None:
        verb = "" if fact.measure != "growth_rate" else "下降" if fact.direction == "down" else "增长"
        expected = "预计" if fact.status == "expected" else ""
        yield f"{expected}{_year(fact)}{fact.name}{verb}{_amount(analysis, fact)}"


def _aim(analysis: Analysis) -> Iterator[str]:
    fact = _fact(analysis, "growth_rate", "target")
    if fact is not None:
        yield f"{_year(fact)}目标：{fact.name}增长{_amount(analysis, fact)}"


def _fact(analysis: Analysis, measure: str, status: str) -> Fact | None:
    """The clear figure of GDP in a headline slot."""
    return _slot(analysis, "gdp", measure, status)


def _slot(analysis: Analysis, canonical: str, measure: str, status: str) -> Fact | None:
    """The clear figure in a headline slot."""
    for slot, index in analysis.headlines:
        if (slot.canonical, slot.measure, slot.status) == (canonical, measure, status) and index is not None:
            fact = analysis.facts[index]
            return fact if fact.quantity.comparator != "redacted" and fact.quantity.unit else None
    return None


def _year(fact: Fact) -> str:
    """The one year that a fact is about, as text; "" where there is none."""
    period = fact.period
    return f"{period.end}年" if period and period.end is not None and period.start == period.end else ""


_BOUNDS = {"over": "超过", "under": "不到", "about": "约"}
_BEFORE = expression(r"(?:超过|突破|约|近|超|不低于|不少于|高于)$")
_AFTER = expression(r"左右|以上|以内|上下|以下")


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
