"""The LLM engine's draft between two checks: what the model wrote in it, how often each item was asked again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from summarizer.analysis import Analysis
from summarizer.chunker import Extent
from summarizer.engines.draft import Claim, Draft, DraftPoint, Note, Objection, SectionDraft
from summarizer.engines.llm.asking import FailureCode, Tally
from summarizer.engines.llm.evidence import Grounds
from summarizer.engines.llm.prompts import in_words

Stage: TypeAlias = Literal["sections", "report"]
Problems: TypeAlias = Mapping[str, tuple[str, ...]]

LISTS = ("achievements", "targets", "priorities", "problems")
TEXTS = ("headline", "overview")


@dataclass(frozen=True, slots=True)
class Staged(Draft):
    """A draft under way.

    Items are named by their JSON Pointers in the record: /indicators/N, /sections/N/summary, /sections/N/key_points/N,
    /summary/headline, /summary/targets/N. ``written`` are those that the model wrote, ``attempts`` counts how often one
    was asked again, ``open`` holds what the engine itself found wrong; ``base`` is the rules' draft, to fall back to.
    """

    stage: Stage = "sections"
    written: frozenset[str] = frozenset()
    attempts: Mapping[str, int] = field(default_factory=dict)
    open: Problems = field(default_factory=dict)
    base: Draft | None = None
    tally: Tally = field(default_factory=Tally)
    grounds: Grounds | None = None


def unit_of(path: str) -> str:
    """What falls back together: a claim, the prose of a section, a field of the summary."""
    parts = path.split("/")
    return "/".join(parts[:3])


def wrong_items(analysis: Analysis, draft: Staged, objections: Iterable[Objection]) -> dict[str, tuple[str, ...]]:
    """The items of the model's that the check or the engine found wrong, with what is wrong, in a fixed order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in draft.open.keys() & draft.written:
        found[path] += draft.open[path]
    for objection in objections:
        path = _item(analysis, objection.path)
        if path in draft.written:
            found[path].append(in_words(objection))
    return {path: tuple(dict.fromkeys(found[path])) for path in sorted(found, key=_order)}


def _item(analysis: Analysis, path: str) -> str:
    """The item that a finding is about: a headline row is about the claim that fills it."""
    parts = path.split("/")
    if len(parts) < 3:
        return path
    if parts[1] == "headlines":
        index = analysis.headlines[int(parts[2])][1]
        return f"/indicators/{index}"
    if parts[1] == "indicators":
        return "/".join(parts[:3])
    keep = 5 if "key_points" in parts else 4
    return "/".join(parts[:keep])


def _order(path: str) -> tuple[tuple[bool, int, str], ...]:
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in path.split("/"))


def text_at(draft: Draft, path: str) -> str:
    """The text of an item of prose."""
    match path.split("/")[1:]:
        case ["sections", place, "summary"]:
            return draft.sections[int(place)].summary
        case ["sections", place, "key_points", number]:
            return draft.sections[int(place)].key_points[int(number)].text
        case ["summary", name, number]:
            points: Sequence[DraftPoint] = getattr(draft, name)
            return points[int(number)].text
        case _:
            text: str = getattr(draft, path.rpartition("/")[2])
            return text


def scope_of(analysis: Analysis, path: str) -> Extent:
    """The part of the view that an item of prose is about."""
    parts = path.split("/")
    return analysis.sections[int(parts[2])].extent if parts[1] == "sections" else analysis.report.extent


def with_text(draft: Staged, path: str, point: DraftPoint) -> Staged:
    """The draft with another text in place of an item's."""
    match path.split("/")[1:]:
        case ["sections", place, "summary"]:
            return _with_section(draft, int(place), replace(draft.sections[int(place)], summary=point.text))
        case ["sections", place, "key_points", number]:
            section = draft.sections[int(place)]
            points = _replaced(section.key_points, int(number), point)
            return _with_section(draft, int(place), replace(section, key_points=points))
        case ["summary", name, number]:
            values: dict[str, object] = {name: _replaced(getattr(draft, name), int(number), point)}
            return replace(draft, **values)  # type: ignore[arg-type]
        case _:
            values = {path.rpartition("/")[2]: point.text}
            return replace(draft, **values)  # type: ignore[arg-type]


