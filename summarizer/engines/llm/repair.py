"""Asking again about what is wrong: the model's own words, what is wrong with them, and what stands in the source."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.analysis import Analysis
from summarizer.chunker import Extent
from summarizer.engines.llm.causes import unfounded_cause
from summarizer.engines.llm.claims import numbers, same_number
from summarizer.engines.llm.counts import changed_count
from summarizer.engines.llm.digest import problem_passages
from summarizer.engines.llm.evidence import Grounds
from summarizer.engines.llm.items import Item, MarkReading, Prose, SummaryPoint, scope_of
from summarizer.engines.llm.labels import label_of
from summarizer.engines.llm.orders import ordered_number
from summarizer.engines.llm.passages import marked
from summarizer.engines.llm.prompts import PromptSet, Wrong
from summarizer.engines.llm.readings import line_of
from summarizer.llm import Request
from summarizer.schemas.draft import Revision

FAMILIAR = 0.25
"""Share of a text's pairs of characters that the report has, from which it may be about it. Measured: sentences of one
province's report have 0.33 to 0.69 (5 to 75 %) of theirs in another's, so only what is no such language falls below."""
ITEMS = 12
"""Items in one question."""
_SENTENCES = 3
_PROBLEMS = 3
_SOURCES = 4
_TOKENS_PER_ITEM = 400


@dataclass(frozen=True, slots=True)
class Trouble:
    """An item that is wrong: what the model said, and what is wrong with that, in Chinese."""

    item: Item
    said: str
    problems: tuple[str, ...]


def repair_request(
    analysis: Analysis, troubles: Sequence[Trouble], grounds: Grounds, prompts: PromptSet, attempt: int
) -> Request[Revision]:
    """The question about some items: item or mark 1 is the first of them."""
    wrong = [_wrong(analysis, number, trouble) for number, trouble in enumerate(troubles, 1)]
    marks = [(number, t.item.index) for number, t in enumerate(troubles, 1) if isinstance(t.item, MarkReading)]
    extents = [extent for trouble in troubles for extent in _around(analysis, trouble, grounds)]
    return Request(
        messages=prompts.reask(analysis, wrong, [_sentence(analysis, extent, marks) for extent in _apart(extents)]),
        schema=Revision,
        name="revision",
        max_tokens=512 + _TOKENS_PER_ITEM * len(troubles),
        label=f"{analysis.report.title} ({len(troubles)} items)",
        reask=attempt,
        explained=True,
    )


def _wrong(analysis: Analysis, number: int, trouble: Trouble) -> Wrong:
    problems = trouble.problems[:_PROBLEMS]
    match trouble.item:
        case MarkReading(index):
            fact = analysis.facts[index]
            return Wrong("claim", number, trouble.said, problems, reading=f"{fact.quantity.text}是{line_of(fact)}")
        case item:
            source = tuple(_in_source(analysis, trouble.said, scope_of(analysis, item)))
            return Wrong("text", number, trouble.said, problems, source=source[:_SOURCES])


def _in_source(analysis: Analysis, text: str, scope: Extent) -> Iterator[str]:
    """What the source says of each number of a text; a doubtful reading is not what the source says."""
    inside = [fact for fact in analysis.facts if scope[0] <= fact.quantity.start < scope[1]]
    for number in numbers(text):
        same = [fact for fact in inside if same_number(fact.quantity, number)]
        lines = list(dict.fromkeys(line_of(fact) for fact in same if not fact.doubts))[:2]
        if lines or not same:
            yield f"“{number.text}”是{'，或'.join(lines)}" if lines else f"没有“{number.text}”"


def _around(analysis: Analysis, trouble: Trouble, grounds: Grounds) -> Iterator[Extent]:
    """The sentences that an item is about."""
    match trouble.item:
        case MarkReading(index):
            fact = analysis.facts[index]
            yield grounds.sentence_at(fact.quantity.start) or fact.evidence
        case item:
            scope = scope_of(analysis, item)
            yield from grounds.extents(trouble.said, scope)
            yield from grounds.nearest(trouble.said, scope, _SENTENCES)


def _sentence(analysis: Analysis, extent: Extent, marks: Sequence[tuple[int, int]]) -> dict[str, str]:
    """A sentence with the marks that stand in it, and the kind of its section: whether it tells results or plans."""
    around = [section for section in analysis.sections if section.extent[0] <= extent[0] < section.extent[1]]
    here = [(number, index) for number, index in marks if extent[0] <= analysis.facts[index].quantity.start < extent[1]]
    return {"kind": label_of(analysis, around[-1] if around else None), "text": marked(analysis, extent, here)}


def _apart(extents: Sequence[Extent]) -> list[Extent]:
    """The extents in text order without those that lie in others."""
    kept: list[Extent] = []
    for extent in sorted(set(extents), key=lambda e: (e[0], -e[1])):
        if not kept or extent[1] > kept[-1][1]:
            kept.append(extent)
    return kept


def prose_problem(
    analysis: Analysis,
    item: Prose,
    text: str,
    *,
    leaked: Callable[[str], str | None],
    ordered: frozenset[int],
    grounds: Grounds,
) -> str | None:
    """What is wrong with the text of an item that the check cannot know.

    It holds words of the example or a number that only an order in the text gives, gives a cause that its grounds do
    not or another count in words, names a problem that the report does not, or has nothing to do with the report.
    """
    if (word := leaked(text)) is not None:
        return f"含有示例中的内容“{word}”，与本报告无关"
    if (number := ordered_number(analysis, ordered, text)) is not None:
        return f"“{number}”只见于一句不属于报告内容的指示，不得写入"
    scope = scope_of(analysis, item)
    sentences = [*grounds.extents(text, scope), *grounds.nearest(text, scope, _SENTENCES)]
    if (cause := unfounded_cause(analysis, text, sentences)) is not None:
        return f"原文这里没有说原因，“{cause}”等语不得写入"
    if (count := changed_count(analysis, text, scope, sentences)) is not None:
        return f"原文没有“{count[0]}”，这里说的是“{count[1]}”"
    if isinstance(item, SummaryPoint) and item.name == "problems" and _is_no_problem(analysis, text, grounds):
        return "报告讲困难和问题的地方没有这样说"
    return "与原文几乎没有共同的文字" if grounds.familiarity(text) < FAMILIAR else None


def _is_no_problem(analysis: Analysis, text: str, grounds: Grounds) -> bool:
    """Whether a problem shares next to nothing with the passages in which the report admits some."""
    passages = problem_passages(analysis)
    return bool(passages) and grounds.shared_with(text, passages) < FAMILIAR
