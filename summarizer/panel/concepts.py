"""Concepts and their words: dictionaries that users write, and how often a text has them."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from summarizer.errors import UsageError
from summarizer.expressions import expression
from summarizer.tables.columns import Label

EXAMPLE = Path(__file__).with_name("words.toml")
_ID = expression(r"[a-z][a-z0-9_]{0,11}")
_SPACE = expression(r"\s+")


def _words(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


Word: TypeAlias = Annotated[str, Field(min_length=1, pattern=r"^\S+$")]


class ConceptEntry(BaseModel):
    """One table of a file of concepts; ``words`` is a text parted by white space, or a list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str = ""
    en: str = ""
    words: Annotated[tuple[Word, ...], BeforeValidator(_words), Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its id, its names, the words that are counted for it."""

    id: str
    label: Label
    words: tuple[str, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """The words that hold no other word of the concept: counting them counts each place once."""
        words = tuple(dict.fromkeys(self.words))
        return tuple(word for word in words if not any(other != word and other in word for other in words))


def load_concepts(path: Path) -> tuple[Concept, ...]:
    """The concepts in a TOML file, in its order.

    Raises UsageError, whose text names the file and the table, where the file cannot be read, an id is no name of up to
    12 small letters, digits and underscores, or a table has no words or unknown keys.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as TOML ({error})") from None
    if not tables:
        raise UsageError(f'{path}: no concept in it; write tables such as [innovation] with words = "创新 研发"')
    return tuple(_concept(path, name, table) for name, table in tables.items())


def _concept(path: Path, name: str, table: object) -> Concept:
    if not _ID.fullmatch(name):
        raise UsageError(f"{path}: [{name}]: an id has up to 12 small letters, digits and _, and begins with a letter")
    try:
        entry = ConceptEntry.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "table"
        raise UsageError(f"{path}: [{name}]: {place}: {first['msg']}") from None
    return Concept(name, Label(entry.zh or name, entry.en or name), entry.words)


class Cutter(Protocol):
    """Cuts a text into words."""

    def __call__(self, text: str) -> Iterable[str]:
        """The words of a text, in order."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a text holds: characters that are no white space, words, and for each concept places and words.

    ``places`` is the sum of ``str.count`` over the concept's words in the text without white space; ``tokens`` how many
    of the text's words are words of the concept.
    """

    characters: int
    words: int
    places: tuple[int, ...]
    tokens: tuple[int, ...]


def count(text: str, concepts: Sequence[Concept], cut: Cutter) -> Counts:
    """What a text holds; white space is left out first, so that a word broken by a line's end is one word."""
    bare = _SPACE.sub("", text)
    words = [word for word in cut(bare) if any(map(str.isalnum, word))]
    listed = [frozenset(concept.words) for concept in concepts]
    return Counts(
        len(bare),
        len(words),
        tuple(sum(bare.count(word) for word in concept.counted) for concept in concepts),
        tuple(sum(word in known for word in words) for known in listed),
    )


def jieba_cutter(concepts: Sequence[Concept]) -> Cutter:
    """jieba with its own dictionary and the concepts' words, apart from any other use of jieba in this process.

    Raises UsageError where jieba is not installed.
    """
    tokenizer = _jieba().Tokenizer()
    # jieba would keep its dictionary in the folder for temporary files, where anybody may have put another one.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in sorted({word for concept in concepts for word in concept.words}):
        tokenizer.add_word(word)
    cutter: Cutter = tokenizer.cut
    return cutter


def _jieba() -> Any:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of setuptools and of old escapes in its patterns
            return import_module("jieba")
    except ImportError:
        raise UsageError("jieba is not installed; run: pip install 'report-summarizer[panel]'") from None
