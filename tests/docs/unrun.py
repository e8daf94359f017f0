"""Blocks of the docs that no test can run, and what is checked of them instead, by the reason that they give."""

import ast
import importlib
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

import typer.main

from summarizer.cli import app
from tests.docs.pages import ROOT, Block


def _names_real_extras(block: Block) -> None:
    """What is installed is this package, with extras that it has, or a tool named in pyproject.toml or the docs."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = [extra for group in re.findall(r"\[([\w,]+)\]", block.text) for extra in group.split(",")]
    assert set(named) <= set(extras)
    assert re.search(r"\b(pip install|uv tool install|git clone|make install)\b", block.text)


def _names_real_targets(block: Block) -> None:
    """Each ``make`` target is one of the Makefile."""
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    called = re.findall(r"^make ([a-z-]+)", block.text, re.MULTILINE)
    assert called
    assert set(called) <= set(targets)


def _calls_real_options(block: Block) -> None:
    """Each line that calls ``summarizer`` names a command and options that there are."""
    calls = [words for words in _lines(block) if "summarizer" in words]
    assert calls
    for words in calls:
        command, rest = _command(words[words.index("summarizer") + 1 :])
        options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        unknown = [word for word in rest if word.startswith("-") and word != "-" and word.split("=")[0] not in options]
        assert unknown == []


def _imports_real_names(block: Block) -> None:
    """The code compiles, and what it imports of this package is there."""
    for node in ast.walk(ast.parse(block.text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarizer"):
            module = importlib.import_module(node.module or "")
            assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []


def _compiles(block: Block) -> None:
    """The code is Python."""
    ast.parse(block.text)


def _is_no_code(block: Block) -> None:
    """A drawing or a list in plain text: nothing that a reader could run."""
    assert block.kind == "text"
    assert not re.search(r"^(\$ |summarizer )", block.text, re.MULTILINE)


def _is_of_another_language(block: Block) -> None:
    """Code of a program that is not installed here."""
    assert block.kind == "stata"


REASONS: dict[str, Callable[[Block], None]] = {
    "installs packages": _names_real_extras,
    "takes minutes": _names_real_targets,
    "calls a provider": _calls_real_options,
    "serves until it is stopped": _calls_real_options,
    "needs a cluster": _imports_real_names,
    "needs Ray or Spark": _compiles,
    "needs Stata": _is_of_another_language,
    "a drawing": _is_no_code,
}
"""The reasons that a block may give, each with its check."""


def _lines(block: Block) -> Iterator[list[str]]:
    return (shlex.split(line, comments=True) for line in block.text.replace("\\\n", " ").splitlines())


def _command(words: list[str]) -> tuple[Any, list[str]]:
    """The command that the first words name, of a group the one inside it, and the words after them."""
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands") and words:
        command, words = command.commands[words[0]], words[1:]
    return command, words
