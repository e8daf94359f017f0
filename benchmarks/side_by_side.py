"""Ours beside programs of the same kind, in one run, as a table for the documentation.

    python benchmarks/side_by_side.py [--only PART ...] [-o RESULTS.md]

Numbers and files are those of the repository (the sentences of benchmarks/peers, the invented reports of examples/), so
that their figures can be had anywhere; chunks, places and prompts are made of the reports of ../shared/corpus where
they are, else of the examples, which are short. Programs that are not installed are skipped by name; `make peers`
installs them. Times are ratios within this run.
"""

import argparse
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from peers import chunking, clients, files, grounding, numbers, speed  # noqa: E402
from peers.model import Table  # noqa: E402

EXAMPLES = ROOT / "examples"
CORPUS = ROOT.parent / "shared" / "corpus"
REAL = [CORPUS / "national-provincial-2024.txt", CORPUS / "wrapped-redacted-2024.txt"]
INVENTED = [EXAMPLES / name for name in ("province-2024.txt", "city-wrapped.txt", "township.txt")]
REPORTS = REAL if CORPUS.is_dir() else INVENTED
FORMS = [EXAMPLES / "forms" / name for name in ("township-print.pdf", "township-numbered.docx", "township-page.html")]

PARTS: dict[str, Callable[[], Sequence[Table]]] = {
    "numbers": lambda: [numbers.table()],
    "chunking": lambda: [chunking.table(REPORTS)],
    "grounding": lambda: [grounding.table(REPORTS)],
    "files": lambda: files.tables(FORMS, EXAMPLES / "township.txt"),
    "prompts": lambda: [clients.prompts(REPORTS)],
    "clients": lambda: [clients.overhead()],
    "speed": lambda: [speed.rates(REPORTS), speed.starts()],
}


def machine() -> str:
    """The machine and the day, as one line."""
    import psutil

    memory = psutil.virtual_memory().total / 2**30
    cores = f"{psutil.cpu_count()} cores, {memory:.0f} GB"
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cores}, {date.today()}"


def main() -> int:
    """Measure the parts asked for and write their tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    tables = [table for name in given.only for table in PARTS[name]()]
    head = f"# Side by side\n\nWritten by `make bench` ({machine()}). What each table compares stands above it.\n"
    text = "\n".join([head, *(table.markdown() for table in tables)])
    sys.stdout.write(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
