"""The pages of the docs: their blocks, and running a page so that what it shows is what really comes.

A comment on the line before a fenced block says what the block is:

- ``<!-- output -->``          what the block before it prints on standard output
- ``<!-- file: NAME -->``      a file that the later blocks of the page use
- ``<!-- not run: REASON -->`` a block that cannot be run here; ``unrun.py`` has the reasons and checks each
- ``<!-- with the service -->`` run while ``summarizer serve`` runs on a port that takes the place of 8080
- ``<!-- in a checkout -->``   anywhere on the page: its blocks run in a copy of the repository, which they may change

``sh`` and ``python`` blocks without such a comment are run, in the page's order and in one folder.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
DOCS = ROOT / "docs"
RUN = ("sh", "python")
IN_CHECKOUT = "<!-- in a checkout -->"

_BLOCK = re.compile(
    r"^(?:<!-- (?P<directive>[^\n]*?) -->\n\n?)?```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_SAMPLES = {
    "report.txt": "province-2024.txt",
    "report.pdf": "forms/township-print.pdf",
    "reports.csv": "forms/rows.csv",
}
_CHECKOUT = "summarizer schemas prompts examples benchmarks docs tests pyproject.toml Makefile README.md".split()


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block of a page; ``span`` is that of its text in the page's text."""

    kind: str
    directive: str
    argument: str
    text: str
    span: tuple[int, int]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page's text, in order."""
    for found in _BLOCK.finditer(text):
        directive, _, argument = (found["directive"] or "").partition(": ")
        yield Block(found["kind"], directive, argument, found["text"], found.span("text"))


def pages() -> list[Path]:
    """Every page whose blocks must hold: the READMEs, what stands beside them, and the docs in both languages."""
    top = [ROOT / name for name in ("README.md", "README.zh.md", "CONTRIBUTING.md", "SECURITY.md")]
    return [*top, *sorted(path for path in DOCS.rglob("*.md") if not path.is_symlink())]


def is_chinese(page: Path) -> bool:
    """Whether a page is of the Chinese edition."""
    return page.name.endswith(".zh.md") or "zh" in page.relative_to(ROOT).parts


def environment(page: Path, folder: Path) -> dict[str, str]:
    """Where a page's commands run: the tested package first, a page of 100 columns, the language of the page."""
    language = "zh_CN.UTF-8" if is_chinese(page) else "C.UTF-8"
    ours = {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "LANG": language,
        "PYTHONPATH": str(folder if (folder / "summarizer").exists() else ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name != "LANGUAGE"}
    return {**inherited, **ours}


def prepare(page: Path, folder: Path) -> None:
    """Put into ``folder`` what pages take for granted: a folder of reports, single ones, the examples."""
    if IN_CHECKOUT in page.read_text(encoding="utf-8"):
        for name in _CHECKOUT:
            _copy(ROOT / name, folder / name)
        return
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / "reports").mkdir()
    for report in sorted((ROOT / "examples").glob("*.txt")):
        shutil.copy(report, folder / "reports")
    for name, sample in _SAMPLES.items():
        shutil.copy(ROOT / "examples" / sample, folder / name)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def as_it_is(page: Path, folder: Path) -> str:
    """The page's text with the outputs that its blocks really give when they are run in ``folder``.

    Raises AssertionError, with what was printed, where a block ends with an error.
    """
    prepare(page, folder)
    text = page.read_text(encoding="utf-8")
    printed, done, parts = "", 0, []
    for block in blocks(text):
        if block.directive == "output":
            parts += [text[done : block.span[0]], printed]
            done = block.span[1]
        elif block.directive == "file":
            (folder / block.argument).parent.mkdir(parents=True, exist_ok=True)
            (folder / block.argument).write_text(block.text, encoding="utf-8")
        elif block.directive == "with the service":
            printed = run_with_service(block, page, folder)
        elif not block.directive and block.kind in RUN:
            printed = run(block, page, folder)
    return "".join([*parts, text[done:]])


def run_with_service(block: Block, page: Path, folder: Path) -> str:
    """What a block prints while the service runs on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    call = [str(BIN / "summarizer"), "serve", "--folder", "jobs", "--port", port]
    service = subprocess.Popen(call, cwd=folder, env=environment(page, folder), stderr=subprocess.DEVNULL)
    try:
        _wait_for(int(port))
        return run(replace(block, text=block.text.replace("8080", port)), page, folder)
    finally:
        service.terminate()
        service.wait()


def _wait_for(port: int) -> None:
    """Return once something listens on the port; the time limit of the test ends a wait in vain."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def run(block: Block, page: Path, folder: Path) -> str:
    """What a block prints on standard output, lines without blanks at their ends and empty lines at either end."""
    start = ["bash", "-euo", "pipefail", "-c"] if block.kind == "sh" else [sys.executable, "-W", "error", "-c"]
    done = subprocess.run(
        [*start, block.text],
        cwd=folder,
        env=environment(page, folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{page.name}: this block ended with {done.returncode}\n{block.text}\n{done.stderr}"
    lines = "\n".join(line.rstrip() for line in done.stdout.splitlines())
    return lines.strip("\n") + "\n"
