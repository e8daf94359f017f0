"""How many wrong records the validator catches: every way to get a number wrong, put into right records.

    python benchmarks/mutations.py [--cases 400] [--seed 7] [--misses 3] [SOURCE...]

Makes the records of all reports of the sources (the corpus of real reports where it stands beside the repository, else
the examples) with the rules engine, changes one thing in a claim, a quote or a sentence of prose, and asks the
validator. Prose is changed twice: as the record has it, and reworded (one clause of a sentence, said with its subject
and year, as a writer would). Prints for each change how many cases were caught, and how much of what was right was
flagged. The exit code is 1 where a share is below the limits: for claims and prose of records 100 % for value, unit,
direction, invention and quote, 98 % for the rest, false alarms at most 0.5 %, and 1 % in claims that another maker
says in other words (units, abbreviations, stated roundings).
"""

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from changes import CLAIMS, PROSE, ProseChange, exchanged, restated

from summarizer.analysis import Analysis, analyse_document
from summarizer.chunker import clause_extents
from summarizer.documents import read_document
from summarizer.engines import RulesEngine
from summarizer.engines.rules import draft
from summarizer.indicators import Fact
from summarizer.output.records import to_record
from summarizer.schemas.record import Indicator, Point, Record, SectionRow
from summarizer.validator import check

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
MAX_FALSE_ALARMS = 0.005
MAX_RESTATED = 0.01
LEAST = 0.98
ROUNDS = 8
"""How often prose is gone through where one time does not give enough cases."""
EVERY_ONE = frozenset(
    {"digit changed", "digits swapped", "decimal point moved", "万 ↔ 亿", "unit changed", "direction flipped",
     "number invented", "quote, one digit changed"}
)  # fmt: skip
PAST = frozenset({"opening", "review", "multi_year_review", "problems", "closing"})
WHOLE = ("headline", "overview")
LISTS: dict[str, bool | None] = {"achievements": True, "targets": False, "priorities": False, "problems": None}
"""The lists of a summary, and whether they look back."""
LEADING = re.compile(r"(?:全[国省区市州盟县旗镇乡]|预计|其中|实现|完成|今年|去年|力争)?")
LISTED = re.compile(r"分别|、|和|均")


@dataclass(frozen=True, slots=True)
class Made:
    """A report read, its record, and the same with prose in other words."""

    analysis: Analysis
    record: Record
    reworded: Record


@dataclass(slots=True)
class Tally:
    """What became of the cases of one change."""

    cases: int = 0
    caught: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, codes: Sequence[str], what: str) -> None:
        self.cases += 1
        self.caught += bool(codes)
        self.codes.update(codes[:1])
        if not codes:
            self.misses.append(what)


def records_of(paths: Sequence[Path], rng: random.Random) -> list[Made]:
    """The records of all reports of the files."""
    description = RulesEngine().description
    made = []
    for path in paths:
        for analysis in analyse_document(read_document(path)):
            record = to_record(analysis, draft(analysis), description)
            made.append(Made(analysis, record, reworded(record, analysis, rng)))
    return made


def reworded(record: Record, analysis: Analysis, rng: random.Random) -> Record:
    """The record without claims, its prose one clause of each section, said with its subject and year."""
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in analysis.facts:
        if fact.quantity.value is not None and fact.name:
            facts[fact.section].append(fact)
    sections = []
    for section in record.sections:
        said = [point for fact in facts[section.id][:12] if (point := _reworded(fact, analysis, rng)) is not None]
        sections.append(section.model_copy(update={"summary": "", "key_points": tuple(said)}))
    return _bare(record, tuple(sections), ())


def _reworded(fact: Fact, analysis: Analysis, rng: random.Random) -> Point | None:
    """The clause of one number from its subject on; None where it does not begin with it, or lists several."""
    text = analysis.view.text
    clause = next(c for c in clause_extents(text, *fact.evidence) if c[0] <= fact.quantity.start < c[1])
    at = text.find(fact.name, clause[0], fact.quantity.start)
    if at < 0 or not LEADING.fullmatch(text, clause[0], at) or LISTED.search(text, at, clause[1]):
        return None
    year = f"{fact.period.start}年，" if fact.period and fact.period.start == fact.period.end else ""
    said = text[at : clause[1]].rstrip("，；。")
    words = rng.choice((f"{said}。", f"{year}{said}。", f"其中，{said}。", f"据介绍，{said}，成效明显。"))
    return Point(text=words, evidence=(analysis.view.span(*fact.evidence),), pages=None)


