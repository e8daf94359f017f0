"""The tools for agents, listed and called by a client of the official SDK over the real command."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import REPORT, SCRIPT

mcp = pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

TOOLS = ["compare", "find_facts", "list_reports", "show_place", "summarize"]


@asynccontextmanager
async def client(folder: Path, *arguments: str) -> AsyncIterator[Any]:
    """An agent's client of ``summarizer mcp``, started in a folder."""
    server = mcp.StdioServerParameters(command=sys.executable, args=[str(SCRIPT), "mcp", *arguments], cwd=str(folder))
    async with mcp.Client(server) as found:
        yield found


async def call(agent: Any, tool: str, **arguments: Any) -> Any:
    """What a tool gives, as its structured content."""
    answer = await agent.call_tool(tool, arguments)
    assert not answer.is_error, answer.content
    return answer.structured_content


async def test_every_tool_is_listed_and_called(report: Path, tmp_path: Path) -> None:
    """An agent summarizes a file, finds a fact in it, sees its place, and compares two reports."""
    other = tmp_path / "白沙县.txt"
    other.write_text(REPORT.replace("青禾县", "白沙县").replace("增长6.1%", "增长4.9%"), encoding="utf-8")
    async with client(tmp_path) as agent:
        tools = (await agent.list_tools()).tools
        assert sorted(tool.name for tool in tools) == TOOLS
        assert all(tool.description and tool.output_schema for tool in tools)
        (brief,) = (await call(agent, "summarize", path=report.name))["reports"]
        assert (brief["title"], brief["year"]) == ("2024年青禾县政府工作报告", 2024)
        await call(agent, "summarize", text=other.read_text(encoding="utf-8"))
        assert len((await call(agent, "list_reports", region="白沙"))["reports"]) == 1
        found = await call(agent, "find_facts", report=brief["id"], slot="gdp:growth_rate", status="actual")
        (fact,) = found["facts"]
        assert (fact["number"], fact["value"], fact["unit"], found["total"]) == ("6.1%", "6.1", "%", 1)
        place = await call(agent, "show_place", report=brief["id"], fact=fact["id"], around=5)
        assert place["text"] == "亿元，增长⟦6.1%⟧；一般公共"
        rows = (await call(agent, "compare", slot="gdp:growth_rate"))["rows"]
        assert sorted((row["region"], row["actual"], row["target"]) for row in rows) == [
            ("白沙县", "4.9", "6"),
            ("青禾县", "6.1", "6"),
        ]


async def test_folder_table_and_missing_file(report: Path, tmp_path: Path) -> None:
    """A folder or a table gives all its reports; a file that is not there is told by the name the agent gave."""
    table = '年份,正文\n2024,"' + REPORT.replace("青禾", "白沙") + '"\n2024,没有报告\n'
    (tmp_path / "表.csv").write_text(table, encoding="utf-8")
    async with client(tmp_path) as agent:
        assert [one["region"] for one in (await call(agent, "summarize", path="."))["reports"]] == ["白沙县", "青禾县"]
        answer = await agent.call_tool("summarize", {"path": "absent.txt"})
        assert answer.content[0].text.endswith("absent.txt: there is no such file; check the path")
        assert str(tmp_path) not in answer.content[0].text


async def test_records_and_sources_are_known_from_the_start(report: Path, tmp_path: Path) -> None:
    """Records given on the command line are found without summarizing anything."""
    from summarizer.runs import arun_batch

    await arun_batch([str(report)], tmp_path / "records.jsonl")
    async with client(tmp_path, "records.jsonl", "--sources", report.name) as agent:
        (brief,) = (await call(agent, "list_reports"))["reports"]
        facts = (await call(agent, "find_facts", word="造林"))["facts"]
        assert [fact["number"] for fact in facts] == ["2.6万亩", "48.5%"]
        assert "⟦2.6万亩⟧" in (await call(agent, "show_place", report=brief["id"], fact=facts[0]["id"]))["text"]


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("summarize", {"path": "../outside.txt"}, "outside of the folder"),
        ("summarize", {}, "give either the path"),
        ("summarize", {"text": "春日游记"}, "no government work report"),
        ("find_facts", {"slot": "nothing"}, "no such indicator"),
        ("find_facts", {"report": "0"}, "no such report"),
        ("show_place", {"report": "0", "fact": "i1"}, "no such report"),
        ("list_reports", {"year": "last"}, "give a year"),
    ],
)
async def test_agent_is_told_what_is_wrong(tmp_path: Path, tool: str, arguments: dict[str, str], message: str) -> None:
    """A wrong call is answered by one line that says what to do, and the server goes on."""
    from summarizer.service.library import Library
    from summarizer.service.mcp_server import create_server

    async with mcp.Client(create_server(Library(tmp_path, {}))) as agent:
        answer = await agent.call_tool(tool, arguments)
        assert answer.is_error
        assert message in json.dumps([part.text for part in answer.content], ensure_ascii=False)
        assert len((await agent.list_tools()).tools) == len(TOOLS)
