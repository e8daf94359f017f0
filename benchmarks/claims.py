"""How the claims of a perfect engine fare: what people read in annotated passages, put in place of the rules' own.

    python benchmarks/claims.py [--misses 10] [GOLD...]

For every quantity of the annotated passages (../shared/gold where that stands beside the repository) a claim with the
annotator's name, number, measure, direction, period and status stands as a model's in a record, and is checked. Where
the rules read the number right the claim must not be refused (at most 1 %), and where they read it wrong the right
claim must never be a mismatch: it is accepted or disputed. A number that the rules do not see at all is counted apart.
The exit code is 1 where a limit is missed.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import read_document
from summarizer.engines import RulesEngine
from summarizer.engines.rules import draft
from summarizer.output.evaluation import evaluate
from summarizer.output.records import to_record
from summarizer.schemas.gold import GoldFact, GoldPassage, from_gold_line
from summarizer.schemas.record import Indicator, Period, Record
from summarizer.validator import Verdict, check

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
GOLD = (SHARED / "gold" / "dev.jsonl", SHARED / "gold" / "dev2026.jsonl")
MOST_REFUSED = 0.01
REFUSED = frozenset({"mismatch", "unsupported"})


@cache
def made_of(source: str) -> tuple[tuple[Analysis, Record], ...]:
    """The reports of a file of the corpus with the rules' records."""
    found = sorted((SHARED / "corpus").rglob(source))
    analyses = analyse_document(read_document(found[0])) if found else ()
    return tuple((each, to_record(each, draft(each), RulesEngine().description)) for each in analyses)


def claims(passage: GoldPassage) -> Iterator[tuple[GoldFact, Indicator, Analysis, Record]]:
    """Each annotated fact of a passage with the rules' claim at its place."""
    for analysis, record in made_of(passage.source):
        for fact in passage.facts:
            found = [each for each in record.indicators if overlap(fact, each) > 0]
            if found:
                yield fact, max(found, key=lambda each: overlap(fact, each)), analysis, record


def overlap(fact: GoldFact, claim: Indicator) -> int:
    """How many characters an annotated number and a claim's share."""
    start, end = claim.quantity.span
    return min(end, fact.span[1]) - max(start, fact.span[0])


def perfect(fact: GoldFact, claim: Indicator, analysis: Analysis) -> Indicator:
    """The claim as a model would make it that read what the annotator did."""
    number = {"value": fact.value, "value_max": fact.value_max, "comparator": fact.comparator}
    unit = claim.quantity.unit if fact.value == claim.quantity.value else fact.unit
    quantity = claim.quantity.model_copy(update={**number, "unit": unit})
    known = analysis.catalogue.id_of(fact.indicator)
    values = {"quantity": quantity, "name": fact.indicator, "canonical": known, "measure": fact.measure}
    values |= {"direction": fact.direction, "period": period(fact, claim), "status": fact.status, "origin": "llm"}
    return claim.model_copy(update=values)


def period(fact: GoldFact, claim: Indicator) -> Period | None:
    """The annotator's years with the label of the rules, or one of their own where the years differ."""
    if fact.years is None or (claim.period and fact.years == (claim.period.start, claim.period.end)):
        return claim.period
    start, end = fact.years
    return Period(label=f"{start}年" if start == end else f"{start}—{end}年", start=start, end=end)


def verdict_on(claim: Indicator, record: Record, analysis: Analysis) -> Verdict:
    """What the check of a record that holds nothing but one claim gives."""
    nothing = record.summary.model_copy(
        update={"headline": "", "overview": "", "achievements": (), "targets": (), "priorities": (), "problems": ()}
    )
    values = {"indicators": (claim,), "summary": nothing, "sections": (), "headlines": ()}
    return check(record.model_copy(update=values), analysis)


def measured(paths: list[Path]) -> tuple[Counter[str], dict[str, list[str]]]:
    """The counts by what became of the claims, and the refused ones in words."""
    total: Counter[str] = Counter()
    refused: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        for passage in map(from_gold_line, path.read_text(encoding="utf-8").splitlines()):
            misses = evaluate([passage], [record for _, record in made_of(passage.source)]).misses
            wrong = {miss.expected.span for miss in misses if miss.expected is not None}
            for fact, claim, analysis, record in claims(passage):
                if fact.optional:
                    continue
                kind = "wrong" if fact.span in wrong else "right"
                verdict = verdict_on(perfect(fact, claim, analysis), record, analysis)
                status = verdict.verifications[0].status
                total.update((kind, f"{kind}: {status}"))
                if status in REFUSED:
                    says = "; ".join(f"{each.code} {each.message}" for each in verdict.findings if each.path)
                    refused[kind].append(f"{passage.id} {fact.indicator} {fact.q} {fact.period} {fact.status}: {says}")
    return total, refused


def main() -> int:
    """Run the benchmark; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="how many refused claims to show of each kind")
    options = parser.parse_args()
    total, refused = measured(options.gold or [path for path in GOLD if path.is_file()])
    if not total:
        print("the annotated passages are absent; nothing to check")
        return 0
    for kind in ("right", "wrong"):
        count = len(refused[kind])
        print(f"where the rules read {kind}: {total[kind]} claims, {count} refused ({count / max(1, total[kind]):.1%})")
        print("    " + ", ".join(f"{key[7:]} {n}" for key, n in sorted(total.items()) if key.startswith(f"{kind}:")))
        for line in refused[kind][: options.misses]:
            print(f"    {line}")
    return 0 if len(refused["right"]) <= MOST_REFUSED * total["right"] and not refused["wrong"] else 1


if __name__ == "__main__":
    sys.exit(main())
