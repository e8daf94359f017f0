"""Asking again about what was turned down: only the items themselves, what is wrong with them, and their sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.analysis import Analysis
from summarizer.chunker import Extent
from summarizer.engines.llm.asking import Asker, Failed, Given, together
from summarizer.engines.llm.claims import Misread
from summarizer.engines.llm.evidence import Grounds
from summarizer.engines.llm.passages import marked
from summarizer.engines.llm.prompts import KINDS, Item, PromptSet
from summarizer.engines.llm.sections import own_objections, read_claim
from summarizer.engines.llm.staged import Staged, given_up, scope_of, text_at, with_claim, with_text
from summarizer.llm import Request
from summarizer.schemas.draft import Revision

Problems = Mapping[str, tuple[str, ...]]
_ITEMS = 12
"""Items in one question."""
_SENTENCES = 3
_PROBLEMS = 3
_TOKENS_PER_ITEM = 400


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one question: item 1 is the first of ``paths``."""

    paths: tuple[str, ...]
    request: Request[Revision]


async def mend(
    analysis: Analysis, draft: Staged, wrong: Problems, asker: Asker, prompts: PromptSet, reasks: int
) -> Staged:
    """The next draft: without what was asked again ``reasks`` times already, else with all of ``wrong`` asked again."""
    spent = [path for path in wrong if draft.attempts.get(path, 0) >= reasks]
    if spent:  # the rest in the next round: giving up renumbers
        return given_up(analysis, draft, spent, "llm_failed", f"still wrong after {reasks} re-asks")
    attempts = {**draft.attempts, **{path: draft.attempts.get(path, 0) + 1 for path in wrong}}
    draft = replace(draft, attempts=attempts, open={path: wrong[path] for path in wrong if path in draft.open})
    groups = _groups(analysis, draft, list(wrong), wrong, prompts)
    replies = await together([asker.ask(group.request, draft.tally) for group in groups])
    lost = list[str]()
    failure = Failed("llm_failed", "")
    for group, reply in zip(groups, replies, strict=True):
        if isinstance(reply, Given):
            draft = _revised(analysis, draft, group, reply.value, prompts)
        else:
            lost += group.paths
            failure = reply if isinstance(reply, Failed) else Failed("llm_failed", reply.message)
    if lost:
        draft = given_up(analysis, draft, lost, failure.code, failure.message)
    own = {path: problems for path, problems in draft.open.items() if path.startswith("/indicators/")}
    return replace(draft, open={**own, **own_objections(analysis, draft, prompts)})


def _groups(
    analysis: Analysis, draft: Staged, paths: Sequence[str], wrong: Problems, prompts: PromptSet
) -> list[Group]:
    return [
        _group(analysis, draft, tuple(paths[start : start + _ITEMS]), wrong, prompts)
        for start in range(0, len(paths), _ITEMS)
    ]


def _group(analysis: Analysis, draft: Staged, paths: tuple[str, ...], wrong: Problems, prompts: PromptSet) -> Group:
    assert draft.grounds is not None
    items, marks, extents = [], [], list[Extent]()
    for number, path in enumerate(paths, 1):
        if path.startswith("/indicators/"):
            index = _index(path)
            kind, text = "claim", analysis.facts[index].quantity.text
            marks.append((number, index))
            extents.append(_sentence_of(analysis, index, draft.grounds))
        else:
            kind, text = "text", text_at(draft, path)
            scope = scope_of(analysis, path)
            extents += draft.grounds.extents(text, scope)
            extents += draft.grounds.nearest(text, scope, _SENTENCES)
        items.append(Item(kind, number, text, wrong[path][:_PROBLEMS]))
    sentences = [_sentence(analysis, extent, marks) for extent in _apart(extents)]
    request = Request(
        messages=prompts.reask(analysis, items, sentences),
        schema=Revision,
        name="revision",
        max_tokens=512 + _TOKENS_PER_ITEM * len(paths),
        label=f"{analysis.report.title} ({len(paths)} items)",
        reask=max(draft.attempts[path] for path in paths),
    )
    return Group(paths, request)


def _revised(analysis: Analysis, draft: Staged, group: Group, said: Revision, prompts: PromptSet) -> Staged:
    """The draft with what the model said anew; what it did not say stays as it was, and stays wrong."""
    grounds = draft.grounds
    assert grounds is not None
    for revised in said.texts:
        path = _path(group, revised.i)
        text = revised.x.strip()
        if path is not None and not path.startswith("/indicators/") and text:
            draft = with_text(draft, path, grounds.point(text, scope_of(analysis, path)))
    for claimed in said.claims:
        path = _path(group, claimed.m)
        if path is None or not path.startswith("/indicators/"):
            continue
        read = read_claim(analysis, _index(path), claimed, prompts)
        if isinstance(read, Misread):
            draft = replace(draft, open={**draft.open, path: (read.problem,)})
        else:
            draft = replace(
                with_claim(draft, _index(path), read), open={k: v for k, v in draft.open.items() if k != path}
            )
    return draft


def _path(group: Group, number: int) -> str | None:
    return group.paths[number - 1] if 1 <= number <= len(group.paths) else None


def _index(path: str) -> int:
    return int(path.rpartition("/")[2])


def _sentence_of(analysis: Analysis, index: int, grounds: Grounds) -> Extent:
    fact = analysis.facts[index]
    return grounds.sentence_at(fact.quantity.start) or fact.evidence


def _sentence(analysis: Analysis, extent: Extent, marks: Sequence[tuple[int, int]]) -> dict[str, str]:
    """A sentence with the marks that stand in it, and the kind of its section: whether it tells results or plans."""
    around = [section.kind for section in analysis.sections if section.extent[0] <= extent[0] < section.extent[1]]
    here = [(number, index) for number, index in marks if _in(analysis, index, extent)]
    return {"kind": KINDS[around[-1] if around else "other"], "text": marked(analysis, extent, here)}


def _in(analysis: Analysis, index: int, extent: Extent) -> bool:
    return extent[0] <= analysis.facts[index].quantity.start < extent[1]


def _apart(extents: Sequence[Extent]) -> list[Extent]:
    """The extents in text order without those that lie in others."""
    kept: list[Extent] = []
    for extent in sorted(set(extents), key=lambda e: (e[0], -e[1])):
        if not kept or extent[1] > kept[-1][1]:
            kept.append(extent)
    return kept
