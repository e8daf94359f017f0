"""What is said to the model: the templates filled in, static instructions first so that providers cache the prefix."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.analysis import Analysis
from summarizer.engines.draft import Objection
from summarizer.engines.llm.passages import Passage, harmless, text_of
from summarizer.llm import Message
from summarizer.prompts import Prompts

KINDS: Mapping[str, str] = {
    "opening": "开头",
    "review": "工作回顾",
    "multi_year_review": "多年回顾",
    "problems": "问题",
    "goals": "总体要求和目标",
    "tasks": "重点任务",
    "livelihood": "民生实事",
    "governance": "政府自身建设",
    "closing": "结尾",
    "glossary": "名词解释",
    "other": "其他",
}
_WRONG: Mapping[str, str] = {
    "number_not_in_source": "原文没有这个数字",
    "value_mismatch": "数值与原文不符",
    "unit_mismatch": "单位与原文不符",
    "comparator_mismatch": "限定词（超过、左右、以内等）与原文不符",
    "direction_mismatch": "升降方向与原文不符",
    "period_mismatch": "年份与原文不符",
    "status_mismatch": "已实现、预计、目标之分与原文不符",
    "measure_mismatch": "数字的类别与原文不符",
    "indicator_mismatch": "这个数字在原文说的是别的指标或地方",
    "quote_not_found": "原文没有这句话",
    "redacted_value": "原文隐去了这个数字",
}
_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?:省|市|州|县|区|镇|乡)")
_FIGURE = re.compile(r"\d{3,}(?:\.\d+)?")
_GENERIC = re.compile(r"(?:全|本|我|各)[省市州县区镇乡]")


def in_words(objection: Objection) -> str:
    """What is wrong, for the model: in Chinese, with the check's own words behind."""
    return f"{_WRONG.get(objection.code, objection.code)}（{objection.message}）"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to put right: a ``text`` or a ``claim``, its number in the question, what it says, what is wrong."""

    kind: str
    number: int
    text: str
    problems: tuple[str, ...]


class PromptSet:
    """The messages of every kind of question."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._section_system = prompts.render("section_system", example=prompts.render("section_example"))
        self._report_system = prompts.render("report_system")
        self._reask_system = prompts.render("reask_system")

    @property
    def sha256(self) -> str:
        """The hash of all templates."""
        return self._prompts.sha256

    def section(self, analysis: Analysis, passage: Passage) -> tuple[Message, ...]:
        """Asks for a ChunkDraft."""
        text = self._prompts.render(
            "section",
            title=harmless(analysis.report.title),
            year=analysis.report.year,
            path=[harmless(heading) for heading in passage.path],
            text=text_of(analysis, passage),
        )
        return (Message("system", self._section_system), Message("user", text))

    def report(
        self, analysis: Analysis, sections: Sequence[Mapping[str, str]], facts: Sequence[str]
    ) -> tuple[Message, ...]:
        """Asks for a ReportDraft."""
        text = self._prompts.render(
            "report",
            title=harmless(analysis.report.title),
            year=analysis.report.year,
            sections=[{"kind": row["kind"], "summary": harmless(row["summary"])} for row in sections],
            facts=[harmless(fact) for fact in facts],
        )
        return (Message("system", self._report_system), Message("user", text))

    def reask(
        self, analysis: Analysis, items: Sequence[Item], sentences: Sequence[Mapping[str, str]]
    ) -> tuple[Message, ...]:
        """Asks for a Revision.

        Sentences have a ``kind``, that of the section they stand in, and a ``text``, harmless already, with the marks.
        """
        rows = [
            {
                "kind": item.kind,
                "number": item.number,
                "text": harmless(item.text),
                "problems": [harmless(problem) for problem in item.problems],
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
        """The places and figures of the example, by which a leak into an answer is known."""
        text = self._section_system
        places = {word for word in _PLACE.findall(text) if not _GENERIC.search(word)}
        return frozenset({*places, *_FIGURE.findall(text)})

    def leaked(self, text: str, source: str) -> str | None:
        """A word of the example in a text that ``source`` does not have; None where there is none."""
        return next((word for word in sorted(self.example_words) if word in text and word not in source), None)
