"""The validator: compares all that a record says with its source, and reports findings; what to do is the caller's."""

from summarizer.validator.checking import Checker, apply, check, validation
from summarizer.validator.excerpts import Excerpt, explain
from summarizer.validator.files import validate, validate_lines, validate_records
from summarizer.validator.model import Finding, Outcome, Verdict, Verification
from summarizer.validator.near_duplicates import Duplicates, Signature, duplicates, signature
from summarizer.validator.source_checks import consistency

__all__ = [
    "Checker",
    "Duplicates",
    "Excerpt",
    "Finding",
    "Outcome",
    "Signature",
    "Verdict",
    "Verification",
    "apply",
    "check",
    "consistency",
    "duplicates",
    "explain",
    "signature",
    "validate",
    "validate_lines",
    "validate_records",
    "validation",
]
