"""What a table is: named and labelled columns of one kind each, and rows of cells; nothing of any file format."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "integer", "number", "boolean", "date"]
Cell: TypeAlias = str | int | Decimal | bool | date | None
Row: TypeAlias = tuple[Cell, ...]
Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Label:
    """A name in Chinese and English."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """The name in one language."""
        return self.zh if language == "zh" else self.en

    @property
    def both(self) -> str:
        """Both names as one text: Chinese / English."""
        return f"{self.zh} / {self.en}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its machine name, the kind of its cells, its label, what it means, and the codes that it may hold.

    ``codes`` names a table of ``labels.toml`` where the cells are codes of a fixed list.
    """

    name: str
    kind: Kind
    label: Label
    meaning: str = ""
    codes: str | None = None


@dataclass(frozen=True, slots=True)
class TableColumns:
    """A table's name, label and columns; rows have one cell for each column."""

    name: str
    label: Label
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' machine names."""
        return tuple(column.name for column in self.columns)


@cache
def code_labels(codes: str) -> Mapping[str, Label]:
    """The labels of a fixed list of codes, in the order of the list."""
    return {code: Label(zh, en) for code, (zh, en) in _all_labels()[codes].items()}


@cache
def _all_labels() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))


def text(name: str, zh: str, en: str, meaning: str = "") -> Column:
    """A column of texts."""
    return Column(name, "text", Label(zh, en), meaning)


def code(name: str, zh: str, en: str, codes: str, meaning: str = "") -> Column:
    """A column of codes of a fixed list."""
    return Column(name, "text", Label(zh, en), meaning, codes)


def integer(name: str, zh: str, en: str, meaning: str = "") -> Column:
    """A column of integers."""
    return Column(name, "integer", Label(zh, en), meaning)


def number(name: str, zh: str, en: str, meaning: str = "") -> Column:
    """A column of exact decimal numbers."""
    return Column(name, "number", Label(zh, en), meaning)


def truth(name: str, zh: str, en: str, meaning: str = "") -> Column:
    """A column of true and false."""
    return Column(name, "boolean", Label(zh, en), meaning)


def day(name: str, zh: str, en: str, meaning: str = "") -> Column:
    """A column of dates."""
    return Column(name, "date", Label(zh, en), meaning)
