"""``summarizer apply``: a reviewer's decisions written into records."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import STDOUT, ExitCode, say, say_error
from summarizer.cli.help import OUTPUT
from summarizer.cli.records import Records

if TYPE_CHECKING:
    from summarizer.review.applying import Applied
    from summarizer.review.decisions import Decision

_NAMED = 20
"""How many decisions that could not be written are named."""
_WHY = {
    "source_changed": "the records were made of another text of {source}; review the number again",
    "report_missing": "no record is of report {report}",
    "number_missing": "the record of report {report} claims nothing at {indicator}; review the report again",
}


def apply(
    decisions: Annotated[
        str, typer.Argument(metavar="DECISIONS", help="A file of decisions, downloaded from the review page.")
    ],
    records: Records,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT.jsonl",
            help="Where the records go; - is standard output.",
            rich_help_panel=OUTPUT,
        ),
    ],
    gold: Annotated[
        str | None,
        typer.Option(metavar="GOLD.jsonl", help="Write the passages that were decided whole, as gold for eval, too."),
    ] = None,
) -> None:
    """Write DECISIONS into RECORDS: accepted and corrected numbers become the reviewer's, rejected ones are
    removed.

    Who decided, and when, goes into OUT.decisions.jsonl, never into the records; the same file can be applied to the
    records of a later run. Decisions about numbers that are not in RECORDS are named.
    """
    from summarizer.cli.decisions import read_decision_files
    from summarizer.cli.records import read_records
    from summarizer.output.counting import counted
    from summarizer.output.files import write_whole
    from summarizer.review.applying import Applying
    from summarizer.review.decisions import latest
    from summarizer.review.gold import gold_lines
    from summarizer.schemas import to_json_line

    chosen = latest(read_decision_files([decisions]))
    applying = Applying(chosen)
    lines, passages = [], list[str]()
    for before in read_records(records):
        after = applying.apply(before)
        lines.append(f"{to_json_line(after)}\n")
        passages += gold_lines(before, after, applying.about(before))
    outcomes = applying.outcomes()
    write_whole(output, "".join(lines).encode())
    if gold is not None:
        write_whole(gold, "".join(f"{line}\n" for line in passages).encode())
    if output != STDOUT:
        _write_beside(output, [outcome.decision for outcome in outcomes if outcome.done])
    _conclude(outcomes, output, f"; {counted(len(passages), 'passage')} of gold in {gold}" if gold is not None else "")


def _write_beside(output: str, done: "Sequence[Decision]") -> None:
    """Keep who decided what and when in the file beside, with what stands there about other numbers."""
    from summarizer.cli.decisions import read_decision_files
    from summarizer.output.files import write_whole
    from summarizer.output.jsonl import side_file
    from summarizer.review.decisions import latest, to_lines

    beside = side_file(Path(output), "decisions.jsonl")
    earlier = read_decision_files([str(beside)]) if beside.is_file() else []
    write_whole(str(beside), to_lines(latest([*earlier, *done]).values()).encode())


def _conclude(outcomes: "Sequence[Applied]", output: str, more: str) -> None:
    from summarizer.output.counting import counted

    fates = [outcome.fate for outcome in outcomes]
    counts = ", ".join(f"{fates.count(fate)} {fate}" for fate in ("accepted", "corrected", "rejected"))
    lost = list(_lost(outcomes))
    for line in lost[:_NAMED]:
        say_error(line)
    if len(lost) > _NAMED:
        say_error(f"… and {len(lost) - _NAMED} more")
    say(f"{counted(len(outcomes), 'decision')}: {counts}, {len(lost)} not written; written to {output}{more}")
    if lost:
        raise typer.Exit(ExitCode.FAILED)


def _lost(outcomes: "Sequence[Applied]") -> Iterator[str]:
    for outcome in outcomes:
        if not outcome.done:
            about = outcome.decision
            number = " ".join(filter(None, (about.name, about.quantity))) or about.indicator
            yield f"{number}: {_WHY[outcome.fate].format(**about.plain())}"
