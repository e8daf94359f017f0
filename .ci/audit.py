"""Look the locked packages up in the vulnerability database (``make audit``).

Exit codes: 0 nothing is known, or the database cannot be reached (said on standard error); 1 a package is affected.
``python .ci/audit.py FILE`` reads a report that pip-audit wrote earlier instead of calling it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CALL = ("-m", "pip_audit", "-r", "requirements-dev.lock", "--disable-pip", "--require-hashes", "--format", "json")


def affected(report: dict[str, Any]) -> Iterator[str]:
    """One line for each vulnerability: package, version, id, the versions that fix it."""
    for package in report["dependencies"]:
        for found in package.get("vulns", ()):
            fixed = ", ".join(found["fix_versions"]) or "no version yet"
            yield f"{package['name']} {package['version']}: {found['id']}; fixed in {fixed}"


def unchecked(report: dict[str, Any]) -> list[str]:
    """The packages that the database could not say anything about."""
    return [package["name"] for package in report["dependencies"] if "skip_reason" in package]


def called() -> str:
    """What pip-audit prints; empty where it could not reach the database."""
    done = subprocess.run([sys.executable, *CALL], cwd=ROOT, capture_output=True, text=True, check=False)
    sys.stderr.write("" if done.stdout.strip() else done.stderr[-500:])
    return done.stdout


def main(arguments: list[str]) -> int:
    """Audit, print, and say by the exit code whether a package is affected."""
    text = Path(arguments[0]).read_text(encoding="utf-8") if arguments else called()
    if not text.strip():
        sys.stderr.write("not audited: there is no report; is the vulnerability database in reach?\n")
        return 0
    report = json.loads(text)
    lines = list(affected(report))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    skipped = unchecked(report)
    if skipped:
        sys.stderr.write(f"not audited, unknown to the database: {len(skipped)} packages, {', '.join(skipped[:5])} …\n")
    audited = len(report["dependencies"]) - len(skipped)
    sys.stderr.write(f"{audited} packages audited, {len(lines)} known vulnerabilities\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
