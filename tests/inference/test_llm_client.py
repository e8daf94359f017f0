"""The client against a real inference server with schema-constrained decoding and a model that knows nothing.

What this shows: the server accepts our requests in every mode, our schemas compile to grammars, real answers survive
parsing, and nonsense ends as a valid instance or an honest error.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

from summarizer.llm import BadAnswer, Client, CutOff, Message, Mode, Request, TooLong, load_settings

pytestmark = pytest.mark.inference

MakeClient = Callable[..., Client]


class Status(StrEnum):
    """Past or future."""

    ACTUAL = "actual"
    TARGET = "target"


class Claim(BaseModel):
    """A number of the text."""

    mark: str = Field(pattern=r"^q[0-9]{1,3}$", description="编号")
    name: str = Field(min_length=1, max_length=20, description="指标名称")
    value: str = Field(pattern=r"^-?[0-9]{1,9}(\.[0-9]{1,4})?$", description="数值")
    status: Status
    region: str | None = Field(max_length=10)


class Draft(BaseModel):
    """Nested lists, enums, patterns, optional fields, bounded lengths."""

    summary: str = Field(max_length=60, description="摘要")
    points: list[str] = Field(min_length=1, max_length=3)
    claims: list[Claim] = Field(min_length=1, max_length=3)


def _request(text: str = "〔q1〕云溪市地区生产总值增长5.3%。", **more: Any) -> Request[Draft]:
    messages = (Message("system", "你为政府工作报告写摘要。"), Message("user", text))
    return Request(messages=messages, schema=Draft, name="section_draft", **{"max_tokens": 1500, **more})


@pytest.fixture
async def client(inference_url: str, tmp_path: Path) -> AsyncIterator[MakeClient]:
    """Makes clients for the server; all are closed after the test."""
    async with AsyncExitStack() as stack:
        opened: list[Client] = []

        def make(**more: Any) -> Client:
            given = {"base_url": inference_url, "model": "tiny-random", "cache_dir": tmp_path, "concurrency": 2}
            opened.append(Client(load_settings({**given, "temperature": 0.8, "seed": 1, **more})))
            return opened[-1]

        yield make
        for each in opened:
            await stack.enter_async_context(each)


@pytest.mark.parametrize("mode", [Mode.JSON_SCHEMA, Mode.TOOLS])
@pytest.mark.parametrize("provider", ["custom", "ollama", "openai"])
async def test_constrained_modes_give_valid_instances(client: MakeClient, mode: Mode, provider: str) -> None:
    """With the quirks of a local server, of one without named tools, and of OpenAI's strict dialect."""
    key = {"api_key": "none"} if provider == "openai" else {}
    answer = await client(mode=mode, provider=provider, **key).complete(_request())
    assert isinstance(answer.value, Draft)
    assert answer.value.claims[0].status in Status
    assert answer.usage.input_tokens > 10
    assert answer.usage.output_tokens > 10


async def test_the_mode_found_by_itself_works(client: MakeClient) -> None:
    """An unknown address is asked in the mode that such servers enforce."""
    answer = await client().complete(_request())
    assert answer.mode is Mode.JSON_SCHEMA
    assert (await client().complete(_request())).cached


@pytest.mark.parametrize("mode", [Mode.JSON_OBJECT, Mode.MARKDOWN])
async def test_unconstrained_nonsense_is_an_honest_error(client: MakeClient, mode: Mode) -> None:
    """Where the server enforces no schema, the model's nonsense is a BadAnswer to ask again about, or cut off."""
    with pytest.raises((BadAnswer, CutOff)) as caught:
        await client(mode=mode).complete(_request(max_tokens=200))
    assert caught.value.usage.output_tokens > 0


async def test_an_answer_cut_off_is_cut_off(client: MakeClient) -> None:
    """The server's own finish_reason."""
    with pytest.raises(CutOff) as caught:
        await client(mode=Mode.JSON_SCHEMA).complete(_request(max_tokens=8))
    assert caught.value.raw
    assert caught.value.usage.output_tokens == 8


async def test_a_request_that_does_not_fit_is_too_long(client: MakeClient) -> None:
    """The server's own error."""
    with pytest.raises(TooLong):
        await client(mode=Mode.JSON_SCHEMA).complete(_request("长" * 9_000))


async def test_calls_at_once(client: MakeClient) -> None:
    """More calls than the server has slots."""
    model = client(concurrency=4)
    answers = await asyncio.gather(*(model.complete(_request(f"第{number}节")) for number in range(6)))
    assert all(isinstance(answer.value, Draft) for answer in answers)
    assert model.ledger.summary()["calls"] == 6
