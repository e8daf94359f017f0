"""What docs/scaling.md tells users to write works."""

import re
from pathlib import Path
from typing import Any

from summarizer.runs import summarize_batch
from summarizer.schemas import to_json_line
from tests.batch.stand_ins import make_document, make_text

TEXT = (Path(__file__).parents[2] / "docs" / "scaling.md").read_text("utf-8")


def test_the_function_for_other_engines_gives_the_records_of_the_batch() -> None:
    """From a file's name and bytes; a bad file gives its error."""
    (block,) = [block for block in re.findall(r"```python\n(.*?)```", TEXT, re.S) if "def lines" in block]
    namespace: dict[str, Any] = {}
    exec(block, namespace)
    rows = namespace["lines"]("a.txt", make_text("甲", "乙").encode("gb18030"))
    document = make_document("a.txt", "甲", "乙")
    expected = [to_json_line(record).replace('"utf-8"', '"gb18030"') for record in summarize_batch([document])]
    assert rows == [{"record": line, "error": ""} for line in expected]
    assert namespace["lines"]("b.txt", b"")[0]["error"].startswith("b.txt: the file is empty")


def test_the_tables_are_there() -> None:
    """Written by the benchmark."""
    assert "| core-hours | " in TEXT
