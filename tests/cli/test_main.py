"""The command line as a whole: version, help, schema, table, completion."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from summarizer.schemas import record_schema
from tests.cli.conftest import SCRIPT, Run


def test_version(run: Run) -> None:
    """--version prints name and version of the installed distribution."""
    assert run("--version").stdout.decode() == f"summarizer {version('report-summarizer')}\n"


def test_no_command_shows_help(run: Run) -> None:
    """Without a command the help is shown, as a wrong call."""
    done = run()
    assert done.returncode == 2
    assert b"Usage: summarizer" in done.stdout + done.stderr


def test_help_of_a_command_loads_nothing_heavy() -> None:
    """The help of a command needs neither Pydantic nor what reads reports."""
    code = (
        "import atexit, sys; from summarizer.cli import main; sys.argv = ['summarizer', 'validate', '--help']\n"
        "atexit.register(lambda: print(sorted({'pydantic', 'summarizer.documents'} & set(sys.modules)))); main()"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_schema_is_the_published_one(run: Run) -> None:
    """`summarizer schema` prints the schema of a record as JSON."""
    assert json.loads(run("schema").stdout) == record_schema()


def test_schema_ends_quietly_when_nobody_reads_on() -> None:
    """A reader that goes away ends the command without a traceback."""
    reading, writing = os.pipe()
    process = subprocess.Popen([SCRIPT, "schema"], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    os.close(reading)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [("schema",), ("summarize", "青禾县.txt")])
def test_full_disk_is_one_line(report: Path, command: tuple[str, ...]) -> None:
    """Standard output on a full disk: one line that says so, exit code 1."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run([SCRIPT, *command], stdout=full, stderr=subprocess.PIPE, cwd=report.parent)
    assert done.returncode == 1
    assert "No space left" in done.stderr.decode()


def test_show_gives_a_row_a_report(run: Run, report: Path) -> None:
    """`summarizer show` prints title, year, GDP, its growth and target of each report."""
    done = run("show", "-", stdin=run("summarize", report).stdout)
    (row,) = (line.split() for line in done.stdout.decode().splitlines() if "青禾县" in line)
    assert row[:5] == ["2024年青禾县政府工作报告", "2024", "286.4亿元", "6.1%", "约6%"]


def test_show_names_the_line_that_is_no_record(run: Run) -> None:
    """A bad line is named with its number: exit code 1."""
    done = run("show", "-", stdin=b"\n{}\n")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: -, line 2: ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_can_be_had(run: Run, shell: str) -> None:
    """--show-completion prints a script for the shell."""
    done = run("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert done.returncode == 0
    assert b"summarizer" in done.stdout.lower()


def test_runs_as_a_module(run: Run) -> None:
    """`python -m summarizer` is the same command."""
    done = subprocess.run([sys.executable, "-m", "summarizer", "--version"], capture_output=True, check=True)
    assert done.stdout == run("--version").stdout
