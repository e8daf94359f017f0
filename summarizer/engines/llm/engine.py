"""The LLM engine: passages to sections and claims, what fails again or to the rules, the whole report last."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import BaseModel

from summarizer.analysis import Analysis
from summarizer.engines.draft import Draft, Note, Objection
from summarizer.engines.llm.asking import Asker, Failed, Given, Tally, TooMuch, together
from summarizer.engines.llm.extra import extra_problems, plain_values, schema_digest
from summarizer.engines.llm.mending import mend
from summarizer.engines.llm.passages import Passage, halves
from summarizer.engines.llm.planning import (
    PASSAGE_CHARACTERS,
    PASSAGE_MARKS,
    plan,
    report_request,
    section_request,
)
from summarizer.engines.llm.prompts import PromptSet
from summarizer.engines.llm.salvage import salvaged
from summarizer.engines.llm.sections import Answered, assemble, own_objections
from summarizer.engines.llm.staged import LISTS, TEXTS, Staged, wrong_items
from summarizer.engines.rules import draft as draft_by_rules
from summarizer.llm import Message, Model, Request
from summarizer.prompts import Prompts, load_prompts
from summarizer.schemas.draft import ChunkDraft, ReportDraft, with_extra
from summarizer.schemas.record import Engine as Description

REFUSED_WHOLE = 2_000
"""Characters of a refused passage from which its halves are asked about: mostly one sentence is what a filter minds."""
REASKS = 2
"""How often one item is asked again before the rules take over."""


class LLMEngine:
    """Summarizes by a model, behind the engines' common interface.

    Every number's value is the source's own; names, slots and prose are the model's as far as the check accepts them.
    Reports may be drafted at once; the model bounds its calls itself.
    """

    def __init__(
        self,
        model: Model,
        *,
        name: str,
        settings: Mapping[str, Any] | None = None,
        prompts: Prompts | None = None,
        schema: type[BaseModel] | None = None,
        characters: int | None = None,
        marks: int = PASSAGE_MARKS,
        reasks: int = REASKS,
    ) -> None:
        """``name`` is the model's name and ``settings`` what bears on its answers, both for the record.

        ``schema`` is a Pydantic model of the user's, filled in for the whole report; ``characters`` (by default
        ``PASSAGE_CHARACTERS``) and ``marks`` bound a call. Raises PromptError where a built-in prompt cannot be read.
        """
        self._prompts = PromptSet(prompts or load_prompts())
        self._asker = Asker(model, self._prompts, reasks)
        self._reasks = reasks
        self._characters = characters or PASSAGE_CHARACTERS
        self._marks = marks
        self._schema = ReportDraft if schema is None else with_extra(schema)
        bearing = {**(settings or {}), "characters": self._characters, "marks": marks, "reasks": reasks}
        if schema is not None:
            bearing["schema"] = f"{schema.__name__} {schema_digest(schema)}"
        self._description = Description(
            name="llm", model=name, prompt_sha256=self._prompts.sha256, settings=dict(sorted(bearing.items()))
        )

    @property
    def description(self) -> Description:
        """Model, hash of the prompts, and the settings that bear on the result."""
        return self._description

    async def draft(self, analysis: Analysis) -> Draft:
        """Sections and claims by the model, what it left out by the rules; the report as a whole still by the rules."""
        base, tally = draft_by_rules(analysis), Tally()
        questions = plan(analysis, self._prompts, characters=self._characters, marks=self._marks)
        rows = await together([self._passage(analysis, *question, tally) for question in questions])
        answers = [answer for row in rows for answer in row]
        values = {name: getattr(base, name) for name in Draft.__dataclass_fields__}
        staged = Staged(**values, base=base, tally=tally)
        return _counted(assemble(analysis, base, answers, self._prompts, staged))

    async def revise(self, analysis: Analysis, draft: Draft, objections: Sequence[Objection]) -> Draft | None:
        """Items that were turned down asked again or left to the rules; then the report as a whole; then None."""
        if not isinstance(draft, Staged):
            return None
        wrong = wrong_items(analysis, draft, objections)
        if wrong:
            mended = await mend(analysis, draft, wrong, self._asker, self._prompts, self._reasks)
            return _counted(mended)
        if draft.stage == "sections":
            return _counted(await self._report(analysis, draft))
        return None

    async def _passage(
        self, analysis: Analysis, passage: Passage, request: Request[ChunkDraft], tally: Tally
    ) -> list[Answered]:
        """The answer about a passage; about its halves where it was too much at once."""
        rescue = partial(salvaged, sections=len(passage.sections), claims=len(passage.facts))
        reply = await self._asker.ask(request, tally, rescue)
        match reply:
            case Given(value):
                return [(passage, value)]
            case Failed(code="llm_refused") if passage.extent[1] - passage.extent[0] > REFUSED_WHOLE:
                return await self._halves(analysis, passage, reply, tally)
            case Failed():
                return [(passage, reply)]
            case TooMuch(message):
                return await self._halves(analysis, passage, Failed("llm_failed", message), tally)

    async def _halves(self, analysis: Analysis, passage: Passage, failed: Failed, tally: Tally) -> list[Answered]:
        """The answers about the halves of a passage; the failure where it has none."""
        parts = halves(analysis, passage)
        if parts is None:
            return [(passage, failed)]
        jobs = [
            self._passage(analysis, part, section_request(analysis, part, self._prompts), tally)
            for part in parts
            if part.sections or part.facts
        ]
        return [answer for row in await together(jobs) for answer in row]

    async def _report(self, analysis: Analysis, draft: Staged) -> Staged:
        """The summary of the whole report, and the user's own fields with it."""
        draft = replace(draft, stage="report")
        request = report_request(analysis, draft.sections, self._prompts, self._schema)
        reply = await self._asker.ask(request, draft.tally)
        if not isinstance(reply, Given):
            code = reply.code if isinstance(reply, Failed) else "llm_failed"
            return _noted(draft, Note(code, f"the summary is left to the rules: {reply.message}", None))
        draft = self._told(analysis, draft, reply.value)
        if self._schema is not ReportDraft:
            draft = await self._with_extra(analysis, draft, request, reply.value)
        return replace(draft, open=own_objections(analysis, draft, self._prompts))

    def _told(self, analysis: Analysis, draft: Staged, said: ReportDraft) -> Staged:
        """The draft with what the model says of the whole report; where it says nothing, the rules' words stay."""
        assert draft.grounds is not None
        values: dict[str, Any] = {}
        written = set()
        for name in TEXTS:
            if text := getattr(said, name).strip():
                values[name] = text
                written.add(f"/summary/{name}")
        for name in LISTS:
            texts = dict.fromkeys(text.strip() for text in getattr(said, name) if text.strip())
            if texts:
                values[name] = tuple(draft.grounds.point(text, analysis.report.extent) for text in texts)
                written |= {f"/summary/{name}/{number}" for number in range(len(texts))}
        return replace(draft, **values, written=draft.written | written)

    async def _with_extra(
        self, analysis: Analysis, draft: Staged, request: Request[ReportDraft], said: ReportDraft
    ) -> Staged:
        """The draft with the user's fields; left out, with a note, where their numbers stay wrong."""
        for again in range(self._reasks + 1):
            values = plain_values(said)
            problems = extra_problems(analysis, values)
            if not problems:
                return replace(draft, extra=values)
            if again == self._reasks:
                break
            turn = (Message("assistant", said.model_dump_json()), Message("user", self._prompts.malformed(problems)))
            repeated = replace(request, messages=(*request.messages, *turn), reask=again + 1)
            reply = await self._asker.ask(repeated, draft.tally)
            if not isinstance(reply, Given):
                break
            said = reply.value
        return _noted(draft, Note("llm_failed", "extra is left out: it holds numbers that the report does not", None))


def _noted(draft: Staged, note: Note) -> Staged:
    return replace(draft, notes=(*draft.notes, note))


def _counted(draft: Staged) -> Staged:
    return replace(draft, usage=draft.tally.usage())
