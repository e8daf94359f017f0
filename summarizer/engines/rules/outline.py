"""The parts of a report's tasks: which sections lead them, and where their headings stand."""

from collections import Counter
from itertools import pairwise

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section
from summarizer.engines.rules.knowledge import domains, says
from summarizer.engines.rules.points import leading, sections_of
from summarizer.engines.rules.statements import LONGEST, trimmed
from summarizer.expressions import expression

_LISTED = 3
_CLAUSE_END = expression("[，,；;。]")
_SPACE = expression(r"\s+")


def task_parts(analysis: Analysis) -> list[list[Section]]:
    """The year's tasks part by part, in text order: each section that leads one, with those below it.

    A numbered list of public benefits is one part.
    """
    tasks = _years_tasks(analysis)
    heads = [s for s in leading(tasks) if s.heading and not _names_a_part(s)]
    heads += [s for s in sections_of(analysis.sections, "livelihood") if s.level == 1]
    parts = [[s for s in analysis.sections if s.id == h.id or s.id.startswith(f"{h.id}.")] for h in heads]
    return sorted(parts, key=lambda part: part[0].extent)


def heading_of(analysis: Analysis, section: Section) -> Extent | None:
    """Where a section's heading stands; its first clauses where it is longer than a point may be. None without any."""
    text = analysis.view.text
    at = text.find(section.heading, *section.extent) if section.heading else -1
    if at < 0:
        return None
    end = at + len(section.heading)
    if end - at > LONGEST:
        end = max((k for k in range(at, at + LONGEST) if text[k] in "，,；;。"), default=at)
    return trimmed(text, at, end)


def name_of(analysis: Analysis, heading: Extent) -> Extent:
    """Where the name in a heading stands: the heading without clauses at its end that name no further matter.

    A heading that begins with a slogan is its own name.
    """
    text = analysis.view.text[slice(*heading)]
    ends = [m.start() for m in _CLAUSE_END.finditer(text)] + [len(text)]
    end = ends[0] if _named(text) != text else len(text)
    matters = kin_of(text[:end])
    for start, last in pairwise(ends):
        if last > end and not kin_of(text[start:last]) <= matters:
            end, matters = last, kin_of(text[:last])
    return heading[0], heading[0] + end


def kin_of(text: str) -> set[str]:
    """The kin of the policy domains that a text has words of."""
    return {domain.kin for domain in domains() if domain.words.search(text)}


def task_names(analysis: Analysis) -> list[str]:
    """What the parts of the year's tasks are called: their headings, whole where the first clause is a slogan."""
    names = [_name(part[0].heading) for part in task_parts(analysis) if part[0].kind == "tasks"]
    return list(dict.fromkeys(filter(None, names)))


def _name(heading: str) -> str:
    whole = _SPACE.sub("", heading).strip("，,；;。：:")
    return _named(whole)


def _named(heading: str) -> str:
    """A heading's first clause; all of it where that is a slogan and the heading short."""
    first = _CLAUSE_END.split(heading)[0]
    return heading if says("slogan_head", first, (0, len(first))) and len(heading) <= LONGEST // 2 else first


def _names_a_part(section: Section) -> bool:
    return section.level == 1 and says("part_title", section.heading, (0, len(section.heading)))


def _years_tasks(analysis: Analysis) -> list[Section]:
    """The sections on tasks; of several parts that list tasks (a plan's, the year's) the longest.

    Beside a part that lists them those that stand in a part on aims are a plan's.
    """
    tasks = sections_of(analysis.sections, "tasks")
    below = Counter(section.parent for section in tasks)
    parts = [s for s in tasks if s.level == 1 and below[s.id] >= _LISTED]
    if len(parts) < 2:
        known = {None, *(s.id for s in tasks)}
        return [s for s in tasks if s.parent in known] if parts else tasks
    longest = max(parts, key=lambda s: s.extent[1] - s.extent[0])
    return [s for s in tasks if s.id == longest.id or s.id.startswith(f"{longest.id}.")]
