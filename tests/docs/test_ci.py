"""The scripts that CI runs: the audit of the locked packages, the check of the built site."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import ROOT


def script(name: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """What a script of CI prints, and its exit code."""
    call = [sys.executable, str(ROOT / ".ci" / name), *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)


def audited(folder: Path, *packages: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """The audit of a report that says this of packages."""
    (folder / "report.json").write_text(json.dumps({"dependencies": packages, "fixes": []}), encoding="utf-8")
    return script("audit.py", folder / "report.json")


def test_audit_names_what_is_affected(tmp_path: Path) -> None:
    """A known vulnerability fails the audit, with the version that fixes it."""
    found = {"id": "PYSEC-2030-1", "fix_versions": ["1.2"], "aliases": []}
    done = audited(tmp_path, {"name": "left", "version": "1.1", "vulns": [found]})
    assert (done.returncode, done.stdout) == (1, "left 1.1: PYSEC-2030-1; fixed in 1.2\n")


def test_audit_says_what_was_not_looked_up(tmp_path: Path) -> None:
    """Packages that the database does not know are counted, not passed off as sound."""
    done = audited(
        tmp_path, {"name": "left", "version": "1.1", "vulns": []}, {"name": "right", "skip_reason": "not found"}
    )
    assert done.returncode == 0
    assert "unknown to the database: 1 packages, right" in done.stderr
    assert "1 packages audited, 0 known vulnerabilities" in done.stderr


def test_audit_without_the_database_succeeds_and_says_so(tmp_path: Path) -> None:
    """Offline there is no report; the build goes on, and nobody believes that it was audited."""
    (tmp_path / "empty.json").write_text("", encoding="utf-8")
    done = script("audit.py", tmp_path / "empty.json")
    assert done.returncode == 0
    assert "not audited" in done.stderr


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="other/#here">x</a>', ""),
        ('<a href="https://example.org/">x</a>', ""),
        ('<a href="gone/">x</a>', "index.html: gone/: there is no such page\n"),
        ('<a href="other/#gone">x</a>', "index.html: other/#gone: that page has no such anchor\n"),
        ('<img src="gone.png">', "index.html: gone.png: there is no such page\n"),
        (
            '<script src="https://cdn.example.org/a.js"></script>',
            "index.html: https://cdn.example.org/a.js: is loaded from another machine\n",
        ),
    ],
)
def test_site_is_checked(tmp_path: Path, body: str, said: str) -> None:
    """Links and anchors inside the site must lead somewhere, and nothing is loaded from elsewhere."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text('<p id="here">x</p>', encoding="utf-8")
    (tmp_path / "index.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    done = script("check_site.py", tmp_path)
    assert (done.stdout, done.returncode) == (said, 1 if said else 0)
