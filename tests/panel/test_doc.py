"""The page on panels says what is: its commands and options exist, its columns are real, its Python runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.panel.concepts import load_concepts
from summarizer.panel.output import FORMS, write
from summarizer.panel.panel import make_panel
from summarizer.panel.texts import text_columns
from tests.cli.conftest import SCRIPT
from tests.tables.conftest import make_record

PAGE = Path(__file__).parents[2] / "docs" / "panel.md"


def blocks(kind: str) -> list[str]:
    """The fenced blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def test_options_exist() -> None:
    """Every option of the commands shown is an option of `summarizer panel` or `validate`."""
    printed = "".join(
        subprocess.run([SCRIPT, name, "--help"], check=True, capture_output=True, text=True, encoding="utf-8").stdout
        for name in ("panel", "validate", "summarize")
    )
    named = set(re.findall(r"--[a-z][a-z-]+", PAGE.read_text(encoding="utf-8")))
    assert named
    assert {name for name in named if name not in printed} == set()
    assert all(form in PAGE.read_text(encoding="utf-8") for form in FORMS)


def test_columns_exist(tmp_path: Path) -> None:
    """Every column that the page names is a column of the panel."""
    (tmp_path / "words.toml").write_text(blocks("toml")[0], encoding="utf-8")
    concepts = load_concepts(tmp_path / "words.toml")
    columns = {*make_panel([]).table.names, *(column.name for column in text_columns(concepts))}
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:gdp|revenue|jobs|cpi|income|innovation|chars|words|report)_[a-z_0-9]+)`", text))
    assert len(named) > 15
    assert named - {"gdp_growth"} - {"revenue_level", "jobs_level", "cpi_growth", "income_urban_growth"} <= columns
    for stem in ("gdp_growth", "revenue_level", "jobs_level", "cpi_growth", "income_urban_growth"):
        assert f"{stem}_target" in columns


def test_python_runs(tmp_path: Path) -> None:
    """The Python block runs on a panel."""
    pytest.importorskip("pandas")
    made = make_panel([make_record("东明省", year, level="province", code="510000") for year in (2024, 2025)])
    write(tmp_path / "panel.csv", made, "zh")
    (code,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "510000" in done.stdout
