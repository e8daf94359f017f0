"""What a million reports take, from figures measured here: writes the tables of docs/scaling.md.

``python benchmarks/scaling.py [--write] [SEED...]``: seeds are files of reports (the corpus of real reports where it
stands beside the repository, else the examples). Measured are CPU time, not wall time, of the rules pipeline and of
the LLM engine against a local server in a process of its own (a simulated model that knows the reports, so that
questions and answers have the size of real ones; tokens by the package's estimate), and the start of a Dask cluster.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from summarizer.analysis import Analysis, analyse_document  # noqa: E402
from summarizer.documents import read_document  # noqa: E402
from summarizer.engines.llm import LLMEngine  # noqa: E402
from summarizer.llm import Client, Usage, load_prices, load_settings, price_of  # noqa: E402
from summarizer.runs import (  # noqa: E402
    Dask,
    arun_batch,
    run_batch,
)
from summarizer.runs.events import machine_facts  # noqa: E402
from summarizer.runs.model import Source  # noqa: E402
from summarizer.runs.sources import expand  # noqa: E402
from tests.engines.simulated import SimulatedModel  # noqa: E402
from tests.model_server import ModelServer  # noqa: E402

DOCUMENT = ROOT / "docs" / "scaling.md"
CORPUS = ROOT.parent / "shared" / "corpus"
MILLION = 1_000_000
CORES = (2, 16, 64)
TOKENS_A_MINUTE = (1_000_000, 10_000_000, 100_000_000)
MODELS = ("deepseek-v4-flash", "gpt-5.4-nano", "gpt-5.4-mini")
REPEATS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one report on average, and of a cluster of this machine's cores."""

    characters: float
    line_bytes: float
    rules_cpu: float
    model_cpu: float
    calls: float
    input_tokens: float
    output_tokens: float
    plain_seconds: float
    dask_start: float
    dask_seconds: float
    reports: int


def analyses_of(seeds: list[str]) -> list[Analysis]:
    """All reports of the seeds."""
    found = [source for source in expand(seeds) if isinstance(source, Source)]
    return [analysis for source in found for analysis in analyse_document(read_document(source.name))]


def serve(seeds: list[str]) -> None:
    """Be the server with the simulated model until told to stop; prints the address."""
    server = ModelServer(answer=SimulatedModel(analyses_of(seeds)))
    asyncio.run(server.serve(lambda url: print(url, flush=True)))


@contextmanager
def served(seeds: list[str]) -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, __file__, "--serve", *seeds]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def measure_rules(seeds: list[str], folder: Path) -> tuple[float, float, int]:
    """CPU seconds and bytes of output for one report, on one core; and the number of reports."""
    out = folder / "rules.jsonl"
    best = 0.0
    for _ in range(REPEATS):
        before = time.process_time()
        report = run_batch(seeds, out, workers=1, overwrite=True)
        spent = (time.process_time() - before) / report.records
        best = min(best or spent, spent)
    return best, out.stat().st_size / report.records, report.records


