"""What a run did: calls, tokens, money, time and failures, for the run report. Never part of a record."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from summarizer.llm.usage import Price, Usage

SLOWEST = 5
MAX_FAILURES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """One call of the model as the engine sees it: answered from the cache, or sent (with retries), or neither.

    `usage` is what it used, or for a cached one what it would have used; `abandoned` the part of it that brought
    nothing: answers that broke off, or came too late.
    """

    name: str
    label: str
    seconds: float
    cached: bool = False
    sent: bool = True
    retries: int = 0
    reask: int = 0
    usage: Usage = field(default_factory=Usage)
    abandoned: Usage = field(default_factory=Usage)
    error: str = ""
    message: str = ""


class Ledger:
    """Collects call records; may be shared by threads and tasks."""

    def __init__(self, price: Price | None = None) -> None:
        """Without a `price` the summary's cost is None."""
        self._price = price
        self._lock = threading.Lock()
        self._calls = 0
        self._cached = 0
        self._retries = 0
        self._reasks = 0
        self._usage = Usage()
        self._saved = Usage()
        self._abandoned = Usage()
        self._answered = 0
        self._failures: Counter[str] = Counter()
        self._messages: list[str] = []
        self._slowest: list[CallRecord] = []

    def add(self, call: CallRecord) -> None:
        """Take a call into account."""
        with self._lock:
            self._calls += call.sent and not call.cached
            self._cached += call.cached
            self._retries += call.retries
            self._reasks += call.reask > 0
            self._abandoned += call.abandoned
            self._answered += not call.error
            if call.cached:
                self._saved += call.usage
            else:
                self._usage += call.usage
                self._slowest = sorted([*self._slowest, call], key=_slowness)[:SLOWEST]
            if call.error:
                self._failures[call.error] += 1
                if len(self._messages) < MAX_FAILURES:
                    self._messages.append(f"{call.label or call.name}: {call.message}")

    @property
    def usage(self) -> Usage:
        """Tokens used by calls that were made."""
        with self._lock:
            return self._usage

    @property
    def cost(self) -> Decimal | None:
        """What the calls cost, in the price's currency; None without a price."""
        return self._price.cost(self.usage) if self._price else None

    def summary(self) -> dict[str, object]:
        """Everything as plain JSON values, in a fixed order."""
        cost = self.cost
        with self._lock:
            return {
                "calls": self._calls,
                "answered": self._answered,
                "cached_calls": self._cached,
                "retries": self._retries,
                "reasks": self._reasks,
                "input_tokens": self._usage.input_tokens,
                "provider_cached_input_tokens": self._usage.cached_input_tokens,
                "output_tokens": self._usage.output_tokens,
                "abandoned_tokens": self._abandoned.total,
                "tokens_saved_by_cache": self._saved.total,
                "cost": None if cost is None else f"{cost.normalize():f}",
                "currency": self._price.currency if self._price else None,
                "failures": dict(sorted(self._failures.items())),
                "failure_messages": list(self._messages),
                "slowest": [
                    {"name": call.name, "label": call.label, "seconds": round(call.seconds, 3)}
                    for call in self._slowest
                ],
            }


def _slowness(call: CallRecord) -> tuple[float, str, str]:
    return (-call.seconds, call.name, call.label)