def _bare(record: Record, sections: tuple[SectionRow, ...], indicators: tuple[Indicator, ...]) -> Record:
    """The record with only these sections and claims."""
    nothing: dict[str, object] = {"headline": "", "overview": ""}
    nothing |= dict.fromkeys(LISTS, ())
    summary = record.summary.model_copy(update=nothing)
    values = {"summary": summary, "sections": sections, "indicators": indicators, "headlines": ()}
    return record.model_copy(update=values)


def claim_cases(made: Sequence[Made], cases: int, rng: random.Random) -> dict[str, Tally]:
    """Every change of claims, in about ``cases`` claims spread over all records."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    wanted = -(-cases // len(made)) + 1
    for one in made:
        claims = one.record.indicators
        for name, change in CLAIMS.items():
            changed: dict[int, Indicator] = {}
            for i in rng.sample(range(len(claims)), len(claims)):
                if claims[i].quantity.value is None or len(changed) >= wanted:
                    continue
                if (wrong := change(claims[i], rng)) is not None:
                    changed[i] = wrong
            for i, codes in _verdicts(one, changed).items():
                tallies[name].add(codes, f"{_shown(claims[i])} → {_shown(changed[i])}")
        _exchange_cases(one, wanted, rng, tallies["neighbours exchanged"])
    return dict(tallies)


def _exchange_cases(one: Made, wanted: int, rng: random.Random, tally: Tally) -> None:
    claims = one.record.indicators
    changed: dict[int, Indicator] = {}
    pairs = list(pairwise(range(len(claims))))
    for i, j in rng.sample(pairs, len(pairs)):
        if len(changed) >= 2 * wanted or i in changed or j in changed:
            continue
        if None in (claims[i].quantity.value, claims[j].quantity.value):
            continue
        if (pair := exchanged(claims[i], claims[j], rng)) is not None:
            changed[i], changed[j] = pair
    codes = _verdicts(one, changed)
    for i in list(changed)[::2]:
        tally.add([*codes[i], *codes[i + 1]], f"{_shown(changed[i])} ⇄ {_shown(changed[i + 1])}")


def _verdicts(one: Made, changed: dict[int, Indicator]) -> dict[int, list[str]]:
    """The codes of the errors found in each changed claim, in a record with only those claims in it."""
    order = sorted(changed)
    verdict = check(_bare(one.record, (), tuple(changed[i] for i in order)), one.analysis)
    return {
        i: list(verification.reasons) if verification.status in ("mismatch", "unsupported") else []
        for i, verification in zip(order, verdict.verifications, strict=True)
    }


def _shown(claim: Indicator) -> str:
    quantity = claim.quantity
    years = f"{claim.period.label} {claim.period.start}–{claim.period.end}" if claim.period else "-"
    return f"{claim.name}/{quantity.text}/{quantity.value}/{quantity.comparator}/{claim.measure}/{years}/{claim.status}"


def prose_cases(
    made: Sequence[Made], record_of: Callable[[Made], Record], cases: int, rng: random.Random
) -> dict[str, Tally]:
    """Every change of prose, in key points and summaries of sections and of the report."""
    tallies = {name: Tally() for name in PROSE}
    wanted = -(-cases // len(made)) + 2
    for name, change in PROSE.items():
        tried: set[tuple[int, str]] = set()
        for _ in range(ROUNDS):
            for number, one in enumerate(made):
                for path, text, codes in _prose_verdicts(one.analysis, record_of(one), change, wanted, rng):
                    if (number, text) not in tried:
                        tallies[name].add(codes, f"{one.record.report.title} {path} {text}")
                        tried.add((number, text))
            if tallies[name].cases >= cases:
                break
    return tallies


def _prose_verdicts(
    analysis: Analysis, record: Record, change: ProseChange, wanted: int, rng: random.Random
) -> Iterator[tuple[str, str, list[str]]]:
    """Path, text and error codes of each changed piece of a record's prose."""
    changed: dict[str, str] = {}

    def maybe(path: str, text: str, past: bool | None) -> str:
        if len(changed) >= wanted or rng.random() < 0.5:
            return text
        wrong = change(text, rng, past)
        if wrong is None or wrong == text:
            return text
        changed[path] = wrong
        return wrong

    def points(path: str, given: Sequence[Point], past: bool | None) -> tuple[Point, ...]:
        return tuple(
            point.model_copy(update={"text": maybe(f"{path}/{k}", point.text, past)}) for k, point in enumerate(given)
        )

    unclaimed = record.model_copy(update={"indicators": (), "headlines": ()})
    alarmed = {finding.path for finding in check(unclaimed, analysis).findings}
    summary = record.summary
    told: dict[str, object] = {name: maybe(f"/summary/{name}", getattr(summary, name), None) for name in WHOLE}
    told |= {name: points(f"/summary/{name}", getattr(summary, name), past) for name, past in LISTS.items()}
    sections = list(record.sections)
    for i in rng.sample(range(len(sections)), len(sections)):
        section, past = sections[i], sections[i].kind in PAST
        text = maybe(f"/sections/{i}/summary", section.summary, past)
        values = {"summary": text, "key_points": points(f"/sections/{i}/key_points", section.key_points, past)}
        sections[i] = section.model_copy(update=values)
    wrong = {"summary": summary.model_copy(update=told), "sections": tuple(sections)}
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for finding in check(unclaimed.model_copy(update=wrong), analysis).findings:
        if finding.severity == "error" and finding.path is not None:
            codes[finding.path].append(finding.code)
    for path, text in changed.items():
        if path not in alarmed:
            yield path, text, codes[path]


