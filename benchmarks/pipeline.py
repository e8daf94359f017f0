"""Time and memory of the whole rules pipeline, how time grows with the text, and how fast the command starts.

``python benchmarks/pipeline.py [PATH...]`` takes the corpus of real reports where it stands beside the repository, else
the examples. Every figure is that of whole processes run for it alone; CPU is user and system time together.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SCRIPT = Path(sys.executable).with_name("summarizer")
REPEAT = 4
"""How often the text stands in the larger of the two sizes."""
RUNS = 3
STARTS = 15
TINY = """2024年青禾县政府工作报告
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
地区生产总值增长6%。
二、2024年工作安排
地区生产总值增长5%左右。
"""
BARE_TYPER = """import typer

app = typer.Typer(rich_markup_mode=None)


@app.command()
def hello(name: str = "you") -> None:
    typer.echo(name)


app()
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: CPU seconds, wall seconds, peak resident memory in MB."""

    cpu: float
    wall: float
    peak: float


def measure(*command: str | Path) -> Cost:
    """Run a command to its end, its output thrown away; processes that it starts count as its own."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def median(runs: Sequence[Cost], figure: Callable[[Cost], float]) -> float:
    """The median of one figure over several runs."""
    return statistics.median(map(figure, runs))


def summarize(*sources: Path, workers: int = 1) -> list[Cost]:
    """The command over sources, several times."""
    command = [
        SCRIPT,
        "summarize",
        "--engine",
        "rules",
        "--workers",
        str(workers),
        "--quiet",
        "--output",
        "-",
        *sources,
    ]
    return [measure(*command) for _ in range(RUNS)]


def text_of(sources: Sequence[Path]) -> str:
    """The text of all files that are UTF-8, one after the other."""
    files = [file for source in sources for file in (sorted(source.rglob("*.txt")) if source.is_dir() else [source])]
    return "\n\n".join(file.read_text(encoding="utf-8", errors="ignore") for file in files)


def print_pipeline(sources: Sequence[Path], scratch: Path) -> None:
    """CPU, memory and throughput over the sources; then one file of their text, once and repeated."""
    tiny, once, repeated = scratch / "tiny.txt", scratch / "once.txt", scratch / "repeated.txt"
    text = text_of(sources)
    tiny.write_text(TINY, encoding="utf-8")
    once.write_text(text, encoding="utf-8")
    repeated.write_text("\n\n".join([text] * REPEAT), encoding="utf-8")
    megabytes = once.stat().st_size / 1e6
    start = median(summarize(tiny), lambda cost: cost.cpu)
    runs = summarize(*sources)
    cpu, peak = median(runs, lambda cost: cost.cpu), median(runs, lambda cost: cost.peak)
    show("sources", f"{megabytes:.2f} MB of UTF-8")
    show("CPU, one worker", f"{cpu:.2f} s, of it {start:.2f} s start-up")
    show("throughput", f"{megabytes / (cpu - start):.2f} MB/s of CPU")
    show("wall, one worker", f"{median(runs, lambda cost: cost.wall):.2f} s")
    show("peak memory", f"{peak:.0f} MB")
    small, large = (median(summarize(path), lambda cost: cost.cpu) - start for path in (once, repeated))
    peaks = [median(summarize(path), lambda cost: cost.peak) for path in (once, repeated)]
    show("as one file", f"{small:.2f} s, {peaks[0]:.0f} MB")
    show(f"{REPEAT} times the text", f"{large:.2f} s, {peaks[1]:.0f} MB")
    show("time per text", f"{large / small / REPEAT:.2f} of that of the small file (1 is proportional)")


def print_starts(scratch: Path) -> None:
    """Start-up of the command beside an application of one line in the same framework."""
    bare = scratch / "bare.py"
    bare.write_text(BARE_TYPER, encoding="utf-8")
    commands = {
        "bare Typer --help": (sys.executable, bare, "--help"),
        "summarizer --help": (SCRIPT, "--help"),
        "summarizer --version": (SCRIPT, "--version"),
        "summarizer summarize --help": (SCRIPT, "summarize", "--help"),
    }
    runs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, command in commands.items():
            runs[name].append(measure(*command))
    for name, costs in runs.items():
        wall, cpu = median(costs, lambda cost: cost.wall), median(costs, lambda cost: cost.cpu)
        show(name, f"{wall * 1000:.0f} ms, {cpu * 1000:.0f} ms of CPU")


def show(name: str, figures: str) -> None:
    """Print one row."""
    sys.stdout.write(f"{name:<28} {figures}\n")


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    sources = [Path(argument) for argument in arguments] or [CORPUS if CORPUS.is_dir() else ROOT / "examples"]
    with tempfile.TemporaryDirectory() as folder:
        print_pipeline(sources, Path(folder))
        print_starts(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
