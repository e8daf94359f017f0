"""Help of commands and groups: options in the groups they belong to, commands with their whole first sentence."""

import re
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup

SOURCES = "Sources"
OUTPUT = "Output"
ENGINE = "Engine"
MODEL = "Model"
EXECUTION = "Execution"
FILTERS = "Filters"
OTHER = "Options"

_SENTENCE = re.compile(r".*?[.](?=\s|$)", re.S)


class Command(TyperCommand):
    """A command whose help shows its options by group."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then each group of options, what belongs to none last."""
        write_options(self, ctx, formatter)


class Group(TyperGroup):
    """A group of commands, each shown with a whole sentence."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options of the group itself, then its commands."""
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands with the first sentence of their help."""
        rows = [(name, first_sentence(command.help or "")) for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def write_options(command: Any, ctx: Any, formatter: Any) -> None:
    """Write what a command takes, by group."""
    groups: dict[str, list[tuple[str, str]]] = {"Arguments": []}
    others: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        if (row := parameter.get_help_record(ctx)) is None:
            continue
        if isinstance(parameter, TyperArgument):
            groups["Arguments"].append((parameter.metavar or row[0], row[1]))
        elif panel := getattr(parameter, "rich_help_panel", None):
            groups.setdefault(panel, []).append(row)
        else:
            others.append(row)
    for name, rows in {**groups, OTHER: others}.items():
        if rows:
            with formatter.section(name):
                formatter.write_dl(rows)


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line."""
    found = _SENTENCE.match(text)
    return " ".join((found[0] if found else text).split())
