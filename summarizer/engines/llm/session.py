"""One report and a model, without I/O: which questions there are, what their answers mean, what is asked again."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from summarizer.analysis import Analysis
from summarizer.engines.base import Question
from summarizer.engines.draft import Claim, Draft, Note, Objection
from summarizer.engines.llm.evidence import Grounds
from summarizer.engines.llm.extra import extra_problems, plain_values
from summarizer.engines.llm.items import (
    LISTS,
    TEXTS,
    Item,
    MarkReading,
    Prose,
    SummaryPoint,
    SummaryText,
    order_of,
    owner_of,
    scope_of,
)
from summarizer.engines.llm.orders import ordered_facts
from summarizer.engines.llm.outcomes import AnswerTally, Failed, Given, Malformed, Reply, TooMuch, in_chinese, reply_of
from summarizer.engines.llm.passages import Passage, halves, parts_about
from summarizer.engines.llm.planning import Plan
from summarizer.engines.llm.reading_notes import ReadingNotes
from summarizer.engines.llm.repair import ITEMS, Trouble, prose_problem, repair_request
from summarizer.engines.llm.salvage import ToldOfPassage, salvaged, told
from summarizer.engines.llm.sections import PassageAnswer, written_sections
from summarizer.engines.llm.sheet import Sheet
from summarizer.engines.rules import draft as draft_by_rules
from summarizer.llm import Answer, Message, ModelError, Request
from summarizer.schemas.draft import ReportDraft, Revision

REFUSED_WHOLE = 1_000
"""Characters of a refused passage from which its halves are asked about: mostly one sentence is what a filter minds."""
DEEPEST = 3
"""How often a passage is cut in two, or what is missing of its answer asked for by itself, one after the other."""
_QUOTED = 2000
"""Characters of a malformed answer that are shown to the model again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a session. ``attempt`` counts how often it was put before, in this form or another."""

    number: int
    request: Request[Any]
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class AboutPassage(Asked):
    """What a passage says; ``depth`` counts the cuts that led to it."""

    passage: Passage = field(kw_only=True)
    depth: int = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class AboutItems(Asked):
    """What is to stand in the place of items that are wrong."""

    troubles: tuple[Trouble, ...] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class AboutReport(Asked):
    """The summary of the whole report."""


class ReportSession:
    """The session of one report (summarizer.engines.base says how it is driven)."""

    def __init__(self, analysis: Analysis, plan: Plan, schema: type[ReportDraft], reasks: int) -> None:
        """``schema`` is filled in for the whole report, ``reasks`` is how often one item is asked again."""
        self._analysis = analysis
        self._plan = plan
        self._schema = schema
        self._reasks = reasks
        self._tally = AnswerTally()
        self._count = 0
        self._open: dict[int, Asked] = {}
        self._parts: list[PassageAnswer] = []
        self._sheet = Sheet(analysis, draft_by_rules(analysis))
        self._readings = ReadingNotes(analysis)
        self._grounds = Grounds(analysis)
        self._ordered = ordered_facts(analysis)
        self._attempts: dict[Item, int] = {}
        self._said: dict[Item, str] = {}
        self._paths: dict[str, Item] = {}
        self._put_together = self._asked_report = False
        for passage in plan.passages(analysis):
            self._ask_passage(passage, depth=0, attempt=0)

    @property
    def analysis(self) -> Analysis:
        """The report."""
        return self._analysis

    def questions(self) -> Sequence[Question]:
        """All that has not been answered, by number."""
        return list(self._open.values())

    def feed(self, question: Question, outcome: Answer[Any] | ModelError) -> None:
        """Tell the answer to a question, or its failure."""
        asked = self._open.pop(question.number)
        self._tally.add(outcome, again=asked.attempt > 0)
        reply = reply_of(outcome)
        match asked:
            case AboutPassage():
                self._hear_passage(asked, reply)
            case AboutItems():
                self._hear_items(asked, reply)
            case AboutReport():
                self._hear_report(asked, reply)

    def draft(self) -> Draft:
        """What the answers make, the rules' words for the rest."""
        if not self._put_together:
            self._put_together = True
            self._put_parts_together()
        made, self._paths = self._sheet.draft(self._tally.usage())
        return made

    def review(self, objections: Sequence[Objection]) -> bool:
        """Ask again about what is wrong, and about the whole report, once its parts are there."""
        disputed = self._dispute(objections)
        troubles = self._troubles(objections)
        asks_report = not self._asked_report
        if asks_report:
            self._asked_report = True
            self._ask_report({trouble.item for trouble in troubles})
        self._repair(troubles)
        return disputed or asks_report or bool(troubles)

    # Passages

    def _ask_passage(self, passage: Passage, *, depth: int, attempt: int) -> None:
        request = self._plan.section_request(self._analysis, passage, reask=attempt)
        self._put(AboutPassage(self._next(), request, attempt, passage=passage, depth=depth))

    def _hear_passage(self, asked: AboutPassage, reply: Reply) -> None:
        passage = asked.passage
        match reply:
            case Given(value):
                self._take(asked, told(value), depth=asked.depth, attempt=asked.attempt + 1)
            case Malformed(raw):
                found = salvaged(raw, cut=False)
                if found and 2 * len(found.sections) >= len(passage.sections):
                    self._take(asked, found, depth=asked.depth, attempt=asked.attempt + 1)
                else:
                    self._ask_anew(asked, reply, Failed("llm_failed", "几次回答都不合格式"))
            case TooMuch(message, raw):
                found = salvaged(raw, cut=True)
                if found.sections:
                    self._take(asked, found, depth=asked.depth + 1, attempt=asked.attempt)
                else:
                    self._split(asked, Failed("llm_failed", message))
            case Failed("llm_refused") if passage.extent[1] - passage.extent[0] > REFUSED_WHOLE:
                self._split(asked, reply)
            case Failed():
                self._parts.append(PassageAnswer(asked.number, passage, reply))

    def _take(self, asked: AboutPassage, said: ToldOfPassage, *, depth: int, attempt: int) -> None:
        """Keep what was said; sections that are missing in it are asked about by themselves."""
        passage = asked.passage
        given = {section.id.strip("<>§ ") for section in said.sections if section.s.strip()}
        missing = frozenset(passage.sections) - given
        kept = replace(passage, sections=tuple(name for name in passage.sections if name in given))
        self._parts.append(PassageAnswer(asked.number, kept, said))
        if not missing:
            return
        parts = parts_about(self._analysis, passage, missing)
        if depth <= DEEPEST and attempt <= 1:
            for part in parts:
                self._ask_passage(part, depth=depth, attempt=attempt)
        else:
            left_out = Failed("llm_failed", "模型没有写")
            self._parts += [PassageAnswer(asked.number, part, left_out) for part in parts]

    def _split(self, asked: AboutPassage, failed: Failed) -> None:
        """Ask about the halves of a passage; the failure stands where it has none, or was cut often enough."""
        parts = halves(self._analysis, asked.passage) if asked.depth < DEEPEST else None
        if parts is None:
            self._parts.append(PassageAnswer(asked.number, asked.passage, failed))
            return
        for part in parts:
            if part.sections or part.facts:
                self._ask_passage(part, depth=asked.depth + 1, attempt=asked.attempt)

    def _put_parts_together(self) -> None:
        parts = sorted(self._parts, key=lambda part: (part.passage.extent, part.number))
        written_sections(self._sheet, self._grounds, parts)
        for part in parts:
            if isinstance(part.said, ToldOfPassage):
                self._sheet.claims |= self._readings.take(part.passage, part.said, self._sheet.claims)
        self._note_partly()

    def _note_partly(self) -> None:
        """Flag what is left out of corrections that are taken but for one slot."""
        for index, problem in self._readings.partly.items():
            english = "one slot of the model's reading is left out: the source does not support it"
            self._sheet.note("llm_failed", f"模型的读法有一项未采用：{problem}", english, MarkReading(index))
        self._readings.partly.clear()

    # The whole report

    def _ask_report(self, wrong: set[Item]) -> None:
        """From what stands of the parts, without what is just being asked again."""
        texts = {item: point for item, point in self._sheet.texts.items() if item not in wrong}
        made, _ = replace(self._sheet, texts=texts).draft(self._tally.usage())
        facts = [claim.fact if claim.origin == "rules" else replace(claim.fact, doubts=()) for claim in made.claims]
        request = self._plan.report_request(self._analysis, made.sections, facts, self._schema)
        self._put(AboutReport(self._next(), request))

    def _hear_report(self, asked: AboutReport, reply: Reply) -> None:
        match reply:
            case Given(value):
                self._told_report(asked, value)
            case Malformed():
                self._ask_anew(asked, reply, Failed("llm_failed", "几次回答都不合格式"))
            case TooMuch(message):
                self._without_report(Failed("llm_failed", message))
            case Failed():
                self._without_report(reply)

    def _told_report(self, asked: AboutReport, said: ReportDraft) -> None:
        """Take what the model says of the whole report; where it says nothing, the rules' words stay."""
        extent = self._analysis.report.extent
        for name in TEXTS:
            if text := getattr(said, name).strip():
                self._sheet.texts[SummaryText(name)] = self._grounds.point(text, extent)
        for name in LISTS:
            texts = dict.fromkeys(text.strip() for text in getattr(said, name) if text.strip())
            for number, text in enumerate(texts):
                self._sheet.texts[SummaryPoint(name, number)] = self._grounds.point(text, extent)
        if self._schema is not ReportDraft:
            self._take_extra(asked, said)

    def _take_extra(self, asked: AboutReport, said: ReportDraft) -> None:
        """The user's fields; asked for again, and in the end left out, where their texts hold wrong numbers."""
        values = plain_values(said)
        problems = extra_problems(self._analysis, values)
        if not problems:
            self._sheet.extra = values
        elif asked.attempt < self._reasks:
            self._again(asked, said.model_dump_json(), problems)
        else:
            english = "extra is left out: it holds numbers that the report does not"
            self._sheet.notes.append(Note("llm_failed", "补充字段未采用：含有原文没有的数字", english))

    def _without_report(self, failed: Failed) -> None:
        english = f"the summary is left to the rules: {failed.message}"
        self._sheet.note(failed.code, f"总摘要改用规则的文字：{failed.message}", english, SummaryText("headline"))

    # What is wrong

    def _dispute(self, objections: Sequence[Objection]) -> bool:
        """Let the rules' readings stand where the check contradicts the model's, with the model's beside them."""
        claims = self._sheet.claims
        moved = {index for index, claim in claims.items() if claim.origin == "llm" and claim.other is not None}
        owners = {owner_of(self._analysis, objection.path) for objection in objections}
        headline = any(owner.startswith("/headlines/") for owner in owners)
        wrong = [index for index in moved if headline or f"/indicators/{index}" in owners]
        for index in wrong:
            claims[index] = Claim(self._analysis.facts[index], "rules", other=claims[index].fact)
        return bool(wrong)

    def _troubles(self, objections: Sequence[Objection]) -> list[Trouble]:
        """The model's items that are wrong by the check or by themselves, in order."""
        problems: dict[Prose, list[str]] = {}
        for item, point in self._sheet.texts.items():
            problem = prose_problem(
                self._analysis,
                item,
                point.text,
                leaked=lambda text: self._plan.prompts.leaked(text, self._analysis.view.folded),
                ordered=self._ordered,
                grounds=self._grounds,
            )
            if problem is not None:
                problems[item] = [problem]
        for objection in objections:
            found = self._paths.get(owner_of(self._analysis, objection.path))
            if found is not None and not isinstance(found, MarkReading):
                problems.setdefault(found, []).append(objection.message)
        misread = [Trouble(MarkReading(i), line, (problem,)) for i, (line, problem) in self._readings.misread.items()]
        texts = self._sheet.texts
        prose = [Trouble(item, texts[item].text, tuple(dict.fromkeys(said))) for item, said in problems.items()]
        return sorted([*misread, *prose], key=lambda trouble: order_of(trouble.item))

    def _repair(self, troubles: Sequence[Trouble]) -> None:
        """Ask again, some items in one question; what was asked often enough, or is said as it was before, goes."""
        fresh = []
        for trouble in troubles:
            if self._attempts.get(trouble.item, 0) >= self._reasks:
                self._give_up(trouble.item, f"重问{self._reasks}次仍不对")
            elif self._said.get(trouble.item) == trouble.said:
                self._give_up(trouble.item, "模型重复了同样的话")
            else:
                self._said[trouble.item] = trouble.said
                self._attempts[trouble.item] = self._attempts.get(trouble.item, 0) + 1
                fresh.append(trouble)
        for start in range(0, len(fresh), ITEMS):
            group = tuple(fresh[start : start + ITEMS])
            attempt = max(self._attempts[trouble.item] for trouble in group)
            request = repair_request(self._analysis, group, self._grounds, self._plan.prompts, attempt)
            self._put(AboutItems(self._next(), request, attempt, troubles=group))

    def _hear_items(self, asked: AboutItems, reply: Reply) -> None:
        match reply:
            case Given(value):
                self._revise(asked.troubles, value)
            case Malformed():
                self._ask_anew(asked, reply, Failed("llm_failed", "几次回答都不合格式"))
            case TooMuch(message):
                self._lose(asked.troubles, Failed("llm_failed", message))
            case Failed():
                self._lose(asked.troubles, reply)

    def _revise(self, troubles: Sequence[Trouble], said: Revision) -> None:
        """Take over the model's new answer; what it does not mention stays as it was, and stays wrong."""
        items = {number: trouble.item for number, trouble in enumerate(troubles, 1)}
        for revised in said.texts:
            item, text = items.get(revised.i), revised.x.strip()
            if item is not None and not isinstance(item, MarkReading) and text:
                self._sheet.texts[item] = self._grounds.point(text, scope_of(self._analysis, item))
        for corrected in said.corrections:
            item = items.get(corrected.m)
            if isinstance(item, MarkReading):
                self._sheet.claims |= self._readings.correct(item.index, corrected.x)
        self._note_partly()

    def _lose(self, troubles: Sequence[Trouble], failed: Failed) -> None:
        for trouble in troubles:
            self._give_up(trouble.item, failed.message, failed)

    def _give_up(self, item: Item, why: str, failed: Failed | None = None) -> None:
        if isinstance(item, MarkReading):
            self._readings.misread.pop(item.index, None)
        self._sheet.give_up(item, failed.code if failed else "llm_failed", why)

    # Questions

    def _next(self) -> int:
        self._count += 1
        return self._count - 1

    def _put(self, asked: Asked) -> None:
        self._open[asked.number] = asked

    def _ask_anew(self, asked: Asked, malformed: Malformed, failed: Failed) -> None:
        """The same question with the malformed answer and what is wrong with it; after the last attempt the failure."""
        if asked.attempt < self._reasks:
            self._again(asked, malformed.raw[:_QUOTED], in_chinese(malformed.faults))
            return
        match asked:
            case AboutPassage(passage=passage):
                self._parts.append(PassageAnswer(asked.number, passage, failed))
            case AboutItems(troubles=troubles):
                self._lose(troubles, failed)
            case _:
                self._without_report(failed)

    def _again(self, asked: Asked, raw: str, faults: Sequence[str]) -> None:
        said = (Message("assistant", raw),) if raw.strip() else ()
        messages = (*asked.request.messages, *said, Message("user", self._plan.prompts.malformed(faults)))
        attempt = asked.attempt + 1
        request = replace(asked.request, messages=messages, reask=attempt)
        self._put(replace(asked, number=self._next(), request=request, attempt=attempt))
