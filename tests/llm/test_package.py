"""The package's face: what it exports, what it imports, and its fake."""

import socket
import subprocess
import sys
import types
from collections.abc import Callable
from typing import Any

import pytest

import summarizer.llm as llm
from summarizer.llm import BadAnswer, Refused, Request
from summarizer.llm.fake import FakeModel

Ask = Callable[..., Request[Any]]
GOOD = {"headline": "题", "points": [{"text": "点", "marks": []}], "note": None}


def test_all_holds_exactly_the_public_names() -> None:
    """Sorted, complete, and nothing that is not there."""
    public = {
        name
        for name, value in vars(llm).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert set(llm.__all__) == public


def test_nothing_leaves_this_machine() -> None:
    """The guard of these tests: a connection elsewhere, or the look-up of a name, fails the test."""
    with pytest.raises(pytest.fail.Exception):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(pytest.fail.Exception):
        socket.getaddrinfo("api.openai.com", 443)


def test_importing_the_package_imports_no_sdk() -> None:
    """They take a second to import; only a call needs them."""
    code = "import sys, summarizer.llm; print(sorted({'openai', 'instructor', 'httpx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_the_fake_answers_by_its_script(ask: Ask) -> None:
    """A dict is validated like a provider's answer, and the requests are kept."""
    model = FakeModel(lambda request: GOOD)
    answer = await model.complete(ask())
    assert answer.value.headline == "题"
    assert model.requests == [ask()]


async def test_the_fake_fails_by_its_script(ask: Ask) -> None:
    """An error is raised; text that is no valid JSON is a BadAnswer."""
    with pytest.raises(Refused):
        await FakeModel(lambda request: Refused("no")).complete(ask())
    with pytest.raises(BadAnswer):
        await FakeModel(lambda request: "抱歉").complete(ask())
