"""Errors of all providers, in the forms they send them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from summarizer.llm import (
    PROVIDERS,
    BadKey,
    BadRequest,
    ModelError,
    NotFound,
    QuotaExhausted,
    RateLimited,
    Refused,
    ServerFault,
    TooLong,
)
from summarizer.llm.classify import classify, read_error, retry_after


def _error(status: int, body: object, provider: str = "custom") -> ModelError:
    return classify(read_error(status, body), PROVIDERS[provider])


@pytest.mark.parametrize(
    ("provider", "status", "body", "kind"),
    [
        ("openai", 429, {"error": {"code": "insufficient_quota", "message": "You exceeded…"}}, QuotaExhausted),
        ("openai", 429, {"error": {"code": "rate_limit_exceeded", "message": "Rate limit"}}, RateLimited),
        ("openai", 401, {"error": {"code": "invalid_api_key", "message": "Incorrect API key"}}, BadKey),
        ("openai", 400, {"error": {"code": "context_length_exceeded", "message": "…"}}, TooLong),
        ("openai", 400, {"error": {"code": "content_filter", "message": "…"}}, Refused),
        ("openai", 404, {"error": {"code": "model_not_found", "message": "…"}}, NotFound),
        ("deepseek", 402, {"error": {"message": "Insufficient Balance", "type": "unknown_error"}}, QuotaExhausted),
        ("deepseek", 422, {"error": {"message": "Invalid parameters"}}, BadRequest),
        ("deepseek", 503, {"error": {"message": "overloaded"}}, ServerFault),
        ("qwen", 429, {"error": {"code": "insufficient_quota", "message": "You exceeded your current…"}}, RateLimited),
        ("qwen", 400, {"error": {"code": "Arrearage", "message": "Access denied"}}, QuotaExhausted),
        ("qwen", 400, {"error": {"code": "data_inspection_failed", "message": "…"}}, Refused),
        ("qwen", 403, {"error": {"code": "AllocationQuota.FreeTierOnly", "message": "…"}}, QuotaExhausted),
        ("qwen", 400, {"code": "InvalidParameter", "message": "Range of input length should be [1, 30720]"}, TooLong),
        ("zhipu", 429, {"error": {"code": "1113", "message": "您的账户已欠费"}}, QuotaExhausted),
        ("zhipu", 429, {"error": {"code": "1302", "message": "并发过高"}}, RateLimited),
        ("zhipu", 400, {"error": {"code": "1301", "message": "不安全或敏感内容"}}, Refused),
        ("zhipu", 401, {"error": {"code": 1002, "message": "Token 非法"}}, BadKey),
        ("moonshot", 400, {"error": {"type": "content_filter", "message": "high risk"}}, Refused),
        ("moonshot", 429, {"error": {"type": "exceeded_current_quota_error", "message": "…"}}, QuotaExhausted),
        ("moonshot", 429, {"error": {"type": "rate_limit_reached_error", "message": "…"}}, RateLimited),
        ("moonshot", 429, {"error": {"type": "engine_overloaded_error", "message": "…"}}, ServerFault),
        ("doubao", 403, {"error": {"code": "AccountOverdueError", "type": "Forbidden"}}, QuotaExhausted),
        ("doubao", 400, {"error": {"code": "SensitiveContentDetected.Violence"}}, Refused),
        ("doubao", 404, {"error": {"code": "InvalidEndpointOrModel.NotFound"}}, NotFound),
        ("vllm", 400, {"object": "error", "message": "maximum context length is 4096 tokens", "code": 400}, TooLong),
        ("custom", 400, {"error": {"code": 400, "type": "exceed_context_size_error", "message": "…"}}, TooLong),
        ("custom", 422, {"detail": [{"loc": ["body"], "msg": "field required"}]}, BadRequest),
        ("custom", 500, {"error": "boom"}, ServerFault),
        ("custom", 529, "<html>", ServerFault),
        ("custom", 408, None, ServerFault),
        ("custom", 409, {}, ServerFault),
        ("custom", 413, "too large", TooLong),
        ("custom", 418, "teapot", BadRequest),
        ("custom", 403, {"error": {"message": "余额不足，请充值"}}, QuotaExhausted),
    ],
)
def test_errors_are_told_apart(provider: str, status: int, body: Any, kind: type[ModelError]) -> None:
    """By code first, by words where there is no code, by status else; the same code may mean different things."""
    assert type(_error(status, body, provider)) is kind


def test_the_providers_words_are_kept_on_one_line_without_secrets() -> None:
    """The message helps, the key in it does not."""
    body = {"error": {"code": "invalid_api_key", "message": "Incorrect API key provided: my-canary-key.\nSee docs"}}
    error = classify(read_error(401, body), PROVIDERS["openai"], secrets=("my-canary-key",))
    assert "canary" not in str(error)
    assert "Incorrect API key provided: ****. See docs" in str(error)
    assert "\n" not in str(error)


NOW = datetime(2024, 3, 5, 9, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250", "retry-after": "7"}, 0.25),
        ({"retry-after": "Tue, 05 Mar 2024 09:00:30 GMT"}, 30.0),
        ({"retry-after": "Tue, 05 Mar 2024 08:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
    ],
)
def test_retry_after_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds, HTTP dates (a past one means now); nonsense means nothing."""
    assert retry_after(headers, NOW) == seconds
