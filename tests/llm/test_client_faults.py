"""Every way in which a provider fails, over real HTTP: what the client does about it and what it reports."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel

from summarizer.llm import (
    BadAnswer,
    BadKey,
    BadRequest,
    Client,
    CutOff,
    Message,
    ModelError,
    NotFound,
    QuotaExhausted,
    RateLimited,
    Refused,
    Request,
    ServerFault,
    TimedOut,
    TooLong,
    Unreachable,
    Usage,
)
from tests.llm.conftest import GOOD
from tests.model_server import CONTENT, PASSING, ModelServer, always, in_order, mixed, refuse

Ask = Callable[..., Request[Any]]
MakeClient = Callable[..., Client]


def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that are slept from now on; the sleeping itself is left as it is."""
    slept: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float, *result: Any) -> Any:
        slept.append(seconds)
        return await sleep(seconds, *result)

    monkeypatch.setattr(asyncio, "sleep", noted)
    return slept


async def test_a_proper_answer_is_validated_and_counted(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """The value is an instance of the schema, the usage is the provider's own."""
    answer = await client(server).complete(ask())
    assert answer.value.points[0].marks == ["q1"]
    assert (answer.cached, server.calls) == (False, 1)
    assert answer.usage.input_tokens > 0
    assert answer.usage.cached_input_tokens == answer.usage.input_tokens // 2


@pytest.mark.parametrize("fault", PASSING)
async def test_passing_faults_are_retried(server: ModelServer, client: MakeClient, ask: Ask, fault: str) -> None:
    """A limit, a server's error or a broken connection costs a retry, not the answer."""
    server.plan = in_order(fault, fault)
    answer = await client(server).complete(ask())
    assert answer.value.headline
    assert server.calls == 3


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("rate_limit", RateLimited),
        ("server_error", ServerFault),
        ("overloaded", ServerFault),
        ("html", ServerFault),
        ("cut_body", Unreachable),
        ("drop", Unreachable),
    ],
)
async def test_faults_that_stay_end_after_the_last_attempt(
    server: ModelServer, client: MakeClient, ask: Ask, fault: str, error: type[ModelError]
) -> None:
    """No more than max_attempts are made, and the last error is the one raised."""
    server.plan = always(fault)
    with pytest.raises(error) as caught:
        await client(server, max_attempts=3).complete(ask())
    assert server.calls == 3
    assert caught.value.retryable
    assert caught.value.fatal == (fault == "drop")  # no answer ever: see below


