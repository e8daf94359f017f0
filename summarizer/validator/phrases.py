"""A stretch of prose read as the source is read: its numbers bound to what they mean."""

from dataclasses import dataclass, replace

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Kind, Section
from summarizer.documents import Document, View, build_view
from summarizer.expressions import expression
from summarizer.indicators import Fact, bind
from summarizer.quantities import Mention, scan

YEAR = expression(r"(?:19|20)\d\d(?=年|[-—~至到/](?:19|20)?\d\d年)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text, its facts and the number-like things in it that are no quantities; extents are those of ``view``."""

    view: View
    facts: tuple[Fact, ...]
    mentions: tuple[Mention, ...]

    @property
    def years(self) -> list[str]:
        """The years named in it, in order."""
        return YEAR.findall(self.view.folded)


def read_phrase(text: str, kind: Kind, analysis: Analysis) -> Phrase:
    """Read a text as if it stood in a section of this kind of the analysed report."""
    view = build_view(Document("", text))
    extent: Extent = (0, len(view.text))
    report = replace(analysis.report, extent=extent, body=0)
    section = Section("1", None, 1, None, "", kind, extent, extent)
    found = scan(view)
    return Phrase(view, bind(view, report, (section,), found.quantities, analysis.catalogue), found.mentions)
