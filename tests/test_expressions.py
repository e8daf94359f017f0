"""Regular expressions are compiled when they are first used, and then are what ``re`` makes of them."""

import re
import subprocess
import sys

import pytest

from summarizer.expressions import expression


def test_finds_what_the_compiled_pattern_finds() -> None:
    """Every method answers as that of the compiled pattern, places and flags included."""
    lazy, compiled = expression(r"(?P<n>\d+)家", re.IGNORECASE), re.compile(r"(?P<n>\d+)家", re.IGNORECASE)
    text = "甲镇12家,乙镇3家"
    assert [found.span() for found in lazy.finditer(text, 2)] == [found.span() for found in compiled.finditer(text, 2)]
    assert lazy.sub("", text) == compiled.sub("", text) == "甲镇,乙镇"
    assert lazy.pattern == compiled.pattern
    found = lazy.search(text)
    assert found is not None
    assert found["n"] == "12"
    assert lazy.fullmatch("12家")
    assert not lazy.match(text)


def test_a_mistake_shows_at_first_use() -> None:
    """A pattern with a mistake can be written down; ``re.error`` comes when it is used."""
    broken = expression("(")
    with pytest.raises(re.error):
        broken.search("")


def test_has_no_other_attributes() -> None:
    """What patterns do not have, or what the product does not ask of them, is an AttributeError."""
    with pytest.raises(AttributeError):
        _ = expression("a").scanner  # type: ignore[attr-defined]


def test_importing_the_api_compiles_few_patterns() -> None:
    """Importing what reads reports compiles no patterns but the few by which it reads its own word lists."""
    code = (
        "import re, sys\n"
        "import summarizer.expressions as expressions\n"
        "made = []\n"
        "compile = re.compile\n"
        "expressions.re = type(re)('re')\n"
        "expressions.re.compile = lambda *args: made.append(args) or compile(*args)\n"
        "import summarizer.api\n"
        "print(len(made))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 10
