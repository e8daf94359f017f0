"""Charts of rankings as SVG that needs no script, no font and no network."""

import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any

from summarizer.comparison.ranking import Ranked
from summarizer.comparison.words import WORDS
from summarizer.expressions import expression
from summarizer.tables.figures import SlotFigure
from summarizer.tables.grid import Scale, comparable, shown
from summarizer.tables.texts import clean

MOST_BARS = 40
"""Places that a chart shows; a table has them all."""
_HEAD_HEIGHT, _BAR_HEIGHT = 90, 26
_SVG = "{http://www.w3.org/2000/svg}"
_CONTROL = expression(r"[\x00-\x1f\x7f\ufffe\uffff]")
"""Characters that XML cannot hold."""
ElementTree.register_namespace("", _SVG[1:-1])


def chart(ranked: Sequence[Ranked], scale: Scale, name: str) -> str:
    """A bar chart of the first places, the first on top, results beside targets, as an ``svg`` element.

    ``name`` is unique in the page and a valid id; equal figures give equal bytes.
    """
    rows = list(reversed(ranked[:MOST_BARS]))
    drawn = _empty_chart(len(rows))
    drawn.uuid = name
    drawn.x_labels = [_CONTROL.sub("", clean(row.place.name or row.place.key)) for row in rows]
    for word, figures in (("actual", [row.actual for row in rows]), ("target", [row.target for row in rows])):
        if any(figure.signed for figure in figures):
            drawn.add(WORDS[word].both, [_bar(figure, scale) for figure in figures])
    return _without_script(drawn.render())


def _empty_chart(rows: int) -> Any:
    pygal = _pygal()
    style = import_module("pygal.style").Style(
        background="transparent",
        plot_background="transparent",
        font_family="inherit",
        colors=("#2f6db3", "#e0913a"),
        foreground="currentColor",
        foreground_strong="currentColor",
        foreground_subtle="#8a8a8a",
        opacity=".9",
        guide_stroke_color="#8a8a8a44",
        major_guide_stroke_color="#8a8a8a88",
        label_font_size=12,
        legend_font_size=13,
        value_font_size=11,
    )
    return pygal.HorizontalBar(
        js=(),
        style=style,
        width=900,
        height=_HEAD_HEIGHT + _BAR_HEIGHT * rows,
        legend_at_bottom=False,
        print_values=True,
        spacing=8,
        truncate_label=-1,
        disable_xml_declaration=True,
        include_x_axis=True,
        no_prefix=False,
    )


def _pygal() -> Any:
    """pygal without the import hook for its maps, which is of a kind that Python no longer knows and warns of."""
    pygal = import_module("pygal")
    sys.meta_path[:] = [hook for hook in sys.meta_path if hasattr(hook, "find_spec")]
    return pygal


def _bar(figure: SlotFigure, scale: Scale) -> dict[str, object] | None:
    value: Decimal | None = comparable(figure, scale)
    if value is None:
        return None
    text = shown(figure, scale)
    return {"value": float(value), "formatter": lambda _: text}


def _without_script(text: str) -> str:
    """The chart without scripts, and without comments, which name the day."""
    tree = ElementTree.fromstring(text)
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag == f"{_SVG}script":
                parent.remove(child)
    return ElementTree.tostring(tree, encoding="unicode")
