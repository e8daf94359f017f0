"""The page that ships is the one that its sources make, and has words for every code of a record."""

import os
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from summarizer.schemas import record as schema
from tests.review.browser import ROOT

WEB = ROOT / "web" / "review"
CODES = (
    schema.DoubtCode,
    schema.FlagCode,
    schema.VerificationStatus,
    schema.Measure,
    schema.Status,
    schema.Modality,
    schema.Comparator,
    schema.Severity,
    schema.SupportKind,
    schema.HeadlineState,
)


def npm(*arguments: str, **environment: str) -> None:
    """Run npm in the page's folder; skipped where Node or the page's packages are not installed."""
    program = shutil.which("npm")
    if program is None or not (WEB / "node_modules").is_dir():
        pytest.skip("no Node, or no packages (npm ci in web/review)")
    done = subprocess.run(
        [program, *arguments],
        cwd=WEB,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.browser
def test_shipped_page_is_built_from_its_sources(tmp_path: Path) -> None:
    """Building anew gives the file in the package, byte for byte."""
    built = tmp_path / "template.html"
    npm("run", "build", "--", "--outDir", str(tmp_path / "dist"), PAGE=str(built))
    assert built.read_bytes() == files("summarizer.review").joinpath("template.html").read_bytes()


@pytest.mark.browser
def test_the_page_s_own_tests_pass() -> None:
    """What the page does with places of the text, without a browser."""
    npm("test")


@pytest.mark.parametrize("code", sorted({code for codes in CODES for code in get_args(codes)}))
def test_every_code_has_words(code: str) -> None:
    """A code that a record may hold is told in Chinese and English."""
    words = (WEB / "src" / "i18n.ts").read_text(encoding="utf-8")
    assert re.search(rf"^  {code}: \[", words, re.MULTILINE)
