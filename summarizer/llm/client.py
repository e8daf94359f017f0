"""The client: the cache and the structured modes around the sender."""

import hashlib
import time
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from types import TracebackType
from typing import Any, NoReturn

from pydantic import BaseModel

from summarizer.errors import UsageError
from summarizer.llm.cache import AnswerCache, cache_key, mode_key
from summarizer.llm.classify import ErrorInfo
from summarizer.llm.errors import AnswerError, BadAnswer, CutOff, ModelError, Refused
from summarizer.llm.ledger import CallRecord, Ledger
from summarizer.llm.limits import Budget, Limiter
from summarizer.llm.model import Answer, Mode, Request, T, estimate_input
from summarizer.llm.modes import Rendered, canonical, render, with_prompt
from summarizer.llm.reading import Reply, parse
from summarizer.llm.retry import RetryPolicy
from summarizer.llm.sender import Estimate, ReshapedError, Sender, SendTally
from summarizer.llm.settings import LLMSettings
from summarizer.llm.shape import Shape, next_mode, next_shape
from summarizer.llm.transport import Transport
from summarizer.llm.usage import Usage, load_prices, price_of

# Settings whose change makes no call fare better.
_NO_BEARING = {"api_key", "prices", "cache", "cache_dir", "cache_size_mb"}
# Failures that are kept, by the finish_reason of their entries.
_FAILURES: Mapping[str, type[AnswerError]] = {"length": CutOff, "refused": Refused, "malformed": BadAnswer}


