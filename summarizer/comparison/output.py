"""A comparison as a file, in the form that its suffix names."""

from pathlib import Path

from summarizer.comparison.compare import Comparison
from summarizer.tables.columns import Language

FORMS = (".html", ".xlsx", ".csv", ".csv.gz")


def write(path: Path, comparison: Comparison, language: Language) -> None:
    """Write ``.html``, ``.xlsx``, ``.csv`` or ``.csv.gz``; ``language`` is that of headings.

    Raises UsageError and OutputError where the file cannot be written.
    """
    name = path.name.lower()
    if name.endswith(".html"):
        from summarizer.comparison.page import write_page

        write_page(path, comparison, language)
    elif name.endswith(".xlsx"):
        from summarizer.comparison.sheets import write_comparison

        write_comparison(path, comparison, language)
    else:
        from summarizer.comparison.rows import COMPARISON, comparison_lines
        from summarizer.tables.csv_file import write_csv

        write_csv(path, COMPARISON, comparison_lines(comparison))
