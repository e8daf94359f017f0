"""Results that are one piece: written to a file that is whole or not there, or to standard output."""

import sys

from summarizer.output.compression import new_file

STDOUT = "-"


def write_whole(output: str, data: bytes) -> None:
    """Write a file so that readers see the old one or the whole new one; ``-`` is standard output.

    Raises UsageError and OutputError as ``new_file`` does.
    """
    if output == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    with new_file(output) as file:
        file.write(data)
