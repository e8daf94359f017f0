"""The drafts that a model fills in: short field names, explained to the model in the prompts.

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


class _AnswerModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra=_without_docstring)


class Correction(_AnswerModel):
    """Another reading of a marked number than the one shown, as a line of that form; or that the one shown holds."""

    m: int
    x: str = Field(max_length=160)


class ClaimDraft(_AnswerModel):
    """What a model that is shown no reading says of a marked number; ``m`` and ``v`` tell which it is."""

    m: int
    v: str = Field(max_length=60)
    n: str = Field(max_length=60)
    k: Measure
    d: Direction | None
    s: Status
    t: str | None = Field(max_length=20)
    r: str | None = Field(max_length=40)


class SectionSummary(_AnswerModel):
    """One section: its id, a summary, key points."""

    id: str = Field(max_length=20)
    s: str = Field(max_length=400)
    p: list[Sentence] = Field(max_length=6)


class ChunkDraft(_AnswerModel):
    """What is asked for a chunk of a report. The corrections come first: they are short, and so never truncated."""

    corrections: list[Correction] = Field(max_length=300)
    sections: list[SectionSummary] = Field(max_length=60)


class BlindDraft(_AnswerModel):
    """What is asked for a chunk whose numbers are to be read again."""

    claims: list[ClaimDraft] = Field(max_length=300)
    sections: list[SectionSummary] = Field(max_length=60)


class ReportDraft(_AnswerModel):
    """What is asked for a whole report."""

    headline: str = Field(max_length=200)
    overview: str = Field(max_length=800)
    achievements: list[Sentence] = Field(max_length=10)
    targets: list[Sentence] = Field(max_length=10)
    priorities: list[Sentence] = Field(max_length=12)
    problems: list[Sentence] = Field(max_length=8)


class RevisedText(_AnswerModel):
    """A corrected text: the number of its item and the new wording."""

    i: int
    x: str = Field(max_length=800)


class Revision(_AnswerModel):
    """What is asked for where a draft was wrong."""

    texts: list[RevisedText] = Field(max_length=60)
    corrections: list[Correction] = Field(max_length=100)


def with_extra(model: type[BaseModel]) -> type[ReportDraft]:
    """ReportDraft with one more field, ``extra``: an instance of the user's ``model``."""
    fields: dict[str, Any] = {"extra": (model, Field(description="补充字段"))}
    return create_model("ReportDraft", __base__=ReportDraft, **fields)
