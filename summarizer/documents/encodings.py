"""Bytes decoded into text: which encoding, and where bytes are damaged."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.documents.document import Damage, Span
from summarizer.expressions import expression

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = ["gb18030", "big5hkscs", "big5", "utf_16_le", "utf_16_be"]
_NAMES = {"gb18030": "gb18030", "utf_16_le": "utf-16-le", "utf_16_be": "utf-16-be", "big5": "big5hkscs"}
_MARKED = expression(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:.-]{2,20})""", re.IGNORECASE)
_MARKED_WITHIN = 8192
_SAID = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
"""What a page says its encoding is → the superset of it that pages so marked are really in."""
_CUT_OFF = 4
"""A file truncated inside its last character lacks at most this many bytes of it, minus one."""
_SAMPLE = 65536
_CONTROL = expression(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_DAMAGE = 0.01
"""The share of a text's characters that may be replacements before it is no text in that encoding at all."""
_FEW = 8
_ORDINARY = 0.97
_REPLACEMENT = "\ufffd"
_NAMED_PLACES = 20
"""How many damaged places of a text are reported one by one."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, and whether bytes of it were damaged and replaced by U+FFFD."""

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes) -> Decoded | None:
    """The text in bytes of UTF-8, UTF-16, UTF-32 (with BOM), GB18030 or Big5; None for what is no text.

    Single damaged bytes become U+FFFD. A truncated last character is left out.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_bom(data, encoding)
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return _detect(data) or _damaged(data)
    return None if _is_binary(text) else Decoded(text, "utf-8")


def decode_marked(data: bytes) -> Decoded:
    """The text of a page that may say what its encoding is; damaged bytes become U+FFFD."""
    if not data.startswith(tuple(bom for bom, _ in _BOMS)):
        said = _MARKED.search(data, 0, _MARKED_WITHIN)
        for encoding in ("utf-8", _codec(said.group(1)) if said else "", "gb18030"):
            try:
                return Decoded(data.decode(encoding), encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    found = decode(data)
    return found if found is not None else Decoded(data.decode("utf-8", "replace"), "utf-8", True)


def replacements(text: str) -> Iterator[Damage]:
    """The places of a text where bytes could not be decoded; the first ones each, then how many more there are."""
    places = [match.span() for match in re.finditer(f"{_REPLACEMENT}+", text)]
    for start, end in places[:_NAMED_PLACES]:
        message = f"bytes at character {start} could not be decoded; compare with the original"
        yield Damage(Span((start, end)), message, f"第{start}个字符处的字节无法解码，请与原件核对")
    if len(places) > _NAMED_PLACES:
        more = len(places) - _NAMED_PLACES
        message = f"bytes at {more} more places could not be decoded"
        yield Damage(Span((places[_NAMED_PLACES][0], places[-1][1])), message, f"另有{more}处字节无法解码")


def _codec(said: bytes) -> str:
    name = said.decode("ascii").lower()
    return _SAID.get(name, name)


def _with_bom(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace").removesuffix(_REPLACEMENT)
        return Decoded(text, encoding, _REPLACEMENT in text) if _is_mostly_sound(text) else None


def _detect(data: bytes) -> Decoded | None:
    """The text in one of the encodings of Chinese besides UTF-8, without a truncated last character."""
    from charset_normalizer import from_bytes  # only needed for what is not UTF-8

    for cut in range(min(_CUT_OFF, len(data))):
        found = from_bytes(data[: len(data) - cut], cp_isolation=_ENCODINGS).best()
        if found is not None:
            return Decoded(str(found), _NAMES.get(found.encoding, found.encoding))
    return None


def _damaged(data: bytes) -> Decoded | None:
    """The text of bytes that are sound in no encoding, in the one in which the fewest of them are damaged."""
    tries = [
        Decoded(data.decode(encoding, "replace"), encoding, True) for encoding in ("utf-8", "gb18030", "big5hkscs")
    ]
    best = min(tries, key=lambda one: one.text.count(_REPLACEMENT))
    return best if _is_mostly_sound(best.text) else None


def _is_mostly_sound(text: str) -> bool:
    """Whether a text that was decoded with replacements is one: few of them, and ordinary characters for the rest."""
    sample = text[:_SAMPLE]
    others = [char for char in sample if char > "\x7f" and char != _REPLACEMENT]
    ordinary = sum(_is_ordinary(char) for char in others)
    few = text.count(_REPLACEMENT) <= max(_FEW, _MOST_DAMAGE * len(text))
    return few and len(others) >= _FEW and ordinary >= _ORDINARY * len(others) and not _is_binary(sample)


def _is_ordinary(char: str) -> bool:
    """Whether a character is one of the few thousand of ordinary Chinese, simplified or traditional."""
    for encoding in ("gb2312", "big5"):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > 0.01 * len(sample)
