"""``summarizer text``: the text of a source that all offsets are about."""

import sys
from typing import Annotated

import typer

from summarizer.cli.console import say_error
from summarizer.cli.help import OUTPUT
from summarizer.cli.options import SourceForm, TextColumn


def text(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A file, one in an archive (a.zip/b.pdf), a table's row (a.csv#2), - for stdin."
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT.txt",
            help="Where the text goes.",
            rich_help_panel=OUTPUT,
        ),
    ] = "-",
    source_form: SourceForm = None,
    text_column: TextColumn = None,
) -> None:
    """Write the text of FILE as the records' spans count it, in UTF-8.

    Of a PDF, Word file or web page that is the text of its paragraphs, one a line, without running heads and
    navigation. What could not be read is reported on standard error.
    """
    from pathlib import Path

    from summarizer.documents import document_from_bytes, read_document, reading
    from summarizer.errors import OutputError

    how = reading(source_form, text_column)
    if source == "-":
        document = document_from_bytes(sys.stdin.buffer.read(), source, how)
    else:
        document = read_document(source, how=how)
    data = document.text.encode("utf-8", "surrogatepass")
    try:
        if output == "-":
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            Path(output).write_bytes(data)
    except BrokenPipeError:
        raise  # the command line ends quietly where nobody reads
    except OSError as error:
        raise OutputError(f"{output}: it cannot be written ({error.strerror}); name another file") from None
    for damage in document.damage:
        say_error(f"{source}: {damage.message}")