def with_claim(draft: Staged, index: int, claim: Claim) -> Staged:
    """The draft with another claim about fact ``index``."""
    return replace(draft, claims=(*draft.claims[:index], claim, *draft.claims[index + 1 :]))


def given_up(analysis: Analysis, draft: Staged, paths: Iterable[str], code: FailureCode, message: str) -> Staged:
    """The draft without ``paths``, with notes: the rules' words in place of the units that hold them.

    Of a list of the summary that has other points only those points are left out, so the numbers of the others change.
    """
    wrong = list(paths)
    dropped = _droppable(draft, wrong)
    for name, numbers in dropped.items():
        draft = _without_points(draft, name, numbers)
    units = dict.fromkeys(unit for path in wrong if (unit := unit_of(path)).rpartition("/")[2] not in dropped)
    lost: dict[str | None, int] = {}
    for unit in units:
        draft = _by_rules(draft, unit)
        section = _section_of(analysis, draft, unit)
        lost[section] = lost.get(section, 0) + 1
    notes = [Note(code, f"{_what(count)} left to the rules: {message}", section) for section, count in lost.items()]
    if dropped:
        notes.append(Note(code, f"{_what(sum(map(len, dropped.values())))} left out: {message}", None))
    written = frozenset(path for path in draft.written if unit_of(path) not in units)
    still = {path: problems for path, problems in draft.open.items() if unit_of(path) not in units}
    return replace(draft, notes=(*draft.notes, *notes), written=written, open=still)


def _droppable(draft: Staged, paths: Iterable[str]) -> dict[str, set[int]]:
    """The points among ``paths`` that can be left out of the summary's lists, by list: never all of one."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for path in paths:
        match path.split("/")[1:]:
            case ["summary", name, number]:
                found[name].add(int(number))
    return {name: numbers for name, numbers in found.items() if len(numbers) < len(getattr(draft, name))}


def _without_points(draft: Staged, name: str, numbers: Set[int]) -> Staged:
    """The draft without some points of a list; what is known of the others goes with them."""
    points: Sequence[DraftPoint] = getattr(draft, name)
    kept = [number for number in range(len(points)) if number not in numbers]
    old = {f"/summary/{name}/{number}": None for number in range(len(points))}
    moved = old | {f"/summary/{name}/{before}": f"/summary/{name}/{now}" for now, before in enumerate(kept)}
    values: dict[str, object] = {
        name: tuple(points[number] for number in kept),
        "written": frozenset(new for path in draft.written if (new := moved.get(path, path)) is not None),
        "attempts": {new: n for path, n in draft.attempts.items() if (new := moved.get(path, path)) is not None},
        "open": {new: p for path, p in draft.open.items() if (new := moved.get(path, path)) is not None},
    }
    return replace(draft, **values)  # type: ignore[arg-type]


def _what(count: int) -> str:
    return "1 item is" if count == 1 else f"{count} items are"


def _by_rules(draft: Staged, unit: str) -> Staged:
    assert draft.base is not None
    _, where, name = unit.split("/")
    if where == "indicators":
        return with_claim(draft, int(name), draft.base.claims[int(name)])
    if where == "sections":
        return _with_section(draft, int(name), draft.base.sections[int(name)])
    values: dict[str, object] = {name: getattr(draft.base, name)}
    return replace(draft, **values)  # type: ignore[arg-type]


def _section_of(analysis: Analysis, draft: Staged, unit: str) -> str | None:
    _, where, name = unit.split("/")
    if where == "indicators":
        return draft.claims[int(name)].fact.section
    return analysis.sections[int(name)].id if where == "sections" else None


def _with_section(draft: Staged, place: int, section: SectionDraft) -> Staged:
    return replace(draft, sections=(*draft.sections[:place], section, *draft.sections[place + 1 :]))


def _replaced(points: Sequence[DraftPoint], number: int, point: DraftPoint) -> tuple[DraftPoint, ...]:
    return (*points[:number], point, *points[number + 1 :])
