"""``summarizer settings``: what a run with a model would be set to."""

from typing import Annotated

import typer


def settings(
    pairs: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A setting, as for summarize; may be repeated."),
    ] = None,
) -> None:
    """Show the settings of the model, from flags, environment and summarizer.toml, in that order; keys masked."""
    from summarizer.cli.console import say, write_lines
    from summarizer.cli.engines import read_settings

    found = read_settings({}, pairs or ())
    width = max(map(len, found.masked()))
    write_lines(f"{name:{width}}  {_shown(value)}".rstrip() for name, value in found.masked().items())
    if not found.configured:
        say(found.problem())


def _shown(value: object) -> str:
    return "" if value is None else str(value)
