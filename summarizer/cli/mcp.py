"""``summarizer mcp``: tools for agents, over standard input and output."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.errors import UsageError


def mcp(
    records: Annotated[
        list[str] | None, typer.Argument(metavar="RECORDS", help="JSONL files of records to begin with.")
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--sources", "-s", metavar="PATH", help="Files or folders that the records were made of."),
    ] = None,
    folder: Annotated[
        Path, typer.Option(metavar="FOLDER", help="The folder whose files agents may have summarized.")
    ] = Path("."),
) -> None:
    """Give agents tools by the Model Context Protocol: summarize, list reports, find facts, show a place, compare.

    Speaks over standard input and output; an agent's program starts it. No file outside of FOLDER is read for an
    agent.
    """
    try:
        from summarizer.service.mcp_server import create_server
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is missing; install it with: pip install 'report-summarizer[mcp]'") from None
    from summarizer.cli.records import read_records
    from summarizer.cli.sources import read_documents
    from summarizer.service.library import Library

    library = Library(folder, {})
    documents = read_documents(sources) if sources else []
    for path in records or ():
        library.add(read_records(path), documents)
    create_server(library).run("stdio")
