"""``summarizer eval``: records against passages that people annotated."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import say, show_table, write_lines
from summarizer.cli.language import told
from summarizer.cli.records import Records, read_lines, read_records
from summarizer.errors import AnnotationError

if TYPE_CHECKING:
    from rich.table import Table

    from summarizer.output.evaluation import Evaluation, Miss
    from summarizer.schemas import Record
    from summarizer.schemas.gold import GoldPassage

MEASURES = {
    "recall": "annotated quantities that were found",
    "precision": "found quantities that are annotated",
    "value": "of the found: number and unit right",
    "name": "of the found: named for the same thing",
    "measure": "of the found: level, growth_rate, share … right",
    "direction": "of the found: up or down right",
    "comparator": "of the found: over, under, about … right",
    "period": "of the found: first and last year right",
    "status": "of the found: result, estimate or target right",
    "name_exact": "of the found: the name to the letter",
    "fact": "F1 of value, name, measure and direction together",
    "full": "F1 of these with period and status",
    "trust_share": "of the found: marked verified",
    "trust_wrong": "of the verified: wrong in any field",
}


def evaluate(
    gold: Annotated[
        str,
        typer.Argument(metavar="GOLD", help="A JSONL file of annotated passages (docs/gold.md).", show_default=False),
    ],
    records: Records,
    misses: Annotated[
        int, typer.Option("--misses", metavar="N", min=0, max=1_000_000, help="Show the first N misses.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
) -> None:
    """Measure RECORDS against passages that people annotated.

    Only what stands inside an annotated passage counts, and there every quantity is annotated. Prints percentages.
    """
    from summarizer.output.evaluation import evaluate as compare

    passages = list(_passages(gold))
    all_records = list(read_records(records))
    _warn_of_unread(passages, all_records)
    result = compare(passages, all_records)
    if as_json:
        write_lines([json.dumps(_as_json(result, misses), ensure_ascii=False)])
        return
    show_table(_table(result))
    if shown := result.misses[:misses]:
        show_table(_misses(shown))


def _passages(path: str) -> "Iterator[GoldPassage]":
    """The passages of a JSONL file, blank lines passed over. Raises AnnotationError naming file and line."""
    from summarizer.schemas.gold import from_gold_line

    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            try:
                yield from_gold_line(line)
            except AnnotationError as error:
                raise AnnotationError(f"{path}, line {number}: {error}") from None


def _warn_of_unread(passages: "Iterable[GoldPassage]", records: "Iterable[Record]") -> None:
    """One line on standard error for each annotated source of which there is no record."""
    from summarizer.output.evaluation import base_name

    read = {base_name(record.report.source.name) for record in records}
    for source in sorted({base_name(passage.source) for passage in passages} - read):
        say(f"warning: no record of {source}; everything annotated in it counts as missed")


def _as_json(result: "Evaluation", misses: int) -> dict[str, object]:
    summary: dict[str, object] = {
        "passages": result.passages,
        "gold": result.annotated,
        "predicted": result.predicted,
        **result.percentages,
    }
    return summary | {"misses": [_miss_row(miss) for miss in result.misses[:misses]]} if misses else summary


def _miss_row(miss: "Miss") -> dict[str, object]:
    return {
        "passage": miss.passage,
        "what": miss.what,
        "text": miss.text,
        "expected": miss.expected.model_dump(mode="json", exclude={"q", "optional"}) if miss.expected else None,
        "found": _found(miss) if miss.found else None,
    }


def _found(miss: "Miss") -> dict[str, object]:
    fields = {"name", "quantity", "measure", "direction", "period", "status"}
    return miss.found.model_dump(mode="json", include=fields) if miss.found else {}


def _table(result: "Evaluation") -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(f"{result.annotated} quantities in {result.passages} passages")
    table.add_column("%", justify="right")
    table.add_column("meaning", style="dim")
    for measure, percentage in result.percentages.items():
        table.add_row(measure, f"{percentage:.1f}", told(MEASURES[measure]))
    return table


def _misses(misses: "Iterable[Miss]") -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("passage", "what", "text", "annotated", "record"):
        table.add_column(column, overflow="fold")
    for miss in misses:
        table.add_row(miss.passage, miss.what, miss.text, _expected_text(miss), _found_text(miss))
    return table


def _expected_text(miss: "Miss") -> str:
    fact = miss.expected
    if fact is None:
        return ""
    parts = (
        fact.indicator,
        fact.value,
        fact.unit,
        fact.comparator,
        fact.measure,
        fact.direction,
        fact.period,
        fact.status,
    )
    return " ".join(str(part) for part in parts if part not in (None, ""))


def _found_text(miss: "Miss") -> str:
    found = miss.found
    if found is None:
        return ""
    quantity, period = found.quantity, found.period
    years = f"{period.start}/{period.end}" if period else None
    parts = (
        found.name,
        quantity.value,
        quantity.unit,
        quantity.comparator,
        found.measure,
        found.direction,
        years,
        found.status,
    )
    return " ".join(str(part) for part in parts if part not in (None, ""))
