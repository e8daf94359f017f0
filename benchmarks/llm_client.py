"""What our client costs beside others: wall time and CPU for the same calls to the same server.

    python benchmarks/llm_client.py [--calls 400] [--delay 0.2] [--concurrency 32] [--runs 5]

The server is a process of its own and answers each call after the same delay; so is each contestant, measured after a
first call has loaded and opened everything. Every contestant asks for the same Pydantic model with the same schema and
validates the answers. `bare` is AsyncOpenAI with a schema computed once: the least that can be done with that SDK.
Limits kept: ours at most 1.2 x its wall time and 1.8 x its CPU; the exit code says so. Peers are measured where they
are installed.
"""

import argparse
import asyncio
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field

ROOT = Path(__file__).resolve().parents[1]
MAX_WALL_RATIO = 1.2
MAX_CPU_RATIO = 1.8
# What langextract is answered: eight extractions that stand in the text.
EXTRACTED = ("地区生产总值增长5.3%", "一般公共预算收入完成328.6亿元", "城镇新增就业4.1万人", "收入增长6.2%") * 2
SENTENCE = "全市地区生产总值增长5.3%，一般公共预算收入完成328.6亿元，城镇新增就业4.1万人，居民人均可支配收入增长6.2%。"

Ask = Callable[[int], Awaitable[object]]


class Claim(BaseModel):
    """A number of the text and what it says."""

    mark: str = Field(description="编号")
    name: str = Field(description="指标名称")
    value: str
    unit: str
    status: str


class Section(BaseModel):
    """What a section says."""

    summary: str
    points: list[str] = Field(min_length=4, max_length=8)
    claims: list[Claim] = Field(min_length=8)


def text_of(number: int) -> str:
    """About 1,000 characters, other ones for every call."""
    return f"第{number}节\n" + SENTENCE * 18


async def with_bare(base_url: str, calls: int, concurrency: int) -> tuple[float, float]:
    """AsyncOpenAI, schema made once."""
    from openai import AsyncOpenAI

    schema: Any = {"type": "json_schema", "json_schema": {"name": "section", "schema": Section.model_json_schema()}}
    async with AsyncOpenAI(api_key="none", base_url=base_url, max_retries=0) as client:

        async def ask(number: int) -> object:
            reply = await client.chat.completions.create(
                model="test-model",
                messages=[{"role": "system", "content": "摘要"}, {"role": "user", "content": text_of(number)}],
                response_format=schema,
                max_tokens=4096,
                temperature=0,
            )
            return Section.model_validate_json(reply.choices[0].message.content or "")

        return await measured(ask, calls, concurrency)


async def with_ours(base_url: str, calls: int, concurrency: int, cache: str = "off") -> tuple[float, float]:
    """Our client with its limits, budget, ledger and retries; every answer is new to the cache."""
    from summarizer.llm import Client, Message, Request, load_settings

    with tempfile.TemporaryDirectory() as folder:
        given = {"base_url": base_url, "model": "test-model", "concurrency": concurrency, "cache": cache}
        settings = load_settings({**given, "cache_dir": Path(folder), "max_tokens_total": 10**9, "rpm": 10**6})
        async with Client(settings) as model:

            async def ask(number: int) -> object:
                messages = (Message("system", "摘要"), Message("user", text_of(number)))
                return (await model.complete(Request(messages=messages, schema=Section, name="section"))).value

            return await measured(ask, calls, concurrency)


async def with_ours_caching(base_url: str, calls: int, concurrency: int) -> tuple[float, float]:
    """The same, each answer written to the cache on disk."""
    return await with_ours(base_url, calls, concurrency, cache="on")


async def with_instructor(base_url: str, calls: int, concurrency: int) -> tuple[float, float]:
    """instructor's own create(), same mode."""
    import instructor
    from openai import AsyncOpenAI

    async with AsyncOpenAI(api_key="none", base_url=base_url, max_retries=0) as openai_client:
        client = instructor.from_openai(openai_client, mode=instructor.Mode.JSON_SCHEMA)

        async def ask(number: int) -> object:
            return await client.chat.completions.create(
                model="test-model",
                messages=[{"role": "system", "content": "摘要"}, {"role": "user", "content": text_of(number)}],
                response_model=Section,
                max_tokens=4096,
                temperature=0,
                max_retries=0,
            )

        return await measured(ask, calls, concurrency)


