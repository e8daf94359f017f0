"""``summarizer prompts``: the templates that are sent to a model."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.errors import UsageError


def prompts(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Print this template; else list all.")] = None,
    folder: Annotated[
        str | None, typer.Option("--prompts", metavar="DIR", help="A folder with templates of your own.")
    ] = None,
) -> None:
    """List the prompt templates with the variables they may use, or print one.

    A template of your own takes the place of a built-in one when it has its name, in a folder given by --prompts.
    """
    from summarizer.cli.console import write_lines
    from summarizer.prompts import VARIABLES, load_prompts

    loaded = load_prompts(Path(folder) if folder is not None else None)
    if name is not None:
        name = name.removesuffix(".md")
        if name not in loaded.sources:
            raise UsageError(f"no template has the name {name}; known: {', '.join(loaded.sources)}")
        write_lines([loaded.sources[name].rstrip("\n")])
        return
    width = max(map(len, loaded.sources))
    write_lines(
        f"{template:{width}}  {loaded.origins[template]}  {', '.join(VARIABLES[template])}".rstrip()
        for template in loaded.sources
    )
    write_lines([f"sha256 {loaded.sha256}"])
