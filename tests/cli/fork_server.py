"""A process that has imported the command line and forks a copy of itself for every call: no call imports it anew.

Run as ``fork_server.py FD``: FD is a socket over which calls come, each a line of JSON (arguments, folder, environment)
with the descriptors of the three standard streams, and over which exit codes go back.
"""

import gc
import json
import os
import socket
import sys
from typing import Any

import instructor.processing.schema
import jinja2.sandbox
import openai.resources.chat
import rich.progress

import summarizer.api
import summarizer.engines.llm
import summarizer.llm
import summarizer.output.findings
import summarizer.runs
import summarizer.tables.export
import summarizer.validator
from summarizer.cli import main

WARM = (instructor, jinja2, openai, rich, summarizer)
"""What commands import when they need it."""
TEXT = "云河县政府工作报告\n各位代表：\n现在，我代表县人民政府，向大会报告工作。\n地区生产总值增长6.1%。\n"
MOST_BYTES = 1 << 20


def serve(calls: socket.socket) -> None:
    """Answer calls until the other end goes away; in the process of a call, return for it to be run."""
    while True:
        message, streams, _, _ = socket.recv_fds(calls, MOST_BYTES, 3)
        if not message:
            sys.exit()
        child = os.fork()
        if child == 0:
            calls.close()
            become(json.loads(message), streams)
            return
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        calls.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def become(call: Any, streams: list[int]) -> None:
    """Take on streams, folder, environment and arguments of a call."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(call["folder"])
    os.environ.clear()
    os.environ.update(call["environment"])
    sys.argv[1:] = call["arguments"]


summarizer.api.summarize(TEXT)  # compiles patterns and lexicons
gc.freeze()  # a copy that collected what it shares, at its end, would copy all of it first
serve(socket.socket(fileno=int(sys.argv[1])))
main()