def false_alarms(made: Sequence[Made], record_of: Callable[[Made], Record]) -> tuple[int, list[str]]:
    """How many claims and pieces of prose the unchanged records have, and the errors found in them."""
    total, alarms = 0, []
    for one in made:
        record = record_of(one)
        lists = (getattr(record.summary, name) for name in LISTS)
        total += len(record.indicators) + 2 + sum(map(len, lists))
        total += sum(bool(section.summary) + len(section.key_points) for section in record.sections)
        alarms += [
            f"{record.report.title} {finding.path} {finding.code}: {finding.message}"
            for finding in check(record, one.analysis).findings
            if finding.severity == "error"
        ]
    return total, alarms


def restated_alarms(made: Sequence[Made], cases: int, rng: random.Random) -> tuple[int, list[str]]:
    """How many claims were said in other words, and the errors found in them."""
    total, alarms = 0, []
    wanted = -(-cases // len(made)) + 1
    for one in made:
        claims = one.record.indicators
        changed: dict[int, Indicator] = {}
        for i in rng.sample(range(len(claims)), len(claims)):
            if len(changed) < wanted and claims[i].quantity.value is not None:
                said = restated(claims[i], rng)
                changed |= {} if said is None else {i: said}
        total += len(changed)
        for i, codes in _verdicts(one, changed).items():
            alarms += [f"{code}: {_shown(claims[i])} → {_shown(changed[i])}" for code in codes[:1]]
    return total, alarms


def report(title: str, tallies: dict[str, Tally], misses: int) -> bool:
    """Print the table of one kind of changes; whether all are within the limits."""
    good = True
    print(f"\n{title:<28}{'cases':>7}{'caught':>8}{'share':>9}   most frequent codes")
    for name, tally in tallies.items():
        share = tally.caught / tally.cases if tally.cases else 1.0
        within = share >= (1.0 if name in EVERY_ONE else LEAST)
        good = good and within
        codes = ", ".join(f"{code} {count}" for code, count in tally.codes.most_common(3))
        print(f"{name:<28}{tally.cases:>7}{tally.caught:>8}{share:>8.2%}{' ' if within else '!'}  {codes}")
        for miss in tally.misses[:misses]:
            print(f"    missed: {miss}")
    return good


def report_alarms(title: str, made: Sequence[Made], record_of: Callable[[Made], Record], misses: int) -> bool:
    """Print how much of what is right was flagged; whether that is within the limit."""
    total, alarms = false_alarms(made, record_of)
    print(f"{title}: {len(alarms)} of {total} claims and pieces of prose flagged ({len(alarms) / max(1, total):.2%})")
    for alarm in alarms[:misses]:
        print(f"    {alarm}")
    return len(alarms) <= MAX_FALSE_ALARMS * total


def main() -> int:
    """Run the benchmark; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--cases", type=int, default=400, help="about how many cases of each change")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", type=int, default=0, help="how many missed cases to show of each change")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    paths = options.sources or sorted((CORPUS if CORPUS.is_dir() else ROOT / "examples").glob("*.txt"))
    made = records_of(paths, rng)
    good = report("change of a claim", claim_cases(made, options.cases, rng), options.misses)
    prose = prose_cases(made, lambda one: one.record, options.cases, rng)
    good &= report("change of prose", prose, options.misses)
    report("change of reworded prose", prose_cases(made, lambda one: one.reworded, options.cases, rng), options.misses)
    print()
    good &= report_alarms("unchanged records", made, lambda one: one.record, options.misses)
    report_alarms("reworded prose", made, lambda one: one.reworded, options.misses)
    total, alarms = restated_alarms(made, 4 * options.cases, rng)
    print(f"claims said in other words: {len(alarms)} of {total} flagged ({len(alarms) / max(1, total):.2%})")
    for alarm in alarms[: options.misses]:
        print(f"    {alarm}")
    good &= len(alarms) <= MAX_RESTATED * total
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
