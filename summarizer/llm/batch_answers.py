"""What a batch brought: each line an answer to keep, a failure that may pass, or nothing."""

import json
from pathlib import Path
from typing import Any

from summarizer.llm.batch_state import Batch, State, Stored
from summarizer.llm.classify import classify, read_error
from summarizer.llm.errors import AnswerError, ModelError, ServerFault
from summarizer.llm.reading import read_reply
from summarizer.llm.settings import LLMSettings

_NOT_TRIED = frozenset({"batch_expired", "batch_cancelled", "request_expired", "request_cancelled"})
"""Codes of requests that were never put to the model (OpenAI, "Batch API", batch expiration)."""


def take_in(path: Path, batch: Batch, state: State, settings: LLMSettings) -> str:
    """Take what a file of answers or errors holds into the state, not yet durably.

    Gives what stops every request (a wrong key, an empty account), as one line; empty where there is no such thing.
    Lines that cannot be read, and requests that are not in the file, count as not answered.
    """
    fatal = ""
    with path.open("rb") as lines:
        for line in lines:
            row = _row(line)
            identity = row.get("custom_id")
            stored, error = _judged(row, settings)
            if not isinstance(identity, str) or stored is None:
                continue
            if error is not None and error.fatal:
                fatal = str(error)
            elif error is not None and error.retryable:
                state.failed(batch, identity, stored, settings.max_attempts)
            else:
                state.take(batch, identity, stored)
    return fatal


def _judged(row: dict[str, Any], settings: LLMSettings) -> tuple[Stored | None, ModelError | None]:
    """What a line holds and the error it is, if it is one; None for what was never asked."""
    response, error = row.get("response"), row.get("error")
    if not isinstance(response, dict) or not isinstance(response.get("status_code"), int):
        error = error if isinstance(error, dict) else {}
        stored = None if error.get("code") in _NOT_TRIED else Stored(500, {"error": error})
    else:
        stored = Stored(response["status_code"], response.get("body"))
    return stored, _error(stored, settings) if stored else None


def _error(stored: Stored, settings: LLMSettings) -> ModelError | None:
    """As live; None for answers, also for those that the engine has to live with or ask again about."""
    if stored.status != 200:
        info = read_error(stored.status, stored.body)
        return classify(info, settings.row, secrets=settings.secrets())
    try:
        read_reply(stored.body)
    except AnswerError:
        return None
    except ServerFault as error:
        return error
    return None


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}
