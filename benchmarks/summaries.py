"""What the rules summaries of a folder of reports are like: lengths, repetition, headline facts told and left out.

    python benchmarks/summaries.py [--left-out] [FOLDER|FILE...]

Takes the corpus of real reports where it stands beside the repository, else the examples. For every kind of place and
all together: reports, points a report, mean and longest point, points that say what another of their list says, points
that the overview repeats, key points that repeat their section's heading, and of the headline facts that the reviews
state the share that the achievements tell. With --left-out those that they do not tell are listed. The exit code is 1
where a limit is missed: a mean of 60 characters, 120 for one point, no repetition, 98 % of the headline facts.
"""

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Span, read_document
from summarizer.engines import Draft, DraftPoint
from summarizer.engines.rules import draft
from summarizer.engines.rules.knowledge import families
from summarizer.engines.rules.points import bare

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
LISTS = ("achievements", "targets", "priorities", "problems")
REVIEWS = ("review", "multi_year_review")
MEAN, LONGEST, TOLD = 60, 120, 0.98


@dataclass
class Tally:
    """What was counted of some reports."""

    reports: int = 0
    lengths: list[int] = field(default_factory=list)
    twice: int = 0
    in_overview: int = 0
    headings: int = 0
    stated: int = 0
    left_out: list[str] = field(default_factory=list)

    def add(self, analysis: Analysis, summary: Draft) -> None:
        """Count one report."""
        lists = [getattr(summary, name) for name in LISTS]
        points = [point for found in lists for point in found]
        self.reports += 1
        self.lengths += [len(point.text) for point in points]
        self.twice += sum(said_again(found) for found in lists)
        sentences = {bare(sentence) for sentence in re.split("[。；]", summary.overview)}
        self.in_overview += sum(bare(point.text) in sentences for point in points)
        self.headings += sum(
            bare(point.text) == bare(section.heading)
            for section, part in zip(analysis.sections, summary.sections, strict=True)
            for point in part.key_points
        )
        told = [span for point in summary.achievements for span in point.evidence]
        for label, places in stated(analysis):
            self.stated += 1
            if not any(start <= place[0] < end for start, end in told for place in places):
                self.left_out.append(f"{analysis.report.title or analysis.view.document.name}: {label}")

    def line(self, name: str) -> str:
        """The counts as a line of the table."""
        mean = sum(self.lengths) / max(1, len(self.lengths))
        told = 1 - len(self.left_out) / max(1, self.stated)
        return (
            f"{name:12}{self.reports:8}{len(self.lengths) / max(1, self.reports):8.1f}{mean:8.1f}"
            f"{max(self.lengths, default=0):8}{self.twice:8}{self.in_overview:10}{self.headings:10}{told:9.1%}"
        )

    def fails(self) -> bool:
        """Whether a limit is missed."""
        mean = sum(self.lengths) / max(1, len(self.lengths))
        again = self.twice + self.in_overview + self.headings
        told = 1 - len(self.left_out) / max(1, self.stated)
        return mean > MEAN or max(self.lengths, default=0) > LONGEST or again > 0 or told < TOLD


def said_again(points: tuple[DraftPoint, ...]) -> int:
    """How many points of a list are part of another one, or the same."""
    said = [bare(point.text) for point in points]
    return sum(any(text in other for k, other in enumerate(said) if k != i) for i, text in enumerate(said))


def stated(analysis: Analysis) -> Iterator[tuple[str, list[Span]]]:
    """The headline families whose figures the review states, each with the spans of its numbers."""
    kinds = {section.id: section.kind for section in analysis.sections}
    for family in families():
        facts = [
            analysis.facts[index]
            for slot, index in analysis.headlines
            if index is not None and slot.canonical in family.indicators and slot.status == "actual"
        ]
        places = [f.quantity.span for f in facts if f.quantity.value is not None and kinds[f.section] in REVIEWS]
        if places:
            yield family.label, places


def files(paths: list[Path]) -> list[Path]:
    """The text files of folders, and files as they are."""
    given = paths or [CORPUS if CORPUS.is_dir() else ROOT / "examples"]
    return [file for path in given for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]


def main() -> int:
    """Run the benchmark; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--left-out", action="store_true")
    options = parser.parse_args()
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for file in files(options.paths):
        for analysis in analyse_document(read_document(file)):
            summary = draft(analysis)
            tallies[analysis.report.region.level or "unknown"].add(analysis, summary)
            tallies["all"].add(analysis, summary)
    print(
        f"{'':12}{'reports':>8}{'points':>8}{'mean':>8}{'longest':>8}{'twice':>8}{'overview':>10}{'heading':>10}{'told':>9}"
    )
    everything = tallies.pop("all", Tally())
    for name, tally in sorted(tallies.items()):
        print(tally.line(name))
    print(everything.line("all"))
    if options.left_out:
        print(*everything.left_out, sep="\n")
    return int(everything.fails())


if __name__ == "__main__":
    sys.exit(main())
