"""The other end of ``executors.Processes``: processes that call functions for their parent until that is gone."""

import os
import pickle
import signal
from collections.abc import Iterable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, NoReturn


def lead(workers: Sequence[int], parent: int, others: Iterable[int]) -> NoReturn:
    """Fork a worker for each socket of ``workers``; kill them when the pipe ``parent`` says so, or its writer is gone.

    This process ends then. It and its workers leave the process group, since signals to that are for the parent, and
    close the sockets ``others``: each end of a connection is held by one process alone, so each notices the other's
    death.
    """
    children: list[int] = []
    try:
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        _close(others)
        for socket in workers:
            child = os.fork()
            if not child:
                _serve(socket, [parent, *(other for other in workers if other != socket)])
            children.append(child)
        _close(workers)
        os.read(parent, 1)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        os._exit(0)


def _serve(socket: int, others: Iterable[int]) -> NoReturn:
    """Answer ``(function, argument)`` with ``(True, result)`` or ``(False, exception)`` until the socket closes.

    What is printed meanwhile goes to standard error: standard output may hold the records.
    """
    try:
        _close(others)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        with suppress(EOFError, OSError):
            connection = Connection(socket)
            while True:
                connection.send_bytes(_answer(connection.recv_bytes()))
    finally:
        os._exit(0)


def _answer(request: bytes) -> bytes:
    try:
        function, argument = pickle.loads(request)
        result: tuple[bool, Any] = (True, function(argument))
        return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps((False, error if _travels(error) else RuntimeError(f"{type(error).__name__}: {error}")))


def _travels(error: Exception) -> bool:
    """Whether the error comes out of a pickle as it went in."""
    try:
        return type(pickle.loads(pickle.dumps(error))) is type(error)
    except Exception:
        return False


def _close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
