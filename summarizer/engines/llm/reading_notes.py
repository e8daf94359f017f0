"""The model as second reader: its corrections and claims turned into claims beside the rules' readings."""

from collections.abc import Mapping
from dataclasses import replace

from summarizer.analysis import Analysis
from summarizer.engines.draft import Claim
from summarizer.engines.llm.claims import read_claim
from summarizer.engines.llm.passages import Passage
from summarizer.engines.llm.readings import Holds, Misread, NoIndicator, Partly, Read, read_line
from summarizer.engines.llm.salvage import ToldOfPassage
from summarizer.indicators import Fact


class ReadingNotes:
    """Takes what the model says of numbers. ``misread`` holds, by fact, lines that cannot be taken, and why; ``partly``
    what of a line is left out, where the rest is taken."""

    def __init__(self, analysis: Analysis) -> None:
        self.misread: dict[int, tuple[str, str]] = {}
        self.partly: dict[int, str] = {}
        self._analysis = analysis

    def take(self, passage: Passage, said: ToldOfPassage, known: Mapping[int, Claim]) -> dict[int, Claim]:
        """The claims that an answer about a passage makes about numbers that none is ``known`` of.

        Marks that the passage does not have are nobody's: they are passed over.
        """
        claims: dict[int, Claim] = {}
        for mark, line, read in self._all_read(passage, said):
            index = passage.facts[mark - 1]
            if index not in known and index not in claims and index not in self.misread:
                claims |= self._judged(index, line, read, every=bool(said.claims))
        return claims

    def correct(self, index: int, line: str) -> dict[int, Claim]:
        """The claim that a line makes which was asked for again; none where it is still misread, or gives in."""
        self.misread.pop(index, None)
        return self._judged(index, line, read_line(self._analysis, index, line), every=False)

    def _all_read(self, passage: Passage, said: ToldOfPassage) -> list[tuple[int, str, Read]]:
        def known(mark: int) -> bool:
            return 1 <= mark <= len(passage.facts)

        corrections = [
            (row.m, row.x, read_line(self._analysis, passage.facts[row.m - 1], row.x))
            for row in said.corrections
            if known(row.m)
        ]
        claims = [
            (row.m, row.n, read_claim(self._analysis, passage.facts[row.m - 1], row))
            for row in said.claims
            if known(row.m)
        ]
        return [*corrections, *claims]

    def _judged(self, index: int, line: str, read: Read, *, every: bool) -> dict[int, Claim]:
        """The claim by a reading; ``every``: the model read all numbers by itself, so one that agrees is its own."""
        fact = self._analysis.facts[index]
        match read:
            case Misread(problem):
                self.misread[index] = (line, problem)
                return {}
            case Holds():
                return {index: Claim(fact, "llm")} if every or _is_lifted(fact) else {}
            case NoIndicator() if not fact.name:
                return {}
            case NoIndicator():
                return {index: Claim(fact, "rules", other=replace(fact, name="", canonical=None))}
            case Partly(rest, problem):
                self.partly[index] = problem
                return {index: Claim(rest, "llm", other=fact)}
            case _:
                return {index: Claim(read, "llm", other=fact)}


def _is_lifted(fact: Fact) -> bool:
    """Whether a word of assent lifts the doubts about a reading; a name that is no noun phrase stays doubtful."""
    return bool(fact.doubts) and "odd_name" not in fact.doubts
