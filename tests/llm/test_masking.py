"""Secrets in texts."""

import logging

import pytest

from summarizer.llm.masking import SecretFilter, one_line, scrub


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: hunter2-hunter2",
        "https://host/v1?key=hunter2-hunter2",
        "{'Authorization': 'Bearer hunter2-hunter2'}",
    ],
)
def test_known_secrets_are_replaced_wherever_they_stand(text: str) -> None:
    """What we were given as a key never shows."""
    assert "hunter2" not in scrub(text, ["hunter2-hunter2"])


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-proj-abcDEF123456",
        "key sk-ab****wxyz is invalid",
        "Authorization: Bearer eyJhbGciOi.J9",
        "http://user:pass@proxy:3128 refused",
        "0123456789abcdef0123456789abcdef.AbCdEfGhIjKl",
    ],
)
def test_what_looks_like_a_key_is_replaced_too(text: str) -> None:
    """Providers echo keys, whole or with stars; proxies have passwords."""
    masked = scrub(text)
    assert "****" in masked
    assert not any(part in masked for part in ("abcDEF", "wxyz", "eyJ", "pass@", "AbCdEf"))


def test_ordinary_text_is_left_alone() -> None:
    """Model names, report text and numbers are no secrets."""
    text = "model gpt-5.4-mini: 全市地区生产总值增长5.3%，新增就业4.1万人"
    assert scrub(text) == text


def test_one_line_is_one_short_line() -> None:
    """Line breaks become spaces, length is bounded."""
    assert one_line("a\n\n  b") == "a b"
    assert len(one_line("长" * 500)) == 240


def test_the_logging_filter_scrubs_arguments_and_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever a library logs through a filtered handler is clean, also what an exception says."""
    caplog.handler.addFilter(SecretFilter(["hunter2-hunter2"]))
    logger = logging.getLogger("some.library")
    logger.warning("headers: %s", {"key": "hunter2-hunter2"})
    try:
        raise RuntimeError("hunter2-hunter2")
    except RuntimeError:
        logger.exception("failed")
    assert "hunter2" not in caplog.text
    assert "RuntimeError: ****" in caplog.text
