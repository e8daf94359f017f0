"""The client as a whole: modes found, answers cached, budgets kept, secrets kept to itself."""

import asyncio
import logging
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ProviderError, UsageError
from summarizer.llm import (
    AnswerCache,
    BadAnswer,
    BadRequest,
    BudgetSpent,
    Client,
    CutOff,
    Fault,
    Ledger,
    LLMSettings,
    Mode,
    ModelError,
    Refused,
    Request,
    estimate_request,
)
from tests.model_server import ModelServer, always, in_order, refuse

Ask = Callable[..., Request[Any]]
MakeClient = Callable[..., Client]
MakeSettings = Callable[..., LLMSettings]
CANARY = "sk-canary-0123456789abcdef"


async def test_the_first_mode_that_works_is_found_and_kept(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """A server without response_format and without tools is asked in Markdown from the fourth request on."""
    no_format = refuse("response_format", "This response_format type is unavailable now")
    no_tools = refuse("tools", "this model does not support tools")
    server.refuse = lambda request: no_format(request) or no_tools(request)
    model = client(server)
    answer = await model.complete(ask("一"))
    assert (answer.mode, model.mode, server.calls) == (Mode.MARKDOWN, Mode.MARKDOWN, 4)
    await model.complete(ask("二"))
    assert server.calls == 5


async def test_calls_at_once_find_the_mode_together(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """A refusal of a shape that others have left behind already moves nothing further."""
    server.refuse = refuse("response_format", "response_format is not supported")
    model = client(server, concurrency=8)
    answers = await asyncio.gather(*(model.complete(ask(str(n))) for n in range(8)))
    assert {answer.mode for answer in answers} == {Mode.TOOLS}


async def test_the_mode_is_remembered_in_the_cache_folder(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """The next run begins with what worked."""
    server.refuse = refuse("response_format", "response_format is not supported")
    await client(server).complete(ask("一"))
    await client(server).complete(ask("二"))
    assert server.calls == 3


async def test_a_mode_set_by_the_user_is_the_only_one(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """It fails rather than falls back."""
    server.refuse = refuse("tools", "tools are not supported")
    with pytest.raises(BadRequest, match="another mode"):
        await client(server, mode="tools").complete(ask())
    assert server.calls == 1


async def test_parameters_that_are_refused_are_left_out(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Temperature and the name of the output limit are found out like the mode."""
    picky = [refuse("temperature", "temperature is not supported"), refuse("max_tokens", "use max_completion_tokens")]
    server.refuse = lambda request: picky[0](request) or picky[1](request)
    await client(server).complete(ask())
    assert "max_completion_tokens" in server.requests[-1]
    assert "temperature" not in server.requests[-1]


async def test_a_server_that_ignores_tools_is_asked_otherwise_next_time(
    server: ModelServer, client: MakeClient, ask: Ask
) -> None:
    """Prose instead of a tool call, before the mode has ever worked: the re-ask goes out in the next mode."""
    server.refuse = refuse("response_format", "response_format is not supported")

    def prose(completion: dict[str, Any]) -> None:
        completion["choices"][0]["message"] = {"role": "assistant", "content": "好的，我来写。"}

    from tests.model_server import FAULTS
    from tests.model_server import Fault as Wrong

    FAULTS["ignores_tools"] = Wrong(change=prose)
    server.plan = lambda number, request: "ignores_tools" if "tools" in request else None
    model = client(server)
    with pytest.raises(BadAnswer):
        await model.complete(ask())
    assert (await model.complete(ask(reask=1))).mode is Mode.MARKDOWN


async def test_a_second_run_makes_no_calls(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Another client with the same settings and cache gets the same answer, marked as cached."""
    first = await client(server).complete(ask())
    second = await client(server).complete(ask())
    assert (second.cached, server.calls) == (True, 1)
    assert (second.value, second.text, second.usage, second.mode) == (first.value, first.text, first.usage, first.mode)


@pytest.mark.parametrize(("use", "calls"), [("on", 1), ("refresh", 2), ("off", 2)])
async def test_the_cache_can_be_refreshed_and_switched_off(
    server: ModelServer, client: MakeClient, ask: Ask, tmp_path: Path, use: str, calls: int
) -> None:
    """Refresh asks again and stores; off neither reads nor writes."""
    await client(server).complete(ask())
    await client(server, cache=use).complete(ask())
    assert server.calls == calls
    await client(server).complete(ask())
    assert server.calls == calls


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("wrong_types", BadAnswer),
        ("invalid_json", BadAnswer),
        ("no_choice", BadAnswer),
        ("refusal", Refused),
        ("content_filter", Refused),
        ("content_filter_400", Refused),
    ],
)
async def test_what_failed_for_good_is_not_paid_for_twice(
    server: ModelServer, client: MakeClient, ask: Ask, fault: str, error: type[ModelError]
) -> None:
    """The same request fails the same way without a call; only cache=retry asks it again, and keeps what comes."""
    server.plan = in_order(fault)
    told = []
    for _ in range(2):
        with pytest.raises(error) as caught:
            await client(server).complete(ask())
        told.append((str(caught.value), getattr(caught.value, "faults", ()), caught.value.raw))  # type: ignore[attr-defined]
    assert told[0] == told[1]
    assert server.calls == 1
    assert not (await client(server, cache="retry").complete(ask())).cached
    assert (await client(server).complete(ask())).cached
    assert server.calls == 2


async def test_an_answer_cut_off_by_our_limit_is_not_paid_for_twice(
    server: ModelServer, client: MakeClient, ask: Ask
) -> None:
    """The same request would be cut off again; with a higher limit it is another request."""
    server.plan = in_order("length")
    for _ in range(2):
        with pytest.raises(CutOff) as caught:
            await client(server).complete(ask())
        assert caught.value.raw
    assert server.calls == 1
    assert (await client(server).complete(ask(max_tokens=8192))).value.headline


async def test_entries_of_another_schema_version_are_misses(
    server: ModelServer, client: MakeClient, ask: Ask, tmp_path: Path
) -> None:
    """Whatever an entry holds, it is validated like a provider's answer."""
    await client(server).complete(ask())
    cache = AnswerCache(tmp_path)
    store = cache._opened()
    for key in list(store):
        cache.put(key, {"text": '{"headline": 3}', "finish_reason": "stop", "usage": [1, 1, 0]})
    cache.close()
    assert not (await client(server).complete(ask())).cached


async def test_fatal_errors_do_not_keep_cached_answers_back(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """What is there can still be used after the account is empty."""
    model = client(server)
    await model.complete(ask("一"))
    server.plan = always("quota")
    with pytest.raises(ModelError):
        await model.complete(ask("二"))
    assert (await model.complete(ask("一"))).cached


async def test_concurrency_is_kept(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """As the server sees it."""
    server.delay = 0.02
    model = client(server, concurrency=3)
    await asyncio.gather(*(model.complete(ask(str(n))) for n in range(12)))
    assert server.busiest == 3


async def test_a_token_budget_stops_before_it_is_overspent(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Calls go out as long as they fit whole; the rest fail with one clear line, and nothing is overspent."""
    model = client(server, max_tokens_total=2_000, concurrency=4)
    results = await asyncio.gather(
        *(model.complete(ask(str(n), max_tokens=300)) for n in range(12)), return_exceptions=True
    )
    stopped = [result for result in results if isinstance(result, BudgetSpent)]
    assert 0 < len(stopped) < 12
    assert server.calls == 12 - len(stopped)
    assert model.ledger.usage.total <= 2_000


async def test_a_cost_limit_needs_a_price(settings: MakeSettings) -> None:
    """A limit that cannot be kept is an error before the first call."""
    with pytest.raises(UsageError, match="needs a price for test-model"):
        Client(settings(max_cost=1.0))


async def test_a_cost_limit_is_kept(server: ModelServer, client: MakeClient, ask: Ask, tmp_path: Path) -> None:
    """With a price table of the user's own."""
    prices = tmp_path / "prices.toml"
    prices.write_text('[models.test-model]\ninput = 1\noutput = 10\ncurrency = "CNY"\n', "utf-8")
    model = client(server, prices=prices, max_cost=0.01)
    results = await asyncio.gather(
        *(model.complete(ask(str(n), max_tokens=200)) for n in range(12)), return_exceptions=True
    )
    assert any(isinstance(result, BudgetSpent) for result in results)
    assert model.ledger.cost is not None
    assert 0 < model.ledger.cost <= 0.01
    assert model.ledger.summary()["currency"] == "CNY"


async def test_incomplete_settings_are_an_error_before_the_first_call(settings: MakeSettings) -> None:
    """The client says what is missing."""
    with pytest.raises(UsageError, match="--model"):
        Client(settings(model=None))


def test_a_dry_run_estimates_without_a_call(settings: MakeSettings, ask: Ask) -> None:
    """Input by heuristics, output by its limit."""
    usage = estimate_request(ask("全市经济平稳运行。" * 50), settings())
    assert usage.input_tokens > 300
    assert usage.output_tokens == 4096


@pytest.mark.parametrize(
    "fault", [None, "bad_key", "quota", "bad_request", "server_error", "drop", "cut_body", "refusal", "wrong_types"]
)
async def test_the_key_shows_nowhere(
    server: ModelServer,
    client: MakeClient,
    ask: Ask,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    fault: str | None,
) -> None:
    """Not in logs at debug level, errors, reprs, the ledger or any file of the cache; the provider did get it."""
    caplog.set_level(logging.DEBUG)
    if fault:
        server.plan = always(fault)
    ledger, texts = Ledger(), []
    async with Client(_keyed(client, server), ledger=ledger) as model:
        try:
            texts.append(repr(await model.complete(ask())))
        except ModelError as error:
            texts += [str(error), repr(error), repr(error.__dict__), repr(error.__cause__), repr(error.__context__)]
        texts += [repr(model.settings), str(model.settings.masked()), repr(vars(model)), str(ledger.summary())]
    printed = capfd.readouterr()
    texts += [caplog.text, printed.out, printed.err]
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert server.headers[0]["authorization"] == f"Bearer {CANARY}"
    assert not [text for text in texts if "canary" in text]
    assert not [data for data in files if b"canary" in data]


def _keyed(client: MakeClient, server: ModelServer) -> LLMSettings:
    return client(server, api_key=CANARY, max_attempts=2).settings


async def test_a_key_that_the_provider_echoes_is_masked(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Providers repeat the wrong key in their message."""
    message = f"Incorrect API key provided: {CANARY}"
    server.refuse = lambda request: {"error": {"message": message, "code": "invalid_api_key"}}
    with pytest.raises(ModelError) as caught:
        await client(server, api_key=CANARY).complete(ask())
    assert "canary" not in f"{caught.value}{caught.value!r}"
    assert "****" in str(caught.value)


def test_every_error_is_a_provider_error_with_a_hint() -> None:
    """Whoever catches ProviderError catches all of them; each says what to do."""
    kinds = _leaves(ModelError)
    assert len(kinds) >= 13
    assert all(issubclass(kind, ProviderError) and kind.hint for kind in kinds)
    assert not [kind for kind in kinds if kind.retryable and kind.fatal]


def test_errors_survive_a_trip_to_another_process() -> None:
    """Workers send them back pickled."""
    error = BadAnswer("schema errors", raw="{}", faults=(Fault(("a", 1), "missing"),))
    twin = pickle.loads(pickle.dumps(error))
    assert (str(twin), twin.raw, twin.faults) == (str(error), error.raw, error.faults)


def _leaves(kind: type[ModelError]) -> list[type[ModelError]]:
    below = kind.__subclasses__()
    return [leaf for child in below for leaf in _leaves(child)] + ([kind] if kind.hint else [])
