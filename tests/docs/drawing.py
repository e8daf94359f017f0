"""The drawing of the layers: an SVG made from the contract in pyproject.toml and the packages' own docstrings."""

import ast
import re
import tomllib
from html import escape
from pathlib import Path

from tests.docs.pages import DOCS, ROOT

DRAWINGS = (DOCS / "architecture.svg", DOCS / "zh" / "architecture.svg")
_WIDTH, _ROW, _NAME, _LETTER = 980, 22, 150, 6.6
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2933}.name{font-weight:600}"
    ".layer{fill:#eef3f9;stroke:#7b93b0}.pure{fill:#edf7ef;stroke:#7aa886}.note{fill:#52606d}"
)
PURE = frozenset(
    "schemas errors expressions language documents chunker quantities indicators analysis validator explanation output "
    "tables review".split()
)
"""Packages that the contracts keep free of the model, the cache and the terminal."""


def layers() -> list[list[str]]:
    """The packages of each layer, the uppermost first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return [re.findall(r"\w+", layer) for layer in contracts["contracts"][0]["layers"]]


def about(package: str) -> str:
    """The first sentence of a package's docstring."""
    folder = ROOT / "summarizer" / package
    source = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    docstring = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    first = re.split(r"(?<=[.])\s|\n\n", docstring.replace("``", ""))[0]
    return " ".join(first.split())


def drawing(target: Path) -> str:
    """The SVG that belongs into ``target``: one box a layer, a line for each package in it."""
    chinese = target.parent.name == "zh"
    words = tomllib.loads((DOCS / "zh" / "architecture.toml").read_text(encoding="utf-8")) if chinese else {}
    parts, top = [], 34
    for names in layers():
        height = len(names) * _ROW + 6
        kind = "pure" if set(names) <= PURE else "layer"
        parts.append(f'<rect class="{kind}" x="10" y="{top}" width="{_WIDTH - 20}" height="{height}" rx="5"/>')
        for number, name in enumerate(names):
            line = top + number * _ROW + 18
            text = escape(words.get(name) or about(name))
            parts.append(
                f'<text class="name" x="20" y="{line}">{name}</text><text x="{_NAME}" y="{line}">{text}</text>'
            )
        top += height + 5
    head = words.get("_head") or "A layer imports only what stands below it. Green: needs no model, cache or terminal."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 5}" role="img">\n'
        f"<style>{_STYLE}</style>\n"
        f'<text class="note" x="10" y="20">{escape(head)}</text>\n' + "\n".join(parts) + "\n</svg>\n"
    )
