"""Memory, throughput and use of the cores of a batch run by the rules engine, over reports made by varying real ones.

``python benchmarks/batch.py [--small 500] [--medium 2000] [--large 10000] [--cores N] [SEED...]``: seeds are files
whose reports are varied (every number gets other digits, so that no two reports are alike); the examples by default.
Each run is a process of its own; memory is that of it and its workers together, sampled while it runs. Limits kept (the
exit code says so): the large run's peak memory at most 1.3 x the small one's, its throughput within 10 %, and with all
cores at least 0.85 x their number (1.7 on two) times the throughput of one. Wall times need a machine that does nothing
else; CPU seconds do not.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from summarizer.chunker import find_reports
from summarizer.documents import build_view, read_document
from summarizer.runs.executors import available_cores
from summarizer.runs.model import Source
from summarizer.runs.sources import expand

ROOT = Path(__file__).parents[1]
MAX_MEMORY_RATIO = 1.3
MAX_SLOWDOWN = 0.10
MIN_CORE_USE = 0.85
SAMPLE_SECONDS = 0.05
PER_FOLDER = 1000
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?=[个万亿％%元人户公米亩吨件家项倍])")
_RUN = """
import resource, sys
from summarizer.runs import run_batch
report = run_batch([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]))
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    used = resource.getrusage(who)
    print(used.ru_utime + used.ru_stime)
sys.exit(0 if report.stopped is None and not report.failures else 1)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """A run of ``reports`` reports: wall and CPU seconds, peak memory in MB, of the main process and of all."""

    reports: int
    workers: int
    seconds: float
    cpu_main: float
    cpu_workers: float
    main: float
    total: float

    @property
    def rate(self) -> float:
        """Reports a second."""
        return self.reports / self.seconds


def seeds(paths: list[str]) -> list[str]:
    """The texts of all reports of the files, one by one."""
    texts = []
    for source in expand(paths):
        if isinstance(source, Source):
            view = build_view(read_document(source.name))
            for report in find_reports(view):
                start, end = view.span(*report.extent)
                texts.append(view.document.text[start:end])
    return texts


def vary(text: str, seed: int) -> str:
    """The text with other digits in its numbers, the first and the length of each kept."""
    dice = random.Random(seed)

    def other(match: re.Match[str]) -> str:
        return match[0][0] + "".join(dice.choice("0123456789") if c.isdigit() else c for c in match[0][1:])

    return _NUMBER.sub(other, text)


def write_reports(folder: Path, texts: list[str], count: int) -> None:
    """``count`` files of one report each, in subfolders."""
    for number in range(count):
        path = folder / f"{number // PER_FOLDER:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(vary(texts[number % len(texts)], number), "utf-8")


def measure(folder: Path, count: int, workers: int) -> Cost:
    """Run the batch over a folder of ``count`` reports, in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        started = time.perf_counter()
        process = psutil.Popen(
            [sys.executable, "-c", _RUN, str(folder), f"{out}/records.jsonl", str(workers)],
            stdout=subprocess.PIPE,
        )
        main = total = 0.0
        while process.poll() is None:
            here, below = _memory(process)
            main, total = max(main, here), max(total, here + below)
            time.sleep(SAMPLE_SECONDS)
        if process.returncode:
            raise SystemExit(f"the run over {count} reports failed")
        seconds = time.perf_counter() - started
        cpu_main, cpu_workers = map(float, process.stdout.read().split())
        process.stdout.close()
        return Cost(count, workers, seconds, cpu_main, cpu_workers, main, total)


def _memory(process: psutil.Popen) -> tuple[float, float]:
    try:
        here = process.memory_info().rss / 2**20
        below = sum(child.memory_info().rss for child in process.children(recursive=True)) / 2**20
    except psutil.Error:
        return 0.0, 0.0
    return here, below


def run(texts: list[str], count: int, workers: int) -> Cost:
    """Measure a run over ``count`` reports and show it."""
    with tempfile.TemporaryDirectory() as folder:
        write_reports(Path(folder), texts, count)
        cost = measure(Path(folder), count, workers)
    show(cost)
    return cost


def show(cost: Cost) -> None:
    """One row of the table."""
    sys.stdout.write(
        f"| {cost.reports} | {cost.workers} | {cost.seconds:.1f} | {cost.rate:.1f} | {cost.cpu_main:.1f} | "
        f"{cost.cpu_workers:.1f} | {cost.main:.0f} | {cost.total:.0f} |\n"
    )
    sys.stdout.flush()


def main() -> int:
    """Measure, print the table and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("seeds", nargs="*", default=[str(ROOT / "examples")])
    parser.add_argument("--small", type=int, default=500)
    parser.add_argument("--medium", type=int, default=2000, help="for one core against all: long beside the start")
    parser.add_argument("--large", type=int, default=10_000)
    parser.add_argument("--cores", type=int, default=available_cores())
    given = parser.parse_args()
    texts = seeds(given.seeds)
    characters = sum(map(len, texts)) // len(texts)
    sys.stdout.write(f"{len(texts)} seeds of {characters} characters on average\n\n")
    sys.stdout.write(
        "| reports | processes | seconds | reports/s | CPU s, main | CPU s, workers | MB, main | MB, all |\n"
        + "| --: " * 8
        + "|\n"
    )
    few, one, all_, many = (
        run(texts, count, workers)
        for count, workers in (
            (given.small, given.cores),
            (given.medium, 1),
            (given.medium, given.cores),
            (given.large, given.cores),
        )
    )
    memory, slower, use = many.total / few.total, 1 - many.rate / few.rate, all_.rate / one.rate
    needed = MIN_CORE_USE * given.cores
    sys.stdout.write(
        f"\npeak memory {memory:.2f} x (limit {MAX_MEMORY_RATIO}), "
        f"throughput {-slower:+.0%} (limit -{MAX_SLOWDOWN:.0%}), "
        f"{given.cores} cores {use:.2f} x one (at least {needed:.2f})\n"
    )
    return int(memory > MAX_MEMORY_RATIO or slower > MAX_SLOWDOWN or use < needed)


if __name__ == "__main__":
    sys.exit(main())
