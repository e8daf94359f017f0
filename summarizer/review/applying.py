"""Decisions written into records: what a reviewer read takes the place of what was read before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal, TypeAlias

from summarizer.review.decisions import Decision
from summarizer.review.headlines import refilled
from summarizer.review.readings import accepted, corrected
from summarizer.schemas.catalogue import Catalogue, load_catalogue
from summarizer.schemas.record import Flag, Indicator, Record, Validation

Fate: TypeAlias = Literal["accepted", "corrected", "rejected", "source_changed", "report_missing", "number_missing"]
DONE: frozenset[Fate] = frozenset({"accepted", "corrected", "rejected"})
_FATES: Mapping[str, Fate] = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one decision.

    ``source_changed``: the records have the source, but made of another text; ``report_missing``: no record is of that
    report; ``number_missing``: the record claims nothing at that place any more.
    """

    decision: Decision
    fate: Fate

    @property
    def done(self) -> bool:
        """Whether the decision stands in the records."""
        return self.fate in DONE


class Applying:
    """Writes decisions into records that come one after another, and remembers what became of each decision."""

    def __init__(self, decisions: Mapping[tuple[str, str], Decision], catalogue: Catalogue | None = None) -> None:
        """``decisions`` by report and indicator, as ``latest`` gives them."""
        self._decisions = decisions
        self._catalogue = catalogue or load_catalogue()
        self._by_report: dict[str, dict[str, Decision]] = {}
        for (report, indicator), decision in decisions.items():
            self._by_report.setdefault(report, {})[indicator] = decision
        self._fates: dict[tuple[str, str], Fate] = {}
        self._texts: dict[str, set[str]] = {}

    def about(self, record: Record) -> Mapping[str, Decision]:
        """The decisions about a record's report, by indicator."""
        return self._by_report.get(record.report.id, {})

    def apply(self, record: Record) -> Record:
        """The record with the decisions about it; the same record where there are none."""
        source = record.report.source
        self._texts.setdefault(PurePath(source.name).name, set()).add(source.text_sha256)
        own = self.about(record)
        for indicator in {fact.id for fact in record.indicators} & own.keys():
            self._fates[record.report.id, indicator] = _FATES[own[indicator].decision]
        for indicator in own.keys() - {fact.id for fact in record.indicators}:
            self._fates.setdefault((record.report.id, indicator), self._absent(own[indicator]))
        return with_decisions(record, own, self._catalogue)

    def outcomes(self) -> list[Applied]:
        """What became of every decision, once all records have been seen."""
        return [
            Applied(decision, self._fates.get(key) or self._lost(decision)) for key, decision in self._decisions.items()
        ]

    def _absent(self, decision: Decision) -> Fate:
        """A number that the record does not have: as the reviewer wants it, or lost."""
        return "rejected" if decision.decision == "reject" else "number_missing"

    def _lost(self, decision: Decision) -> Fate:
        texts = self._texts.get(PurePath(decision.source).name, set())
        return "source_changed" if texts and decision.text_sha256 not in texts else "report_missing"


def with_decisions(record: Record, decisions: Mapping[str, Decision], catalogue: Catalogue) -> Record:
    """The record as a reviewer's decisions, by indicator id, let it stand.

    Accepted claims are the reviewer's from then on, corrected ones have both readings, rejected ones are gone; headline
    slots and the counts of ``validation`` follow, flags about what was decided fall away. Who decided, and when, is not
    in the record.
    """
    if not any(fact.id in decisions for fact in record.indicators):
        return record
    indicators = tuple(_kept(record.indicators, decisions))
    return record.model_copy(
        update={
            "indicators": indicators,
            "headlines": refilled(record, indicators, frozenset(decisions), catalogue),
            "validation": _validation(record, indicators, decisions),
        }
    )


def _kept(facts: Iterable[Indicator], decisions: Mapping[str, Decision]) -> Iterable[Indicator]:
    for fact in facts:
        decision = decisions.get(fact.id)
        if decision is None:
            yield fact
        elif decision.correction is not None:
            yield corrected(fact, decision.correction)
        elif decision.decision == "accept":
            yield accepted(fact)


def _validation(record: Record, indicators: tuple[Indicator, ...], decisions: Mapping[str, Decision]) -> Validation:
    before, removed = record.validation, len(record.indicators) - len(indicators)
    statuses = [fact.verification.status for fact in indicators]
    flags = (*_flags_left(record, indicators, decisions), *_disputes(indicators, decisions))
    return Validation(
        status="flagged" if any(flag.severity != "info" for flag in flags) else "passed",
        claims=len(indicators),
        verified=statuses.count("verified"),
        doubtful=statuses.count("doubtful"),
        mismatched=statuses.count("mismatch"),
        unsupported=statuses.count("unsupported"),
        redacted=statuses.count("redacted"),
        source_quantities=before.source_quantities,
        covered=max(before.covered - removed, 0),
        flags=flags,
    )


def _flags_left(record: Record, indicators: tuple[Indicator, ...], decisions: Mapping[str, Decision]) -> Iterable[Flag]:
    """The flags that the decisions did not settle, their paths as the claims are numbered now."""
    places = {fact.id: place for place, fact in enumerate(indicators)}
    for flag in record.validation.flags:
        fact, rest = _claim_of(flag, record)
        if fact is None:
            yield flag
        elif fact.id in places and (fact.id not in decisions or flag.code in _still_wrong(indicators[places[fact.id]])):
            yield flag.model_copy(update={"path": f"/indicators/{places[fact.id]}{rest}"})


def _still_wrong(fact: Indicator) -> tuple[str, ...]:
    return (*fact.verification.reasons, "redacted_value")


def _claim_of(flag: Flag, record: Record) -> tuple[Indicator | None, str]:
    """The claim that a flag is about, and the rest of the flag's path below it."""
    parts = (flag.path or "").split("/", 3)
    if len(parts) < 3 or parts[1] != "indicators" or not parts[2].isdecimal():
        return None, ""
    index = int(parts[2])
    fact = record.indicators[index] if index < len(record.indicators) else None
    return fact, f"/{parts[3]}" if len(parts) > 3 else ""


def _disputes(indicators: tuple[Indicator, ...], decisions: Mapping[str, Decision]) -> Iterable[Flag]:
    for place, fact in enumerate(indicators):
        decision = decisions.get(fact.id)
        if decision is not None and decision.correction is not None and fact.readings:
            fields = ", ".join(sorted(decision.correction.model_fields_set))
            yield Flag(
                code="disputed",
                severity="info",
                message=f"a reviewer reads {fact.quantity.text} otherwise ({fields})",
                path=f"/indicators/{place}",
                span=fact.quantity.span,
            )
