"""What the validator says: findings about a record and its source, and the verdict that sums them up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from summarizer.documents import Document, Span
from summarizer.schemas.record import DoubtCode, Evidence, FlagCode, OtherReading, Record, Severity, VerificationStatus
from summarizer.validator.words import Words

OutcomeKind: TypeAlias = Literal["checked", "malformed", "source_missing", "source_changed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the validator found.

    ``path`` is a JSON Pointer into the record to what the finding is about (None: the report as a whole), ``span`` the
    place in the document that shows it, ``also`` further places (the two numbers a derived one was made of). An
    ``error`` says that the record is wrong, a ``warning`` that readers must know something about record or source,
    an ``info`` that something was tolerated or is plainly so. ``message`` is Chinese, ``english`` its twin.
    """

    code: FlagCode
    severity: Severity
    message: str
    path: str | None = None
    span: Span | None = None
    also: tuple[Span, ...] = ()
    english: str = ""


def finding(
    code: FlagCode,
    severity: Severity,
    words: Words,
    path: str | None = None,
    span: Span | None = None,
    also: tuple[Span, ...] = (),
) -> Finding:
    """A finding told in both languages."""
    return Finding(code, severity, words.zh, path, span, also, words.en)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found about one claim: a status, the flag codes that led to it, and the doubts about its reading."""

    status: VerificationStatus
    reasons: tuple[FlagCode, ...] = ()
    doubts: tuple[DoubtCode, ...] = ()


VERIFIED = Verification("verified")


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that a check of one record gave.

    ``verifications`` has one entry for each indicator, in order. ``mended`` holds, by the indicator's index, the
    evidence as it stands in the source where the record's differs from it only in form, ``readings`` what each reader
    reads where they disagree. ``source_quantities`` are
    the quantities the scanner finds in the report, ``covered`` those of them that a claim rests on.
    """

    verifications: tuple[Verification, ...]
    findings: tuple[Finding, ...]
    source_quantities: int
    covered: int
    mended: Mapping[int, Evidence] = field(default_factory=dict)
    readings: Mapping[int, tuple[OtherReading, ...]] = field(default_factory=dict)

    @property
    def flagged(self) -> bool:
        """Whether anything is wrong or noteworthy; notes (``info``) alone are neither."""
        return any(finding.severity != "info" for finding in self.findings)

    @property
    def wrong(self) -> bool:
        """Whether the record says something that its source does not bear out."""
        return any(finding.severity == "error" for finding in self.findings)

    def count(self, status: VerificationStatus) -> int:
        """How many claims have this status."""
        return sum(verification.status == status for verification in self.verifications)

    def with_findings(self, *findings: Finding) -> "Verdict":
        """The same verdict with more findings at its end (duplicates of the run, notes of an engine)."""
        return replace(self, findings=(*self.findings, *findings))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record that was to be validated.

    ``checked``: ``record``, ``document`` and ``verdict`` are given. ``malformed``: the line is no record, ``message``
    says where. ``source_missing``: no document of that text or name was given. ``source_changed``: the document of that
    name has another text than the record was made of; neither says that the record is wrong. ``line`` counts from 1.
    """

    kind: OutcomeKind
    message: str = ""
    record: Record | None = None
    document: Document | None = None
    verdict: Verdict | None = None
    line: int | None = None
