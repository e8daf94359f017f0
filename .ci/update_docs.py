"""Make the made parts of the docs anew (``make docs``): references, tables, drawings, and what commands print.

``python .ci/update_docs.py [PAGE...]`` runs the blocks of these pages only; without names, of every page.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.docs.drawing import DRAWINGS, drawing  # noqa: E402
from tests.docs.generated import made  # noqa: E402
from tests.docs.pages import as_it_is, blocks, pages  # noqa: E402


def renewed(page: Path) -> str:
    """The page's text with its made parts and its outputs as they really are."""
    page.write_text(made(page), encoding="utf-8")
    if not any(block.directive == "output" for block in blocks(page.read_text(encoding="utf-8"))):
        return page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        return as_it_is(page, Path(folder))


chosen = {Path(name).resolve() for name in sys.argv[1:]}
for target in DRAWINGS:
    target.write_text(drawing(target), encoding="utf-8")
for page in pages():
    if not chosen or page in chosen:
        page.write_text(renewed(page), encoding="utf-8")