async def test_retry_after_is_waited_for(
    server: ModelServer, client: MakeClient, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 429 that says when to come back is not asked again before."""
    server.plan = in_order("rate_limit_wait")
    slept = waits(monkeypatch)
    answer = await client(server).complete(ask())
    assert answer.value.headline
    assert server.calls == 2
    assert max(slept) >= 1.0


async def test_retry_after_beyond_the_total_time_is_not_waited_for(
    server: ModelServer, client: MakeClient, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wait that would end after the total time limit is not begun."""
    server.plan = always("long_wait")
    slept = waits(monkeypatch)
    with pytest.raises(RateLimited, match=r"asks to wait 86400 s, longer than total_timeout \(900 s\)") as caught:
        await client(server, total_timeout=900).complete(ask())
    assert caught.value.fatal
    assert not [seconds for seconds in slept if seconds >= 1.0]
    assert server.calls == 1


async def test_a_late_answer_is_given_up_and_asked_for_again(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """An attempt ends at its own time limit, whatever the server does."""
    server.plan = in_order("late")
    answer = await client(server, timeout=1.0).complete(ask())
    assert answer.value.headline
    assert server.calls >= 2


async def test_the_total_time_ends_an_attempt_under_way(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """total_timeout bounds the call even where single attempts may take longer."""
    server.plan = always("late")
    with pytest.raises(TimedOut, match=r"gave up after 0\.4 s and 1 attempts"):
        await client(server, timeout=20.0, total_timeout=0.4).complete(ask())


async def test_no_server_at_all_stops_the_run(settings: Any, ask: Ask) -> None:
    """An address that never answered is retried for one call, not for each of a thousand."""
    async with Client(settings(max_attempts=2)) as model:
        for text in ("一", "二"):
            with pytest.raises(Unreachable, match="check the base URL") as caught:
                await model.complete(ask(text))
            assert caught.value.fatal
    assert model.ledger.summary()["calls"] == 1


async def test_a_server_that_went_away_does_not_stop_the_run(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Once it has answered, a broken connection is a matter of the call."""
    model = client(server, max_attempts=2)
    await model.complete(ask("一"))
    server.plan = in_order(None, "drop", "drop")
    with pytest.raises(Unreachable) as caught:
        await model.complete(ask("二"))
    assert not caught.value.fatal
    assert (await model.complete(ask("三"))).value.headline


async def test_an_overloaded_provider_gets_fewer_calls_at_once(
    server: ModelServer, client: MakeClient, ask: Ask
) -> None:
    """After a 429 the window is half as wide."""
    server.plan = in_order("rate_limit")
    server.delay = 0.5
    model = client(server, concurrency=8)
    await model.complete(ask("一"))
    server.busiest = 0
    await asyncio.gather(*(model.complete(ask(str(number))) for number in range(6)))
    assert server.busiest == 4


async def test_attempts_that_timed_out_are_counted(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """The provider read the prompt and may bill it, so a budget has to know."""
    server.plan = in_order("late")
    model = client(server, timeout=1.0)
    answer = await model.complete(ask())
    assert model.ledger.usage.input_tokens > answer.usage.input_tokens
    assert model.ledger.usage.output_tokens == answer.usage.output_tokens


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("bad_key", BadKey),
        ("quota", QuotaExhausted),
        ("arrears", QuotaExhausted),
        ("no_model", NotFound),
    ],
)
async def test_fatal_errors_stop_the_run_at_once(
    server: ModelServer, client: MakeClient, ask: Ask, fault: str, error: type[ModelError]
) -> None:
    """One attempt, one clear line; later calls fail the same way without another request."""
    server.plan = always(fault)
    model = client(server)
    for text in ("一", "二"):
        with pytest.raises(error) as caught:
            await model.complete(ask(text))
        assert caught.value.fatal
        assert "\n" not in str(caught.value)
    assert server.calls == 1


async def test_calls_waiting_in_line_stop_with_a_fatal_error(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """With one slot and ten calls, only the first of them reaches a provider that does not know the key."""
    server.plan = always("bad_key")
    model = client(server, concurrency=1)
    results = await asyncio.gather(*(model.complete(ask(str(n))) for n in range(10)), return_exceptions=True)
    assert [type(result) for result in results] == [BadKey] * 10
    assert server.calls == 1


@pytest.mark.parametrize(("fault", "error"), [("bad_request", BadRequest), ("too_long", TooLong)])
async def test_requests_turned_down_are_not_repeated(
    server: ModelServer, client: MakeClient, ask: Ask, fault: str, error: type[ModelError]
) -> None:
    """A 400 that has nothing to do with the mode is an error of this call only."""
    server.plan = in_order(fault)
    model = client(server)
    with pytest.raises(error) as caught:
        await model.complete(ask("一"))
    assert not caught.value.fatal
    assert (await model.complete(ask("二"))).value.headline
    assert server.calls == 2


@pytest.mark.parametrize("fault", ["refusal", "content_filter", "content_filter_400"])
async def test_refusals_are_told_apart_and_not_retried(
    server: ModelServer, client: MakeClient, ask: Ask, fault: str
) -> None:
    """A refusal in the message, as a finish reason or as an HTTP 400 is Refused, after one request."""
    server.plan = always(fault)
    with pytest.raises(Refused):
        await client(server).complete(ask())
    assert server.calls == 1


@pytest.mark.parametrize("mode", ["tools", "json_schema", "json_object", "markdown"])
async def test_answers_cut_off_by_length_are_never_parsed(
    server: ModelServer, client: MakeClient, ask: Ask, mode: str
) -> None:
    """finish_reason=length raises CutOff with the part that came, in every mode."""
    server.plan = always("length")
    with pytest.raises(CutOff) as caught:
        await client(server, mode=mode).complete(ask())
    assert caught.value.raw.startswith('{"headline"')
    assert caught.value.usage.output_tokens > 0


async def test_a_whole_json_that_was_cut_off_is_still_cut_off(
    server: ModelServer, client: MakeClient, ask: Ask
) -> None:
    """Even text that happens to be valid is not taken when the provider says that it was cut."""
    server.answer = lambda request: "{}"
    server.plan = lambda number, request: "length"
    with pytest.raises(CutOff):
        await client(server, mode="json_object").complete(ask())


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        ("invalid_json", "not valid JSON|no JSON object"),
        ("wrong_types", "schema errors"),
        ("empty", "empty"),
        ("no_choice", "no choice"),
    ],
)
@pytest.mark.parametrize("mode", ["tools", "json_schema", "json_object", "markdown"])
async def test_bad_answers_carry_what_failed(
    server: ModelServer, client: MakeClient, ask: Ask, fault: str, what: str, mode: str
) -> None:
    """BadAnswer has at least one fault and what the call cost, so that the engine can ask again."""
    server.plan = always(fault)
    with pytest.raises(BadAnswer, match=what) as caught:
        await client(server, mode=mode).complete(ask())
    assert caught.value.faults
    assert caught.value.usage.total > 0
    assert not caught.value.retryable
    assert server.calls == 1


async def test_schema_errors_name_their_place(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """A fault's path leads to the value at fault."""
    server.answer = lambda request: {"headline": "题", "points": [{"text": "长" * 41, "marks": []}], "note": None}
    with pytest.raises(BadAnswer) as caught:
        await client(server).complete(ask())
    assert [fault.path for fault in caught.value.faults] == [("points", 0, "text")]
    assert str(caught.value.faults[0]).startswith("points.0.text: ")


@pytest.mark.parametrize("mode", ["tools", "json_schema", "json_object", "markdown"])
async def test_json_between_prose_is_found(server: ModelServer, client: MakeClient, ask: Ask, mode: str) -> None:
    """Prose around a code block costs nothing, in any mode."""
    server.plan = always("prose")
    answer = await client(server, mode=mode).complete(ask())
    assert answer.value.headline == "云溪市稳步前行"
    assert answer.text.startswith("{")


async def test_missing_usage_is_estimated(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """A provider that sends no usage does not make calls look free."""
    server.plan = always("no_usage")
    answer = await client(server).complete(ask())
    assert answer.usage.input_tokens > 0
    assert answer.usage.output_tokens > 0


@pytest.mark.slow
async def test_everything_mixed_at_a_third_of_calls(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Under all faults at once each call ends in a valid answer or in one of the errors an engine handles."""
    server.plan = mixed(0.3, PASSING + CONTENT, seed=7)
    model = client(server, concurrency=16)
    results = await asyncio.gather(*(model.complete(ask(str(n))) for n in range(120)), return_exceptions=True)
    failures = [result for result in results if isinstance(result, BaseException)]
    assert all(isinstance(failure, BadAnswer | CutOff | Refused) for failure in failures)
    assert 0 < len(failures) < 60
    summary = model.ledger.summary()
    assert summary["calls"] == 120
    assert sum(dict(summary["failures"]).values()) == len(failures)  # type: ignore[call-overload]
    assert isinstance(summary["retries"], int)
    assert summary["retries"] > 0


async def test_the_ledger_sums_up_a_run(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Calls, cached calls, retries, re-asks, tokens and failures are counted where they happen."""
    server.plan = in_order("server_error", None, "no_choice")
    model = client(server)
    first = await model.complete(ask("一", label="云溪市 §1"))
    await model.complete(ask("一"))
    with pytest.raises(BadAnswer) as caught:
        await model.complete(ask("二", label="云溪市 §2"))
    again = await model.complete(ask("三", reask=1))
    summary = model.ledger.summary()
    assert [summary[name] for name in ("calls", "cached_calls", "retries", "reasks")] == [3, 1, 1, 1]
    assert again.cached is False
    assert summary["failures"] == {"BadAnswer": 1}
    assert str(summary["failure_messages"]).count("云溪市 §2") == 1
    assert model.ledger.usage == first.usage + caught.value.usage + again.usage
    assert model.ledger.usage != Usage()


@pytest.mark.parametrize("mode", ["tools", "json_object"])
@pytest.mark.parametrize(
    "fault",
    [
        "in_thoughts",
        "wrapped",
        "trailing_commas",
        "raw_newlines",
        "doubly_encoded",
        "legacy_call",
        "events_unasked",
        "surrogate",
    ],
)
@pytest.mark.parametrize("stream", [True, False])
async def test_odd_forms_of_right_answers_are_read(
    server: ModelServer, client: MakeClient, ask: Ask, fault: str, mode: str, stream: bool
) -> None:
    """What stands in an unusual place or form is found at once, and can be kept and written as UTF-8."""
    server.plan = always(fault)
    answer = await client(server, mode=mode, stream=stream).complete(ask())
    assert answer.value.headline.replace("\n", "").replace("\ufffd", "") == "云溪市稳步前行"
    assert answer.value.headline.encode()
    assert server.calls == 1
    assert (await client(server, mode=mode, stream=stream).complete(ask())).cached


async def test_marks_written_as_text_are_numbers(server: ModelServer, client: MakeClient) -> None:
    """ "#3" for 3, and a list written as a string."""

    class Marks(BaseModel):
        marks: list[int]

    server.answer = lambda request: {"marks": '["#3", "4"]'}
    asked = Request(messages=(Message("user", "标记"),), schema=Marks, name="marks")
    answer = await client(server, mode="json_object").complete(asked)
    assert answer.value.marks == [3, 4]


@pytest.mark.parametrize(
    ("fault", "error"),
    [("error_200", RateLimited), ("empty_account_200", QuotaExhausted), ("empty_account_403", QuotaExhausted)],
)
async def test_errors_are_known_behind_any_status(
    server: ModelServer, client: MakeClient, ask: Ask, fault: str, error: type[ModelError]
) -> None:
    """An error in a body of status 200, an empty account behind a 403."""
    server.plan = always(fault)
    with pytest.raises(error) as caught:
        await client(server, max_attempts=2).complete(ask())
    assert caught.value.fatal == (error is QuotaExhausted)
    assert server.calls == (1 if caught.value.fatal else 2)


async def test_a_body_nested_absurdly_is_a_servers_fault(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """A hundred thousand brackets end in one line, not in a crash."""
    server.plan = in_order("deep")
    assert (await client(server).complete(ask())).value.headline
    assert server.calls == 2


async def test_absurd_token_counts_are_estimated(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """They neither end the budget nor make the call look free."""
    server.plan = always("absurd_usage")
    answer = await client(server).complete(ask())
    assert 0 < answer.usage.total < 10_000


async def test_a_wait_of_a_day_stops_the_run(
    server: ModelServer, client: MakeClient, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing sleeps beyond the total time limit, whatever else is under way; the line says what was asked."""
    server.plan = in_order("long_wait")
    model = client(server, concurrency=2)
    slept = waits(monkeypatch)
    results = await asyncio.gather(*(model.complete(ask(str(n))) for n in range(4)), return_exceptions=True)
    stopped = [result for result in results if isinstance(result, RateLimited)]
    assert stopped
    assert all(error.fatal and "asks to wait 86400 s" in str(error) for error in stopped)
    assert not [seconds for seconds in slept if seconds > 900]


async def test_a_provider_that_turns_every_call_down_stops_the_run(
    server: ModelServer, client: MakeClient, ask: Ask
) -> None:
    """For good and the same way, before anything was answered: the third such call is the last."""
    server.plan = always("bad_request")
    model = client(server, concurrency=1)
    results = await asyncio.gather(*(model.complete(ask(str(n))) for n in range(9)), return_exceptions=True)
    assert [type(result) for result in results] == [BadRequest] * 9
    assert [result.fatal for result in results if isinstance(result, BadRequest)] == [False] * 2 + [True] * 7
    assert server.calls == 3


async def test_models_that_only_stream_are_asked_so(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Also where the setting says otherwise, once the provider has said it."""
    server.refuse = lambda request: (
        None if request.get("stream") else {"error": {"message": "This model only support stream mode"}}
    )
    assert (await client(server, stream=False).complete(ask())).value.headline
    assert server.calls == 2


async def test_providers_that_do_not_stream_are_asked_otherwise(
    server: ModelServer, client: MakeClient, ask: Ask
) -> None:
    """The same answer as a whole."""
    server.refuse = refuse("stream", "stream is not supported by this model")
    assert (await client(server).complete(ask())).value.headline
    assert "stream" not in server.requests[-1]


async def test_thinking_is_switched_off_where_the_provider_demands_it(
    server: ModelServer, client: MakeClient, ask: Ask
) -> None:
    """Though nobody set it."""
    told = "parameter.enable_thinking must be set to false for non-streaming calls"
    server.refuse = lambda request: None if request.get("enable_thinking") is False else {"error": {"message": told}}
    assert (await client(server, stream=False).complete(ask())).value.headline
    assert server.calls == 2


async def test_an_answer_that_falls_silent_is_given_up_and_counted(
    server: ModelServer, client: MakeClient, ask: Ask
) -> None:
    """What came of it is in the budget and the run report, not in the answer's own usage."""
    server.answer = lambda request: {**GOOD, "headline": "云" * 900}
    server.plan = in_order("stall")
    model = client(server, timeout=1.0)
    answer = await model.complete(ask())
    abandoned = model.ledger.usage - answer.usage
    assert abandoned.output_tokens > 100
    assert model.ledger.summary()["abandoned_tokens"] == abandoned.total


async def test_a_slow_answer_is_no_late_answer(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """The time limit is for each piece: an answer may take as long as it has words."""
    server.answer = lambda request: {**GOOD, "headline": "云" * 1200}
    server.rate = 400.0
    answer = await client(server, timeout=2.0).complete(ask())
    assert len(answer.value.headline) == 1200
    assert server.calls == 1


async def test_redirects_to_another_host_are_refused(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """Report and key stay with the host that the settings name."""
    with ModelServer() as other:
        server.elsewhere = f"http://localhost:{other.port}/v1/chat/completions"
        with pytest.raises(NotFound, match="redirects to http://localhost, which is not followed"):
            await client(server, api_key="sk-canary-0123456789abcdef").complete(ask())
        assert other.calls == 0


async def test_only_our_own_settings_reach_the_server(
    server: ModelServer, client: MakeClient, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the environment holds for the SDK's own service goes to nobody else, and replaces no key."""
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer sk-other\nX-Team: secret")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-secret")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-secret")
    await client(server, api_key="sk-own-0123456789").complete(ask())
    assert server.headers[0]["authorization"] == "Bearer sk-own-0123456789"
    assert "secret" not in str(server.headers[0])


async def test_a_model_that_may_write_less_is_asked_for_less(server: ModelServer, client: MakeClient, ask: Ask) -> None:
    """The provider's own number is taken for the rest of the run."""
    server.refuse = lambda request: (
        {"error": {"message": "Range of max_tokens should be [1, 2048]"}} if request["max_tokens"] > 2048 else None
    )
    model = client(server)
    await model.complete(ask("一"))
    await model.complete(ask("二"))
    assert [request["max_tokens"] for request in server.requests] == [4096, 2048, 2048]
