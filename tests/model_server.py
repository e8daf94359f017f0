"""A local OpenAI-compatible server for tests and benchmarks: real HTTP, scripted answers, faults on request.

In a thread:       with ModelServer(answer=lambda request: {"…": …}) as server: … server.base_url …
Own process:       python tests/model_server.py --port 0 --delay 0.2     (prints its base URL as the first line)

`answer` gets the request's JSON and returns the content: a dict (sent as JSON, in a tool call where tools were asked
for) or a str (sent as it is). Without one, the smallest instance of the request's own schema is sent. `plan` says what
goes wrong: it gets the request's number (from 0) and JSON, and returns the name of a fault below, or None.

GET /calls gives the number of completions asked for; POST /stop ends the process.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import random
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any

Json = dict[str, Any]
AnswerFunction = Callable[[Json], Json | str]
Plan = Callable[[int, Json], str | None]
More = Callable[["ModelServer", str, str, bytes], tuple[int, Json | str] | None]  # tests.model_batches

_REASONS = {
    200: "OK",
    307: "Temporary Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    429: "Too Many Requests",
}
_LATE_SECONDS = 30.0


@dataclass(frozen=True)
class Fault:
    """One way to go wrong. `body` None keeps the proper answer; `change` alters a completion before it is sent."""

    status: int = 200
    body: Json | str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    change: Callable[[Json], None] | None = None
    wire: str = ""  # "late", "cut", "drop", "stall": what happens on the connection itself
    events: bool = False  # sent in pieces, whatever was asked for


def _error(message: str, **more: object) -> Json:
    return {"error": {"message": message, **more}}


def _choice(**changes: object) -> Callable[[Json], None]:
    return lambda completion: completion["choices"][0].update(changes)


def _content(edit: Callable[[str], str]) -> Callable[[Json], None]:
    """Edit the answer's text, wherever it stands."""

    def change(completion: Json) -> None:
        message = completion["choices"][0]["message"]
        calls = message.get("tool_calls")
        place, name = (calls[0]["function"], "arguments") if calls else (message, "content")
        place[name] = edit(place[name])

    return change


def _wrong_types(text: str) -> str:
    """Every list becomes a word, every number a list, every word a number."""

    def twist(value: object) -> object:
        if isinstance(value, dict):
            return {key: twist(child) for key, child in value.items()}
        return "列表" if isinstance(value, list) else ([1] if isinstance(value, int | float) else 7)

    return json.dumps(twist(json.loads(text)), ensure_ascii=False)


def _refusal(completion: Json) -> None:
    completion["choices"][0]["message"] = {"role": "assistant", "content": None, "refusal": "抱歉，我不能回答。"}


