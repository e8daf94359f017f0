"""Telling a provider's HTTP errors apart.

Providers agree on little but the status: the same 429 is a rate limit here and an empty account there, a content filter
is a 400 with a code of its own everywhere. The tables below hold codes first and, for the few errors that come without
one, words of their messages. Sources: the error code pages named in summarizer.llm.providers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from summarizer.expressions import expression
from summarizer.llm.errors import (
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
from summarizer.llm.masking import one_line
from summarizer.llm.providers import Provider

# Codes and types in lower case; one also matches with a suffix behind a dot (Ark: SensitiveContentDetected.Violence).
_CODES: Mapping[str, type[ModelError]] = {
    # content filters: OpenAI and Azure, Qwen, Zhipu, Moonshot, Ark, one-api gateways
    "content_filter": Refused,
    "content_policy_violation": Refused,
    "responsibleaipolicyviolation": Refused,
    "data_inspection_failed": Refused,
    "datainspectionfailed": Refused,
    "1301": Refused,
    "sensitivecontentdetected": Refused,
    "inputtextsensitivecontentdetected": Refused,
    "outputtextsensitivecontentdetected": Refused,
    "sensitive_words_detected": Refused,
    "prompt_blocked": Refused,
    # empty accounts: OpenAI, Qwen, Zhipu (arrears, locked), Moonshot, Ark, gateways
    "insufficient_quota": QuotaExhausted,
    "billing_hard_limit_reached": QuotaExhausted,
    "arrearage": QuotaExhausted,
    "allocationquota.freetieronly": QuotaExhausted,
    "1112": QuotaExhausted,
    "1113": QuotaExhausted,
    "exceeded_current_quota_error": QuotaExhausted,
    "accountoverdueerror": QuotaExhausted,
    "setlimitexceeded": QuotaExhausted,
    "insufficient_user_quota": QuotaExhausted,
    "insufficient_balance": QuotaExhausted,
    # keys
    "invalid_api_key": BadKey,
    "invalidapikey": BadKey,
    "authenticationerror": BadKey,
    "invalid_authentication_error": BadKey,
    "1000": BadKey,
    "1001": BadKey,
    "1002": BadKey,
    "1003": BadKey,
    "1004": BadKey,
    "1220": BadKey,
    # sizes: OpenAI and vLLM, llama.cpp
    "context_length_exceeded": TooLong,
    "string_above_max_length": TooLong,
    "exceed_context_size_error": TooLong,
    # names
    "model_not_found": NotFound,
    "1211": NotFound,
    "modelnotopen": NotFound,
    "invalidendpointormodel": NotFound,
    # speed: Zhipu's business codes, Moonshot
    "1302": RateLimited,
    "1303": RateLimited,
    "1305": RateLimited,
    "rate_limit_reached_error": RateLimited,
    "engine_overloaded_error": ServerFault,
    # MiniMax, whose errors come with status 200 (reading.error_in)
    "base_resp.1000": ServerFault,
    "base_resp.1001": ServerFault,
    "base_resp.1002": RateLimited,
    "base_resp.1004": BadKey,
    "base_resp.1008": QuotaExhausted,
    "base_resp.1013": ServerFault,
    "base_resp.1024": ServerFault,
    "base_resp.1026": Refused,
    "base_resp.1027": Refused,
    "base_resp.1033": ServerFault,
    "base_resp.1039": RateLimited,
    "base_resp.2049": BadKey,
    # SiliconFlow
    "20012": NotFound,
    "30001": QuotaExhausted,
    "30011": QuotaExhausted,
}

_WORDS: tuple[tuple[re.Pattern[str], type[ModelError]], ...] = (
    (
        expression(
            r"欠费|余额不足|额度不足|insufficient.(?:account )?balance|balance (?:is )?(?:not enough|insufficient)|"
            r"overdue|account is in good standing|arrears|out of credits?|insufficient credits?",
            re.I,
        ),
        QuotaExhausted,
    ),
    (
        expression(r"inappropriate content|considered high risk|敏感|content management policy|unsafe or sens", re.I),
        Refused,
    ),
    (
        expression(
            r"maximum context length|range of input length|token length too long|model token limit|"
            r"prompt is too long|available context size|maximum model length",
            re.I,
        ),
        TooLong,
    ),
)

# Errors that come with status 200 and without a code.
_SLOWER = expression(r"rate.?limit|too many requests|qps|频率|限流|并发", re.I)
_STATUSES: Mapping[int, type[ModelError]] = {
    401: BadKey,
    402: QuotaExhausted,
    403: BadKey,
    404: NotFound,
    408: ServerFault,
    409: ServerFault,
    413: TooLong,
    429: RateLimited,
}
SAID: Mapping[type[ModelError], str] = {
    Refused: "the provider's content filter turned the request down",
    QuotaExhausted: "the account has no quota left",
    BadKey: "the provider does not accept the key",
    TooLong: "the request is too long for the model",
    NotFound: "the provider knows no such model or address",
    RateLimited: "the provider asks to slow down",
    ServerFault: "the provider failed",
    BadRequest: "the provider turned the request down",
}


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """What an error body says, empty where it says nothing. `message` may hold secrets: scrub before showing."""

    status: int
    codes: tuple[str, ...] = ()
    param: str = ""
    message: str = ""


def read_error(status: int, body: object) -> ErrorInfo:
    """The code, parameter and message of an error body, in the shapes providers use.

    OpenAI's {"error": {…}} or its inner object, {"error": "text"}, DashScope's own {"code", "message"}, FastAPI's
    {"detail": …}, plain text.
    """
    if isinstance(body, dict) and "error" in body:
        body = body["error"]
    if not isinstance(body, dict):
        return ErrorInfo(status, message=body if isinstance(body, str) else "")
    codes = tuple(str(body[key]).lower() for key in ("code", "type") if body.get(key) not in (None, ""))
    message = body.get("message") or body.get("detail") or ""
    return ErrorInfo(status, codes, str(body.get("param") or ""), str(message))


def classify(
    info: ErrorInfo, provider: Provider, headers: Mapping[str, str] | None = None, secrets: tuple[str, ...] = ()
) -> ModelError:
    """Our error for a provider's; the text holds the provider's own message, scrubbed and on one line."""
    kind = _kind(info, provider)
    said = one_line(info.message, secrets)
    code = next((code for code in info.codes if not said), "")
    what = f"{SAID[kind]}: HTTP {info.status}{f', {said or code}' if said or code else ''}"
    if issubclass(kind, Refused):
        return kind(what, status=info.status)
    return kind(what, status=info.status, retry_after=retry_after(headers or {}))


def _kind(info: ErrorInfo, provider: Provider) -> type[ModelError]:
    if info.status == 429 and provider.throttle_codes.intersection(info.codes):
        return RateLimited
    for code in info.codes:
        kind = _CODES.get(code) or _CODES.get(code.partition(".")[0])
        if kind is not None:
            return kind
    if info.status < 500:
        for words, kind in _WORDS:
            if words.search(info.message):
                return kind
    if info.status == 200:
        return RateLimited if _SLOWER.search(info.message) else ServerFault
    if info.status >= 500:
        return ServerFault
    return _STATUSES.get(info.status, BadRequest)


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds to wait by `retry-after-ms` or `Retry-After` (seconds, or an HTTP date: RFC 9110, 10.2.3); else None."""
    millis = _number(headers.get("retry-after-ms"))
    if millis is not None:
        return millis / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or not value:
        return seconds
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value else None
    except ValueError:
        return None
    return number if number is not None and 0 <= number < float("inf") else None
