"""What the tests of the scanner share."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

import pytest

from summarizer.quantities import scan_quantities

Reading: TypeAlias = tuple[str, str | None, str | None, str, str]
"""Text, value, upper value, unit and comparator of a quantity, values written without exponent."""
Reader: TypeAlias = Callable[[str], list[Reading]]


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


@pytest.fixture(scope="session")
def read() -> Reader:
    """A function that gives the readings of a text."""

    def reader(text: str) -> list[Reading]:
        found = scan_quantities(text)
        return [(q.text, _plain(q.value), _plain(q.value_max), q.unit, q.comparator) for q in found]

    return reader
