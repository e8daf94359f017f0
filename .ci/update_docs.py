"""Write the help texts of the commands into their page of the docs (``make docs``)."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = Path(sys.executable).with_name("summarizer")
HELP = re.compile(r"(?P<mark><!-- help: (?P<command>[\w ]*?) ?-->\n```text\n).*?^```$", re.M | re.S)


def with_help(block: re.Match[str]) -> str:
    """The block with what its command prints on a page of 80 columns."""
    command = [SCRIPT, *block["command"].split(), "--help"]
    printed = subprocess.run(
        command,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "SUMMARIZER_LANG": "en"},
    ).stdout
    return f"{block['mark']}{printed.rstrip()}\n```"


path = ROOT / "docs" / "cli.md"
path.write_text(HELP.sub(with_help, path.read_text(encoding="utf-8")), encoding="utf-8")
