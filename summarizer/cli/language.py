"""The language that the command line speaks: English as it stands in the code, or what the catalogue has for it.

What lies below the command line says English and knows of no language: errors, headings of tables and files of a run
are the same everywhere. A message is put into Chinese when it is shown, by the entry of the catalogue whose text it is,
with ``{0}`` … where names and numbers stand. The entries are taken from the code (``make messages``); a test fails
where one is missing or not translated.
"""

import gettext
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOMAIN = "summarizer"
FOLDER = Path(__file__).with_name("locale")
OPTION = "--lang"
VARIABLE = "SUMMARIZER_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_PLACE = re.compile(r"\{\d+\}")
_LISTED = re.compile(r"(?:known:|known are|one of|formats are|columns are|may use:|written as|options:|you mean) $")
"""Words before a place that holds a list of names."""
_BRACKET = re.compile(r"[()]")
_SIGNS = {"; ": "；", ", ": "，"}
"""What stands between messages in one line, and what between their translations."""
_CLOSE, _OPEN, _NUMBER = "((?:(?![;,] ).)+?)", "(.+?)", r"(\d[^;,]*?)"
_FEW = 5
"""Words of a message that begins with a number, at most."""
_OF_NAMES = (" is ", " cannot ")
"""How what is said of a name goes on, be it ever so short."""
_spoken: Language = "en"


class Catalogue(gettext.GNUTranslations):
    """A compiled catalogue whose messages can be gone through."""

    def entries(self) -> Mapping[str, str]:
        """Each message in English with its translation."""
        return {key: text for key, text in vars(self)["_catalog"].items() if isinstance(key, str) and key and text}


@dataclass(frozen=True, slots=True)
class Template:
    """A message with places for names and numbers, and its translation.

    ``close`` fits only where no place holds several messages, ``open`` wherever the words are those of the message;
    ``lists`` says of each place whether it holds a list of names.
    """

    close: re.Pattern[str]
    open: re.Pattern[str]
    words: str
    lists: tuple[bool, ...]
    text: str


def speak(language: Language) -> None:
    """Take a language for all that is shown from now on, the words of Typer's own with it."""
    global _spoken
    _spoken = language
    if language == "zh":
        gettext.bindtextdomain(DOMAIN, FOLDER)
        gettext.textdomain(DOMAIN)
        os.environ["LANGUAGE"] = language


def spoken() -> Language:
    """The language in use."""
    return _spoken


def language_of(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language that the option says, else SUMMARIZER_LANG, else the locale; English where it is none of ours."""
    for argument, value in zip(arguments, [*arguments[1:], ""], strict=False):
        name, sign, attached = argument.partition("=")
        if name == OPTION:
            return "zh" if (attached if sign else value) == "zh" else "en"
    said = environ.get(VARIABLE) or next(filter(None, map(environ.get, _LOCALE)), "")
    return "zh" if said.lower().startswith("zh") else "en"


def told(text: str) -> str:
    """A message, or several in one line, in the language in use; what the catalogue does not have stays as it is."""
    if _spoken == "en" or not text:
        return text
    return _entries().get(text) or _told(text)


def _told(text: str) -> str:
    """A message, or what stands in one: there a single word is a name, such as the value of an option, and stays."""
    if " " not in text:
        return text
    for translated in (_whole(text), _parts(text, all), _whole(text, closely=False), _parts(text, any)):
        if translated is not None:
            return translated
    return text


def _whole(text: str, *, closely: bool = True) -> str | None:
    if (known := _entries().get(text)) is not None:
        return known
    for template in _templates():
        if template.words in text:
            pattern = template.close if closely else template.open
            found = pattern.fullmatch(text)
            if found is not None and (all(map(_is_balanced, found.groups())) or not _is_balanced(text)):
                pairs = zip(found.groups(), template.lists, strict=True)
                return template.text.format(*(_listed(part) if is_list else _told(part) for part, is_list in pairs))
    return None


def _parts(text: str, enough: Callable[[Sequence[bool]], bool]) -> str | None:
    for sign, other in _SIGNS.items():
        parts = _split(text, sign)
        if len(parts) > 1:
            translated = [_told(part) for part in parts]
            if enough([new != old for new, old in zip(translated, parts, strict=True)]):
                return other.join(translated)
    return None


def _listed(names: str) -> str:
    """A list of names as Chinese divides it."""
    return names.replace(", ", "、")


def _split(text: str, sign: str) -> Sequence[str]:
    """The text cut at a sign, but nowhere within brackets: what stands in these belongs to what is before them."""
    parts: list[str] = []
    for piece in text.split(sign):
        if parts and not _is_balanced(parts[-1]):
            parts[-1] += sign + piece
        else:
            parts.append(piece)
    return parts


def _is_balanced(text: str) -> bool:
    """Whether each bracket that is opened is closed again; a text where one is not was cut out of a message."""
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket == "(" else -1
        if depth < 0:
            return False
    return depth == 0


@cache
def _entries() -> Mapping[str, str]:
    with (FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return Catalogue(file).entries()


@cache
def _templates() -> Sequence[Template]:
    """The messages with places in them, those with most words of their own first."""
    found = [item for item in _entries().items() if _PLACE.search(item[0])]
    found.sort(key=lambda item: len(_PLACE.sub("", item[0])), reverse=True)
    return [_template(english, text) for english, text in found]


def _template(english: str, text: str) -> Template:
    words = _PLACE.split(english)
    close, wide = (_pattern(words, place) for place in (_CLOSE, _OPEN))
    lists = tuple(_LISTED.search(part) is not None for part in words[:-1])
    return Template(close, wide, max(words, key=len), lists, text)


def _pattern(words: Sequence[str], place: str) -> re.Pattern[str]:
    """What fits a message: ``{0} failed`` and others as short are about a number, which comes first."""
    fixed = [re.escape(part) for part in words]
    named = words[1].startswith(_OF_NAMES)
    counts = not words[0] and words[1][1:2].isalpha() and not named and len(" ".join(words).split()) <= _FEW
    first = _NUMBER if counts else place
    return re.compile(place.join([f"{fixed[0]}{first}{fixed[1]}", *fixed[2:]]), re.S)
