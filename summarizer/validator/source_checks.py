"""Findings about the source itself: what is missing, redacted, or does not fit together."""

from summarizer.analysis import Analysis, report_span
from summarizer.validator.arithmetic import arithmetic_inconsistent
from summarizer.validator.model import Finding
from summarizer.validator.repeats import repeated_headlines
from summarizer.validator.years import year_inconsistent

_MISSING = {
    "head_missing": "the report's beginning is missing",
    "tail_missing": "the report's end is missing",
    "fragment": "only a part of the report is there",
}


def consistency(analysis: Analysis) -> tuple[Finding, ...]:
    """What a reader must know about the source, whatever a record says of it."""
    return (
        *_incomplete(analysis),
        *_redacted(analysis),
        *year_inconsistent(analysis),
        *arithmetic_inconsistent(analysis),
        *repeated_headlines(analysis),
    )


def _incomplete(analysis: Analysis) -> list[Finding]:
    message = _MISSING.get(analysis.report.completeness)
    if message is None:
        return []
    return [Finding("report_incomplete", "warning", message, "/report/completeness", report_span(analysis))]


def _redacted(analysis: Analysis) -> list[Finding]:
    """One note for all numbers that the source leaves out, at the first of them."""
    redacted = [quantity for quantity in analysis.quantities if quantity.value is None]
    if not redacted:
        return []
    message = f"{len(redacted)} of {len(analysis.quantities)} numbers are redacted in the source ({redacted[0].text} …)"
    return [Finding("redacted_value", "info", message, None, redacted[0].span)]
