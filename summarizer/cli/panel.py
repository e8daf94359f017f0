"""``summarizer panel``: regions by years, for research."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.compare import set_aside
from summarizer.cli.export import LangOption
from summarizer.cli.filters import Levels, Regions, Slots, Statuses, VerifiedOnly, Years, selection
from summarizer.cli.help import OUTPUT
from summarizer.cli.options import Language, SourceForm, TextColumn, with_form
from summarizer.cli.records import Records
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.documents import SourcePath
    from summarizer.panel.concepts import Concept
    from summarizer.panel.panel import Counting

_EXAMPLE = "example"
_MOST_NAMED = 10


def panel(
    records: Records,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The panel; its suffix is its form: .csv, .xlsx, .dta or .parquet.",
            rich_help_panel=OUTPUT,
        ),
    ],
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--sources",
            "-s",
            metavar="PATH",
            help="Files or folders that the records were made of, for lengths and concepts; may be repeated.",
        ),
    ] = None,
    source_form: SourceForm = None,
    text_column: TextColumn = None,
    concepts: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.toml",
            help="Dictionaries whose words are counted; needs --sources. `example` takes innovation, environment, "
            "digital.",
        ),
    ] = None,
    lang: LangOption = Language.ZH,
    region: Regions = None,
    level: Levels = None,
    year: Years = None,
    slot: Slots = None,
    status: Statuses = None,
    verified_only: VerifiedOnly = False,
) -> None:
    """Make a panel of RECORDS: one row a region and year.

    Ready for regression in pandas, R or Stata. For each headline indicator result and target with unit, comparator,
    modality, state, verification and sentence, last year's target and the gap to it, the target of the level above.
    Records hold places, not texts, so lengths in characters and words and counts of concept words need the texts:
    --sources, found by the hash of their text.
    """
    from summarizer.cli.console import say
    from summarizer.cli.records import read_records
    from summarizer.output.counting import counted
    from summarizer.panel.output import FORMS, write
    from summarizer.panel.panel import make_panel

    if not output.lower().endswith(FORMS):
        raise UsageError(f"{output}: the suffix decides the format; use one of {', '.join(FORMS)}")
    if concepts and not sources:
        raise UsageError("--concepts counts words in the texts; give them with --sources PATH")
    chosen = selection(region, level, year, slot, status, verified_only)
    wanted = _concepts(concepts)
    counting = _counting(with_form(sources, source_form, text_column), wanted) if sources else None
    made = make_panel(read_records(records), chosen, wanted, counting)
    write(Path(output), made, lang.value)
    for report in made.set_aside[:_MOST_NAMED]:
        say(set_aside(report))
    for report in made.without_text[:_MOST_NAMED]:
        say(f"no lengths: {report.title or report.id} ({report.source}): not among the sources, or changed since")
    left = len(made.set_aside[_MOST_NAMED:]) + len(made.without_text[_MOST_NAMED:])
    if left:
        say(f"… and {left} more such reports")
    say(f"{counted(len(made.rows), 'row')} written to {output}")


def _concepts(choice: str | None) -> "tuple[Concept, ...]":
    from summarizer.panel.concepts import EXAMPLE, load_concepts

    if choice is None:
        return ()
    return load_concepts(EXAMPLE if choice == _EXAMPLE else Path(choice))


def _counting(sources: "Sequence[str | SourcePath]", concepts: "Sequence[Concept]") -> "Counting":
    from summarizer.cli.sources import each_document
    from summarizer.panel.concepts import jieba_cutter
    from summarizer.panel.texts import count_texts

    cut = jieba_cutter(concepts)
    return lambda places: count_texts(places, each_document(sources), concepts, cut)
