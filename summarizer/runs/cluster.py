"""A Dask cluster as the place where a run's work is done (extra ``dask``)."""

import asyncio
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, TypeVar, cast

from summarizer.errors import SummarizerError, UsageError
from summarizer.runs.executors import WorkerDiedError, available_cores

A = TypeVar("A")
R = TypeVar("R")
_CONNECT_SECONDS = "10s"
_STARTS = 3


@dataclass(frozen=True, slots=True)
class Dask:
    """Which cluster: ``client`` is a ``distributed.Client``, the address of a scheduler, or None for one made of
    processes of this machine. ``rpm`` and ``tpm`` are requests and tokens a minute of all its workers together.
    """

    client: Any = None
    rpm: int | None = None
    tpm: int | None = None

    @property
    def has_budget(self) -> bool:
        """Whether the workers share a budget of calls."""
        return bool(self.rpm or self.tpm)

    @contextmanager
    def connected(self, workers: int | None) -> Iterator["Cluster"]:
        """The cluster at work, with at most ``workers`` pieces at once (None: as many as it has threads).

        Raises UsageError where dask is missing or no scheduler answers.
        """
        with _client(self.client, workers or available_cores()) as client:
            if self.has_budget:
                from summarizer.runs.budget import share_budget

                share_budget(client, self.rpm, self.tpm)
            yield Cluster(client, workers)


class Cluster:
    """Work on the workers of a cluster; Dask does a piece again when its worker dies."""

    def __init__(self, client: Any, workers: int | None) -> None:
        self._executor = client.get_executor(pure=False)
        self.size = workers or max(1, sum(client.nthreads().values()))

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result, or what it raises. Raises WorkerDiedError where several workers died of it."""
        future = self._executor.submit(function, argument)
        try:
            return cast(R, await asyncio.wrap_future(future))
        except _dask().KilledWorker:
            raise WorkerDiedError("several workers died of it") from None
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            raise SummarizerError("the cluster has dropped the work; see whether its scheduler still runs") from None

    async def close(self) -> None:
        """Drop what is under way."""
        self._executor.shutdown(wait=False)


@contextmanager
def _client(client: Any, processes: int) -> Iterator[Any]:
    """The client as given, or of the scheduler at an address, or of a cluster made for this run."""
    dask = _dask()
    if client is None:
        with _own_cluster(processes) as cluster, dask.Client(cluster) as made:
            made.run(_leave_interrupts)
            yield made
    elif isinstance(client, str):
        with _connected(client) as made:
            yield made
    else:
        yield client


def _own_cluster(processes: int) -> Any:
    """A cluster of this machine's, begun anew where one of its processes is killed while it starts.

    Its own log is silent: what matters of it is told by the run.
    """
    local = partial(
        _dask().LocalCluster,
        n_workers=processes,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )
    try:
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        again = retry_if_exception_type(RuntimeError)
        return Retrying(stop=stop_after_attempt(_STARTS), retry=again, reraise=True)(local)
    except RuntimeError as error:
        reason = f"{error}".rstrip(".")
        raise SummarizerError(
            f"the {processes} processes of the cluster do not start ({reason}); is there memory for as many?"
        ) from None


def _leave_interrupts() -> None:
    """Ctrl-C in a terminal is for the process that hands the work out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _dask() -> Any:
    try:
        return import_module("distributed")
    except ImportError:
        raise UsageError("a cluster needs dask: pip install 'report-summarizer[dask]'") from None


def _connected(address: str) -> Any:
    try:
        return _dask().Client(address, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UsageError(f"{address}: no scheduler answers there ({error}); check the address") from None
