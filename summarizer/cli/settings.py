"""``summarizer settings``: what a run with a model would be set to."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.language import told

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def settings(
    pairs: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A setting, as for summarize; may be repeated."),
    ] = None,
) -> None:
    """Show the settings of the model, from flags, environment and summarizer.toml, in that order; keys masked."""
    from summarizer.cli.console import say, write_lines
    from summarizer.cli.engines import read_engine_settings, read_settings

    found = read_settings({}, pairs or ())
    of_engine = read_engine_settings(pairs or ())
    write_lines(_rows(found.masked(), type(found).model_fields))
    write_lines(_rows(of_engine.model_dump(), type(of_engine).model_fields))
    if not found.configured:
        say(found.problem())


def _rows(values: "Mapping[str, object]", fields: "Mapping[str, FieldInfo]") -> "Iterator[str]":
    """Name, value and meaning of each setting."""
    for name, value in values.items():
        shown = "–" if value is None or value == "" else str(value)
        yield f"{name:17} {shown:20} {told(fields[name].description or '')}".rstrip()
