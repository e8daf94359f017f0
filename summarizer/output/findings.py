"""What a validation found, for people (tables) and for programs (JSON lines)."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from summarizer.documents import Document
from summarizer.output.counting import counted
from summarizer.validator import Excerpt, Finding, Outcome, explain

_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}
_MARKS = ("⟦", "⟧")


@dataclass(slots=True)
class Totals:
    """Counts over the outcomes of a run."""

    kinds: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    flagged: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one more outcome."""
        self.kinds[outcome.kind] += 1
        if outcome.verdict is not None:
            self.severities.update(finding.severity for finding in outcome.verdict.findings)
            self.claims.update(verification.status for verification in outcome.verdict.verifications)
            self.wrong += outcome.verdict.wrong
            self.flagged += outcome.verdict.flagged

    @property
    def unchecked(self) -> int:
        """How many records have no source to be checked against."""
        return self.kinds["source_missing"] + self.kinds["source_changed"]

    def failed(self, strict: bool) -> bool:
        """Whether something is wrong; ``strict`` counts warnings and records that could not be checked, too."""
        wrong = self.wrong or self.kinds["malformed"]
        return bool(wrong or (strict and (self.flagged or self.unchecked)))

    def line(self) -> str:
        """All counts in one line."""
        parts = [
            f"{counted(self.kinds['checked'], 'record')} checked",
            f"{counted(self.claims.total(), 'claim')} ({self.claims['verified']} verified, "
            f"{self.claims['doubtful']} doubtful, {self.claims['mismatch']} mismatched, "
            f"{self.claims['unsupported']} unsupported, {self.claims['redacted']} redacted)",
            counted(self.severities["error"], "error"),
            counted(self.severities["warning"], "warning"),
            counted(self.severities["info"], "note"),
        ]
        parts += [
            counted(self.kinds[kind], one, many)
            for kind, one, many in (
                ("malformed", "line is no record", "lines are no records"),
                ("source_missing", "record without a source", "records without a source"),
                ("source_changed", "record whose source has changed", "records whose source has changed"),
            )
            if self.kinds[kind]
        ]
        return "; ".join(parts)


def outcome_line(outcome: Outcome) -> str:
    """An outcome as one line of JSON, with all its findings."""
    record, verdict = outcome.record, outcome.verdict
    row = {
        "line": outcome.line,
        "outcome": outcome.kind,
        "message": outcome.message or None,
        "report": record.report.id if record else None,
        "title": record.report.title if record else None,
        "source": record.report.source.name if record else None,
        "wrong": verdict.wrong if verdict else None,
        "findings": [_finding(finding, outcome.document) for finding in verdict.findings] if verdict else [],
    }
    return json.dumps(row, ensure_ascii=False)


def _finding(finding: Finding, document: Document | None) -> dict[str, object]:
    excerpt = explain(finding, document) if document else None
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "english": finding.english or finding.message,
        "path": finding.path,
        "span": finding.span,
        "also": finding.also,
        "source_line": excerpt.line if excerpt else None,
    }


def outcome_table(
    outcome: Outcome, *, notes: bool = False, chinese: bool = False, told: Callable[[str], str] = str
) -> Group | None:
    """What is wrong with one record as a table, the source line of each finding with the offending part marked.

    Findings are in English, or with ``chinese`` as records have them; ``told`` puts a severity into the language of
    the table.

    None where there is nothing to say; findings that are mere notes are left out unless ``notes``.
    """
    if outcome.verdict is None:
        return Group(Text(f"{_place(outcome)}: {outcome.message}", style=_STYLES["warning"]))
    findings = [finding for finding in outcome.verdict.findings if notes or finding.severity != "info"]
    if not findings or outcome.document is None:
        return None
    return Group(Text(_place(outcome), style="bold"), _table(findings, outcome.document, chinese, told))


def _place(outcome: Outcome) -> str:
    line = f"line {outcome.line}" if outcome.line is not None else "record"
    if outcome.record is None:
        return line
    report = outcome.record.report
    return f"{line}, {report.title or report.id} ({report.source.name})"


def _table(findings: Iterable[Finding], document: Document, chinese: bool, told: Callable[[str], str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("severity", no_wrap=True)
    table.add_column("flag", no_wrap=True)
    table.add_column("in the record", overflow="fold")
    table.add_column("finding, and the line of the source", overflow="fold")
    for finding in findings:
        message = finding.message if chinese or not finding.english else finding.english
        text = Text(" ".join(message.split()))
        excerpt = explain(finding, document)
        if excerpt is not None:
            text.append("\n").append_text(marked(excerpt))
        severity = Text(told(finding.severity), style=_STYLES[finding.severity])
        table.add_row(severity, finding.code, finding.path or "", text)
    return table


def marked(excerpt: Excerpt) -> Text:
    """A line of the source with its number and the offending part in ⟦ ⟧."""
    start, end = excerpt.mark
    text = Text(f"{excerpt.line}│{excerpt.text[:start]}", style="dim")
    text.append(f"{_MARKS[0]}{excerpt.text[start:end]}{_MARKS[1]}", style="not dim bold")
    return text.append(excerpt.text[end:])
