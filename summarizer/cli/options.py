"""The options that say which model is asked, and how: the same in every command that asks one."""

from enum import StrEnum
from typing import Annotated

import typer

Provider = Annotated[str | None, typer.Option(metavar="NAME", help="Whose model: deepseek, qwen, openai …")]
BaseUrl = Annotated[str | None, typer.Option(metavar="URL", help="The address of any OpenAI-compatible API.")]
ModelName = Annotated[str | None, typer.Option(metavar="NAME", help="The model, as the provider calls it.")]
Pairs = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Any other setting of the model; may be repeated."),
]
Prompts = Annotated[str | None, typer.Option(metavar="DIR", help="A folder with prompt templates of your own.")]
Schema = Annotated[str | None, typer.Option(metavar="FILE.py:MODEL", help="A Pydantic model of fields that you add.")]


class Reading(StrEnum):
    """How the model reads the numbers, by the names on the command line."""

    CORRECTIONS = "corrections"
    FULL = "full"


SecondReading = Annotated[
    Reading,
    typer.Option(help="The model corrects the rules' readings of numbers, or reads all of them by itself (dearer)."),
]
