"""The other end of ``pool.Processes``: a process that calls functions for its parent until the pipe closes."""

import os
import pickle
import threading
import time
from typing import Any, BinaryIO

_WATCH_SECONDS = 1.0
HEAD = 8
"""Bytes before each message that say how many bytes of pickle follow."""


def message(value: object) -> bytes:
    """A message to the other end."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(HEAD, "big") + data


def serve() -> None:
    """Answer ``(function, argument)`` with ``(True, result)`` or ``(False, exception)``; end when the parent does.

    Messages go over what were standard input and output; what else is printed goes to standard error.
    """
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    try:
        while head := requests.read(HEAD):
            answers.write(_answer(requests, int.from_bytes(head, "big")))
            answers.flush()
    except (BrokenPipeError, EOFError):
        os._exit(1)


def _leave_with(parent: int) -> None:
    """End this process once its parent is gone, whatever it is doing: nobody will take the answer."""
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


def _answer(requests: BinaryIO, size: int) -> bytes:
    data = requests.read(size)
    if len(data) < size:
        raise EOFError
    try:
        function, argument = pickle.loads(data)
        result: tuple[bool, Any] = (True, function(argument))
        return message(result)
    except Exception as error:
        return message((False, error if _travels(error) else RuntimeError(f"{type(error).__name__}: {error}")))


def _travels(error: Exception) -> bool:
    """Whether the error comes out of a pickle as it went in."""
    try:
        return type(pickle.loads(pickle.dumps(error))) is type(error)
    except Exception:
        return False
