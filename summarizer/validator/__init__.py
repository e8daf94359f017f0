"""The validator: compares all that a record says with its source, and reports findings; what to do is the caller's."""

from summarizer.validator.checking import apply, check, validation
from summarizer.validator.consistency import consistency
from summarizer.validator.explain import Excerpt, explain
from summarizer.validator.files import validate, validate_lines, validate_records
from summarizer.validator.model import Finding, Outcome, Verdict, Verification

__all__ = [
    "Excerpt",
    "Finding",
    "Outcome",
    "Verdict",
    "Verification",
    "apply",
    "check",
    "consistency",
    "explain",
    "validate",
    "validate_lines",
    "validate_records",
    "validation",
]
