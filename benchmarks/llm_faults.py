"""The LLM engine against a provider that goes wrong at every third call, over a whole corpus.

    python benchmarks/llm_faults.py REPORTS... [--rate 0.3] [--lies 0.3] [--seed 0]

A local server drops, delays, cuts off, refuses and garbles a share of all calls, and in a share of the proper answers
the simulated model lies: wrong values, wrong marks, wrong slots, invented numbers in summaries. Afterwards every report
must be in the output with every number of its source, no number may be verified that the source does not say so, and a
fresh check must find no error in any record. The exit code says whether all that holds.
"""

import argparse
import asyncio
import hashlib
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from summarizer.analysis import Analysis, analyse_document  # noqa: E402
from summarizer.documents import read_document  # noqa: E402
from summarizer.engines.llm import LLMEngine  # noqa: E402
from summarizer.indicators import Fact  # noqa: E402
from summarizer.llm import Client, load_settings  # noqa: E402
from summarizer.pipeline import summarize_report  # noqa: E402
from summarizer.runs.model import Failure  # noqa: E402
from summarizer.runs.sources import expand  # noqa: E402
from summarizer.schemas import Record, to_json_line  # noqa: E402
from summarizer.schemas.record import Indicator  # noqa: E402
from summarizer.validator import check  # noqa: E402
from tests.engines.simulated import SimulatedModel  # noqa: E402
from tests.model_server import CONTENT, PASSING, Json, ModelServer, Plan, mixed  # noqa: E402

INVENTED = "地区生产总值增长99.7%，达到9512.8亿元。"
KINDS = (*PASSING, *CONTENT, "late", "stall")
_READING = re.compile(r"^\d+\|", re.M)