class Client:
    """A Model (summarizer.llm.model) behind any OpenAI-compatible API.

    Use as `async with Client(settings) as model:`, in one event loop. After an error that is fatal (bad key, empty
    account, spent budget) every further call that the cache cannot answer fails at once with the same error.
    """

    def __init__(
        self,
        settings: LLMSettings,
        *,
        cache: AnswerCache | None = None,
        ledger: Ledger | None = None,
        transport: Transport | None = None,
    ) -> None:
        """`cache` is used as far as `settings.cache` allows, and not closed; None makes one from the settings.

        `transport` is how request bodies reach the provider, by default at once; it is closed with the client.

        Raises UsageError when the settings lack something, or max_cost is set for a model without a price.
        """
        if settings.problem():
            raise UsageError(settings.problem())
        price = price_of(settings.model, load_prices(settings.prices))
        if settings.max_cost is not None and price is None:
            raise UsageError(
                f"max_cost needs a price for {settings.model}: name a price table that has it in the setting prices"
            )
        row = settings.row
        self.settings = settings
        self.ledger = ledger if ledger is not None else Ledger(price)
        self._own_cache = cache is None and settings.cache != "off"
        self._cache = (cache or cache_of(settings)) if settings.cache != "off" else None
        self._transport = transport or Transport(settings)
        self._sender = Sender(
            self._transport,
            Limiter(concurrency=settings.concurrency, rpm=settings.rpm, tpm=settings.tpm),
            Budget(max_tokens=settings.max_tokens_total, max_cost=_decimal(settings.max_cost), price=price),
            RetryPolicy(attempts=settings.max_attempts, total=settings.total_timeout, first=settings.backoff),
            row,
        )
        self._rendered: dict[tuple[type[BaseModel], str, Mode, bool, bool], Rendered] = {}
        self._modes = row.modes if settings.mode == "auto" else (Mode(settings.mode),)
        self._mode_proven = settings.mode != "auto"
        mode = self._remembered_mode() or self._modes[0]
        self._shape = Shape(mode, row.max_tokens_field, row.strict, stream=settings.stream)
        self._extra = _plain(row.extra) | settings.extra()
        self._temperature = settings.temperature if settings.temperature is not None else row.temperature

    @property
    def mode(self) -> Mode:
        """The structured mode in use at the moment."""
        return self._shape.mode

    def calls(self) -> dict[str, object]:
        """What the ledger says, after ``asked_with``."""
        return {"asked_with": asked_with(self.settings), **self.ledger.summary()}

    def cache_problem(self) -> str:
        """Why answers will not be kept, though they should be, in one line; empty where they will."""
        return self._cache.problem() if self._cache is not None else ""

    async def complete(self, request: Request[T]) -> Answer[T]:
        """The answer to `request`, from the cache or the provider; every failure is a ModelError."""
        started = time.monotonic()
        tally = SendTally()
        try:
            answer = await self._complete(request, tally)
        except ModelError as error:
            self._note(request, tally, started, error=error)
            raise
        self._note(request, tally, started, answer=answer)
        return answer

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close connections, and the cache where this client opened it."""
        await self._transport.aclose()
        if self._own_cache and self._cache is not None:
            self._cache.close()

    async def _complete(self, request: Request[T], tally: SendTally) -> Answer[T]:
        """Ask in the current shape; as often as the provider refuses the shape, in the next one."""
        while True:
            shape = self._shape
            rendered = self._render(request, shape)
            messages = with_prompt(request.messages, rendered.prompt)
            key = self._key(request, messages, rendered, shape.mode)
            stored = self._stored(request, key, shape.mode)
            if stored is not None:
                return stored
            body = self._body(request, messages, rendered, shape)
            estimate = _estimate(request, rendered)
            try:
                reply = await self._sender.send(body, estimate, tally, partial(self._reshape, shape, frozenset(body)))
            except AnswerError as error:
                self._store_failure(key, error)
                raise
            except ReshapedError:
                continue
            return self._accepted(request, reply, key, shape)

    def _accepted(self, request: Request[T], reply: Reply, key: str, shape: Shape) -> Answer[T]:
        """The answer a reply holds; kept in the cache, and its mode proven, when it is valid."""
        usage = reply.usage or Usage()
        try:
            value, text = parse(reply.text, request.schema, usage, request.name)
        except BadAnswer as error:
            self._doubt(shape, reply)
            self._store_failure(key, error)
            raise
        self._prove(shape)
        self._store(key, text, usage, reply.finish_reason)
        return self._answer(value, text, usage, reply.finish_reason, shape.mode, cached=False)

    def _answer(self, value: T, text: str, usage: Usage, reason: str, mode: Mode, *, cached: bool) -> Answer[T]:
        return Answer(
            value=value,
            text=text,
            usage=usage,
            cached=cached,
            finish_reason=reason,
            mode=mode,
            model=self.settings.model,
        )

    def _render(self, request: Request[T], shape: Shape) -> Rendered:
        index = (request.schema, request.name, shape.mode, shape.strict, request.explained)
        if index not in self._rendered:
            self._rendered[index] = render(
                request.schema,
                request.name,
                shape.mode,
                self.settings.row,
                strict=shape.strict,
                explained=request.explained,
            )
        return self._rendered[index]

    def _body(
        self, request: Request[T], messages: list[dict[str, str]], rendered: Rendered, shape: Shape
    ) -> dict[str, object]:
        body: dict[str, object] = {"model": self.settings.model, "messages": messages, **rendered.body}
        body |= {"temperature": self._temperature, "seed": self.settings.seed, **self._extra}
        if shape.no_thinking:
            body["enable_thinking"] = False
        if shape.stream:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        kept = {name: value for name, value in body.items() if value is not None and name not in shape.left_out}
        most = shape.most_tokens or request.max_tokens
        return kept | {shape.max_tokens_field: min(request.max_tokens, most)}

    def _key(self, request: Request[T], messages: list[dict[str, str]], rendered: Rendered, mode: Mode) -> str:
        return cache_key(
            base_url=self.settings.base_url,
            model=self.settings.model,
            parameters={
                "extra": self._extra,
                "max_tokens": request.max_tokens,
                "seed": self.settings.seed,
                "temperature": self._temperature,
            },
            messages=messages,
            schema_digest=rendered.digest,
            mode=mode,
        )

    def _stored(self, request: Request[T], key: str, mode: Mode) -> Answer[T] | None:
        """The cached answer; None for a miss, and for an entry that is no valid answer (any more).

        Raises what the request failed with for good: it would again, and cost again.
        """
        if self._cache is None or self.settings.cache == "refresh":
            return None
        entry = self._cache.get(key)
        if entry is None:
            return None
        text, reason = entry.get("text"), entry.get("finish_reason")
        usage = _usage_of(entry.get("usage"))
        if not isinstance(text, str) or not isinstance(reason, str) or usage is None:
            return None
        if reason in _FAILURES:
            if self.settings.cache == "retry":
                return None
            _raise_failure(reason, str(entry.get("what", "")), text, usage, request)
        try:
            value, text = parse(text, request.schema, usage, request.name)
        except BadAnswer:
            return None
        return self._answer(value, text, usage, reason, mode, cached=True)

    def _store(self, key: str, text: str, usage: Usage, reason: str, what: str = "") -> None:
        if self._cache is not None:
            tokens = [usage.input_tokens, usage.output_tokens, usage.cached_input_tokens]
            entry = {"text": text, "finish_reason": reason, "usage": tokens}
            self._cache.put(key, entry | ({"what": what} if what else {}))

    def _store_failure(self, key: str, error: AnswerError) -> None:
        """What the same request would bring again, or what the re-ask that follows it was made of."""
        reason = next(name for name, kind in _FAILURES.items() if isinstance(error, kind))
        self._store(key, error.raw, error.usage, reason, error.what)

    def _remembered_mode(self) -> Mode | None:
        """The mode that worked for this model in an earlier run."""
        if self._cache is None or self.settings.mode != "auto":
            return None
        entry = self._cache.get(mode_key(self.settings.base_url, self.settings.model)) or {}
        mode = entry.get("mode")
        return Mode(mode) if mode in self._modes else None

    def _reshape(self, refused: Shape, sent: frozenset[str], info: ErrorInfo) -> bool:
        """Whether there is another shape to try than the one refused; calls under way may have found it already."""
        if self._shape != refused:
            return True
        found = next_shape(refused, self._modes, info, sent)
        if found is not None:
            self._shape = found
        return found is not None

    def _prove(self, shape: Shape) -> None:
        if self._mode_proven:
            return
        self._mode_proven = True
        if self._cache is not None:
            self._cache.put(mode_key(self.settings.base_url, self.settings.model), {"mode": shape.mode})

    def _doubt(self, shape: Shape, reply: Reply) -> None:
        """A server that ignores tools without a word: the re-ask goes out in the next mode."""
        ignored = shape.mode is Mode.TOOLS and not reply.called
        if ignored and not self._mode_proven and self._shape == shape:
            self._shape = next_mode(shape, self._modes) or shape

    def _note(
        self,
        request: Request[T],
        tally: SendTally,
        started: float,
        *,
        answer: Answer[T] | None = None,
        error: ModelError | None = None,
    ) -> None:
        cached = answer.cached if answer else tally.attempts == 0 and isinstance(error, AnswerError)
        kept = error.usage if isinstance(error, AnswerError) else answer.usage if answer else Usage()
        self.ledger.add(
            CallRecord(
                name=request.name,
                label=request.label,
                seconds=time.monotonic() - started,
                cached=cached,
                sent=tally.attempts > 0,
                retries=tally.retries,
                reask=request.reask,
                usage=kept if cached else tally.usage,
                abandoned=tally.abandoned,
                error=type(error).__name__ if error else "",
                message=str(error) if error else "",
            )
        )


def cache_of(settings: LLMSettings) -> AnswerCache:
    """The answer cache that the settings name; nothing is opened before it is used."""
    return AnswerCache(settings.cache_dir, size_limit=settings.cache_size_mb * 2**20)


def asked_with(settings: LLMSettings) -> str:
    """A fingerprint of the settings that bear on whether calls succeed."""
    values = settings.model_dump(mode="json", exclude=_NO_BEARING, warnings=False)
    return hashlib.sha256(canonical(values).encode()).hexdigest()[:16]


def estimate_request(request: Request[T], settings: LLMSettings) -> Usage:
    """What a call would likely use, for a dry run: estimated input, and the most it may write."""
    mode = settings.row.modes[0] if settings.mode == "auto" else Mode(settings.mode)
    row = settings.row
    rendered = render(request.schema, request.name, mode, row, strict=row.strict, explained=request.explained)
    return Usage(_estimate(request, rendered).likely_input, request.max_tokens)


def _estimate(request: Request[T], rendered: Rendered) -> Estimate:
    return Estimate(
        estimate_input(request.messages, rendered.text),
        Usage(estimate_input(request.messages, rendered.text, upper=True), request.max_tokens),
    )


def _raise_failure(reason: str, what: str, text: str, usage: Usage, request: Request[T]) -> NoReturn:
    """The error that a kept failure was, with the faults that the text has."""
    kind = _FAILURES[reason]
    if kind is BadAnswer and text:
        parse(text, request.schema, usage, request.name)
    raise kind(what or f"the answer failed: {reason}", raw=text, usage=usage)


def _usage_of(numbers: object) -> Usage | None:
    if isinstance(numbers, list) and len(numbers) == 3 and all(type(number) is int for number in numbers):
        return Usage(*numbers)
    return None


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _plain(value: Any) -> Any:
    """Read-only mappings as plain dicts, all the way down."""
    return {key: _plain(child) for key, child in value.items()} if isinstance(value, Mapping) else value
