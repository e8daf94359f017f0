"""``summarizer explain``: why each number of a text is read as it is."""

from typing import Annotated

import typer

from summarizer.cli.console import show_table, write_lines
from summarizer.cli.language import told


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
    from summarizer.api import document_of
    from summarizer.explanation import explain as reasons
    from summarizer.explanation import summary_reasons
    from summarizer.output.explanations import json_line, point_line, shown, shown_points

    if summary:
        points = summary_reasons(document_of(source))
        if as_json:
            write_lines(map(point_line, points))
        else:
            show_table(shown_points(points))
        return
    sentences = reasons(document_of(source), at, year)
    if as_json:
        write_lines(map(json_line, sentences))
        return
    for sentence in sentences:
        show_table(shown(sentence, words=words, told=told))
