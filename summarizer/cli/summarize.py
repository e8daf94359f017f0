"""``summarizer summarize``: reports in, records out."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    pass


class EngineChoice(StrEnum):
    """Names of engines on the command line."""

    AUTO = "auto"
    RULES = "rules"


def summarize(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCES", help="Files, folders, or - for standard input.")],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where the records go; - is standard output.")
    ] = "-",
    engine: Annotated[EngineChoice, typer.Option(help="Who summarizes.")] = EngineChoice.AUTO,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-j", min=1, help="Processes at work at once; as many as there are cores."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Start anew instead of going on with OUT.jsonl.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Summarize the reports in SOURCES, one JSON line a report, in the order of the sources.

    Records alone go to OUT.jsonl; everything else to standard error. Sources that cannot be used are named, one line
    each, and the others are done.
    """
    raise NotImplementedError
