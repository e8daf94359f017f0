"""The options that say which model is asked, and how: the same in every command that asks one."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.help import MODEL, SOURCES

if TYPE_CHECKING:
    from summarizer.documents import SourcePath


class Language(StrEnum):
    """The languages, by their names on the command line."""

    ZH = "zh"
    EN = "en"


SourceForm = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORM",
        help="Read the sources as FORM: pdf, docx, html, csv …  [default: by content]",
        rich_help_panel=SOURCES,
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The column of a table that holds the reports.  [default: auto]",
        rich_help_panel=SOURCES,
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The address of any OpenAI-compatible API.", rich_help_panel=MODEL),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        metavar="[PROVIDER:]NAME",
        help="The model, where useful with its model provider: qwen:qwen-plus, ollama:qwen3, deepseek: …",
        rich_help_panel=MODEL,
    ),
]
Pairs = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="Any other setting, as `summarizer settings` lists them; may be repeated.",
        rich_help_panel=MODEL,
    ),
]
Prompts = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="A folder with prompt templates of your own.", rich_help_panel=MODEL),
]
Schema = Annotated[
    str | None,
    typer.Option(metavar="FILE.py:MODEL", help="A Pydantic model of fields that you add.", rich_help_panel=MODEL),
]


def with_form(sources: Sequence[str], form: str | None, column: str | None) -> "Sequence[str | SourcePath]":
    """The sources with what the options say of how they are to be read. Raises UsageError for an unknown form."""
    from summarizer.documents import SourcePath, reading

    how = reading(form, column)
    return sources if form is None and column is None else [SourcePath(source, how) for source in sources]
