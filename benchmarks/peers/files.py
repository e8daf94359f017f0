"""Files of the forms that reports come in: how many of the quantities each program leaves whole, and at what cost."""

import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from peers.model import OURS, Peer, Table, percent, times

_RUNS = 3
_SPACE = re.compile(r"\s")
_QUANTITY = re.compile(r"\d[\d.,]*(?:万亿|亿|万)?(?:个百分点|元|%|吨|亩|公里|人次|人|户|家|个|项|斤|套|所)")

Text = Callable[[Path], str]


def tables(files: Sequence[Path], plain: Path) -> list[Table]:
    """One table a file of the same report as ``plain`` (its text), by every program that reads such a file."""
    return [_table(path, plain) for path in files]


def _table(path: Path, plain: Path) -> Table:
    expected = Counter(_quantities(plain.read_text(encoding="utf-8-sig")))
    programs = [(label, make) for label, suffixes, ready, make in PROGRAMS if path.suffix in suffixes and ready()]
    absent = [label() for label, suffixes, ready, _ in PROGRAMS if path.suffix in suffixes and not ready()]
    measured = [(label(), *_measured(make(), path, expected)) for label, make in programs]
    ours = measured[0][-1]
    return Table(
        title=f"Documents: {path.name}",
        note=(
            f"Of the {expected.total()} quantities of the same report as plain text, how many a program's text holds, "
            f"line breaks ignored; quantities that do not stand there; time as a multiple of ours (median of {_RUNS}, "
            "each after a first reading)."
        ),
        columns=("kept %", "beside", "x our time"),
        rows=[(label, *cells, times(seconds / ours)) for label, cells, seconds in measured],
        absent=absent,
    )


def _quantities(text: str) -> list[str]:
    return _QUANTITY.findall(_SPACE.sub("", text))


def _measured(read: Text, path: Path, expected: Counter[str]) -> tuple[tuple[str, str], float]:
    got = Counter(_quantities(read(path)))
    seconds = median(_seconds(read, path) for _ in range(_RUNS))
    kept = (expected & got).total()
    return (percent(kept, expected.total()), str((got - expected).total())), seconds


def _seconds(read: Text, path: Path) -> float:
    start = time.perf_counter()
    read(path)
    return time.perf_counter() - start


def _ours() -> Text:
    from summarizer.documents import read_document

    return lambda path: read_document(path).text


def _markitdown() -> Text:
    from markitdown import MarkItDown  # type: ignore[import-not-found, unused-ignore]

    converter = MarkItDown()
    return lambda path: str(converter.convert(str(path)).text_content)


def _trafilatura() -> Text:
    import trafilatura  # type: ignore[import-not-found, unused-ignore]

    return lambda path: trafilatura.extract(path.read_bytes()) or ""


def _pdftotext() -> Text:
    return lambda path: subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, check=True, timeout=600
    ).stdout.decode("utf-8", "replace")


_MARKITDOWN = Peer("markitdown", "markitdown", "markitdown")
_TRAFILATURA = Peer("trafilatura", "trafilatura", "trafilatura")


def _label(peer: Peer) -> Callable[[], str]:
    return lambda: peer.label if peer.installed else peer.name


PROGRAMS: tuple[tuple[Callable[[], str], tuple[str, ...], Callable[[], bool], Callable[[], Text]], ...] = (
    (_label(OURS), (".pdf", ".docx", ".html"), lambda: True, _ours),
    (lambda: "pdftotext", (".pdf",), lambda: shutil.which("pdftotext") is not None, _pdftotext),
    (_label(_MARKITDOWN), (".pdf", ".docx", ".html"), lambda: _MARKITDOWN.installed, _markitdown),
    (_label(_TRAFILATURA), (".html",), lambda: _TRAFILATURA.installed, _trafilatura),
)
