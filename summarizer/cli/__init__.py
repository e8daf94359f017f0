"""The command line: one module a command. What a command needs is imported when it runs, so that help is instant."""

import atexit
import gc
from typing import Annotated, Final

import typer

from summarizer.cli.apply import apply
from summarizer.cli.batch import batch
from summarizer.cli.brief import brief
from summarizer.cli.cache import cache
from summarizer.cli.compare import compare
from summarizer.cli.console import Commands
from summarizer.cli.evaluate import evaluate
from summarizer.cli.explain import explain
from summarizer.cli.export import export
from summarizer.cli.help import Command
from summarizer.cli.mcp import mcp
from summarizer.cli.panel import panel
from summarizer.cli.prompts import prompts
from summarizer.cli.review import review
from summarizer.cli.schema import schema
from summarizer.cli.serve import serve
from summarizer.cli.settings import settings
from summarizer.cli.show import show
from summarizer.cli.summarize import summarize
from summarizer.cli.text import text
from summarizer.cli.validate import validate

_OBJECTS_BETWEEN: Final = 50_000

EPILOG = (
    "Exit codes: 0 all went well; 1 a source failed, or validation found something wrong; 2 usage error (an option, or "
    "an output that cannot be written); 3 a batch is still pending; 130 interrupted; "
    "141 the reader of standard output went away; 143 terminated."
)

COMMANDS = (
    summarize,
    validate,
    show,
    text,
    explain,
    brief,
    export,
    compare,
    panel,
    review,
    apply,
    serve,
    mcp,
    schema,
    settings,
    prompts,
)

app = typer.Typer(
    cls=Commands,
    name="summarizer",
    help="Structured summaries of Chinese government work reports, every number checked against the source.",
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in COMMANDS:
    app.command(cls=Command)(command)
app.command("eval", cls=Command)(evaluate)
app.add_typer(cache)
app.add_typer(batch)


def _print_version(wanted: bool) -> None:
    if wanted:
        import summarizer

        typer.echo(f"summarizer {summarizer.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Structured summaries of Chinese government work reports, every number checked against the source."""


def main() -> None:
    """Run the command line (the console script ``summarizer``)."""
    _collect_rarely()
    app(prog_name="summarizer")


def _collect_rarely() -> None:
    """Look for garbage in cycles seldom, and not at the end: what is loaded stays as long as the process does.

    Python would go through all of it again and again while modules load, and once more before it ends: a quarter of
    the time that a small file takes.
    """
    gc.set_threshold(_OBJECTS_BETWEEN, 20, 20)
    atexit.register(gc.freeze)