def measure_model(seeds: list[str], folder: Path) -> tuple[float, float, Usage]:
    """CPU seconds of our side, calls, and tokens, each for one report."""

    async def run(url: str, name: str) -> tuple[float, int, dict[str, object], Usage]:
        settings = load_settings({"base_url": url, "model": "simulated", "mode": "tools", "cache_dir": folder / name})
        async with Client(settings) as client:
            engine = LLMEngine(client, name="simulated")
            before = time.process_time()
            report = await arun_batch(seeds, folder / f"{name}.jsonl", engine=engine)
            return time.process_time() - before, report.records, client.ledger.summary(), client.ledger.usage

    with served(seeds) as url:
        asyncio.run(run(url, "first"))
        spent, records, summary, usage = asyncio.run(run(url, "second"))
    calls = summary["calls"]
    assert isinstance(calls, int)
    return spent / records, calls / records, Usage(usage.input_tokens // records, usage.output_tokens // records)


def measure_dask(seeds: list[str], folder: Path) -> tuple[float, float, float]:
    """Seconds of the plain batch on all cores; of starting a cluster of as many processes; of the run on it.

    The best of some runs each: others may use the machine.
    """
    distributed = import_module("distributed")
    cores = int(str(machine_facts()["cores"]))
    plain, start, there = [], [], []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        run_batch(seeds, folder / "plain.jsonl", workers=cores, overwrite=True)
        plain.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        with (
            distributed.LocalCluster(n_workers=cores, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster,
            distributed.Client(cluster) as client,
        ):
            client.wait_for_workers(cores)
            start.append(time.perf_counter() - begun)
            client.run(import_module, "summarizer.runs.parts")
            begun = time.perf_counter()
            run_batch(seeds, folder / "parts", cluster=Dask(client), part_sources=1, overwrite=True)
            there.append(time.perf_counter() - begun)
    return min(plain), min(start), min(there)


def measure(seeds: list[str]) -> Measured:
    """All figures."""
    analyses = analyses_of(seeds)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        rules_cpu, line_bytes, reports = measure_rules(seeds, folder)
        model_cpu, calls, usage = measure_model(seeds, folder)
        plain, start, on_cluster = measure_dask(seeds, folder)
    sizes = [analysis.report.extent[1] - analysis.report.extent[0] for analysis in analyses]
    return Measured(
        characters=sum(sizes) / len(sizes),
        line_bytes=line_bytes,
        rules_cpu=rules_cpu,
        model_cpu=model_cpu,
        calls=calls,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        plain_seconds=plain,
        dask_start=start,
        dask_seconds=on_cluster,
        reports=reports,
    )


def tables(found: Measured) -> str:
    """The tables of the document."""
    facts = machine_facts()
    rules_hours, model_hours = (cpu * MILLION / 3600 for cpu in (found.rules_cpu, found.model_cpu))
    tokens_in, tokens_out = found.input_tokens * MILLION, found.output_tokens * MILLION
    usage = Usage(round(tokens_in), round(tokens_out))
    lines = [
        f"Measured on {found.reports} reports of {found.characters:,.0f} characters on average, "
        f"Python {facts['python']}, {facts['cores']} cores.",
        "",
        "| one report | rules | LLM |",
        "| --- | --: | --: |",
        f"| CPU of one core, ms | {found.rules_cpu * 1000:.0f} | {found.model_cpu * 1000:.0f} |",
        f"| reports an hour on one core | {3600 / found.rules_cpu:,.0f} | {3600 / found.model_cpu:,.0f} |",
        f"| calls | 0 | {found.calls:.1f} |",
        f"| input tokens | 0 | {found.input_tokens:,.0f} |",
        f"| output tokens | 0 | {found.output_tokens:,.0f} |",
        f"| bytes of JSONL | {found.line_bytes:,.0f} | about the same |",
        "",
        "| a million reports | rules | LLM |",
        "| --- | --: | --: |",
        f"| core-hours | {rules_hours:,.0f} | {model_hours:,.0f} |",
        *(f"| on {n} cores | {_hours(rules_hours / n)} | {_hours(model_hours / n)} |" for n in CORES),
        f"| input tokens, billions | 0 | {tokens_in / 1e9:.1f} |",
        f"| output tokens, billions | 0 | {tokens_out / 1e9:.1f} |",
        *(
            f"| at {n // 1_000_000} million tokens a minute | – | {_hours((tokens_in + tokens_out) / n / 60)} |"
            for n in TOKENS_A_MINUTE
        ),
        *(f"| price of {name} | – | {_cost(name, usage)} |" for name in MODELS),
        f"| JSONL, GB | {found.line_bytes * MILLION / 1e9:,.0f} | about the same |",
        "",
        "| the same reports on this machine's cores | seconds |",
        "| --- | --: |",
        f"| plain batch, start of its processes included | {found.plain_seconds:.1f} |",
        f"| start of a Dask cluster of as many processes | {found.dask_start:.1f} |",
        f"| run on the cluster, its workers warm, a source a part | {found.dask_seconds:.1f} |",
    ]
    return "\n".join(lines)


def _hours(hours: float) -> str:
    return f"{hours:,.0f} h" if hours >= 10 else f"{hours:.1f} h" if hours >= 1 else f"{hours * 60:.0f} min"


def _cost(model: str, usage: Usage) -> str:
    price = price_of(model, load_prices(None))
    if price is None:
        return "no price is known"
    return f"{price.cost(usage).quantize(Decimal(1)):,} {price.currency}"


def main() -> int:
    """Measure; print the tables, or write them into the document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("seeds", nargs="*", default=[str(CORPUS if CORPUS.is_dir() else ROOT / "examples")])
    parser.add_argument("--write", action="store_true", help="write the tables into docs/scaling.md")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.seeds)
        return 0
    text = tables(measure(given.seeds))
    if not given.write:
        sys.stdout.write(f"{text}\n")
        return 0
    before, _, rest = DOCUMENT.read_text("utf-8").partition("<!-- measured -->\n")
    _, _, after = rest.partition("<!-- end -->")
    DOCUMENT.write_text(f"{before}<!-- measured -->\n{text}\n<!-- end -->{after}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
