"""Findings about the source itself: what is missing, redacted, or does not fit together."""

from summarizer.analysis import Analysis, report_span
from summarizer.validator.arithmetic import arithmetic_inconsistent
from summarizer.validator.model import Finding, finding
from summarizer.validator.repeats import repeated_headlines
from summarizer.validator.words import Words
from summarizer.validator.years import year_inconsistent

_MISSING = {
    "head_missing": Words("缺少报告的开头", "the report's beginning is missing"),
    "tail_missing": Words("缺少报告的结尾", "the report's end is missing"),
    "fragment": Words("只有报告的一部分", "only a part of the report is there"),
}


def consistency(analysis: Analysis) -> tuple[Finding, ...]:
    """What a reader must know about the source, whatever a record says of it."""
    return (
        *_incomplete(analysis),
        *_redacted(analysis),
        *_damaged(analysis),
        *year_inconsistent(analysis),
        *arithmetic_inconsistent(analysis),
        *repeated_headlines(analysis),
    )


def _incomplete(analysis: Analysis) -> list[Finding]:
    missing = _MISSING.get(analysis.report.completeness)
    if missing is None:
        return []
    return [finding("report_incomplete", "warning", missing, "/report/completeness", report_span(analysis))]


def _damaged(analysis: Analysis) -> list[Finding]:
    """Where the report's source could not be read."""
    start, end = report_span(analysis)
    return [
        finding("damaged_text", "warning", Words(damage.told, damage.message), None, damage.span)
        for damage in analysis.view.document.damage
        if damage.span[0] <= end and damage.span[1] >= start
    ]


def _redacted(analysis: Analysis) -> list[Finding]:
    """One note for all numbers that the source leaves out, at the first of them."""
    redacted = [quantity for quantity in analysis.quantities if quantity.value is None]
    if not redacted:
        return []
    count, all_of, text = len(redacted), len(analysis.quantities), redacted[0].text
    said = Words(
        f"原文{all_of}个数字中有{count}个略去不写（{text}……）",
        f"{count} of {all_of} numbers are redacted in the source ({text} …)",
    )
    return [finding("redacted_value", "info", said, None, redacted[0].span)]
