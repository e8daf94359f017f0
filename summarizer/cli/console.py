"""What all commands share: exit codes, one line for every error, bytes on standard output."""

import os
import select
import sys
from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from summarizer.errors import SummarizerError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.runs.events import StopReason


STDOUT = "-"


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


class Commands(TyperGroup):
    """The group of all commands: turns exceptions into one line on standard error and an exit code."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of all commands; typer would load Pydantic to tell that a flag without a default is not set."""
        params: list[Any] = super().get_params(ctx)
        for param in params:
            if param.is_flag and param.default is None:
                param.default = False
        return params

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
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
            _fail(f"{error.filename or 'standard output'}: {error.strerror or error}", ExitCode.FAILED)


def say(message: object) -> None:
    """Print one line on standard error."""
    typer.echo(" ".join(str(message).splitlines()), err=True)


def say_error(error: object) -> None:
    """Print an error as one line on standard error."""
    say(f"error: {error}")


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
