"""The public API: short, sorted, and exactly what there is."""

import subprocess
import sys
from importlib.metadata import version

import pytest

import summarizer

NAMES = [
    "Document",
    "Quantity",
    "Record",
    "SummarizerError",
    "asummarize",
    "asummarize_batch",
    "read_document",
    "scan_quantities",
    "summarize",
    "summarize_batch",
    "validate",
]
HEAVY = ("diskcache", "httpx", "instructor", "jinja2", "openai", "pydantic", "rich", "tenacity")


def test_all_holds_exactly_the_public_names() -> None:
    """Whoever adds or removes a public name must say so here, and in the README."""
    assert summarizer.__all__ == NAMES == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_name_is_a_documented_class_or_function(name: str) -> None:
    """Each public name exists under that very name and has a docstring of its own."""
    value = getattr(summarizer, name)
    assert value.__name__ == name
    assert value.__doc__


def test_the_version_is_the_distributions() -> None:
    """As in any package."""
    assert summarizer.__version__ == version("report-summarizer")


def test_dir_lists_the_public_names() -> None:
    """Completion in a shell or editor shows the public names, though they are imported late."""
    assert dir(summarizer) == NAMES


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that does not exist is refused as Python does it."""
    with pytest.raises(AttributeError, match="no_such_name"):
        summarizer.no_such_name  # noqa: B018


@pytest.mark.parametrize(
    ("source", "message"),
    [("http://example.com/x.pdf", "addresses are not fetched"), ("a\0b", "this is not a path")],
)
def test_what_is_neither_path_nor_text_is_named(source: str, message: str) -> None:
    """An address, and what no file can be called."""
    with pytest.raises(summarizer.SummarizerError, match=message):
        summarizer.summarize(source)


@pytest.mark.parametrize("module", ["summarizer", "summarizer.cli"])
def test_import_brings_in_nothing_heavy(module: str) -> None:
    """Importing the package or its command line loads none of the large libraries: they come when they are used."""
    code = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert [name for name in HEAVY if name in loaded] == []


def test_a_web_page_as_text_is_read_as_a_page() -> None:
    """Tags are no part of the report, whether the page comes as a file or as a string."""
    page = "<html><body><h1>2026年青禾县政府工作报告</h1><p>各位代表：</p><p>地区生产总值286.4亿元。</p></body></html>"
    (record,) = summarizer.summarize(page)
    assert [(fact.name, fact.quantity.text) for fact in record.indicators] == [("地区生产总值", "286.4亿元")]
