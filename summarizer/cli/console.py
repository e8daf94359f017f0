"""What all commands share: exit codes, one line for every error, bytes on standard output."""

import io
import os
import select
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import typer

from summarizer.cli.help import Group
from summarizer.cli.language import LANGUAGES, OPTION, language_of, speak, told
from summarizer.errors import SummarizerError, UsageError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from summarizer.runs.events import StopReason


STDOUT = "-"
_WIDEST = 10_000
"""Columns of a line of a table at most, where there is no terminal."""
_WRONG_CALL: type[Any] = typer.BadParameter.__mro__[1]
"""Typer's class of all wrong calls, which it gives no name of its own."""
_WITH_LANGUAGE = ("export", "compare", "panel")
"""Commands whose own option --lang is the language of their files and of their messages."""


class ExitCode(IntEnum):
    """What the command line says by its exit code; 0 means that all went well."""

    FAILED = 1
    """A source could not be summarized, or validation found something wrong."""
    USAGE = 2
    """The call is wrong: an unknown option, a missing argument, an output that cannot be written."""
    WAITING = 3
    """Answers of a provider's batch are still awaited."""
    INTERRUPTED = 130
    """Ctrl-C."""
    TERMINATED = 143
    """SIGTERM."""
    BROKEN_PIPE = 141
    """Whoever read standard output stopped reading."""


class Commands(Group):
    """The group of all commands: turns exceptions into one line on standard error and an exit code."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of all commands; typer would load Pydantic to tell that a flag without a default is not set."""
        params: list[Any] = super().get_params(ctx)
        for param in params:
            if param.is_flag and param.default is None:
                param.default = False
        return params

    def main(self, args: Any = None, *more: Any, **options: Any) -> Any:
        """Take the language of the call, wherever the option for it stands, and run the command."""
        given = list(sys.argv[1:] if args is None else args)
        speak(language_of(given, os.environ))
        rest, language = without_language(given)
        if language not in LANGUAGES:
            say(told("usage error: {0}").format(f"{OPTION}: {'|'.join(LANGUAGES)}"))
            sys.exit(ExitCode.USAGE)
        return super().main(rest, *more, **options)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take in the options of the group itself."""
        with _told_usage():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            with _told_usage():
                return super().invoke(ctx)
        except UsageError as error:
            _fail(error, ExitCode.USAGE)
        except SummarizerError as error:
            _fail(error, ExitCode.FAILED)
        except KeyboardInterrupt:
            _fail("interrupted", ExitCode.INTERRUPTED)
        except BrokenPipeError:
            _silence_stdout()
            raise typer.Exit(ExitCode.BROKEN_PIPE) from None
        except OSError as error:
            _silence_stdout()
            _fail(f"{error.filename or 'standard output'}: {told(str(error.strerror or error))}", ExitCode.FAILED)


@contextmanager
def _told_usage() -> Iterator[None]:
    """A wrong call, as Typer finds it, in two lines: what is wrong, and where the help is."""
    try:
        yield
    except _WRONG_CALL as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            raise
        message = error.format_message().replace("Value error, ", "", 1)
        say(told("usage error: {0}").format(told(message)))
        say(told(f"see {error.ctx.command_path if error.ctx else 'summarizer'} --help"))
        raise typer.Exit(ExitCode.USAGE) from None


def without_language(arguments: list[str]) -> tuple[list[str], str]:
    """The arguments without --lang, wherever it stands, and what it says; behind a command that has one of its own."""
    for index, argument in enumerate(arguments):
        name, sign, value = argument.partition("=")
        if name == OPTION:
            end = index + (1 if sign else 2)
            said = value if sign else "".join(arguments[index + 1 : end])
            rest = arguments[:index] + arguments[end:]
            own = next((word for word in rest if not word.startswith("-")), "") in _WITH_LANGUAGE
            return [*rest, OPTION, said] if own and said else rest, said
    return arguments, LANGUAGES[0]


def say(message: object) -> None:
    """Print one line on standard error, in the language in use."""
    typer.echo(told(" ".join(str(message).splitlines())), err=True)


def say_error(error: object) -> None:
    """Print an error as one line on standard error."""
    typer.echo(told("error: {0}").format(told(" ".join(str(error).splitlines()))), err=True)


class Telling(io.TextIOBase):
    """A stream whose lines are put into the language in use."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a line, or several."""
        lines = [line.partition("\n") for line in text.splitlines(keepends=True)]
        return self._stream.write("".join(f"{told(line)}{end}" for line, end, _ in lines))

    def flush(self) -> None:
        """Hand on what was written."""
        self._stream.flush()


def show_table(table: "RenderableType", *, texts: bool = False, whole: bool = False) -> None:
    """Print a table, or several, on standard output, with headings in the language in use.

    ``texts``: what stands between tables is a message, too, not a sentence of a report. ``whole``: where there is no
    terminal, each row of a table stands in one line, however long that is.
    """
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    for part in table.renderables if isinstance(table, Group) else (table,):
        if texts and isinstance(part, Text):
            part.plain = told(part.plain)
        if isinstance(part, Table):
            for column in part.columns:
                column.header = told(str(column.header))
            part.caption = told(str(part.caption)) if part.caption else None
    console = page()
    if whole and not sys.stdout.isatty():
        wide = console.options.update(max_width=_WIDEST)
        console.width = max(console.width, console.measure(table, options=wide).maximum)
    console.print(table)


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output as UTF-8, whatever the terminal's encoding is."""
    for line in lines:
        sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()


def nobody_reads() -> bool:
    """Whether standard output is a pipe whose reader has gone away (never where the system cannot tell)."""
    if not hasattr(select, "poll"):
        return False
    poller = select.poll()
    poller.register(sys.stdout.fileno(), 0)
    return bool(poller.poll(0))


def stop_code(reason: "StopReason") -> ExitCode:
    """The exit code of a run that ended before all sources were dealt with."""
    return {"interrupted": ExitCode.INTERRUPTED, "terminated": ExitCode.TERMINATED}.get(reason, ExitCode.FAILED)


def page() -> "Console":
    """Standard output for tables; as wide as the terminal, or wide enough for one where there is none."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 120, highlight=False)


def _fail(error: object, code: ExitCode) -> NoReturn:
    say_error(error)
    raise typer.Exit(code)


def _silence_stdout() -> None:
    """Let the interpreter flush what is left at its end into nothing instead of into the broken pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
