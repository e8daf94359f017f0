"""The provider's files and batches (OpenAI's /files and /batches), through the SDK's own calls."""

from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from summarizer.llm.errors import NotFound, ServerFault
from summarizer.llm.transport import Transport, TurnedDown

if TYPE_CHECKING:
    from openai import AsyncOpenAI

R = TypeVar("R")
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
"""Statuses after which nothing more comes."""


@dataclass(frozen=True, slots=True)
class BatchJob:
    """A batch as the provider describes it. ``files`` are those with answers and errors, ``faults`` what is wrong."""

    id: str
    status: str
    completed: int = 0
    failed: int = 0
    files: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


class BatchApi(Transport):
    """One call each, not repeated: who calls knows what may be done twice. Every failure is a ModelError."""

    @property
    def endpoint(self) -> str:
        """Where the requests of a batch are addressed: /v1/chat/completions, with the version of the base URL."""
        version = urlsplit(self._settings.base_url).path.rpartition("/")[2] or "v1"
        return f"/{version}/chat/completions"

    async def upload(self, path: Path) -> str:
        """The id of the file at the provider."""
        return _id(await self._asked(self._sdk().files.create(file=path, purpose="batch")))

    async def create(self, file_id: str) -> BatchJob:
        """A batch of the requests in a file, to be done within 24 hours."""
        endpoint: Any = self.endpoint
        batches = self._sdk().batches
        return _job(
            await self._asked(batches.create(input_file_id=file_id, endpoint=endpoint, completion_window="24h"))
        )

    async def find(self, file_id: str) -> BatchJob | None:
        """The batch that was made of a file, if there is one."""

        async def look() -> BatchJob | None:
            async for batch in self._sdk().batches.list(limit=100):
                if batch.input_file_id == file_id:
                    return _job(batch)
            return None

        return await self._asked(look())

    async def job(self, batch_id: str) -> BatchJob:
        """How a batch stands. Raises NotFound where the provider does not know it."""
        try:
            return _job(await self._asked(self._sdk().batches.retrieve(batch_id)))
        except NotFound as error:
            raise NotFound(f"batch {batch_id} is unknown there; is it the account that sent it? {error.what}") from None

    async def download(self, file_id: str, path: Path) -> None:
        """Write the content of a file to ``path``."""

        async def stream() -> None:
            async with self._sdk().files.with_streaming_response.content(file_id) as response:
                await response.stream_to_file(path)

        await self._asked(stream())

    def _sdk(self) -> "AsyncOpenAI":
        return self._client or self._open()

    async def _asked(self, call: Awaitable[R]) -> R:
        try:
            async with self._told():
                return await call
        except TurnedDown as turned_down:
            raise turned_down.error from None


def _job(batch: Any) -> BatchJob:
    """From what the SDK read, which checks nothing: gateways leave fields out."""
    counts = getattr(batch, "request_counts", None)
    errors = getattr(getattr(batch, "errors", None), "data", None) or ()
    names = (getattr(batch, "output_file_id", None), getattr(batch, "error_file_id", None))
    return BatchJob(
        id=_id(batch),
        status=str(getattr(batch, "status", "")),
        completed=getattr(counts, "completed", 0) or 0,
        failed=getattr(counts, "failed", 0) or 0,
        files=tuple(name for name in names if name),
        faults=tuple(" ".join(str(error.message or error.code).split()) for error in errors),
    )


def _id(made: Any) -> str:
    """Of a file or a batch; ServerFault for what is neither (a gateway's page, say)."""
    identity = getattr(made, "id", None)
    if not isinstance(identity, str):
        raise ServerFault("the provider's answer describes no file and no batch")
    return identity
