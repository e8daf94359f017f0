"""``summarizer explain``: why each number of a text is read as it is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import say, show_table, write_lines
from summarizer.cli.language import told
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.documents import Document
    from summarizer.explanation import SentenceReason

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SUFFIX = re.compile(r"\.[A-Za-z]\w*$")


def explain(
    source: Annotated[str, typer.Argument(metavar="TEXT|FILE", help="A sentence or report, or a file with one.")],
    at: Annotated[
        int | None,
        typer.Option(metavar="OFFSET", min=0, help="Only the sentence around this offset of the file's text."),
    ] = None,
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", help="The year of the report, for a text that does not say it.")
    ] = None,
    words: Annotated[bool, typer.Option("--words", help="Show the words of the lexicon that were found, too.")] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Show why each point of the rules' summary stands in it instead.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON line for each sentence.")] = False,
) -> None:
    """Show for each number of TEXT, or of the report in FILE, its slots with the rules that decided.

    Start here when a number is misread: the rule's id leads to the file and line where it stands, and to the
    examples that it must decide.
    """
    from summarizer.explanation import summary_reasons
    from summarizer.output.explanations import json_line, point_line, shown, shown_points

    document = _document(source)
    if summary:
        points = summary_reasons(document)
        if as_json:
            write_lines(map(point_line, points))
        else:
            show_table(shown_points(points))
        return
    sentences = _reasons(document, at, year)
    if as_json:
        write_lines(map(json_line, sentences))
        return
    found = False
    for sentence in sentences:
        found = True
        show_table(shown(sentence, words=words, told=told))
    if not found:
        say("there is no number to explain")


def _document(source: str) -> "Document":
    """The text or file; Chinese that is no file, nor called like one, is a text here, even without a stop."""
    from summarizer.api import document_of
    from summarizer.documents import document_from_text

    said = _CHINESE.search(source) and not _SUFFIX.search(source) and not Path(source).exists()
    return document_from_text(source, "text") if said else document_of(source)


def _reasons(document: "Document", at: int | None, year: int | None) -> "Iterator[SentenceReason]":
    from summarizer.explanation import explain as reasons

    if at is not None and at >= len(document.text):
        raise UsageError(f"--at {at}: the text ends at {len(document.text)}")
    return reasons(document, at, year)