async def with_langextract(base_url: str, calls: int, concurrency: int) -> tuple[float, float]:
    """langextract over as many one-chunk documents, its worker threads as wide as our concurrency."""
    import langextract  # type: ignore[import-not-found, unused-ignore]
    from langextract import data, factory  # type: ignore[import-not-found, unused-ignore]

    example = data.ExampleData(text="增长5.3%", extractions=[data.Extraction("指标", "增长5.3%")])
    options = {"api_key": "none", "base_url": base_url, "max_workers": concurrency}
    config = factory.ModelConfig(model_id="test-model", provider="OpenAILanguageModel", provider_kwargs=options)

    def run(numbers: range) -> None:
        documents = [data.Document(text=text_of(number), document_id=str(number)) for number in numbers]
        for _ in langextract.extract(
            text_or_documents=documents,
            prompt_description="摘要",
            examples=[example],
            config=config,
            max_char_buffer=5000,
            batch_length=concurrency,
            max_workers=concurrency,
            show_progress=False,
        ):
            pass

    run(range(1))
    started, cpu = time.perf_counter(), time.process_time()
    run(range(1, calls + 1))
    return time.perf_counter() - started, time.process_time() - cpu


CONTESTANTS: dict[str, tuple[str, Callable[[str, int, int], Awaitable[tuple[float, float]]]]] = {
    "bare": ("openai", with_bare),
    "ours": ("summarizer", with_ours),
    "ours+cache": ("summarizer", with_ours_caching),
    "instructor": ("instructor", with_instructor),
    "langextract": ("langextract", with_langextract),
}


async def measured(ask: Ask, calls: int, concurrency: int) -> tuple[float, float]:
    """Wall and CPU seconds of `calls` calls, `concurrency` at once, after a first one to warm up."""
    await ask(0)
    gate = asyncio.Semaphore(concurrency)

    async def gated(number: int) -> None:
        async with gate:
            await ask(number)

    started, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(gated(number) for number in range(1, calls + 1)))
    return time.perf_counter() - started, time.process_time() - cpu


def run_contestant(name: str, base_url: str, given: argparse.Namespace) -> tuple[float, float]:
    """One run in a process of its own: wall and CPU seconds."""
    options = ["--only", name, "--base-url", base_url]
    options += ["--calls", str(given.calls), "--concurrency", str(given.concurrency)]
    done = subprocess.run(
        [sys.executable, __file__, *options], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    wall, cpu = json.loads(done.stdout.splitlines()[-1])
    return wall, cpu


def measured_all(given: argparse.Namespace) -> dict[str, tuple[float, float]]:
    """Run all that are installed in turn, ``given.runs`` times: the best wall and CPU seconds of each."""
    text = json.dumps({"extractions": [{"指标": words} for words in EXTRACTED]}, ensure_ascii=False)
    command = [sys.executable, str(ROOT / "tests" / "model_server.py"), "--delay", str(given.delay), "--text", text]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    base_url = server.stdout.readline().strip()
    names = [name for name, (package, _) in CONTESTANTS.items() if importlib.util.find_spec(package)]
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    try:
        for _ in range(given.runs):
            for name in names:
                runs[name].append(run_contestant(name, base_url, given))
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()
    return {name: best(pairs) for name, pairs in runs.items()}


def compare(given: argparse.Namespace) -> bool:
    """Print the best of each and the ratios; whether ours keeps its limits."""
    measured = measured_all(given)
    ideal = given.delay * given.calls / given.concurrency
    say(f"{given.calls} calls x {given.delay:g} s, {given.concurrency} at once, ideal {ideal:.2f} s")
    say(f"best of {given.runs} runs:")
    say(f"{'':<12}{'wall s':>8}{'x bare':>8}{'CPU ms/call':>13}{'x bare':>8}")
    kept = True
    bare_wall, bare_cpu = measured["bare"]
    for name, (wall, cpu) in measured.items():
        wall_ratio, cpu_ratio = wall / bare_wall, cpu / bare_cpu
        say(f"{name:<12}{wall:>8.2f}{wall_ratio:>8.2f}{1000 * cpu / given.calls:>13.2f}{cpu_ratio:>8.2f}")
        if name.startswith("ours"):
            kept = kept and wall_ratio <= MAX_WALL_RATIO and cpu_ratio <= MAX_CPU_RATIO
    say(f"limits ({MAX_WALL_RATIO} x wall, {MAX_CPU_RATIO} x CPU): {'kept' if kept else 'BROKEN'}")
    return kept


def best(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """The least of each column: what else runs on the machine only ever adds."""
    return min(wall for wall, _ in pairs), min(cpu for _, cpu in pairs)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Compare all, or run one contestant against a server that is already there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--calls", type=int, default=400)
    parser.add_argument("--delay", type=float, default=0.2)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--base-url", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        wall, cpu = asyncio.run(_run(CONTESTANTS[given.only][1](given.base_url, given.calls, given.concurrency)))
        say(json.dumps([wall, cpu]))
        return 0
    return 0 if compare(given) else 1


async def _run(contest: Awaitable[tuple[float, float]]) -> tuple[float, float]:
    return await contest


if __name__ == "__main__":
    sys.exit(main())
