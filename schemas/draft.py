"""The drafts that a model fills in: short field names, explained to the model in their descriptions.

All fields are required, lists and texts are bounded, nothing needs a lookahead: strict modes and constrained decoders
take these schemas as they are. They are sent with every call, so every word of them is paid for many times. Numbers are
named by their marks; what a draft says of them is checked, never copied.
"""

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, create_model

from summarizer.schemas.record import Direction, Measure, Status

Sentence: TypeAlias = Annotated[str, Field(max_length=240)]


def _without_docstring(schema: dict[str, Any]) -> None:
    """What the class says of itself is for programmers."""
    schema.pop("description", None)


class _Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra=_without_docstring)


class ClaimDraft(_Draft):
    """What the model says of one marked number; ``m`` and ``v`` tell which, the others are the slots of a fact."""

    m: int = Field(description="标记号")
    v: str = Field(max_length=60, description="数字和单位，照抄")
    n: str = Field(max_length=60, description="指标名，用原文最短说法；主语省略时取前文的")
    k: Measure = Field(description="水平/增速/增减量或百分点/占比/位次/倍数/比例")
    d: Direction | None = Field(description="仅增速、增减填")
    s: Status = Field(description="已实现/预计/目标任务")
    t: str | None = Field(max_length=20, description="年份，如2031或2031-2035")
    r: str | None = Field(max_length=40, description="属于别处时填地名")


class SectionSummary(_Draft):
    """One section: its id, a summary, key points."""

    id: str = Field(max_length=20)
    s: str = Field(max_length=400, description="概括，100字内")
    p: list[Sentence] = Field(max_length=6, description="1至4个要点，各60字内")


class ChunkDraft(_Draft):
    """What is asked for a chunk of a report."""

    sections: list[SectionSummary] = Field(max_length=60)
    claims: list[ClaimDraft] = Field(max_length=300)


class ReportDraft(_Draft):
    """What is asked for a whole report."""

    headline: str = Field(max_length=200, description="标题式一句话，60字内")
    overview: str = Field(max_length=800, description="概述，200字内")
    achievements: list[Sentence] = Field(max_length=10, description="上年主要成绩，各60字内，下同")
    targets: list[Sentence] = Field(max_length=10, description="本年目标")
    priorities: list[Sentence] = Field(max_length=12, description="重点工作")
    problems: list[Sentence] = Field(max_length=8, description="困难问题")


class RevisedText(_Draft):
    """A text put right: the number of the item, and the text."""

    i: int = Field(description="条目号")
    x: str = Field(max_length=800, description="改正后的文字")


class Revision(_Draft):
    """What is asked for where a draft was wrong."""

    texts: list[RevisedText] = Field(max_length=60)
    claims: list[ClaimDraft] = Field(max_length=100)


def with_extra(model: type[BaseModel]) -> type[ReportDraft]:
    """ReportDraft with one more field, ``extra``: an instance of the user's ``model``."""
    fields: dict[str, Any] = {"extra": (model, Field(description="补充字段"))}
    return create_model("ReportDraft", __base__=ReportDraft, **fields)
