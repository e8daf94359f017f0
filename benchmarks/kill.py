"""kill -9 at random moments of a run, each time resumed: the end must be that of an undisturbed run, byte for byte.

``python benchmarks/kill.py [--reports 200] [--model 60] [--rules 20] [--seed N]``: so many kills of runs with a model
(the local test server), and with the rules engine on worker processes. A run is killed at a moment drawn from the
length of an undisturbed one; what is left is run again, killed again, and so on to its end, then another begins with
nothing. With a model every call is counted by the server: one that came twice must have been under way at a kill.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from tests.batch.stand_ins import PLACES, write_reports  # noqa: E402
from tests.model_server import ModelServer, example_answer  # noqa: E402

DELAY = 0.1
CONCURRENCY = 16
MARGIN = 1.0
"""Seconds around a kill in which a call may have reached the server whose answer was never kept."""
_RUN = """
import asyncio, sys
from summarizer.runs import arun_batch
folder, out, url, cache = sys.argv[1:]

async def main():
    if not url:
        return await arun_batch([folder], out, workers=2)
    from summarizer.engines.llm import LLMEngine
    from summarizer.llm import Client, load_settings
    settings = load_settings({"base_url": url, "model": "test-model", "cache_dir": cache, "concurrency": CONCURRENCY})
    async with Client(settings) as client:
        return await arun_batch([folder], out, engine=LLMEngine(client, name="test-model"))

report = asyncio.run(main())
sys.exit(report.failures > 0 or report.stopped is not None)
""".replace("CONCURRENCY", str(CONCURRENCY))


@dataclass
class Calls:
    """When the server was asked what; forgotten between runs that begin with nothing."""

    times: dict[str, list[float]] = field(default_factory=dict)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Count the request; the smallest answer."""
        key = json.dumps(request, sort_keys=True, ensure_ascii=False)
        self.times.setdefault(key, []).append(time.monotonic())
        return example_answer(request)


@dataclass
class Place:
    """Where a run reads and writes."""

    folder: Path
    out: Path
    url: str = ""
    cache: str = ""

    def start(self) -> "subprocess.Popen[bytes]":
        """Begin or go on."""
        command = [sys.executable, "-c", _RUN, self.folder, self.out, self.url, self.cache]
        return subprocess.Popen(list(map(str, command)), start_new_session=True)

    def finish(self) -> float:
        """Run to the end; the seconds it took."""
        started = time.monotonic()
        with self.start() as process:
            pass
        if process.returncode:
            raise SystemExit("a run that was not killed failed")
        return time.monotonic() - started


def torment(
    make: Callable[[], Place], whole: bytes, length: float, kills: int, dice: random.Random
) -> list[list[float]]:
    """Kill runs until there were so many kills; the moments of them, by run. Ends the program at a difference."""
    moments: list[list[float]] = []
    while sum(map(len, moments)) < kills:
        place = make()
        moments.append([])
        while sum(map(len, moments)) < kills:
            with place.start() as process:
                try:
                    process.wait(dice.uniform(0, length))
                    break
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    moments[-1].append(time.monotonic())
        place.finish()
        if place.out.read_bytes() != whole:
            raise SystemExit(f"{place.out}: not what an undisturbed run writes: {differing(whole, place.out)}")
    return moments


def differing(whole: bytes, out: Path) -> str:
    """The fields in which the lines of an output differ from those of an undisturbed run."""
    pairs = zip(whole.splitlines(), out.read_bytes().splitlines(), strict=False)
    found = {place for one, two in pairs for place in places(json.loads(one), json.loads(two), "")}
    return ", ".join(sorted(found)[:20]) or "the number of lines"


def places(one: Any, other: Any, at: str) -> Iterator[str]:
    """Where two JSON values differ; list places as *."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() | other.keys():
            yield from places(one.get(name), other.get(name), f"{at}/{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for first, second in zip(one, other, strict=True):
            yield from places(first, second, f"{at}/*")
    elif one != other:
        yield at


def with_rules(folder: Path, work: Path, kills: int, dice: random.Random) -> str:
    """Kill runs of the rules engine."""
    first = Place(folder, work / "rules.jsonl")
    length = first.finish()
    made = iter(range(10**6))
    moments = torment(
        lambda: Place(folder, work / f"rules-{next(made)}.jsonl"), first.out.read_bytes(), length, kills, dice
    )
    return f"rules: {sum(map(len, moments))} kills in {len(moments)} runs of {length:.1f} s: all the same bytes"


def with_model(folder: Path, work: Path, kills: int, dice: random.Random) -> str:
    """Kill runs with a model, and look at every call that came twice."""
    calls = Calls()
    runs: list[Calls] = []
    with ModelServer(answer=calls.answer, delay=DELAY) as server:
        first = Place(folder, work / "model.jsonl", server.base_url, str(work / "cache"))
        length = first.finish()
        needed = sum(map(len, calls.times.values()))

        def make() -> Place:
            runs.append(Calls(calls.times))
            calls.times = {}
            number = len(runs)
            return Place(folder, work / f"model-{number}.jsonl", server.base_url, str(work / f"cache-{number}"))

        moments = torment(make, first.out.read_bytes(), length, kills, dice)
    runs.append(Calls(calls.times))
    again = 0
    for killed, run in zip(moments, runs[1:], strict=True):
        for times in run.times.values():
            again += len(times) - 1
            for at in times[:-1]:
                if not any(abs(kill - at) <= MARGIN for kill in killed):
                    raise SystemExit("a call was made twice that was not under way at a kill")
    total = sum(map(len, moments))
    return (
        f"model: {total} kills in {len(moments)} runs of {length:.1f} s and {needed} calls: all the same bytes; "
        f"{again} calls made twice, all under way at a kill ({again / max(1, total):.1f} a kill, {CONCURRENCY} at once)"
    )


def main() -> int:
    """Kill, resume, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--model", type=int, default=60)
    parser.add_argument("--rules", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        names = [f"{a}{b}{c}" for a in PLACES for b in PLACES for c in PLACES][: given.reports]
        folder = write_reports(work / "reports", *[(name,) for name in names])
        for run, kills in ((with_rules, given.rules), (with_model, given.model)):
            if kills:
                sys.stdout.write(f"{run(folder, work, kills, dice)}\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
