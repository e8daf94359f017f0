"""How fast reports are read, beside what `re` needs for numbers with units, and how fast the command starts."""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pipeline
import scanner
from peers.model import Table, times

_RUNS = 5
_IMPORTS = "import pydantic, typer"


def rates(paths: Sequence[Path]) -> Table:
    """CPU of the scanner and of the whole rules pipeline as multiples of one search by `re`."""
    import summarizer
    from summarizer.quantities import scan

    text = "\n".join(path.read_text(encoding="utf-8-sig") for path in paths)
    view = scanner.view_of(text)

    def whole() -> None:
        for path in paths:
            for record in summarizer.summarize(path):
                record.model_dump_json()

    plain = _seconds(lambda: scanner.NUMBER_WITH_UNIT.findall(view.folded))
    rows = [
        ("`re`, number and unit", "1.00"),
        ("scanner", times(_seconds(lambda: scan(view)) / plain)),
        ("whole rules pipeline to JSON", times(_seconds(whole) / plain)),
    ]
    return Table(
        title="Speed",
        note=(
            f"CPU time for {', '.join(path.name for path in paths)} ({len(text.encode()) / 1e6:.1f} MB) as a multiple "
            f"of what one pattern for numbers with units needs (fastest of {_RUNS})."
        ),
        columns=("x `re`",),
        rows=rows,
    )


def _seconds(action: Callable[[], object]) -> float:
    spent = []
    for _ in range(_RUNS):
        start = time.process_time()
        action()
        spent.append(time.process_time() - start)
    return min(spent)


def starts() -> Table:
    """CPU of whole processes as multiples of one that only imports the two libraries every command needs."""
    with tempfile.TemporaryDirectory() as folder:
        tiny = Path(folder) / "tiny.txt"
        tiny.write_text(pipeline.TINY, encoding="utf-8")
        summarize = (pipeline.SCRIPT, "summarize", "--engine", "rules", "--quiet", "-o", "-", tiny)
        commands: dict[str, Sequence[str | Path]] = {
            f'`python -c "{_IMPORTS}"`': (sys.executable, "-c", _IMPORTS),
            "`summarizer --help`": (pipeline.SCRIPT, "--help"),
            "`summarizer validate --help`": (pipeline.SCRIPT, "validate", "--help"),
            "`summarizer summarize` of a short report": summarize,
        }
        runs = {name: [pipeline.measure(*command).cpu for _ in range(_RUNS)] for name, command in commands.items()}
    least = median(next(iter(runs.values())))
    return Table(
        title="Start-up",
        note=f"CPU time of whole processes as multiples of the first (median of {_RUNS}).",
        columns=("x imports",),
        rows=[(name, times(median(spent) / least)) for name, spent in runs.items()],
    )
