"""``python -m summarizer.schemas``: write the published JSON Schema beside the models (``-`` prints it)."""

import json
import sys
from pathlib import Path

from summarizer.schemas.record import record_schema

SCHEMA_FILE = Path(__file__).with_name("record.schema.json")


def schema_text() -> str:
    """The schema file's text."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> None:
    """Write the schema file, or print it when the one argument is ``-``."""
    if arguments == ["-"]:
        sys.stdout.write(schema_text())
    else:
        SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
