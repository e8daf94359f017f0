"""Character classes of the reading view: what counts as a gap, what is folded into what."""

import re
import unicodedata

INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
)
"""Regex class body: control, soft hyphen, zero-width, direction, variation-selector and private-use characters."""

LINE_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters beside ``\\n`` that end a line."""

_RADICALS = dict(
    zip(
        "⺝⺠⺩⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "月民王虎西见角贝车长长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""CJK radicals that PDF extraction leaves in place of characters and that Unicode gives no decomposition for."""

_TWINS = {
    **dict.fromkeys("−﹣‐‑‒–", "-"),
    **dict.fromkeys("〜∼∽﹋", "~"),
    **dict.fromkeys("∶︰﹕", ":"),
    **dict.fromkeys("﹪٪", "%"),
    **dict.fromkeys("﹐", ","),
    **dict.fromkeys("﹒․", "."),
    **dict.fromkeys("﹔", ";"),
    **dict.fromkeys("﹖", "?"),
    **dict.fromkeys("﹗", "!"),
    **dict.fromkeys("﹙﹝", "("),
    **dict.fromkeys("﹚﹞", ")"),
    **dict.fromkeys("﹡＊∗", "*"),
    **dict.fromkeys("﹢", "+"),
    **dict.fromkeys("•∙・‧･⋅", "·"),
    **dict.fromkeys("―─━", "—"),
    **dict.fromkeys("○◯", "〇"),
    **dict.fromkeys("✕╳✖", "×"),
    "｡": "。",
    "､": "、",
    "﹑": "、",
    "￥": "¥",
    "￡": "£",
    "\u3000": " ",
    "\u00a0": " ",
}


def _fold_table() -> dict[str, str]:
    table = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        twin = unicodedata.normalize("NFKC", chr(code))
        if len(twin) == 1 and twin != chr(code):
            table[chr(code)] = twin
    return table | _RADICALS | _TWINS


FOLDS = _fold_table()
"""Character → the one character it is folded into: full-width ASCII, look-alike punctuation, radicals."""

_FOLDED = re.compile(f"[{''.join(map(re.escape, FOLDS))}]")


def fold(text: str) -> str:
    """The text with every character of ``FOLDS`` replaced by its twin, and so of the same length.

    Replacing the few characters that occur, each at once, is six times as fast as ``str.translate`` on Chinese text.
    """
    for char in set(_FOLDED.findall(text)):
        text = text.replace(char, FOLDS[char])
    return text
