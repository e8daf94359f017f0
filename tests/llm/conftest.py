"""Shared by the tests of the llm package: no way out to the network, a schema, settings, clients for a local server."""

import ipaddress
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

from summarizer.llm import Client, LLMSettings, Message, Request, load_settings
from tests.model_server import ModelServer


class Point(BaseModel):
    """A point of the draft."""

    text: str = Field(max_length=40, description="要点")
    marks: list[str] = Field(max_length=3)


class Draft(BaseModel):
    """A draft as an engine might ask for."""

    headline: str
    points: list[Point] = Field(min_length=1)
    note: str | None = None


GOOD = {"headline": "云溪市稳步前行", "points": [{"text": "地区生产总值增长5.3%", "marks": ["q1"]}], "note": None}


def _is_local(host: object) -> bool:
    if host in ("localhost", None, b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection but to this machine fails the test: a paid call by accident cannot happen."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_local(address[0]):
            pytest.fail(f"a test tried to connect to {address[0]}")
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_local(host):
            pytest.fail(f"a test tried to look up {host!r}")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A local model server that answers GOOD until told otherwise."""
    with ModelServer(answer=lambda request: GOOD) as running:
        yield running


@pytest.fixture
def ask() -> Callable[..., Request[Draft]]:
    """Makes a request for a Draft; the text makes it another request."""

    def make(text: str = "〔q1〕云溪市地区生产总值增长5.3%。", **more: Any) -> Request[Draft]:
        messages = (Message("system", "你为政府工作报告写摘要。"), Message("user", text))
        return Request(messages=messages, schema=Draft, name="section_draft", **more)

    return make


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., LLMSettings]:
    """Makes settings that retry fast and cache into a folder of the test's own."""

    def make(base_url: str = "http://127.0.0.1:9/v1", **more: Any) -> LLMSettings:
        quick = {"model": "test-model", "backoff": 0.01, "timeout": 5.0, "total_timeout": 20.0, "cache_dir": tmp_path}
        return load_settings({"base_url": base_url, **quick, **more})

    return make


@pytest.fixture
async def client(settings: Callable[..., LLMSettings]) -> AsyncIterator[Callable[..., Client]]:
    """Makes clients for a server; all are closed after the test."""
    async with AsyncExitStack() as stack:
        opened: list[Client] = []

        def make(server: ModelServer, **more: Any) -> Client:
            opened.append(Client(settings(server.base_url, **more)))
            return opened[-1]

        yield make
        for each in opened:
            await stack.enter_async_context(each)
