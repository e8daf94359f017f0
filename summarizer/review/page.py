"""The page itself: the built template with the reports in it, as data that no browser runs."""

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from summarizer.documents import Document
from summarizer.output.selection import EVERYTHING, Selection
from summarizer.review.decisions import Decision
from summarizer.review.payload import catalogue_names, report_payload
from summarizer.schemas.record import Record

_PLACEHOLDER = '"summarizer:data"'
"""What the data of the built page is before there is any."""
_NO_CONNECTION = "connect-src 'none'"
_UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A record with its report's text; ``text`` is None where ``missing`` says why (a code that the page explains)."""

    record: Record
    text: str | None
    missing: str = ""


def with_sources(records: Iterable[Record], documents: Iterable[Document]) -> list[Sourced]:
    """Each record with the text of its report, from the document whose text it was made of, whatever its name.

    A document of that name with another text makes it ``source_changed``, none at all ``source_missing``. Of the
    documents only those that are wanted are kept.
    """
    found = list(records)
    wanted = {record.report.source.text_sha256 for record in found}
    texts: dict[str, str] = {}
    names = set()
    for document in documents:
        names.add(PurePath(document.name).name)
        if document.sha256 in wanted:
            texts[document.sha256] = document.text
    return [_sourced(record, texts, names) for record in found]


def _sourced(record: Record, texts: Mapping[str, str], names: Set[str]) -> Sourced:
    source, (start, end) = record.report.source, record.report.span
    if source.text_sha256 in texts:
        return Sourced(record, texts[source.text_sha256][start:end])
    return Sourced(record, None, "source_changed" if PurePath(source.name).name in names else "source_missing")


def page(
    reports: Iterable[Sourced],
    *,
    selection: Selection = EVERYTHING,
    decisions: Iterable[Decision] = (),
    server: Mapping[str, str] | None = None,
) -> bytes:
    """The review page of the reports that ``selection`` takes, as HTML in UTF-8.

    ``decisions`` are those made before. ``server`` has the paths of the service that keeps decisions; without it the
    page stands alone: it may open no connection, and decisions stay in the browser.
    """
    data = {
        "reports": [
            report_payload(item.record, item.text, item.missing, selection)
            for item in reports
            if selection.of_report(item.record.report)
        ],
        "catalogue": catalogue_names(),
        "decisions": [decision.plain() for decision in decisions],
        "server": server,
    }
    before, after = _template()
    if server is not None:
        before = before.replace(_NO_CONNECTION, "connect-src 'self'")
    return (before + safe_json(data) + after).encode("utf-8", "backslashreplace")


def safe_json(data: Any) -> str:
    """JSON that ends no script element and begins no comment, whatever is in its texts."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


@cache
def _template() -> tuple[str, str]:
    """The built page, cut where the data goes."""
    before, _, after = (
        files("summarizer.review").joinpath("template.html").read_text(encoding="utf-8").partition(_PLACEHOLDER)
    )
    return before, after
