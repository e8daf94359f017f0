"""``summarizer summarize --dry-run``: what a run would ask of the model, without a call."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.cli.console import say_error, write_lines
from summarizer.cli.language import spoken, told
from summarizer.errors import SourceError

if TYPE_CHECKING:
    from summarizer.analysis import Analysis
    from summarizer.cli.engines import ModelRun
    from summarizer.documents import SourcePath
    from summarizer.llm import Usage


def print_estimate(run: "ModelRun", sources: "Sequence[str | SourcePath]") -> bool:
    """Print calls, tokens and cost that the sources would take on an empty cache, re-asks not counted.

    Input is estimated, output is the most that may be written. False where a source could not be read.
    """
    from summarizer.llm import Usage, load_prices, price_of

    total, calls, reports, whole = Usage(), 0, 0, True
    for analysis in _analyses(sources):
        if analysis is None:
            whole = False
            continue
        uses = _uses(run, analysis)
        total, calls, reports = sum(uses, total), calls + len(uses), reports + 1
    price = price_of(run.settings.model, load_prices(run.settings.prices))
    lines = [
        f"reports        {reports}",
        f"calls          {calls}",
        f"input tokens   {total.input_tokens} (estimated)",
        f"output tokens  {total.output_tokens} (at most)",
        f"cost           {f'{price.cost(total):.4f} {price.currency} (at most)' if price else 'no price is known'}",
    ]
    write_lines(told(" ".join(line.split())) if spoken() == "zh" else line for line in lines)
    return whole


def _uses(run: "ModelRun", analysis: "Analysis") -> "list[Usage]":
    from summarizer.llm import estimate_request
    from summarizer.llm.fake import NOBODY
    from summarizer.pipeline import with_doubts

    requests = run.engine(NOBODY).requests(with_doubts(analysis))
    return [estimate_request(request, run.settings) for request in requests]


def _analyses(sources: "Sequence[str | SourcePath]") -> "Iterator[Analysis | None]":
    """Every report of the sources; None, and a line on standard error, for what cannot be read."""
    from summarizer.analysis import analyse_document
    from summarizer.documents import read_document
    from summarizer.runs.model import Failure
    from summarizer.runs.sources import expand

    for source in expand(sources):
        if isinstance(source, Failure):
            say_error(source.message)
            yield None
            continue
        try:
            yield from analyse_document(source.document or read_document(source.name, how=source.how))
        except SourceError as error:
            say_error(error)
            yield None
