"""What an engine makes of a report: claims about its numbers and prose about its parts, all pointing into the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from summarizer.documents import Span
from summarizer.indicators import Fact
from summarizer.schemas.record import NO_USAGE, EngineName, FlagCode, Usage


@dataclass(frozen=True, slots=True)
class DraftPoint:
    """One statement and the document spans of its evidence."""

    text: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """The summary of one section, by its id."""

    section: str
    summary: str
    key_points: tuple[DraftPoint, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as an engine states it.

    ``other`` is how the other reader reads the same number where the two disagree: the rules' reading where the claim
    is the model's, the model's where the rules insist. A doubtful reading of the rules that the model was asked about
    and that holds is the model's own, too.
    """

    fact: Fact
    origin: EngineName
    other: Fact | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that went wrong while drafting and that readers must know (llm_failed, llm_refused).

    ``message`` says it in Chinese, ``english`` in English; ``path`` is the JSON Pointer to the place in the record,
    ``extent`` the part of the view it is about.
    """

    code: FlagCode
    message: str
    english: str
    path: str | None = None
    extent: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """What a check found wrong with a draft: ``path`` is a JSON Pointer into the record made of it.

    Claims stand there as /indicators/N, sections as /sections/N, in the order of the draft. ``message`` says what is
    wrong in words, ``code`` of which kind it is.
    """

    path: str
    code: FlagCode
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """All that an engine says of one report; ``extra`` are fields of the user's own."""

    headline: str
    overview: str
    achievements: tuple[DraftPoint, ...]
    targets: tuple[DraftPoint, ...]
    priorities: tuple[DraftPoint, ...]
    problems: tuple[DraftPoint, ...]
    sections: tuple[SectionDraft, ...]
    claims: tuple[Claim, ...]
    notes: tuple[Note, ...] = ()
    usage: Usage = field(default=NO_USAGE)
    extra: Mapping[str, Any] | None = None
