"""The only place that talks HTTP: one POST to an OpenAI-compatible server through the openai SDK."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.llm.classify import ErrorInfo, classify, read_error
from summarizer.llm.errors import ModelError, NotFound, ServerFault, TimedOut, Unreachable
from summarizer.llm.masking import one_line
from summarizer.llm.settings import LLMSettings
from summarizer.llm.streams import Heard, is_stream, lines_of, read_json, read_stream

if TYPE_CHECKING:
    import httpx
    from openai import APIStatusError, AsyncOpenAI

_PATH = "/chat/completions"
_CONNECT_SECONDS = 15.0
# Servers without keys ignore it, but the SDK wants one.
_NO_KEY = "none"
# All that a request needs. The SDK adds what OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID and the like hold, which are meant
# for one provider and would be told to every other.
_HEADERS = frozenset(
    {
        *("accept", "accept-encoding", "connection", "content-length", "content-type", "host", "transfer-encoding"),
        "x-stainless-raw-response",  # by which the SDK itself knows what to do with the response
    }
)


class TurnedDown(Exception):  # noqa: N818
    """An HTTP error of the provider: ours for it, and what the provider said."""

    def __init__(self, error: ModelError, info: ErrorInfo) -> None:
        super().__init__(str(error))
        self.error = error
        self.info = info


class Transport:
    """Sends request bodies; the SDK is imported and the connection pool made at the first call."""

    def __init__(self, settings: LLMSettings) -> None:
        self._settings = settings
        self._client: AsyncOpenAI | None = None

    async def post(self, body: dict[str, object], heard: Heard) -> object:
        """The JSON of the provider's answer; of one that comes in pieces, the whole that they make.

        The time limit is for each piece, and for the whole of an answer that comes at once. ``heard`` holds what has
        come, also where the call ends early. Raises TurnedDown for HTTP errors, Unreachable, TimedOut, and ServerFault
        for a body that is not JSON.
        """
        client = self._client or self._open()
        whole = None if body.get("stream") else self._settings.timeout
        async with self._told(), asyncio.timeout(whole), self._answered(client, body) as response:
            if is_stream(response.headers.get("content-type", "")):
                return await read_stream(lines_of(response.aiter_bytes()), heard)
            return read_json(await response.aread())

    @asynccontextmanager
    async def _answered(self, client: "AsyncOpenAI", body: dict[str, object]) -> "AsyncIterator[httpx.Response]":
        """The response with its body still to be read."""
        import httpx

        options: Any = {"headers": {"X-Stainless-Raw-Response": "stream"}}
        response = await client.post(_PATH, body=body, cast_to=httpx.Response, options=options)
        try:
            yield response
        finally:
            await response.aclose()

    @asynccontextmanager
    async def _told(self) -> AsyncIterator[None]:
        """Whatever goes wrong on the way, as an error of ours."""
        import httpx
        import openai

        seconds = self._settings.timeout
        try:
            yield
        except (TimeoutError, openai.APITimeoutError, httpx.TimeoutException):
            raise TimedOut(f"no data for {seconds:g} s") from None
        except openai.APIStatusError as error:
            raise self._turned_down(error) from None
        except (openai.APIConnectionError, httpx.TransportError) as error:
            if isinstance(error.__cause__, ModelError):
                raise error.__cause__ from None
            raise Unreachable(
                f"no connection, or it was interrupted: {self._reason(error.__cause__ or error)}"
            ) from None
        except (openai.OpenAIError, httpx.HTTPError) as error:
            raise ServerFault(f"the provider's answer cannot be read: {self._reason(error)}") from None

    async def aclose(self) -> None:
        """Close the connections; the next call would open new ones."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    async def __aenter__(self) -> "Transport":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def _open(self) -> "AsyncOpenAI":
        import httpx
        import openai

        settings = self._settings
        pool = httpx.Limits(max_connections=settings.concurrency, max_keepalive_connections=settings.concurrency)
        timeout = httpx.Timeout(settings.timeout, connect=min(_CONNECT_SECONDS, settings.timeout))
        hooks: dict[str, list[Callable[..., Any]]] = {"request": [self._only_ours], "response": [self._same_host]}
        try:
            http_client = openai.DefaultAsyncHttpxClient(limits=pool, timeout=timeout, event_hooks=hooks)
        except (ImportError, ValueError) as error:  # a proxy variable that httpx cannot use
            raise UsageError(f"the proxy settings cannot be used: {self._reason(error)}") from None
        self._client = openai.AsyncOpenAI(
            api_key=settings.api_key.get_secret_value() if settings.api_key else _NO_KEY,
            base_url=settings.base_url,
            timeout=timeout,
            max_retries=0,  # tenacity is the only retry layer
            http_client=http_client,
        )
        return self._client

    async def _only_ours(self, request: "httpx.Request") -> None:
        """Take every header away that neither HTTP nor the settings ask for."""
        for name in [name for name in request.headers if name not in _HEADERS]:
            del request.headers[name]
        request.headers["User-Agent"] = "summarizer"
        if self._settings.api_key is not None:
            request.headers["Authorization"] = f"Bearer {self._settings.api_key.get_secret_value()}"

    async def _same_host(self, response: "httpx.Response") -> None:
        """Refuse to be sent elsewhere: the report and the key would go there, too."""
        if not response.has_redirect_location:
            return
        target = response.url.join(response.headers["location"])
        if (target.scheme, target.host, target.port) != (response.url.scheme, response.url.host, response.url.port):
            raise NotFound(f"{response.url.host} redirects to {target.scheme}://{target.host}, which is not followed")

    def _reason(self, error: BaseException) -> str:
        return one_line(str(error), self._settings.secrets())

    def _turned_down(self, error: "APIStatusError") -> TurnedDown:
        info = read_error(error.status_code, error.body if error.body is not None else error.response.text)
        ours = classify(info, self._settings.row, error.response.headers, self._settings.secrets())
        return TurnedDown(ours, info)
