"""What validation costs beside making the records it checks.

    python benchmarks/validation.py [--runs 5] [SOURCE...]

Takes the corpus of real reports where it stands beside the repository, else the examples. CPU seconds of one core,
median of the runs: making records with the rules engine (reading, analysing, drafting), checking them as the pipeline
does, and validating their JSON lines afresh against the sources as `summarizer validate` does (which reads and analyses
again). The exit code is 1 where checking takes more than half of the time of making.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document, read_document
from summarizer.engines import RulesEngine
from summarizer.engines.rules import draft
from summarizer.output.records import to_record
from summarizer.schemas.lines import to_json_line
from summarizer.schemas.record import Record
from summarizer.validator import apply, check, duplicates, validate_lines

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
MOST = 0.5
T = TypeVar("T")
Made = list[tuple[Analysis, Record]]


def make(documents: list[Document]) -> Made:
    """Read, analyse and draft every report."""
    description = RulesEngine().description
    return [
        (analysis, to_record(analysis, draft(analysis), description))
        for document in documents
        for analysis in analyse_document(document)
    ]


def checked(made: Made) -> list[Record]:
    """The records with their verdicts."""
    return [apply(record, check(record, analysis)) for analysis, record in made]


def timed(action: Callable[[], T], runs: int) -> tuple[float, T]:
    """Median CPU seconds of an action, and its result."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        result = action()
        times.append(time.process_time() - start)
    return statistics.median(times), result


def main() -> int:
    """Run the benchmark; 1 where the limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    paths = options.sources or sorted((CORPUS if CORPUS.is_dir() else ROOT / "examples").glob("*.txt"))
    documents = [read_document(path) for path in paths]
    making, made = timed(lambda: make(documents), options.runs)
    checking, records = timed(lambda: checked(made), options.runs)
    lines = [to_json_line(record) for record in records]
    afresh, outcomes = timed(lambda: list(validate_lines(lines, documents)), options.runs)
    twins, _ = timed(lambda: duplicates(analysis for analysis, _ in made), options.runs)
    claims = sum(len(record.indicators) for record in records)
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    wrong = sum(outcome.verdict is None or outcome.verdict.wrong for outcome in outcomes)
    print(f"{len(records)} reports, {size:.2f} MB, {claims} claims")
    print(f"making records            {making:7.3f} s")
    print(f"checking them             {checking:7.3f} s   {checking / making:.0%} of making (limit {MOST:.0%})")
    print(f"validating lines afresh   {afresh:7.3f} s   {wrong} records wrong")
    print(f"looking for duplicates    {twins:7.3f} s   {twins / making:.0%} of making")
    return 0 if checking <= MOST * making else 1


if __name__ == "__main__":
    sys.exit(main())
