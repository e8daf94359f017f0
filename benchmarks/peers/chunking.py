"""Reports in chunks of at most 2,000 characters: how many end where a sentence ends, how many cut a number in two."""

import re
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

from peers.model import OURS, Peer, Table, percent, times

LIMIT = 2_000
_RUNS = 3
_SENTENCE_END = re.compile(r"[。！？!?；;：:][”’」』）)]*\s*$")
"""Where a chunk may end. A heading ends no sentence, but a chunk that ends with one leaves it without its text."""

Cut = Callable[[str], Sequence[str]]


def table(paths: Sequence[Path]) -> Table:
    """Chunks of the reports in ``paths`` (UTF-8 text) by every program that is installed."""
    texts = [path.read_text(encoding="utf-8-sig") for path in paths]
    measured = [(peer, *_measured(make(), texts)) for peer, make in SPLITTERS if peer.installed]
    ours = next(seconds for peer, _, seconds in measured if peer is OURS)
    names = ", ".join(path.name for path in paths)
    return Table(
        title="Chunking",
        note=(
            f"{names} in chunks of at most {LIMIT:,} characters: chunks, the share that ends where a sentence ends, "
            f"chunks that end inside a number, and CPU time as a multiple of ours (median of {_RUNS}). Ours reads the "
            "outline first, which is in its time; peers see plain text."
        ),
        columns=("chunks", "end with a sentence %", "cut inside a number", "x our CPU"),
        rows=[(peer.label, *cells, times(seconds / ours)) for peer, cells, seconds in measured],
        absent=[peer.name for peer, _ in SPLITTERS if not peer.installed],
    )


def _measured(cut: Cut, texts: Sequence[str]) -> tuple[tuple[str, ...], float]:
    chunks = [list(filter(str.strip, cut(text))) for text in texts]
    seconds = median(_seconds(cut, texts) for _ in range(_RUNS))
    inner = [(before, after) for group in chunks for before, after in pairwise(group)]
    ends = sum(bool(_SENTENCE_END.search(before)) for before, _ in inner)
    inside = sum(_inside_number(before, after) for before, after in inner)
    return (str(sum(map(len, chunks))), percent(ends, len(inner)), str(inside)), seconds


def _inside_number(before: str, after: str) -> bool:
    """Whether the border cuts a number: digits on both sides of it, or of the point or comma at it."""
    return bool(re.search(r"\d[.,，]?$", before) and re.match(r"[.,，]?\d", after))


def _seconds(cut: Cut, texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        cut(text)
    return time.process_time() - start


def _ours() -> Cut:
    from summarizer.chunker import chunks, find_reports, outline
    from summarizer.documents import Document, build_view

    def cut(text: str) -> Sequence[str]:
        view = build_view(Document("report", text))
        return [
            view.text[slice(*chunk.extent)]
            for report in find_reports(view)
            for chunk in chunks(view, report, outline(view, report), limit=LIMIT)
        ]

    return cut


def _langextract() -> Cut:
    from langextract import chunking  # type: ignore[import-not-found, unused-ignore]
    from langextract.core.tokenizer import UnicodeTokenizer  # type: ignore[import-not-found, unused-ignore]

    return lambda text: [chunk.chunk_text for chunk in chunking.ChunkIterator(text, LIMIT, UnicodeTokenizer())]


def _langchain() -> Cut:
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # type: ignore[import-not-found, unused-ignore]

    # The separators that its documentation recommends for languages without spaces between words.
    separators = ["\n\n", "\n", "。", "．", "；", "，", ""]
    splitter = RecursiveCharacterTextSplitter(
        separators=separators, keep_separator="end", chunk_size=LIMIT, chunk_overlap=0
    )
    return splitter.split_text  # type: ignore[no-any-return, unused-ignore]


def _semchunk() -> Cut:
    import semchunk  # type: ignore[import-not-found, unused-ignore]

    chunker = semchunk.chunkerify(len, LIMIT, memoize=False)
    return lambda text: list(chunker(text))


def _chonkie() -> Cut:
    from chonkie import SentenceChunker  # type: ignore[import-not-found, unused-ignore]

    chunker = SentenceChunker("character", chunk_size=LIMIT, delim=["。", "！", "？", "\n"])
    return lambda text: [chunk.text for chunk in chunker.chunk(text)]


def _semantic() -> Cut:
    from semantic_text_splitter import TextSplitter  # type: ignore[import-not-found, unused-ignore]

    return TextSplitter(LIMIT).chunks  # type: ignore[no-any-return, unused-ignore]


SPLITTERS: tuple[tuple[Peer, Callable[[], Cut]], ...] = (
    (OURS, _ours),
    (Peer("chonkie", "chonkie", "chonkie"), _chonkie),
    (Peer("langchain-text-splitters", "langchain_text_splitters", "langchain-text-splitters"), _langchain),
    (Peer("langextract", "langextract", "langextract"), _langextract),
    (Peer("semantic-text-splitter", "semantic_text_splitter", "semantic-text-splitter"), _semantic),
    (Peer("semchunk", "semchunk", "semchunk"), _semchunk),
)
