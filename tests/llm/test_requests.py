"""What goes over the wire, per provider and mode (respx: no server, no network)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from summarizer.llm import PROVIDERS, Client, Mode, Request, load_settings, modes
from tests.model_server import completion

Ask = Callable[..., Request[Any]]
GOOD = {"headline": "题", "points": [{"text": "点", "marks": []}], "note": None}


async def _sent(ask: Ask, folder: Path, provider: str, **more: Any) -> tuple[dict[str, Any], httpx.Request]:
    """The body and the HTTP request that one call sends to a provider."""
    given = {"provider": provider, "model": "m", "api_key": "sk-canary-0123456789", "cache_dir": folder, **more}
    settings = load_settings(given)

    def reply(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=completion(json.loads(request.content), GOOD))

    with respx.mock() as router:
        route = router.post(f"{settings.base_url}/chat/completions").mock(side_effect=reply)
        async with Client(settings) as model:
            await model.complete(ask())
        request = route.calls.last.request
    return json.loads(request.content), request


@pytest.mark.parametrize("provider", [name for name in PROVIDERS if name not in ("custom",)])
async def test_each_provider_gets_its_preferred_mode_and_its_own_parameters(
    ask: Ask, tmp_path: Path, provider: str
) -> None:
    """The row of the table is what is sent: address, mode, output limit, temperature, extras."""
    row = PROVIDERS[provider]
    body, request = await _sent(ask, tmp_path, provider)
    assert str(request.url) == f"{row.base_url}/chat/completions"
    assert request.headers["authorization"] == "Bearer sk-canary-0123456789"
    assert body["model"] == "m"
    assert body[row.max_tokens_field] == 4096
    assert ("temperature" in body) == (row.temperature is not None)
    assert {name: body[name] for name in row.extra} == row.extra
    expected = {Mode.TOOLS: "tools", Mode.JSON_SCHEMA: "response_format", Mode.JSON_OBJECT: "response_format"}
    assert expected[row.modes[0]] in body
    assert body["stream"]


@pytest.mark.parametrize("provider", list(PROVIDERS))
def test_each_row_is_complete(provider: str) -> None:
    """Every provider ends in the mode that works everywhere, and names each mode once."""
    row = PROVIDERS[provider]
    assert row.modes[-1] is Mode.MARKDOWN
    assert len(set(row.modes)) == len(row.modes)
    assert row.base_url.startswith("http") or provider == "custom"
    assert (row.key_variable is not None) or not row.needs_key


async def test_tools_mode(ask: Ask, tmp_path: Path) -> None:
    """One tool with the request's name and schema, which must be called."""
    body, _ = await _sent(ask, tmp_path, "deepseek", mode="tools")
    function = body["tools"][0]["function"]
    assert (len(body["tools"]), function["name"]) == (1, "section_draft")
    assert function["parameters"]["required"] == ["headline", "points", "note"]
    assert "strict" not in function
    assert body["tool_choice"] == {"type": "function", "function": {"name": "section_draft"}}
    assert "response_format" not in body
    assert body["messages"][0]["content"] == "你为政府工作报告写摘要。"


async def test_json_schema_mode(ask: Ask, tmp_path: Path) -> None:
    """A strict schema without the keywords that OpenAI refuses, and nothing of it in the prompt."""
    body, _ = await _sent(ask, tmp_path, "openai", mode="json_schema")
    wrapped = body["response_format"]["json_schema"]
    assert (wrapped["name"], wrapped["strict"]) == ("section_draft", True)
    assert "maxLength" not in json.dumps(wrapped)
    assert "maxItems" in json.dumps(wrapped)
    assert "JSON" not in json.dumps(body["messages"])
    assert "tools" not in body


async def test_json_object_mode(ask: Ask, tmp_path: Path) -> None:
    """The word JSON stands in the prompt (DashScope and OpenAI demand it), with the schema behind it."""
    body, _ = await _sent(ask, tmp_path, "qwen", mode="json_object")
    assert body["response_format"] == {"type": "json_object"}
    system = body["messages"][0]["content"]
    assert system.startswith("你为政府工作报告写摘要。")
    assert "JSON" in system
    assert '"headline"' in system


async def test_markdown_mode(ask: Ask, tmp_path: Path) -> None:
    """Nothing but the prompt asks for JSON."""
    body, _ = await _sent(ask, tmp_path, "ollama", mode="markdown")
    assert "```json" in body["messages"][0]["content"]
    assert not {"tools", "response_format", "tool_choice"} & set(body)


async def test_settings_are_laid_over_the_row(ask: Ask, tmp_path: Path) -> None:
    """Temperature, seed and extras of the user win over the provider's."""
    body, _ = await _sent(
        ask, tmp_path, "qwen", temperature=0.3, seed=7, extra_body={"enable_thinking": True, "top_p": 0.5}
    )
    assert (body["temperature"], body["seed"], body["enable_thinking"], body["top_p"]) == (0.3, 7, True, 0.5)


async def test_the_static_text_of_a_prompt_stays_the_same(ask: Ask, tmp_path: Path) -> None:
    """Two sections share their system message byte for byte: providers cache the prefix."""
    with respx.mock() as router:
        route = router.post("https://api.deepseek.com/chat/completions").mock(
            side_effect=lambda request: httpx.Response(200, json=completion(json.loads(request.content), GOOD))
        )
        settings = load_settings({"provider": "deepseek", "api_key": "k", "mode": "json_object", "cache_dir": tmp_path})
        async with Client(settings) as model:
            await model.complete(ask("一"))
            await model.complete(ask("二"))
        first, second = (json.loads(call.request.content)["messages"] for call in route.calls)
    assert first[0] == second[0]
    assert first[1] != second[1]


async def test_the_schema_is_rendered_once(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many calls are made, the JSON Schema of a type and mode is made one time."""
    rendered: list[object] = []
    real = modes.render

    def counting(*args: Any, **kwargs: Any) -> Any:
        rendered.append(args)
        return real(*args, **kwargs)

    monkeypatch.setattr("summarizer.llm.client.render", counting)
    with respx.mock() as router:
        router.post("https://api.deepseek.com/chat/completions").mock(
            side_effect=lambda request: httpx.Response(200, json=completion(json.loads(request.content), GOOD))
        )
        settings = load_settings({"provider": "deepseek", "api_key": "k", "cache_dir": tmp_path})
        async with Client(settings) as model:
            for number in range(5):
                await model.complete(ask(str(number)))
    assert len(rendered) == 1
