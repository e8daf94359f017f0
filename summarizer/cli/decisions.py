"""Reading files of decisions for the commands that take them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.review.decisions import Decision


def read_decision_files(paths: Sequence[str]) -> "list[Decision]":
    """The decisions of all files, in order. Raises RecordError naming file and line of a bad one."""
    from summarizer.cli.records import read_lines
    from summarizer.review.decisions import read_decisions

    return [decision for path in paths for decision in read_decisions(read_lines(path), path)]
