"""The options that say which model is asked, and how: the same in every command that asks one."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from summarizer.documents import SourcePath

SourceForm = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="FORM", help="Read the sources as FORM: pdf, docx, html, csv …  [default: by content]"
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The column of a table that holds the reports.  [default: found by itself]"),
]
Provider = Annotated[str | None, typer.Option(metavar="NAME", help="Whose model: deepseek, qwen, openai …")]
BaseUrl = Annotated[str | None, typer.Option(metavar="URL", help="The address of any OpenAI-compatible API.")]
ModelName = Annotated[str | None, typer.Option(metavar="NAME", help="The model, as the provider calls it.")]
Pairs = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Any other setting of the model; may be repeated."),
]
Prompts = Annotated[str | None, typer.Option(metavar="DIR", help="A folder with prompt templates of your own.")]
Schema = Annotated[str | None, typer.Option(metavar="FILE.py:MODEL", help="A Pydantic model of fields that you add.")]


def with_form(sources: Sequence[str], form: str | None, column: str | None) -> "Sequence[str | SourcePath]":
    """The sources with what the options say of how they are to be read. Raises UsageError for an unknown form."""
    from summarizer.documents import SourcePath, reading

    how = reading(form, column)
    return sources if form is None and column is None else [SourcePath(source, how) for source in sources]


class Reading(StrEnum):
    """How the model reads the numbers, by the names on the command line."""

    CORRECTIONS = "corrections"
    FULL = "full"


SecondReading = Annotated[
    Reading,
    typer.Option(help="The model corrects the rules' readings of numbers, or reads all of them by itself (dearer)."),
]
