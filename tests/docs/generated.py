"""The parts of the docs that are made, not written: between ``<!-- made: NAME -->`` and ``<!-- end -->``.

``made(page)`` gives a page with these parts made anew; ``make docs`` writes it, a test compares. The drawing of the
layers is a file of its own, made by ``tests.docs.drawing``.
"""

import json
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.llm import Usage, load_prices, price_of
from tests.docs.licences import licences
from tests.docs.pages import BIN, DOCS, ROOT, environment, is_chinese

_PART = re.compile(r"(?P<mark><!-- made: (?P<name>\w+) -->\n).*?(?=^<!-- end -->$)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^  (\w+)  ", re.MULTILINE)
COUNTY_REPORTS = 56_000
"""About 2,800 counties over 20 years."""
PRICED = ("deepseek-v4-flash", "qwen-plus", "glm-5", "doubao-seed-2.0-lite", "gpt-5.4-nano", "gpt-5.4-mini")

Json = Mapping[str, Any]


def made(page: Path) -> str:
    """The text of a page with its made parts as they ought to be."""
    text = page.read_text(encoding="utf-8")
    return _PART.sub(lambda part: f"{part['mark']}\n{PARTS[part['name']](page).strip()}\n\n", text)


def command_reference(page: Path) -> str:
    """A heading and the help of every command, in the order of the command list, groups before what is in them."""
    return "\n\n".join(
        f"## summarizer {command}\n\n```text\n{_help(command, page)}\n```" for command in commands() if command
    )


@cache
def commands() -> tuple[str, ...]:
    """Every command; "" is the program itself, and the commands of a group follow it."""

    def below(command: str) -> Iterable[str]:
        yield command
        listed = _help(command, ROOT / "README.md").partition("\nCommands")[2] if command in GROUPS else ""
        for name in _COMMAND.findall(listed):
            yield from below(f"{command} {name}".strip())

    return tuple(below(""))


GROUPS = ("", "cache", "batch")
"""The commands that hold others."""


@cache
def _help(command: str, page: Path) -> str:
    """What a command prints as its help, on a page of 80 columns, in the language of the page."""
    call = [str(BIN / "summarizer"), *command.split(), "--help"]
    settings = {**environment(page, ROOT), "COLUMNS": "80"}
    done = subprocess.run(call, check=True, capture_output=True, text=True, encoding="utf-8", env=settings)
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())


def record_reference(page: Path) -> str:
    """A table for each object of the record's JSON Schema: field, type, what it says."""
    schema = json.loads((ROOT / "schemas" / "record.schema.json").read_text(encoding="utf-8"))
    words = _chinese() if is_chinese(page) else {}
    objects = {"Record": schema, **schema["$defs"]}
    return "\n\n".join(_object(name, described, objects, words) for name, described in objects.items())


@cache
def _chinese() -> dict[str, Any]:
    return tomllib.loads((DOCS / "zh" / "schema.toml").read_text(encoding="utf-8"))


def _object(name: str, described: Json, objects: Mapping[str, Json], words: Mapping[str, Mapping[str, str]]) -> str:
    own = words.get(name, {})
    heads = ("字段", "类型", "含义") if words else ("field", "type", "meaning")
    about = own.get("about", "") if words else described.get("description", "").split("\n\n")[0]
    rows = [
        f"| `{field}` | {_type(kind)} | {own.get(field) if words else _meaning(kind, objects)} |"
        for field, kind in described["properties"].items()
    ]
    return "\n".join([f"## {name}", "", about, "", f"| {' | '.join(heads)} |", "| --- | --- | --- |", *rows])


def _meaning(kind: Json, objects: Mapping[str, Json]) -> str:
    """What the schema says of a field: its own words, else the first sentence of the object that it holds."""
    named = re.search(r"#/\$defs/(\w+)", json.dumps(kind))
    about = objects[named[1]]["description"] if named else ""
    return str(kind.get("description") or about.split("\n\n")[0]).replace("|", "\\|")


def _type(kind: Json) -> str:
    """A type of JSON Schema in a cell of a table; objects are links to their own table."""
    if "$ref" in kind:
        name = kind["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in kind:
        return " \\| ".join(_type(one) for one in kind["anyOf"])
    if "const" in kind:
        return f"`{kind['const']}`"
    if "enum" in kind:
        return " \\| ".join(f"`{value}`" for value in kind["enum"])
    if "prefixItems" in kind:
        return "[start, end)"
    if kind["type"] == "array":
        return f"{_type(kind['items'])} …"
    return str(kind.get("format", kind["type"]))


def cost_of_counties(page: Path) -> str:
    """What 56,000 county reports cost with some models, from the tokens measured for docs/scaling.md."""
    usage = _usage_of_a_report()
    prices = load_prices()
    source = tomllib.loads((ROOT / "summarizer" / "llm" / "prices.toml").read_text(encoding="utf-8"))["models"]
    head = ("模型", "实时调用", "批量接口（半价）", "价格的出处") if is_chinese(page) else (
        "model", "live", "batch API (half price)", "price from"
    )  # fmt: skip
    rows = []
    for name in PRICED:
        price = price_of(name, prices)
        assert price is not None
        total = price.cost(usage) * COUNTY_REPORTS
        rows.append(
            f"| `{name}` | {total:,.0f} {price.currency} | {total / 2:,.0f} {price.currency} "
            f"| {source[name]['source']} |"
        )
    return "\n".join([f"| {' | '.join(head)} |", "| --- | --: | --: | --- |", *rows])


def _usage_of_a_report() -> Usage:
    """Tokens of a report, as the table of measured figures in docs/scaling.md has them."""
    text = (DOCS / "scaling.md").read_text(encoding="utf-8")
    figures = dict(re.findall(r"^\| (\w+ tokens) \| 0 \| ([\d,]+) \|$", text, re.MULTILINE))
    read, written = (int(figures[f"{which} tokens"].replace(",", "")) for which in ("input", "output"))
    return Usage(input_tokens=read, output_tokens=written)


def licence_table(page: Path) -> str:
    """Every package that a run needs or an extra brings, with its licence."""
    head = ("软件包", "许可证") if is_chinese(page) else ("package", "licence")
    return "\n".join(
        [f"| {' | '.join(head)} |", "| --- | --- |", *(f"| {name} | {licence} |" for name, licence in licences())]
    )


def side_by_side(page: Path) -> str:
    """The tables that ``make bench`` wrote, without their heading; how to make them, where it has not been run."""
    results = ROOT / "benchmarks" / "RESULTS.md"
    if not results.exists():
        return "还没有结果：运行上面两条命令，再运行 `make docs`。" if is_chinese(page) else (
            "There are no results yet: run the two commands above, then `make docs`."
        )  # fmt: skip
    return results.read_text(encoding="utf-8").partition("\n")[2]


PARTS: dict[str, Callable[[Path], str]] = {
    "commands": command_reference,
    "record": record_reference,
    "cost": cost_of_counties,
    "licences": licence_table,
    "benchmarks": side_by_side,
}
"""What can be made, by the name that a page gives."""
