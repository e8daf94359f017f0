"""What is said to the model: the templates filled in, static instructions first so that providers cache the prefix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from summarizer.analysis import Analysis
from summarizer.engines.llm.passages import Passage, harmless, text_of
from summarizer.engines.llm.readings import lines_of
from summarizer.expressions import expression
from summarizer.llm import Message
from summarizer.prompts import Prompts

_PLACE = expression(r"[\u4e00-\u9fff]{2}(?:省|市|州|县|区|镇|乡)")
_FIGURE = expression(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d{3,}(?:\.\d+)?")
_EXAMPLE = "例："
"""Behind which the instructions give an example; in instructions without it all may be one."""
_GENERIC = expression(r"(?:全|本|我|各)[省市州县区镇乡]")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something to put right: a ``text`` or a ``claim``, its number in the question, what was said, what is wrong.

    ``reading`` is the rules' reading of a claim, ``source`` what stands in the report instead.
    """

    kind: str
    number: int
    text: str
    problems: tuple[str, ...]
    reading: str = ""
    source: tuple[str, ...] = ()


class PromptSet:
    """The messages of every kind of question."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._section_system = prompts.render("section_system")
        self._blind_system = prompts.render("blind_system")
        self._report_system = prompts.render("report_system")
        self._reask_system = prompts.render("reask_system")

    @property
    def sha256(self) -> str:
        """The hash of all templates."""
        return self._prompts.sha256

    def section(self, analysis: Analysis, passage: Passage, *, blind: bool) -> tuple[Message, ...]:
        """Asks for a ChunkDraft; ``blind``: for a BlindDraft, without the rules' readings."""
        text = self._prompts.render(
            "section",
            title=harmless(analysis.report.title),
            year=analysis.report.year,
            path=[harmless(heading) for heading in passage.path],
            text=text_of(analysis, passage),
            readings=[] if blind else list(lines_of(analysis, passage.facts)),
        )
        return (Message("system", self._blind_system if blind else self._section_system), Message("user", text))

    def report(
        self,
        analysis: Analysis,
        *,
        sections: Sequence[Mapping[str, Any]],
        goals: str,
        problems: str,
        facts: Sequence[str],
    ) -> tuple[Message, ...]:
        """Asks for a ReportDraft.

        ``sections`` have a kind, a heading (may be empty) and points; ``goals`` and ``problems`` are passages.
        """
        rows = [
            {**row, "heading": harmless(row["heading"]), "points": [harmless(point) for point in row["points"]]}
            for row in sections
        ]
        text = self._prompts.render(
            "report",
            title=harmless(analysis.report.title),
            year=analysis.report.year,
            sections=rows,
            goals=harmless(goals),
            problems=harmless(problems),
            facts=[harmless(fact) for fact in facts],
        )
        return (Message("system", self._report_system), Message("user", text))

    def reask(
        self, analysis: Analysis, items: Sequence[Wrong], sentences: Sequence[Mapping[str, str]]
    ) -> tuple[Message, ...]:
        """Asks for a Revision.

        Sentences have a ``kind``, that of the section they stand in, and a ``text``, harmless already, with the marks.
        """
        rows = [
            {
                "kind": item.kind,
                "number": item.number,
                "text": harmless(item.text),
                "reading": item.reading,
                "problems": [harmless(problem) for problem in item.problems],
                "source": [harmless(text) for text in item.source],
            }
            for item in items
        ]
        text = self._prompts.render(
            "reask",
            title=harmless(analysis.report.title),
            year=analysis.report.year,
            items=rows,
            sentences=list(sentences),
        )
        return (Message("system", self._reask_system), Message("user", text))

    def malformed(self, faults: Sequence[str]) -> str:
        """Says what is wrong with the form of an answer."""
        return self._prompts.render("malformed", faults=[harmless(fault) for fault in faults])

    @cached_property
    def example_words(self) -> frozenset[str]:
        """The places and figures of the example, by which a leak into an answer is known; years are anybody's."""
        text = "".join(prompt[prompt.find(_EXAMPLE) + 1 :] for prompt in (self._section_system, self._blind_system))
        places = {word for word in _PLACE.findall(text) if not _GENERIC.search(word)}
        return frozenset({*places, *_FIGURE.findall(text)})

    def leaked(self, text: str, source: str) -> str | None:
        """A word of the example in a text that ``source`` does not have; None where there is none."""
        return next((word for word in sorted(self.example_words) if word in text and word not in source), None)
