"""What the LLM engine sends for a collection of reports, and what a second run costs.

    python benchmarks/llm_tokens.py REPORTS.txt [--limit 1.5] [--delay 20] [--skip-runs]

Counts the tokens of every prompt (messages, and the schema as a tool) for the reports of a file against the tokens of
their text, all with one tokenizer: Qwen's where dashscope is installed, else the package's own estimate. The answers
come from a simulated model that knows the reports; langextract's prompts for the same text, with one short example, are
counted beside ours where it is installed. Then the same reports are run twice against a local server that thinks for
``--delay`` seconds a call (an answer has some 4,000 tokens: 20 s at 200 tokens a second, and few models are so fast):
the second run must make no call, give the same bytes, and be 50 times faster. The exit code says whether all holds.
"""

import argparse
import asyncio
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from summarizer.analysis import Analysis, analyse_document  # noqa: E402
from summarizer.documents import read_document  # noqa: E402
from summarizer.engines.llm import LLMEngine  # noqa: E402
from summarizer.llm import Client, Request, estimate_tokens, load_settings  # noqa: E402
from summarizer.llm.fake import FakeModel  # noqa: E402
from summarizer.llm.modes import json_schema  # noqa: E402
from summarizer.pipeline import summarize_report  # noqa: E402
from summarizer.schemas import to_json_line  # noqa: E402
from tests.engines.simulated import SimulatedModel  # noqa: E402
from tests.model_server import ModelServer  # noqa: E402

FASTER = 50
PEER_BUFFER = 1_000
Count = Callable[[str], int]


def tokenizer() -> tuple[str, Count]:
    """The name of the tokenizer and how to count with it."""
    if importlib.util.find_spec("dashscope") is None:
        return "the package's estimate", estimate_tokens
    from dashscope.tokenizers import get_tokenizer  # type: ignore[import-not-found, unused-ignore]

    encoder = get_tokenizer("qwen-7b-chat")
    return "Qwen's tokenizer", lambda text: len(encoder.encode(text))


def prompts_of(request: Request[Any]) -> list[str]:
    """Every text that a request sends: its messages, and its schema as a tool."""
    described, parameters = json_schema(request.schema)
    schema = described + json.dumps(parameters, ensure_ascii=False, separators=(",", ":"))
    return [*(message.content for message in request.messages), schema]


async def requests_of(analyses: Sequence[Analysis]) -> list[Request[Any]]:
    """What the engine asks where every answer is right."""
    model = SimulatedModel(analyses)

    def answer(request: Request[Any]) -> dict[str, Any]:
        messages = [{"role": message.role, "content": message.content} for message in request.messages]
        tool = {"function": {"parameters": request.schema.model_json_schema()}}
        return dict(model({"messages": messages, "tools": [tool]}))

    fake = FakeModel(answer)
    engine = LLMEngine(fake, name="simulated")
    for analysis in analyses:
        await summarize_report(analysis, engine)
    return fake.requests


def peer_prompts(texts: Sequence[str]) -> list[str] | None:
    """langextract's prompts for the texts: one short example, chunks of the size that it takes by default."""
    if importlib.util.find_spec("langextract") is None:
        return None
    from langextract import chunking, data, prompting  # type: ignore[import-not-found, unused-ignore]
    from langextract.core.format_handler import FormatHandler  # type: ignore[import-not-found, unused-ignore]
    from langextract.core.tokenizer import UnicodeTokenizer  # type: ignore[import-not-found, unused-ignore]

    example = data.ExampleData(
        text="全县生产总值418.6亿元，增长6.4%。",
        extractions=[
            data.Extraction("indicator", "418.6亿元", attributes={"name": "生产总值", "status": "actual"}),
            data.Extraction("indicator", "6.4%", attributes={"name": "生产总值", "status": "actual"}),
        ],
    )
    template = prompting.PromptTemplateStructured(description="找出每个数字、它的指标名和性质。", examples=[example])
    generator = prompting.QAPromptGenerator(template, FormatHandler())
    return [
        generator.render(chunk.chunk_text)
        for text in texts
        for chunk in chunking.ChunkIterator(text, PEER_BUFFER, UnicodeTokenizer())
    ]


async def run(analyses: Sequence[Analysis], base_url: str, folder: Path) -> tuple[float, list[str], int]:
    """Seconds, lines and calls of one run."""
    settings = load_settings(
        {"base_url": base_url, "model": "simulated", "mode": "tools", "cache_dir": folder, "concurrency": 8}
    )
    async with Client(settings) as client:
        engine = LLMEngine(client, name="simulated")
        started = time.perf_counter()
        records = await asyncio.gather(*(summarize_report(analysis, engine) for analysis in analyses))
        seconds = time.perf_counter() - started
        calls = client.ledger.summary()["calls"]
        assert isinstance(calls, int)
        return seconds, [to_json_line(record) for record in records], calls


def show(label: str, value: str) -> None:
    """One line of the result."""
    sys.stdout.write(f"{label:42} {value}\n")


def count_prompts(analyses: Sequence[Analysis], limit: float) -> bool:
    """Print tokens of text and prompts; whether they keep the limit."""
    name, count = tokenizer()
    texts = [analysis.view.text[slice(*analysis.report.extent)] for analysis in analyses]
    requests = asyncio.run(requests_of(analyses))
    source = sum(map(count, texts))
    sent = sum(count(text) for request in requests for text in prompts_of(request))
    show("counted with", name)
    show("reports, calls", f"{len(analyses)}, {len(requests)}")
    show("tokens of the text", f"{source}")
    show("tokens of all prompts", f"{sent}   {sent / source:.3f} x the text (at most {limit})")
    for kind in dict.fromkeys(request.name for request in requests):
        part = sum(count(text) for request in requests if request.name == kind for text in prompts_of(request))
        show(f"  of them {kind}", f"{part}")
    peer = peer_prompts(texts)
    if peer is None:
        show("langextract", "not installed")
    else:
        tokens = sum(map(count, peer))
        show("langextract's prompts", f"{tokens}   {tokens / source:.3f} x the text, {len(peer)} calls")
    return sent <= limit * source


def time_runs(analyses: Sequence[Analysis], delay: float) -> bool:
    """Print both runs; whether the second is free, the same and fast."""
    with tempfile.TemporaryDirectory() as folder, ModelServer(answer=SimulatedModel(analyses), delay=delay) as server:
        first, lines, calls = asyncio.run(run(analyses, server.base_url, Path(folder)))
        second, again, calls_again = asyncio.run(run(analyses, server.base_url, Path(folder)))
    show("first run", f"{first:.2f} s, {calls} calls of {delay:g} s, 8 at once")
    show("second run", f"{second:.2f} s, {calls_again} calls, {first / second:.0f} x faster (at least {FASTER})")
    show("same bytes", str(lines == again))
    return lines == again and calls_again == 0 and first >= FASTER * second


def main() -> int:
    """Measure, print, and say by the exit code whether the limits are kept."""
    parser = argparse.ArgumentParser(description="Tokens that the LLM engine sends, and what a second run costs.")
    parser.add_argument("reports", type=Path, help="a file of reports")
    parser.add_argument("--limit", type=float, default=1.5, help="tokens of prompts for one of text, at most")
    parser.add_argument("--delay", type=float, default=20.0, help="seconds that the server thinks about a call")
    parser.add_argument("--skip-runs", action="store_true", help="count tokens only")
    given = parser.parse_args()
    analyses = list(analyse_document(read_document(given.reports)))
    kept = count_prompts(analyses, given.limit)
    if not given.skip_runs:
        kept = time_runs(analyses, given.delay) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
