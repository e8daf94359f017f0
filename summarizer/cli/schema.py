"""``summarizer schema``: the published JSON Schema of a record."""

from summarizer.cli.console import write_lines


def schema() -> None:
    """Print the JSON Schema of one line of the output."""
    from summarizer.schemas.__main__ import schema_text

    write_lines([schema_text().rstrip("\n")])
