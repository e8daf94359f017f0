"""What a report costs with a model of ordinary speed, beside another checkout of this package, in one run.

    python benchmarks/llm_price.py REPORTS.txt [--than CHECKOUT] [--scale 10] [--corrected 0.05]

A robot answers in real size from the marks of the prompts: sections in some 100 characters with points of some 50, each
mark where it is asked for all, else a share ``--corrected`` of them with another reading. It writes 50 tokens a second;
to save time the clock runs ``--scale`` times as fast, for the robot and for the client's time limits. Counted are the
tokens that the robot read and wrote, also those that nobody waited for, calls that follow each other for one report,
calls that ran out of time, and sections that were left to the rules. Price: an output token is three input tokens.
"""

import argparse
import asyncio
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RATE = 50.0
OUTPUT_PRICE = 3
_SENTENCE = re.compile(r"[^，；。]*[，；。]?")


def shorter(text: str, size: int) -> str:
    """The first clauses of a text, whole, in at most ``size`` characters where the first has no more."""
    kept = ""
    for clause in _SENTENCE.findall(text):
        if kept and len(kept) + len(clause) > size:
            break
        kept += clause
    return kept.rstrip("，；")


def real_size(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer of the simulated model, its sections as long as models write them."""
    for section in answer.get("sections", ()):
        text = "".join([section["s"], *section["p"]])
        section["s"] = shorter(text, 100)[:380]
        clauses = [clause.rstrip("，；。") for clause in _SENTENCE.findall(text) if len(clause) > 8]
        section["p"] = [clause for clause in dict.fromkeys(clauses) if len(clause) <= 100][:3]
    return answer


class Robot:
    """The simulated model in real size; counts the texts of what it reads and writes."""

    def __init__(self, analyses: Any, corrected: float) -> None:
        from summarizer.llm import estimate_tokens
        from tests.engines.simulated import SimulatedModel

        self._model = SimulatedModel(analyses)
        self._corrected = corrected
        self._count = estimate_tokens
        self.read = self.written = self.corrections = 0

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer."""
        answer = real_size(self._model(request))
        if "corrections" in answer and "sections" in answer:
            answer["corrections"] += list(self._dissent(request["messages"][1]["content"]))
        schema = json.dumps(request.get("tools") or request.get("response_format") or "", ensure_ascii=False)
        self.read += sum(self._count(str(turn["content"])) for turn in request["messages"]) + self._count(schema)
        self.written += self._count(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
        return answer

    def _dissent(self, text: str) -> Any:
        """Another status for a share of the marks, the same ones each time."""
        readings = text.partition("<readings>")[2].partition("</readings>")[0]
        for line in readings.strip().splitlines():
            dice = hashlib.sha256(f"{text[:200]}{line}".encode()).digest()[0]
            if dice < 256 * self._corrected and "存疑" not in line:
                self.corrections += 1
                status = "目标" if "预计" in line else "预计"
                yield {"m": int(line.partition("|")[0]), "x": f"||{status}"}


class Chain:
    """A model that notes how many calls for one report follow each other."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._ended: defaultdict[str, int] = defaultdict(int)
        self.longest: defaultdict[str, int] = defaultdict(int)

    async def complete(self, request: Any) -> Any:
        """As the model's."""
        report = request.messages[1].content.partition("》")[0]
        depth = self._ended[report] + 1
        self.longest[report] = max(self.longest[report], depth)
        try:
            return await self._model.complete(request)
        finally:
            self._ended[report] = max(self._ended[report], depth)


def loaded(name: str, path: Path) -> Any:
    """A module of this checkout, whichever one the package comes from."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def measured(path: Path, scale: float, corrected: float) -> dict[str, Any]:
    """One run over the reports of a file."""
    import tempfile

    from summarizer.analysis import analyse_document
    from summarizer.documents import read_document
    from summarizer.engines.llm import LLMEngine
    from summarizer.llm import Client, estimate_tokens, load_settings
    from summarizer.pipeline import summarize_report

    server_of = loaded("model_server", ROOT / "tests" / "model_server.py").ModelServer
    analyses = list(analyse_document(read_document(path)))
    robot = Robot(analyses, corrected)
    limits = {"timeout": 120 / scale, "total_timeout": 600 / scale, "backoff": 1 / scale}
    with (
        tempfile.TemporaryDirectory() as folder,
        server_of(answer=robot, rate=RATE * scale, count=estimate_tokens) as server,
    ):
        settings = load_settings({"base_url": server.base_url, "model": "robot", "cache_dir": folder, **limits})
        async with Client(settings) as client:
            chain = Chain(client)
            engine = LLMEngine(chain, name="robot")
            records = await asyncio.gather(*(summarize_report(analysis, engine) for analysis in analyses))
            calls = client.ledger.summary()
    flags = [flag for record in records for flag in record.validation.flags]
    failures: Any = calls["failures"]
    text = sum(estimate_tokens(a.view.text[slice(*a.report.extent)]) for a in analyses)
    return {
        "reports": len(records),
        "tokens of the text": text,
        "input tokens": robot.read,
        "output tokens": robot.written,
        "calls": calls["calls"],
        "attempts that ran out of time": failures.get("TimedOut", 0) + int(str(calls["retries"])),
        "longest chain of calls": max(chain.longest.values()),
        "sections or items left to the rules": sum(flag.code in ("llm_failed", "llm_refused") for flag in flags),
        "corrections": robot.corrections,
        "disputed": sum(flag.code == "disputed" for flag in flags),
        "verified": sum(record.validation.verified for record in records),
    }


def run_in(checkout: Path, given: argparse.Namespace) -> dict[str, Any]:
    """The figures of a checkout, from a process of its own."""
    command = [sys.executable, __file__, str(given.reports), "--scale", str(given.scale), "--here"]
    command += ["--corrected", str(given.corrected)]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, cwd=checkout)
    return dict(json.loads(done.stdout))


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description="What a report costs with a model of ordinary speed.")
    parser.add_argument("reports", type=Path)
    parser.add_argument("--than", type=Path, help="another checkout to compare with")
    parser.add_argument("--scale", type=float, default=10.0, help="how many times as fast the clock runs")
    parser.add_argument("--corrected", type=float, default=0.05, help="share of the readings that the robot corrects")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        json.dump(asyncio.run(measured(given.reports, given.scale, given.corrected)), sys.stdout)
        return 0
    given.reports = given.reports.resolve()
    trees = [ROOT, *([given.than.resolve()] if given.than else [])]
    rows = [run_in(tree, given) for tree in trees]
    for row in rows:
        row["price"] = row["input tokens"] + OUTPUT_PRICE * row["output tokens"]
    for name in rows[0]:
        values = [row[name] for row in rows]
        share = f"{values[0] / values[1]:9.2f}" if len(values) > 1 and values[1] else ""
        sys.stdout.write(f"{name:38}{''.join(f'{value:>12}' for value in values)}{share}\n")
    first = rows[0]
    sys.stdout.write(f"{'prompts, times the text':38}{first['input tokens'] / first['tokens of the text']:>12.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
