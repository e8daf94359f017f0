"""The prompt templates: what is built in, what users may put in their place, what is wrong before the first call."""

from pathlib import Path

import pytest

from summarizer.errors import PromptError
from summarizer.prompts import VARIABLES, load_prompts


def test_all_templates_are_built_in() -> None:
    """Each known name has a template that renders."""
    prompts = load_prompts()
    assert list(prompts.sources) == list(VARIABLES)
    assert set(prompts.origins.values()) == {"built in"}


def test_the_hash_is_that_of_the_texts(tmp_path: Path) -> None:
    """The same texts, the same hash, wherever they stand."""
    (tmp_path / "malformed.md").write_text(load_prompts().sources["malformed"], "utf-8")
    assert load_prompts(tmp_path).sha256 == load_prompts().sha256
    (tmp_path / "malformed.md").write_text("{{ faults }}", "utf-8")
    assert load_prompts(tmp_path).sha256 != load_prompts().sha256


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("section.md", "{{ text }}{{ titel }}", "unknown variable titel"),
        ("section.md", "{{ title }}", "the variable text is missing"),
        ("section.md", "{{ text.nonsense.more }}", "has no attribute"),
        ("section.md", "{% if text %}", "line 1"),
        ("section.md", "{{ text | nonsense }}", "nonsense"),
        ("reask.md", "{{ items[0].nonsense }}{{ sentences }}", "nonsense"),
        ("sections.md", "{{ text }}", "no template has this name"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_with_its_name(
    tmp_path: Path, name: str, text: str, problem: str
) -> None:
    """Unknown, missing and misused variables, syntax, unknown names."""
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(PromptError, match=problem) as caught:
        load_prompts(tmp_path)
    assert name in str(caught.value)


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """Not the built-in templates without a word."""
    with pytest.raises(PromptError, match="missing"):
        load_prompts(tmp_path / "missing")


def test_templates_cannot_reach_the_interpreter(tmp_path: Path) -> None:
    """They are rendered in a sandbox."""
    (tmp_path / "section.md").write_text("{{ text }}{{ text.__class__.__mro__ }}", "utf-8")
    with pytest.raises(PromptError):
        load_prompts(tmp_path)
