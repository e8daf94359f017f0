"""Memos as one HTML page that needs nothing else: read on a screen or printed, a page a report."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from summarizer.brief.memo import Memo
from summarizer.brief.words import COLUMNS, NOTES, NOTES_WITHOUT_QUOTES, legend


def html(memos: Sequence[Memo], *, quotes: bool) -> str:
    """All memos as one page; each number links to its note, which has the place and, with ``quotes``, the words."""
    title = NOTES if quotes else NOTES_WITHOUT_QUOTES
    return _template().render(memos=memos, quotes=quotes, columns=COLUMNS, legend=legend, notes_title=title)


@cache
def _template() -> Template:
    loader = PackageLoader("summarizer.brief", "")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("page.html.j2")