def _cut_by_length(completion: Json) -> None:
    _content(lambda text: text[: len(text) // 2])(completion)
    completion["choices"][0]["finish_reason"] = "length"


def _thought(completion: Json) -> None:
    """The answer stands where thoughts do."""
    message = completion["choices"][0]["message"]
    text = _text_of(message)
    message.clear()
    message.update(role="assistant", content=None, reasoning_content=text)


def _legacy(completion: Json) -> None:
    """As before there were tools."""
    message = completion["choices"][0]["message"]
    text = _text_of(message)
    message.clear()
    message.update(role="assistant", content=None, function_call={"name": "section_draft", "arguments": text})


def _text_of(message: Json) -> str:
    calls = message.get("tool_calls")
    return str(calls[0]["function"]["arguments"] if calls else message["content"])


def _usage(**counts: object) -> Callable[[Json], None]:
    return lambda completion: completion["usage"].update(counts)


FAULTS: dict[str, Fault] = {
    "late": Fault(wire="late"),
    "cut_body": Fault(wire="cut"),
    "drop": Fault(wire="drop"),
    "rate_limit": Fault(429, _error("Rate limit reached", code="rate_limit_exceeded")),
    "rate_limit_wait": Fault(429, _error("Rate limit reached", code="rate_limit_exceeded"), (("Retry-After", "1"),)),
    "server_error": Fault(500, _error("The server had an error")),
    "overloaded": Fault(503, _error("The server is overloaded")),
    "bad_gateway": Fault(502, "<html><body>502 Bad Gateway</body></html>"),
    "html": Fault(200, "<html><body>Sign in</body></html>"),
    "invalid_json": Fault(change=_content(lambda text: text[:-2] + ",,}")),
    "wrong_types": Fault(change=_content(_wrong_types)),
    "prose": Fault(change=_content(lambda text: f"好的，以下是结果：\n```json\n{text}\n```\n以上数字均来自原文[1]。")),
    "empty": Fault(change=_content(lambda text: "")),
    "refusal": Fault(change=_refusal),
    "content_filter": Fault(change=_choice(finish_reason="content_filter", message={"role": "assistant"})),
    "content_filter_400": Fault(400, _error("The response was filtered", code="content_filter")),
    "length": Fault(change=_cut_by_length),
    "no_choice": Fault(change=lambda completion: completion.update(choices=[])),
    "quota": Fault(429, _error("You exceeded your current quota", code="insufficient_quota")),
    "arrears": Fault(400, _error("Access denied, your account is in arrears", code="Arrearage")),
    "bad_key": Fault(401, _error("Incorrect API key provided", code="invalid_api_key")),
    "no_model": Fault(404, _error("The model does not exist", code="model_not_found")),
    "bad_request": Fault(400, _error("Invalid 'messages': too few", param="messages")),
    "too_long": Fault(400, _error("This model's maximum context length is 8192", code="context_length_exceeded")),
    "no_usage": Fault(change=lambda completion: completion.update(usage=None)),
    "stall": Fault(wire="stall"),
    "long_wait": Fault(429, _error("Rate limit reached"), (("Retry-After", "86400"),)),
    "error_200": Fault(200, _error("Rate limit reached", code=429)),
    "empty_account_200": Fault(
        200, {"choices": None, "base_resp": {"status_code": 1008, "status_msg": "insufficient balance"}}
    ),
    "empty_account_403": Fault(403, _error("用户额度不足, 剩余额度为: ＄0.000000", type="new_api_error")),
    "in_thoughts": Fault(change=_thought),
    "wrapped": Fault(change=_content(lambda text: f'{{"section_draft": {text}}}')),
    "trailing_commas": Fault(change=_content(lambda text: text.replace("}", ",}").replace("]", ",]"))),
    "raw_newlines": Fault(change=_content(lambda text: text.replace("云", "云\n"))),
    "doubly_encoded": Fault(change=_content(json.dumps)),
    "legacy_call": Fault(change=_legacy),
    "events_unasked": Fault(events=True),
    "surrogate": Fault(change=_content(lambda text: text.replace("云", "云\\ud83d"))),
    "deep": Fault(200, "[" * 100_000),
    "absurd_usage": Fault(change=_usage(prompt_tokens=10**30, completion_tokens=-5)),
}

# Those that a client can get over by asking again, and those that a caller has to live with.
PASSING = ("cut_body", "drop", "rate_limit", "server_error", "overloaded", "bad_gateway")
CONTENT = ("invalid_json", "wrong_types", "prose", "empty", "refusal", "content_filter", "length", "no_choice")


def in_order(*faults: str | None) -> Plan:
    """The first request gets the first fault, and so on; None and all later ones get proper answers."""
    return lambda number, request: faults[number] if number < len(faults) else None


def always(fault: str) -> Plan:
    """Every request gets this fault."""
    return lambda number, request: fault


def mixed(rate: float, kinds: Iterable[str] = PASSING + CONTENT, seed: int = 0) -> Plan:
    """A share `rate` of requests gets one of `kinds`: which, depends only on the request and how often it came."""
    names = tuple(kinds)
    seen: Counter[str] = Counter()

    def plan(number: int, request: Json) -> str | None:
        digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
        seen[digest] += 1
        dice = random.Random(f"{seed}:{digest}:{seen[digest]}")
        return dice.choice(names) if dice.random() < rate else None

    return plan


def refuse(words: str, message: str) -> Callable[[Json], Json | None]:
    """For `ModelServer(refuse=…)`: requests whose body names `words` get a 400 with `message`."""
    return lambda request: _error(message, type="invalid_request_error") if words in request else None


@dataclass
class ModelServer:
    """The server, in a thread of its own while used as a context manager.

    `requests` are the JSON bodies in the order they came, `headers` the headers beside them. `refuse` is asked first:
    an error body it returns is sent with status 400. `rate` is how many tokens, by `count`, it writes a second; None:
    all at once. `elsewhere` is an address that every call is redirected to.
    """

    answer: AnswerFunction | None = None
    plan: Plan | None = None
    refuse: Callable[[Json], Json | None] | None = None
    delay: float = 0.0
    rate: float | None = None
    count: Callable[[str], int] = lambda text: len(text) // 2
    port: int = 0
    more: More | None = None
    elsewhere: str = ""
    requests: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    busiest: int = 0
    _busy: int = 0
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None
    _stop: asyncio.Event | None = None
    _ready: threading.Event = field(default_factory=threading.Event)

    @property
    def base_url(self) -> str:
        """What clients are given as base URL."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def calls(self) -> int:
        """Completions asked for so far."""
        return len(self.requests)

    def __enter__(self) -> "ModelServer":
        self._thread = threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True)
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop is not None
        assert self._stop is not None
        assert self._thread is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def serve(self, announce: Callable[[str], None] | None = None) -> None:
        """Serve until stopped; `announce` is called with the base URL once connections are accepted."""
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        handlers: set[asyncio.Task[None]] = set()

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.ensure_future(self._connection(reader, writer))
            handlers.add(task)
            task.add_done_callback(handlers.discard)
            task.add_done_callback(lambda _: writer.close())  # cancelled before its first step, it closes nothing

        server = await asyncio.start_server(connected, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        if announce:
            announce(self.base_url)
        await self._stop.wait()
        server.close()
        for task in list(handlers):
            task.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Requests of one connection, one after the other, until the client or a fault ends it."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while (parsed := await _read_request(reader)) is not None:
                method, path, headers, body = parsed
                if not await self._respond(writer, method, path, headers, body):
                    break
        writer.close()
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()

    async def _respond(
        self, writer: asyncio.StreamWriter, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> bool:
        """Answer one request; False when the connection is to be closed."""
        if path.endswith("/chat/completions") and method == "POST":
            return await self._completion(writer, headers, json.loads(body))
        if self.more and (found := self.more(self, method, path, body)):
            return await _send(writer, *found)
        if path.endswith("/models"):
            return await _send(writer, 200, {"object": "list", "data": [{"id": "test-model", "object": "model"}]})
        if path.endswith("/calls"):
            return await _send(writer, 200, {"calls": self.calls, "busiest": self.busiest})
        if path.endswith("/stop") and self._stop:
            self._stop.set()
            return await _send(writer, 200, {})
        return await _send(writer, 404, _error(f"no such path: {path}"))

    async def _completion(self, writer: asyncio.StreamWriter, headers: dict[str, str], request: Json) -> bool:
        number = self.calls
        self.requests.append(request)
        self.headers.append(headers)
        if self.elsewhere:
            return await _send(writer, 307, {}, (("Location", self.elsewhere),))
        turned_down = self.refuse(request) if self.refuse else None
        if turned_down is not None:
            return await _send(writer, 400, turned_down)
        fault = FAULTS[name] if self.plan and (name := self.plan(number, request)) else Fault()
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        try:
            await asyncio.sleep(_LATE_SECONDS if fault.wire == "late" else self.delay)
            if fault.wire == "drop":
                writer.transport.abort()
                return False
            answer = fault.body if fault.body is not None else self._proper(request, fault)
            if isinstance(answer, dict) and fault.body is None and (request.get("stream") or fault.events):
                return await self._pieces(writer, answer, fault.wire)
            if self.rate and isinstance(answer, dict) and "usage" in answer:
                await asyncio.sleep(answer["usage"]["completion_tokens"] / self.rate)
            return await _send(writer, fault.status, answer, fault.headers, cut=fault.wire == "cut")
        finally:
            self._busy -= 1

    async def _pieces(self, writer: asyncio.StreamWriter, answer: Json, wire: str) -> bool:
        """Send a completion as events, at the rate; half of them where the connection breaks off or falls silent."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n: begun\n\n")
        events = list(_events(answer))
        for number, (event, text) in enumerate(events):
            if wire in ("cut", "stall") and number >= len(events) // 2:
                await asyncio.sleep(_LATE_SECONDS if wire == "stall" else 0)
                writer.transport.abort()
                return False
            if self.rate and text:
                await asyncio.sleep(self.count(text) / self.rate)
            writer.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
            await writer.drain()
        writer.write(b"data: [DONE]\n\n")
        await writer.drain()
        return False

    def _proper(self, request: Json, fault: Fault) -> Json:
        content = (self.answer or example_answer)(request)
        done = completion(request, content, self.count)
        if fault.change:
            fault.change(done)
        return done


_PIECE = 200


def _events(answer: Json) -> Iterator[tuple[Json, str]]:
    """The events that a completion comes in, each with the text in it."""
    for choice in answer["choices"]:
        message = choice["message"]
        for delta, text in _deltas(message):
            yield {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}, text
        yield {"choices": [{"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}]}, ""
    yield {"choices": [], "usage": answer["usage"]}, ""


def _deltas(message: Json) -> Iterator[tuple[Json, str]]:
    for name in ("content", "reasoning_content", "refusal"):
        for piece in _cut(message.get(name) or ""):
            yield {name: piece}, piece
    for number, call in enumerate(message.get("tool_calls") or ()):
        function = call["function"]
        yield {"tool_calls": [{"index": number, "function": {"name": function["name"], "arguments": ""}}]}, ""
        for piece in _cut(function["arguments"]):
            yield {"tool_calls": [{"index": number, "function": {"arguments": piece}}]}, piece
    if "function_call" in message:
        yield {"function_call": message["function_call"]}, message["function_call"]["arguments"]


def _cut(text: str) -> Iterator[str]:
    return (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))


def completion(request: Json, content: Json | str, count: Callable[[str], int] = lambda text: len(text) // 2) -> Json:
    """A chat completion with `content`: as the arguments of the tool that was asked for, else as text."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    message: Json = {"role": "assistant", "content": text}
    tools = request.get("tools")
    if tools:
        function = {"name": tools[0]["function"]["name"], "arguments": text}
        message = {"role": "assistant", "content": None}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    prompt, written = sum(count(str(turn["content"])) for turn in request["messages"]), count(text)
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": request["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls" if tools else "stop"}],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": written,
            "total_tokens": prompt + written,
            "prompt_tokens_details": {"cached_tokens": prompt // 2},
        },
    }


def schema_of(request: Json) -> Json:
    """The JSON Schema that a request asks for: of its tool, its response format, or the last one in its prompt."""
    if request.get("tools"):
        return dict(request["tools"][0]["function"]["parameters"])
    wrapped = request.get("response_format", {}).get("json_schema")
    if wrapped:
        return dict(wrapped["schema"])
    for turn in request["messages"]:
        for match in re.finditer(r'^\{.*"properties".*\}$', str(turn["content"]), re.MULTILINE):
            return dict(json.loads(match.group()))
    return {}


def example_answer(request: Json) -> Json:
    """The smallest instance of the schema that a request asks for."""
    schema = schema_of(request)
    return dict(_example(schema, schema.get("$defs", {})) or {})


def _example(node: Json, definitions: Json) -> Any:
    if "$ref" in node:
        return _example(definitions[node["$ref"].rpartition("/")[2]], definitions)
    if "enum" in node or "const" in node:
        return node["const"] if "const" in node else node["enum"][0]
    for branches in ("anyOf", "oneOf", "allOf"):
        if branches in node:
            return _example(node[branches][0], definitions)
    kind = node.get("type", "object")
    if kind == "object":
        return {name: _example(child, definitions) for name, child in node.get("properties", {}).items()}
    if kind == "array":
        return [_example(node.get("items", {}), definitions) for _ in range(node.get("minItems", 0))]
    simple: Json = {"string": "示例", "integer": 0, "number": 0, "boolean": False, "null": None}
    return simple[kind]


async def _read_request(reader: asyncio.StreamReader) -> tuple[str, str, dict[str, str], bytes] | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return method, path, headers, body


async def _send(
    writer: asyncio.StreamWriter,
    status: int,
    body: Json | str,
    headers: tuple[tuple[str, str], ...] = (),
    *,
    cut: bool = False,
) -> bool:
    """Write a response; with `cut`, only half of the body it announces. True when the connection stays open."""
    kind = "text/html" if isinstance(body, str) else "application/json"
    data = (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()
    more = "".join(f"{name}: {value}\r\n" for name, value in headers)
    reason = _REASONS.get(status, "Error")
    head = f"HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n{more}\r\n"
    writer.write(head.encode("latin-1") + (data[: len(data) // 2] if cut else data))
    await writer.drain()
    return not cut


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A local OpenAI-compatible server for tests.")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--fault-rate", type=float, default=0.0, help="share of requests that go wrong")
    parser.add_argument("--faults", default=",".join(PASSING + CONTENT), help="which, from: " + ", ".join(FAULTS))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--text", help="JSON, answered where no schema or one with these fields is asked for")
    return parser.parse_args()


def _answer_or_text(request: Json, text: str) -> Json | str:
    asked = schema_of(request).get("properties", {}).keys()
    return text if not asked or asked == json.loads(text).keys() else example_answer(request)


def _announce(base_url: str) -> None:
    sys.stdout.write(f"{base_url}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until stopped."""
    given = _arguments()
    plan = mixed(given.fault_rate, given.faults.split(","), given.seed) if given.fault_rate else None
    answer = partial(_answer_or_text, text=given.text) if given.text else None
    server = ModelServer(answer=answer, plan=plan, delay=given.delay, port=given.port)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.serve(_announce))


if __name__ == "__main__":
    main()
