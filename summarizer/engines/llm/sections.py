"""From the answers about passages to a draft: the model's sections and claims, the rules' for all that is missing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from summarizer.analysis import Analysis
from summarizer.engines.draft import Claim, Draft, DraftPoint, Note, SectionDraft
from summarizer.engines.llm.asking import Failed
from summarizer.engines.llm.claims import Misread, to_claim
from summarizer.engines.llm.evidence import Grounds
from summarizer.engines.llm.orders import ordered_facts, ordered_number
from summarizer.engines.llm.passages import Passage
from summarizer.engines.llm.prompts import PromptSet
from summarizer.engines.llm.salvage import Salvaged
from summarizer.engines.llm.staged import Staged, text_at
from summarizer.schemas.draft import ChunkDraft, ClaimDraft, SectionSummary

Answered = tuple[Passage, ChunkDraft | Failed]
KEY_POINTS = 6
FAMILIAR = 0.25
"""Share of a text's pairs of characters that the report has, from which it may be about it. Measured: sentences of one
province's report have 0.33 to 0.69 (5 to 75 %) of theirs in another's, so only what is no such language falls below."""
STRANGE = "与原文几乎没有共同的文字"
MALFORMED = "没有合格式的说明"
ORDERED = "“{}”只见于一句不属于报告内容的指示，不得写入"
LEAK = "含有示例中的内容“{}”，与本报告无关"


def assemble(analysis: Analysis, base: Draft, answers: Sequence[Answered], prompts: PromptSet, draft: Staged) -> Staged:
    """``draft`` with what the answers give; ``base`` is the rules' draft of the report."""
    grounds = draft.grounds or Grounds(analysis)
    claims, open_claims = _claims(analysis, base, answers, prompts)
    sections, written = _sections(analysis, base, answers, grounds)
    written |= {f"/indicators/{index}" for index, claim in enumerate(claims) if claim.origin == "llm"}
    draft = replace(
        draft,
        sections=tuple(sections),
        claims=tuple(claims),
        notes=tuple(dict.fromkeys(_notes(answers))),
        written=frozenset(written | open_claims.keys()),
        grounds=grounds,
    )
    return replace(draft, open={**open_claims, **own_objections(analysis, draft, prompts)})


def own_objections(analysis: Analysis, draft: Staged, prompts: PromptSet) -> dict[str, tuple[str, ...]]:
    """The items of prose that the check cannot know to be wrong.

    They hold words of the example or numbers that only an order in the text gives, or have nothing to do with the text.
    """
    source, ordered = analysis.view.folded, ordered_facts(analysis)
    found = dict[str, tuple[str, ...]]()
    for path in draft.written:
        if path.startswith("/indicators/"):
            continue
        text = text_at(draft, path)
        if (word := prompts.leaked(text, source)) is not None:
            found[path] = (LEAK.format(word),)
        elif (number := ordered_number(analysis, ordered, text)) is not None:
            found[path] = (ORDERED.format(number),)
        elif draft.grounds is not None and draft.grounds.familiarity(text) < FAMILIAR:
            found[path] = (STRANGE,)
    return found


def read_claim(analysis: Analysis, index: int, said: ClaimDraft, prompts: PromptSet) -> Claim | Misread:
    """The claim as ``to_claim`` reads it; one that names things of the example is misread, too."""
    leaked = prompts.leaked(f"{said.n} {said.r or ''}", analysis.view.folded)
    return Misread(LEAK.format(leaked)) if leaked else to_claim(analysis, index, said)


