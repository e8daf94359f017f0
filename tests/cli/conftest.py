"""The real console script, run as users run it, and small reports of our own to run it on."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import TypeAlias

import pytest

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[bytes]]

SCRIPT = Path(sys.executable).with_name("summarizer")

REPORT = """2024年青禾县政府工作报告
——2024年1月18日在青禾县第十八届人民代表大会第三次会议上
县长 林一鸣

各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。

一、2023年工作回顾
过去一年，我们稳中求进，各项工作取得新成效。
（一）经济运行持续向好。地区生产总值达到286.4亿元，增长6.1%；一般公共预算收入17.3亿元，增长8.5%。规模以上工业增加值增长7.2%。
（二）民生福祉不断改善。城镇新增就业5200人，城镇居民人均可支配收入增长5.4%。新建幼儿园3所。
同时，我们也清醒地看到，产业结构还不够优，财政收支矛盾比较突出。

二、2024年主要目标和重点工作
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业5000人以上，居民消费价格涨幅3%左右。
（一）着力壮大产业。实施亿元以上项目40个，完成投资95亿元。
（二）着力改善生态环境。完成造林2.6万亩，森林覆盖率达到48.5%。

各位代表！让我们同心协力，为建设美丽青禾而努力奋斗！
"""

NO_REPORT = """春日游记

三月的一个早晨，我和朋友沿着河边慢慢走。柳树发了新芽，孩子们在草地上放风筝，远处的山还笼在薄雾里。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file with one report in it."""
    path = tmp_path / "青禾县.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def command_line() -> Iterator[socket.socket]:
    """The warm command line, which runs each call in a process of its own (fork_server.py)."""
    ours, theirs = socket.socketpair()
    program = [sys.executable, str(Path(__file__).with_name("fork_server.py")), str(theirs.fileno())]
    with subprocess.Popen(program, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL), ours:
        theirs.close()
        yield ours


@pytest.fixture
def run(tmp_path: Path, command_line: socket.socket) -> Run:
    """Runs ``summarizer ARGUMENTS`` in the test's folder, standard input from ``stdin``; streams come back as bytes."""

    def call(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        told = {
            "arguments": list(map(str, arguments)),
            "folder": str(tmp_path),
            "environment": {**os.environ, **environment},
        }
        with TemporaryFile() as given, TemporaryFile() as written, TemporaryFile() as errors:
            given.write(stdin)
            given.seek(0)
            streams = [given.fileno(), written.fileno(), errors.fileno()]
            socket.send_fds(command_line, [json.dumps(told).encode()], streams)
            code = int(command_line.makefile().readline())
            written.seek(0)
            errors.seek(0)
            return subprocess.CompletedProcess([SCRIPT, *arguments], code, written.read(), errors.read())

    return call
