"""What can go wrong around one call to a model, told apart by type.

ProviderError (summarizer.errors)
└── ModelError             retryable, fatal, hint
    ├── Unreachable        no connection, or it broke off                      retried
    ├── TimedOut           nothing, or no whole answer, within the time allowed retried
    ├── RateLimited        429: slow down                                      retried
    ├── ServerFault        408, 409, 5xx, a body that is not JSON              retried
    ├── BadRequest         400, 413, 422: this request will never be accepted   stops the run where none ever was
    │   └── TooLong        it does not fit into the model's context
    ├── NotFound           404: wrong URL or model name                        stops the run
    ├── BadKey             401, 403                                            stops the run
    ├── QuotaExhausted     402, arrears, used-up quota                         stops the run
    ├── BudgetSpent        our own limit on tokens or cost                     stops the run
    ├── Refused            content filter or refusal: do not ask again
    ├── CutOff             the answer ends before it is whole
    └── BadAnswer          a whole answer of the wrong form: worth a re-ask

Texts are one line, never hold a key, and end with the hint.
"""

# ruff: noqa: N818  (the names say what happened; "Error" behind each would say nothing more)

from dataclasses import dataclass

from summarizer.errors import ProviderError
from summarizer.llm.usage import Usage


class ModelError(ProviderError):
    """Root of this tree.

    `retryable`: the same request may succeed later. `fatal`: every further request would fail the same way, so the
    run stops asking. `hint`: what the user can do, in one line.
    """

    retryable = False
    fatal = False
    hint = ""

    def __init__(self, what: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        """`status` is the HTTP status where there was one, `retry_after` the seconds the provider asked us to wait."""
        self.what = what
        self.status = status
        self.retry_after = retry_after
        super().__init__(what)

    def __str__(self) -> str:
        """One line: what happened, and the hint."""
        return f"{self.what} ({self.hint})" if self.hint else self.what


class Unreachable(ModelError):
    """No connection could be made, or it broke off before the answer was whole."""

    retryable = True
    hint = "check the base URL, the network and the proxy settings"


class TimedOut(ModelError):
    """Nothing came for the time allowed between two pieces of an answer, or no whole answer in that of the call."""

    retryable = True
    hint = "raise timeout, or lower max_tokens or concurrency"


class RateLimited(ModelError):
    """The provider asks us to slow down."""

    retryable = True
    hint = "lower concurrency, or set rpm and tpm to the limits of your account"


class ServerFault(ModelError):
    """The provider failed for reasons of its own."""

    retryable = True
    hint = "the provider is at fault; try again later"


class BadRequest(ModelError):
    """The provider turned this request down and would do so again."""

    hint = "see the provider's message; another mode or model may accept it"


class TooLong(BadRequest):
    """The request does not fit into the model's context."""

    hint = "use smaller chunks or a model with a longer context"


class NotFound(ModelError):
    """There is no such model, or no such address."""

    fatal = True
    hint = "check model and base_url"


class BadKey(ModelError):
    """The provider does not accept the key, or the key may not use this model."""

    fatal = True
    hint = "check the key and what it is allowed to use"


class QuotaExhausted(ModelError):
    """The account is out of money or quota."""

    fatal = True
    hint = "top up the account or raise its quota, then run again: finished work is kept"


class BudgetSpent(ModelError):
    """The next call could overspend the limit the user set for this run."""

    fatal = True
    hint = "raise max_tokens_total or max_cost, then run again: finished work is kept"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an answer: where (path of keys and indexes), what, and of which kind (Pydantic's type)."""

    path: tuple[str | int, ...]
    message: str
    kind: str = ""

    def __str__(self) -> str:
        """`points.3.text: String should have at most 80 characters`."""
        place = ".".join(map(str, self.path))
        return f"{place}: {self.message}" if place else self.message


class AnswerError(ModelError):
    """The provider answered, but not with what was asked for; `raw` is its text, `usage` what it cost."""

    def __init__(self, what: str, *, raw: str = "", usage: Usage | None = None, status: int | None = None) -> None:
        """`raw` may be empty; `usage` is None where the provider gave none."""
        super().__init__(what, status=status)
        self.raw = raw
        self.usage = usage if usage is not None else Usage()


class Refused(AnswerError):
    """The provider's content filter or the model itself refused."""

    hint = "the text is left to the rules engine; another provider may accept it"


class CutOff(AnswerError):
    """The answer ends before it is whole; `raw` is the part that came."""

    hint = "raise max_tokens or use smaller chunks"


class BadAnswer(AnswerError):
    """A whole answer of the wrong form; `faults` say where and why, for the re-ask."""

    hint = "asking again usually helps; another mode may, too"

    def __init__(
        self,
        what: str,
        *,
        raw: str = "",
        usage: Usage | None = None,
        faults: tuple[Fault, ...] = (),
    ) -> None:
        """`faults` has at least one entry; without any given, `what` becomes one at the root."""
        super().__init__(what, raw=raw, usage=usage)
        self.faults = faults or (Fault((), what),)
