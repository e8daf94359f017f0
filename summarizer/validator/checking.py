"""Checks a whole record against its source, and writes what was found into it."""

from functools import cached_property

from summarizer.analysis import Analysis
from summarizer.schemas.record import Flag, Indicator, Record, Validation, trusted
from summarizer.schemas.record import Verification as RecordVerification
from summarizer.validator.claims import Checked, check_claim
from summarizer.validator.coverage import check_headlines, uncovered_headlines
from summarizer.validator.model import Finding, Verdict, Verification
from summarizer.validator.prose import ProseChecker
from summarizer.validator.reading import Reading
from summarizer.validator.source_checks import consistency


class Checker:
    """Checks drafts of the record of one report: what the source gives is read once, and so is its own consistency.

    Claims and prose that were checked before are not checked again.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.reading = Reading(analysis)
        self._prose = ProseChecker(self.reading)
        self._claims: list[tuple[Indicator, Checked]] = []

    @cached_property
    def _source(self) -> tuple[Finding, ...]:
        return consistency(self.reading.analysis)

    def check(self, record: Record) -> Verdict:
        """Compare all that a record of the report says with the reading of its source.

        Every indicator is looked up and compared slot by slot, every quote, every number in the prose (headline,
        overview, points, section summaries); the headline rows; what no claim covers; and, by ``consistency``, the
        source itself.
        """
        reading = self.reading
        checked = self._checked(record)
        covered = {result.fact for result in checked if result.fact is not None}
        findings = [each for result in checked for each in result.findings]
        findings += check_headlines(record, reading)
        findings += self._prose.check(record)
        findings += uncovered_headlines(covered, reading)
        findings += self._source
        return Verdict(
            verifications=tuple(result.verification for result in checked),
            findings=tuple(findings),
            source_quantities=len(reading.facts),
            covered=len(covered),
            readings={i: result.readings for i, result in enumerate(checked) if result.readings},
            mended={i: result.evidence for i, result in enumerate(checked) if result.evidence is not None},
        )

    def _checked(self, record: Record) -> list[Checked]:
        """What the check of each claim gives; claims that stood in the last draft, in the same place, are known."""
        known = self._claims
        self._claims = [
            known[i]
            if i < len(known) and known[i][0] is claim
            else (claim, check_claim(claim, f"/indicators/{i}", self.reading))
            for i, claim in enumerate(record.indicators)
        ]
        return [checked for _, checked in self._claims]


def check(record: Record, analysis: Analysis) -> Verdict:
    """Compare all that a record says with the analysis of its source, once; ``Checker`` serves several drafts."""
    return Checker(analysis).check(record)


def apply(record: Record, verdict: Verdict) -> Record:
    """The record with the verdict in it: each claim's ``verification``, mended quotes, and ``validation``."""
    known: dict[Verification, RecordVerification] = {}
    indicators = []
    for number, (claim, verification) in enumerate(zip(record.indicators, verdict.verifications, strict=True)):
        shared = known.get(verification)
        if shared is None:
            shared = known[verification] = RecordVerification(
                status=verification.status, reasons=verification.reasons, doubts=verification.doubts
            )
        values = {**claim.__dict__, "verification": shared}
        if not claim.readings and (said := verdict.readings.get(number)) is not None:
            values["readings"] = said
        if (evidence := verdict.mended.get(number)) is not None:
            values["evidence"] = evidence
        indicators.append(trusted(Indicator, values))
    values = {**record.__dict__, "indicators": tuple(indicators), "validation": validation(verdict)}
    return trusted(Record, values)


def validation(verdict: Verdict) -> Validation:
    """The record's ``validation`` for a verdict."""
    return Validation(
        status="flagged" if verdict.flagged else "passed",
        claims=len(verdict.verifications),
        verified=verdict.count("verified"),
        doubtful=verdict.count("doubtful"),
        mismatched=verdict.count("mismatch"),
        unsupported=verdict.count("unsupported"),
        redacted=verdict.count("redacted"),
        source_quantities=verdict.source_quantities,
        covered=verdict.covered,
        flags=tuple(map(_flag, verdict.findings)),
    )


def _flag(finding: Finding) -> Flag:
    values = {name: getattr(finding, name) for name in ("code", "severity", "message", "path", "span")}
    return trusted(Flag, values)
