"""``summarizer cache``: the answers of models kept on disk."""

from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.help import Command, Group
from summarizer.cli.language import spoken, told

if TYPE_CHECKING:
    from summarizer.llm import AnswerCache

cache = typer.Typer(
    cls=Group,
    name="cache",
    help="Look at, find or empty the cache of model answers.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[
    str | None, typer.Option("--cache-dir", metavar="DIR", help="The cache folder.  [default: from the settings]")
]


@cache.command(cls=Command)
def info(folder: Folder = None) -> None:
    """Show where the cache is and how full."""
    from summarizer.cli.console import write_lines

    store = _opened(folder)
    found = store.info()
    store.close()
    lines = [
        f"path     {found.path}",
        f"entries  {found.entries}",
        f"size     {found.size} of {found.size_limit} bytes",
    ]
    write_lines(told(" ".join(line.split())) if spoken() == "zh" else line for line in lines)


@cache.command(cls=Command)
def path(folder: Folder = None) -> None:
    """Print the folder the answers are in."""
    from summarizer.cli.console import write_lines

    write_lines([str(_opened(folder).folder)])


@cache.command(cls=Command)
def clear(folder: Folder = None) -> None:
    """Remove all answers; they are asked for anew when needed."""
    from summarizer.cli.console import say
    from summarizer.output.counting import counted

    store = _opened(folder)
    count = store.clear()
    store.close()
    say(f"{counted(count, 'entry', 'entries')} removed from {store.folder}")


def _opened(folder: str | None) -> "AnswerCache":
    from summarizer.cli.engines import read_settings
    from summarizer.llm import cache_of

    return cache_of(read_settings({"cache_dir": folder}))