def _claims(
    analysis: Analysis, base: Draft, answers: Sequence[Answered], prompts: PromptSet
) -> tuple[list[Claim], dict[str, tuple[str, ...]]]:
    """One claim for each fact, and what is wrong with those that the model misread."""
    claims = list(base.claims)
    misread: list[tuple[Passage, ClaimDraft, str]] = []
    for passage, answer in answers:
        for said in () if isinstance(answer, Failed) else answer.claims:
            read = _read(analysis, passage, said, prompts)
            if isinstance(read, Misread):
                misread.append((passage, said, read.problem))
            elif claims[read[0]].origin == "rules":
                claims[read[0]] = read[1]
    open_claims: dict[str, tuple[str, ...]] = {}
    for passage, said, problem in misread:
        index = _meant(analysis, passage, said, claims)
        if index is not None:
            open_claims.setdefault(f"/indicators/{index}", (problem,))
    for passage, answer in answers:
        if isinstance(answer, Salvaged):
            missing = (index for index in passage.facts if claims[index].origin == "rules")
            open_claims |= {f"/indicators/{index}": (MALFORMED,) for index in missing}
    return claims, open_claims


def _read(analysis: Analysis, passage: Passage, said: ClaimDraft, prompts: PromptSet) -> tuple[int, Claim] | Misread:
    """The index of the fact that a mark stands for, and the claim about it."""
    if not 1 <= said.m <= len(passage.facts):
        return Misread(f"没有标记#{said.m}")
    index = passage.facts[said.m - 1]
    read = read_claim(analysis, index, said, prompts)
    return read if isinstance(read, Misread) else (index, read)


def _meant(analysis: Analysis, passage: Passage, said: ClaimDraft, claims: Sequence[Claim]) -> int | None:
    """The number that a misread claim is to be made again about: the marked one, else the one that it repeats.

    None where the model has made a right claim about it as well.
    """
    unclaimed = [index for index in passage.facts if claims[index].origin == "rules"]
    if 1 <= said.m <= len(passage.facts) and passage.facts[said.m - 1] in unclaimed:
        return passage.facts[said.m - 1]
    repeated = [index for index in unclaimed if analysis.facts[index].quantity.text == said.v.strip()]
    return repeated[0] if len(repeated) == 1 else None


def _sections(
    analysis: Analysis, base: Draft, answers: Sequence[Answered], grounds: Grounds
) -> tuple[list[SectionDraft], set[str]]:
    """One draft for each section, and the paths of those the model wrote.

    A section whose text is spread over several passages is told by all of them, or not by the model.
    """
    told: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    untold: set[str] = set()
    for passage, answer in answers:
        given = {} if isinstance(answer, Failed) else {_bare_id(s): s for s in answer.sections}
        for name in passage.sections:
            if name in given and given[name].s.strip():
                told[name].append((given[name].s.strip(), [text.strip() for text in given[name].p if text.strip()]))
            else:
                untold.add(name)
    sections, written = [], set()
    for place, (section, rules) in enumerate(zip(analysis.sections, base.sections, strict=True)):
        if section.id not in told or section.id in untold:
            sections.append(rules)
            continue
        summary = "".join(_ended(text) for text, _ in told[section.id])
        texts = list(dict.fromkeys(text for _, points in told[section.id] for text in points))[:KEY_POINTS]
        points = tuple(grounds.point(text, section.extent) for text in texts)
        sections.append(SectionDraft(section.id, summary, points))
        written |= {f"/sections/{place}/summary", *_point_paths(place, points)}
    return sections, written


def _point_paths(place: int, points: Sequence[DraftPoint]) -> Iterable[str]:
    return (f"/sections/{place}/key_points/{number}" for number in range(len(points)))


def _ended(text: str) -> str:
    return text if text[-1] in "。！？；…" else f"{text}。"


def _notes(answers: Sequence[Answered]) -> Iterable[Note]:
    """A note for each section that the model told nothing of."""
    for passage, answer in answers:
        if isinstance(answer, Failed):
            for name in passage.sections or (None,):
                yield Note(answer.code, f"left to the rules: {answer.message}", name)
            continue
        given = {_bare_id(section) for section in answer.sections if section.s.strip()}
        for name in passage.sections:
            if name not in given:
                yield Note("llm_failed", "left to the rules: the model left it out", name)


def _bare_id(section: SectionSummary) -> str:
    return section.id.strip("<>§ ")
