"""Briefs as files: the form is the one that the suffix names."""

from collections.abc import Iterable
from pathlib import Path

from summarizer.brief.memo import Memo, make_memo
from summarizer.errors import UsageError
from summarizer.output.compression import new_file
from summarizer.schemas.record import Record

FORMS = (".md", ".docx", ".html")


def write_briefs(records: Iterable[Record], path: Path, *, quotes: bool = False) -> int:
    """Write a memo of each record into one file, in order; returns how many there are.

    The suffix decides: ``.md``, ``.docx`` or ``.html``. With ``quotes`` each note has the words of the source beside
    their place. Raises UsageError for another suffix, where there is no record, and where no file can be made there;
    OutputError where writing fails. A file that stood there before is replaced when the new one is whole.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMS:
        raise UsageError(f"{path}: a brief is written as {', '.join(FORMS)}; give the file one of these suffixes")
    memos = [make_memo(record) for record in records]
    if not memos:
        raise UsageError("there is no record to write about; check the file of records and the filters")
    contents = _contents(memos, suffix, quotes)
    with new_file(path) as file:
        file.write(contents)
    return len(memos)


def _contents(memos: list[Memo], suffix: str, quotes: bool) -> bytes:
    if suffix == ".docx":
        from summarizer.brief.docx import word

        return word(memos, quotes=quotes)
    if suffix == ".html":
        from summarizer.brief.html import html

        return html(memos, quotes=quotes).encode()
    from summarizer.brief.markdown import markdown

    return markdown(memos, quotes=quotes).encode()
