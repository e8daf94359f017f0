"""Keeping secrets out of every text that leaves this package."""

import logging
import re
from collections.abc import Iterable
from urllib.parse import quote

from summarizer.expressions import expression

MASK = "****"

# What keys look like in provider messages, headers and addresses, for secrets we were never told.
_KEY_SHAPES = expression(
    r"""(?:
        \b(?:sk|ark|rk|pk)-[\w*-]{6,}[\w*]      # sk-…, echoed by providers with stars in the middle
      | \b[0-9a-f]{32}\.[\w-]{8,}               # Zhipu: id.secret
    )""",
    re.VERBOSE | re.ASCII,
)
_BEARER = expression(r"(\bbearer\s+)[^\s'\",}]+", re.IGNORECASE)
_USERINFO = expression(r"(://)[^/\s@]+@")
_BREAKS = expression(r"\s+")


def scrub(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` with every known secret, and everything shaped like a key, replaced by `****`."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, MASK).replace(quote(secret, safe=""), MASK)
    text = _KEY_SHAPES.sub(MASK, text)
    text = _BEARER.sub(rf"\1{MASK}", text)
    return _USERINFO.sub(rf"\1{MASK}@", text)


def one_line(text: str, secrets: Iterable[str] = (), limit: int = 240) -> str:
    """`text` scrubbed, on one line and at most `limit` characters long."""
    line = _BREAKS.sub(" ", scrub(text, secrets)).strip()
    return line if len(line) <= limit else line[: limit - 1] + "…"


class SecretFilter(logging.Filter):
    """A logging filter for handlers: scrubs every record, whichever library wrote it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """`secrets` are exact strings that must not appear."""
        super().__init__()
        self._secrets = tuple(secrets)

    def filter(self, record: logging.LogRecord) -> bool:
        """Scrub the record's text and traceback in place; always keep the record."""
        record.msg = scrub(record.getMessage(), self._secrets)
        record.args = None
        if record.exc_info:
            trace = logging.Formatter().formatException(record.exc_info)
            record.exc_text = scrub(trace, self._secrets)
            record.exc_info = None
        return True
