"""Calls to a model and the tokens they take: our client beside others, our prompts beside langextract's."""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

import llm_client
import llm_tokens
from peers.model import OURS, Peer, Table, times

_CALLS = argparse.Namespace(calls=200, delay=0.2, concurrency=32, runs=3)
_PEERS = {
    "bare": Peer("bare openai, schema made once", "openai", "openai"),
    "ours": OURS,
    "instructor": Peer("instructor", "instructor", "instructor"),
    "langextract": Peer("langextract", "langextract", "langextract"),
}


def overhead() -> Table:
    """Wall and CPU time of the same calls to the same slow server, by every client that is installed."""
    measured = {name: pair for name, pair in llm_client.measured_all(_CALLS).items() if name in _PEERS}
    wall, cpu = measured["ours"]
    return Table(
        title="Client overhead",
        note=(
            f"{_CALLS.calls} calls to a local server that answers after {_CALLS.delay:g} s, {_CALLS.concurrency} at "
            f"once, one Pydantic model, as multiples of ours (best of {_CALLS.runs})."
        ),
        columns=("x our wall time", "x our CPU"),
        rows=[(_PEERS[name].label, times(one / wall), times(two / cpu)) for name, (one, two) in measured.items()],
        absent=[peer.name for peer in _PEERS.values() if not peer.installed],
    )


def prompts(paths: Sequence[Path]) -> Table:
    """Tokens sent for the reports in ``paths``, with our prompts and with langextract's."""
    from summarizer.analysis import analyse_document
    from summarizer.documents import read_document

    analyses = [analysis for path in paths for analysis in analyse_document(read_document(path))]
    texts = [analysis.view.text[slice(*analysis.report.extent)] for analysis in analyses]
    tokenizer, count = llm_tokens.tokenizer()
    source = sum(map(count, texts))
    requests = asyncio.run(llm_tokens.requests_of(analyses))
    ours = sum(count(text) for request in requests for text in llm_tokens.prompts_of(request))
    rows = [(OURS.label, times(ours / source), str(len(requests)))]
    peer = llm_tokens.peer_prompts(texts)
    if peer is not None:
        rows.append((_PEERS["langextract"].label, times(sum(map(count, peer)) / source), str(len(peer))))
    return Table(
        title="Prompt tokens",
        note=(
            f"{', '.join(path.name for path in paths)}: tokens of all prompts for one of the text ({tokenizer}), and "
            "calls. Ours buy summaries and a second reading of every number; langextract's, quantities alone, with one "
            "short example and its default buffer. Short reports pay more for the instructions."
        ),
        columns=("x the text", "calls"),
        rows=rows,
        absent=[] if peer is not None else ["langextract"],
    )
