"""Near-identical reports of a run, one of them possibly with names and numbers redacted.

A report is boiled down to a MinHash sketch (rensa) of what redaction, width, line breaks and punctuation leave alone:
its Chinese characters, in runs of eight from a few common characters on. On reports of one corpus such sets share 0.93
of their runs where one is a redacted copy of the other, and less than 0.04 where they only speak the same language.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

from summarizer.analysis import Analysis
from summarizer.chunker import Report
from summarizer.documents import Span, View
from summarizer.expressions import expression
from summarizer.validator.model import Finding, finding
from summarizer.validator.words import Words

ALIKE = 0.5
"""The share of common runs from which on two reports are one."""
_PERMUTATIONS = 128
_BANDS = 32
_SEED = 20240305
_RUN = 8
_NOT_CHINESE = expression(r"[^\u4e00-\u9fff]+")
_ANCHOR = expression("[的和全新业展高实]")
_REDACTION = expression(r"[Xx×*某]{2,}")


class _Sketch(Protocol):
    def jaccard(self, other: Any) -> float: ...


@dataclass(frozen=True, slots=True)
class Signature:
    """All that the search for duplicates needs to know of a report; about 1 KB, and can be sent between processes."""

    title: str
    source: str
    span: Span
    redactions: int
    sketch: _Sketch


def signature(view: View, report: Report) -> Signature:
    """The signature of a report of a view, in time proportional to its length."""
    text = view.folded[slice(*report.extent)]
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(_runs(text))
    redactions = len(_REDACTION.findall(text))
    return Signature(report.title, view.document.name, view.span(*report.extent), redactions, sketch)


def _runs(text: str) -> list[str]:
    """Runs of Chinese characters that begin with an anchor: the same ones wherever the text is the same."""
    bare = _NOT_CHINESE.sub("", text)
    return [bare[at.start() : at.start() + _RUN] for at in _ANCHOR.finditer(bare)]


class Duplicates:
    """Finds duplicates among reports as they come; holds their signatures, never their texts."""

    def __init__(self) -> None:
        self._seen: list[Signature] = []
        self._index = RMinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS, num_bands=_BANDS)

    def add(self, new: Signature) -> tuple[Finding, ...]:
        """A warning about the new report for each earlier one that it is near-identical with, in their order.

        A report that repeats an earlier one is not looked for again: its later copies are copies of the first, too. So
        the work stays proportional to the number of reports, however often they repeat.
        """
        findings = []
        for place in sorted(set(cast("list[int]", self._index.query(new.sketch)))):
            other = self._seen[place]
            alike = new.sketch.jaccard(other.sketch)
            if alike >= ALIKE:
                findings.append(finding("duplicate_report", "warning", _said(new, other, alike), "/report", new.span))
        if not findings:
            self._index.insert(len(self._seen), new.sketch)
            self._seen.append(new)
        return tuple(findings)


def duplicates(analyses: Iterable[Analysis]) -> list[tuple[Finding, ...]]:
    """For each report of a run, in order, the findings about earlier ones that it is near-identical with."""
    seen = Duplicates()
    return [seen.add(signature(analysis.view, analysis.report)) for analysis in analyses]


def _said(new: Signature, other: Signature, alike: float) -> Words:
    where = f"{other.title} ({other.source}, {other.span[0]}–{other.span[1]})"
    how = Words(f"与{where}的相似度为{alike:.0%}", f"{alike:.0%} identical to {where}")
    if max(new.redactions, other.redactions) >= 5 + 2 * min(new.redactions, other.redactions):
        which = Words("这一份", "this one") if new.redactions > other.redactions else Words("那一份", "the other one")
        return Words(f"{how.zh}；{which.zh}略去了数字", f"{how.en}; {which.en} is redacted")
    return how