class Liar:
    """A model that lies in a share of its answers, the same way each time it is asked the same."""

    def __init__(self, model: SimulatedModel, rate: float, seed: int) -> None:
        self._model = model
        self._rate = rate
        self._seed = seed
        self.lies: Counter[str] = Counter()

    def __call__(self, request: Json) -> Json:
        """The answer, or a lie."""
        answer = self._model(request)
        asked = {name: value for name, value in request.items() if not name.startswith("stream")}
        digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        dice = random.Random(f"{self._seed}:{digest}")
        if dice.random() < self._rate:
            if "corrections" in answer and "sections" in answer:
                marks = len(_READING.findall(request["messages"][1]["content"]))
                answer["corrections"] += [self._lie(dice, marks) for _ in range(marks // 10)]
            for row in (*answer.get("sections", ()), answer if "headline" in answer else {}):
                if dice.random() < 0.3:
                    self._invent(row)
            for row in answer.get("texts", ()):
                row["x"] = INVENTED
        return answer

    def _lie(self, dice: random.Random, marks: int) -> Json:
        lies = {
            "unknown mark": (9999, "|降幅"),
            "neighbour's mark": (dice.randint(1, marks), "地区生产总值|增速|2023"),
            "wrong name": (dice.randint(1, marks), "居民消费价格|增速"),
            "wrong measure": (dice.randint(1, marks), "|位次"),
            "wrong direction": (dice.randint(1, marks), "|降幅"),
            "wrong status": (dice.randint(1, marks), "||目标"),
            "wrong year": (dice.randint(1, marks), "||1987"),
            "last year's": (dice.randint(1, marks), "||2023"),
            "wrong place": (dice.randint(1, marks), "|||火星市"),
            "no line": (dice.randint(1, marks), "这个数字读错了"),
        }
        name = dice.choice(sorted(lies))
        self.lies[name] += 1
        mark, line = lies[name]
        return {"m": mark, "x": line}

    def _invent(self, row: Json) -> None:
        for field in ("s", "headline", "overview"):
            if field in row:
                row[field] = INVENTED
                self.lies["invented number"] += 1


def with_server(
    analyses: Sequence[Analysis], liar: Liar, plan: Plan | None
) -> tuple[list[Record], dict[str, object], float]:
    """The records of all reports, what the client counted, and the seconds it took, with nothing kept from before."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, ModelServer(answer=liar, plan=plan) as server:
        records, told = asyncio.run(run(analyses, server.base_url, Path(folder)))
    return records, told, time.perf_counter() - started


async def run(analyses: Sequence[Analysis], base_url: str, folder: Path) -> tuple[list[Record], dict[str, object]]:
    """The records of all reports, and what the client counted."""
    quick = {"backoff": 0.01, "timeout": 2.0, "max_attempts": 4, "concurrency": 16}
    settings = load_settings(
        {"base_url": base_url, "model": "simulated", "mode": "tools", "cache_dir": folder, **quick}
    )
    async with Client(settings) as client:
        engine = LLMEngine(client, name="simulated", characters=4_000)
        records = await asyncio.gather(*(summarize_report(analysis, engine) for analysis in analyses))
        return records, client.ledger.summary()


def wrong_verified(record: Record, analysis: Analysis) -> list[str]:
    """The verified claims that are not, in every slot, what the scanner and the binder read at their place."""
    facts = {fact.quantity.span: fact for fact in analysis.facts}
    found = []
    for claim in record.indicators:
        fact = facts.get(claim.quantity.span)
        if claim.verification.status == "verified" and (fact is None or slots_of(claim) != slots_of(fact)):
            found.append(f"{slots_of(claim)} instead of {slots_of(fact) if fact else None}")
    return found


def slots_of(claim: Indicator | Fact) -> tuple[object, ...]:
    """All that is said of a number."""
    period = claim.period
    years = (period.start, period.end) if period else None
    quantity = claim.quantity
    return (
        *(quantity.text, quantity.value, quantity.value_max, quantity.unit, quantity.comparator, claim.name),
        *(claim.canonical, claim.measure, claim.direction, claim.status, years, claim.region),
    )


def analyses_of(sources: Sequence[str]) -> list[Analysis]:
    """Every report of the sources."""
    documents = [read_document(source.name) for source in expand(sources) if not isinstance(source, Failure)]
    return [analysis for document in documents for analysis in analyse_document(document)]


def main() -> int:
    """Run, judge, print, and say by the exit code whether everything held."""
    parser = argparse.ArgumentParser(description="The LLM engine against a provider that goes wrong.")
    parser.add_argument("reports", nargs="+", help="files or folders of reports")
    parser.add_argument("--rate", type=float, default=0.3, help="share of calls that go wrong")
    parser.add_argument("--lies", type=float, default=0.3, help="share of answers that lie")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    analyses = analyses_of(given.reports)
    model = SimulatedModel(analyses)
    liar = Liar(model, given.lies, given.seed)
    records, told, seconds = with_server(analyses, liar, mixed(given.rate, KINDS, given.seed))
    calm, _, _ = with_server(analyses, Liar(model, given.lies, given.seed), None)
    stormy, _, _ = with_server(analyses, Liar(model, given.lies, given.seed), mixed(given.rate, PASSING, given.seed))
    other = sum(to_json_line(one) != to_json_line(two) for one, two in zip(calm, stormy, strict=True))
    errors = [
        finding
        for record, analysis in zip(records, analyses, strict=True)
        for finding in check(record, analysis).findings
        if finding.severity == "error"
    ]
    wrong = [line for pair in zip(records, analyses, strict=True) for line in wrong_verified(*pair)]
    lost = sum(len(a.facts) - len(r.indicators) for r, a in zip(records, analyses, strict=True))
    statuses = Counter((c.origin, c.verification.status) for record in records for c in record.indicators)
    flags = Counter(flag.code for record in records for flag in record.validation.flags)
    rows = {
        "reports in, records out": f"{len(analyses)}, {len(records)}",
        "calls, retries, re-asks": f"{told['calls']}, {told['retries']}, {told['reasks']} in {seconds:.0f} s",
        "failures of calls": str(told["failures"]),
        "lies told": str(dict(liar.lies)),
        "claims": ", ".join(f"{origin} {status} {count}" for (origin, status), count in sorted(statuses.items())),
        "flags": str(dict(flags)),
        "numbers lost": str(lost),
        "errors a fresh check finds": str(len(errors)),
        "wrong numbers verified": str(len(wrong)),
        "other bytes by passing faults": str(other),
    }
    for label, value in rows.items():
        sys.stdout.write(f"{label:28} {value}\n")
    for finding in errors[:10]:
        sys.stdout.write(f"  {finding.code} {finding.path}: {finding.message}\n")
    for line in wrong[:10]:
        sys.stdout.write(f"  {line}\n")
    return 0 if len(records) == len(analyses) and not (lost or errors or wrong or other) else 1


if __name__ == "__main__":
    sys.exit(main())
