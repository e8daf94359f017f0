"""The only place that talks HTTP: one POST to an OpenAI-compatible server through the openai SDK."""

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.llm.classify import ErrorInfo, classify, read_error
from summarizer.llm.errors import ModelError, ServerFault, TimedOut, Unreachable
from summarizer.llm.masking import one_line
from summarizer.llm.settings import LLMSettings

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

_PATH = "/chat/completions"
_CONNECT_SECONDS = 15.0
# Servers without keys ignore it, but the SDK wants one.
_NO_KEY = "none"


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

    async def post(self, body: dict[str, object]) -> object:
        """The JSON of the provider's answer.

        Raises TurnedDown for HTTP errors, Unreachable, TimedOut, and ServerFault for a body that is not JSON.
        """
        import httpx
        import openai

        client = self._client or self._open()
        try:
            async with asyncio.timeout(self._settings.timeout):
                response = await client.post(_PATH, body=body, cast_to=httpx.Response)
        except (TimeoutError, openai.APITimeoutError):
            raise TimedOut(f"no whole answer within {self._settings.timeout:g} s") from None
        except openai.APIStatusError as error:
            raise self._turned_down(error) from None
        except openai.APIConnectionError as error:
            raise Unreachable(f"no connection, or it broke off: {self._reason(error.__cause__ or error)}") from None
        except openai.OpenAIError as error:
            raise ServerFault(f"the provider's answer cannot be read: {self._reason(error)}") from None
        try:
            return response.json()
        except ValueError:
            raise ServerFault("the provider's answer is not JSON") from None

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
        try:
            http_client = openai.DefaultAsyncHttpxClient(limits=pool, timeout=timeout)
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

    def _reason(self, error: BaseException) -> str:
        return one_line(str(error), self._settings.secrets())

    def _turned_down(self, error: "APIStatusError") -> TurnedDown:
        info = read_error(error.status_code, error.body if error.body is not None else error.response.text)
        ours = classify(info, self._settings.row, error.response.headers, self._settings.secrets())
        return TurnedDown(ours, info)
