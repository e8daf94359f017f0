"""Help of commands and groups: options in the groups they belong to, commands with their whole first sentence."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from summarizer.cli.language import spoken, told

SOURCES = "Sources"
OUTPUT = "Output"
ENGINE = "Engine"
MODEL = "Model"
EXECUTION = "Execution"
FILTERS = "Filters"
OTHER = "Options"
LANGUAGE = "The language of help, tables and messages; or set SUMMARIZER_LANG.  [default: by the locale]"
"""Help of the option that is taken out of the arguments before they are read."""

_SENTENCE = re.compile(r".*?[.](?=\s|$)", re.S)
_PIECE = re.compile(r"\s+|[（“\[]*[\u2e80-\uffef][，。；：、）”？！]*|[^\s\u2e80-\uffef]+[，。；：、）？！]*")
"""What a line can be broken between: words, and Chinese characters with the punctuation that stays by them."""


_Formatter: Any = typer.Context.formatter_class


class Formatter(_Formatter):  # type: ignore[misc]
    """Writes help in which characters may be two columns wide."""

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped and indented."""
        indent = " " * self.current_indent
        for line in wrapped(text, self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and what they mean in two columns; a name that is too long has a line of its own."""
        left = min(max((columns(first) for first, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in rows:
            lines = wrapped(second, max(self.width - left - self.current_indent, 20)) or [""]
            if columns(first) > left - col_spacing:
                self.write(f"{indent}{first}\n")
                first = ""
            for line in lines:
                self.write(f"{indent}{first}{' ' * (left - columns(first))}{line}".rstrip() + "\n")
                first = ""


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of ``width`` columns at most, broken between words and between Chinese characters."""
    lines, line = [], ""
    for piece in _PIECE.findall(text):
        if columns(line + piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


class _Spoken:
    """Help in the language in use, for commands and groups."""

    def get_help(self: Any, ctx: Any) -> str:
        """The help as it is printed."""
        formatter = ctx.make_formatter()
        if spoken() != "en":
            formatter = Formatter(width=formatter.width)
        self.format_help(ctx, formatter)
        return str(formatter.getvalue().rstrip("\n"))

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the line that says how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=told("Usage:") + (" " if spoken() == "en" else ""))

    def format_help_text(self: Any, ctx: Any, formatter: Any) -> None:
        """Write what the command does, a paragraph each."""
        for paragraph in _paragraphs(self.help or ""):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(told(paragraph))

    def format_epilog(self: Any, ctx: Any, formatter: Any) -> None:
        """Write what stands below all."""
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(told(" ".join(self.epilog.split())))


def _paragraphs(text: str) -> Iterator[str]:
    return (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip())


class Command(_Spoken, TyperCommand):
    """A command whose help shows its options by group."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then each group of options, what belongs to none last."""
        write_options(self, ctx, formatter)


class Group(_Spoken, TyperGroup):
    """A group of commands, each shown with a whole sentence."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options of the group itself, then its commands."""
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands with the first sentence of their help."""
        rows = [(name, told(first_sentence(command.help or ""))) for name, command in self.commands.items()]
        with formatter.section(told("Commands")):
            formatter.write_dl(rows)


def write_options(command: Any, ctx: Any, formatter: Any) -> None:
    """Write what a command takes, by group."""
    groups: dict[str, list[tuple[str, str]]] = {"Arguments": []}
    others: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        if (row := _row(parameter, ctx)) is None:
            continue
        if isinstance(parameter, TyperArgument):
            groups["Arguments"].append((parameter.metavar or row[0], row[1]))
        elif panel := getattr(parameter, "rich_help_panel", None):
            groups.setdefault(panel, []).append(row)
        else:
            others.append(row)
    if not any(parameter.name == "lang" for parameter in command.params):
        others.insert(-1, ("--lang zh|en", told(" ".join(LANGUAGE.split()))))
    for name, rows in {**groups, OTHER: others}.items():
        if rows:
            with formatter.section(told(name)):
                formatter.write_dl(rows)


def _row(parameter: Any, ctx: Any) -> tuple[str, str] | None:
    """Name and meaning of a parameter; Typer adds its default, in the language it has by itself."""
    row = parameter.get_help_record(ctx)
    plain = parameter.help or ""
    if row is None or spoken() == "en":
        return row  # type: ignore[no-any-return]
    return row[0], told(" ".join(plain.split())) + row[1].removeprefix(plain)


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line."""
    found = _SENTENCE.match(text)
    return " ".join((found[0] if found else text).split())
