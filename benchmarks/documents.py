"""Are the facts of a report the same in every form it comes in? And what does reading each form cost?

    python benchmarks/documents.py facts REPORT.txt ...     the table of forms by agreement with the plain text
    python benchmarks/documents.py pages FILE.pdf ...       each number's page against the PDF's own text by page
    python benchmarks/documents.py cost REPORT.txt          time and memory a form; side_by_side.py has others
    python benchmarks/documents.py fuzz SECONDS FILE ...    mutated files: no crash, no hang, bounded memory

Forms are made by LibreOffice and Chromium, which must be installed; what is missing is left out and said so.
"""

import argparse
import csv
import html
import io
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import summarizer
from summarizer.documents import documents_from_bytes, read_document
from summarizer.documents.document import Document
from summarizer.errors import SourceError
from summarizer.schemas import Record

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_STYLE = "body{font-family:'Noto Serif CJK SC',serif;font-size:14pt;line-height:1.6}p{text-indent:2em;margin:0 0 .3em}"
_COLUMNS = "@page{margin:15mm}body{font-size:10.5pt}.c{column-count:2;column-gap:10mm}"
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")
_FIGURE = re.compile(r"\d[\d.,]*(?:万亿|亿|万)?(?:元|吨|人|户|家|个|亩|公里|平方米|千瓦|%|个百分点)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["facts", "pages", "cost", "fuzz"])
    parser.add_argument("arguments", nargs="+")
    given = parser.parse_args()
    {"facts": _facts, "pages": _pages, "cost": _cost, "fuzz": _fuzz}[given.what](given.arguments)


def forms(path: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """The report in a text file in each form, as (what it is, where it is)."""
    lines = [line.strip() for line in read_document(path).text.split("\n") if line.strip()]
    title = next(line for line in lines if "工作报告" in line)
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    yield "GB18030", _write(folder / "gb18030.txt", "\n".join(lines).encode("gb18030"))
    yield "one line", _write(folder / "one-line.txt", "".join(lines).encode())
    yield "Markdown, bold figures", _write(folder / "bold.md", _markdown(lines).encode())
    page = _write(folder / "page.html", _site(title, body).encode("gbk", "xmlcharrefreplace"))
    yield "HTML with navigation", page
    yield "CSV row", _write(folder / "row.csv", _csv(title, lines))
    plain = _write(folder / "plain.html", _html(title, body, _STYLE).encode())
    columns = _write(folder / "columns.html", _html(title, f"<div class=c>{body}</div>", _STYLE + _COLUMNS).encode())
    if browser := next(filter(None, map(shutil.which, _BROWSERS)), None):
        yield "PDF, Chromium, heads and feet", _printed(browser, plain, folder / "chromium.pdf", heads=True)
        yield "PDF, two columns", _printed(browser, columns, folder / "columns.pdf", heads=False)
    if office := shutil.which("soffice"):
        docx = _converted(office, plain, "docx:MS Word 2007 XML", folder, "docx")
        yield "DOCX", docx
        yield "PDF, LibreOffice", _converted(office, docx, "pdf", folder, "pdf")


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _markdown(lines: list[str]) -> str:
    heads = {"、": "## ", "）": "### "}
    out = [
        f"{heads['、' if line[1:3].find('、') >= 0 else '）']}{line}"
        if _HEADING.match(line) and len(line) < 45
        else line
        for line in lines
    ]
    return "\n\n".join(_FIGURE.sub(lambda match: f"**{match.group()}**", line) for line in out)


def _html(title: str, body: str, style: str) -> str:
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>{style}</style>'
    return f'<!DOCTYPE html><html lang="zh"><head>{head}</head><body>{body}</body></html>'


def _site(title: str, body: str) -> str:
    links = "".join(
        f'<li><a href="/{n}.html">{name}</a></li>' for n, name in enumerate(["首页", "要闻", "政务公开", "2023年报告"])
    )
    head = f'<meta charset="gbk"><title>{html.escape(title)}_某某网</title><script>var rate = "增长5%";</script>'
    foot = "<footer>网站备案12345号 访问量 3,456,789 次</footer>"
    related = '<div class="more"><h3>相关链接</h3><a href="/1">2022年政府工作报告：增长6.5%</a></div>'
    page = f'<div id="nav"><ul>{links}</ul></div><div id="main">{body}</div>{related}{foot}'
    return f"<html><head>{head}</head><body>{page}</body></html>"


def _csv(title: str, lines: list[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([["id", "title", "doc"], [1, title, "\n".join(lines)]])
    return out.getvalue().encode("utf-8-sig")


def _printed(browser: str, page: Path, pdf: Path, *, heads: bool) -> Path:
    options = [] if heads else ["--no-pdf-header-footer"]
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", *options, f"--print-to-pdf={pdf}", str(page)]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    return pdf


def _converted(office: str, source: Path, target: str, folder: Path, suffix: str) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", target, "--outdir", str(folder)]
    filters = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    subprocess.run([*command, *filters, str(source)], capture_output=True, check=True, timeout=300)
    return folder / f"{source.stem}.{suffix}"


def _facts(arguments: list[str]) -> None:
    print("| report | form | facts | same % | beside | headings | head |")
    print("| --- | --- | --: | --: | --: | --- | --- |")
    for name in arguments:
        whole = records(Path(name))
        with tempfile.TemporaryDirectory() as folder:
            for form, path in forms(Path(name), Path(folder)):
                _row(Path(name).stem, form, whole, records(path))


def records(path: Path) -> list[Record]:
    """The records of all documents in a file."""
    return list(summarizer.summarize_batch([path], workers=1))


def _row(report: str, form: str, whole: list[Record], found: list[Record]) -> None:
    expected, got = (Counter(_keys(each)) for each in (whole, found))
    same = sum((expected & got).values())
    total = sum(expected.values())
    headings, expected_headings = _headings(found), _headings(whole)
    shared = len(set(headings) & set(expected_headings))
    heads, expected_heads = list(map(_head, found)), list(map(_head, whole))
    cells = (
        report,
        form,
        str(total),
        f"{100 * same / max(1, total):.2f}",
        str(sum((got - expected).values())),
        "same" if headings == expected_headings else f"{shared}/{len(expected_headings)}",
        "same" if heads == expected_heads else str(heads),
    )
    print(f"| {' | '.join(cells)} |", flush=True)


def _headings(found: list[Record]) -> list[tuple[str | None, str | None]]:
    return [(part.number, part.heading) for record in found for part in record.sections]


def _keys(found: list[Record]) -> Iterator[tuple[object, ...]]:
    for record in found:
        for fact in record.indicators:
            quantity, period = fact.quantity, fact.period
            years = (period.start, period.end) if period else None
            yield (quantity.value, quantity.value_max, quantity.unit, fact.name, years, fact.status, fact.measure)


def _head(record: Record) -> tuple[object, ...]:
    return (record.report.title, record.report.year, record.report.region.name)


def _pages(arguments: list[str]) -> None:
    """Numbers that stand on one page only, by the PDF's own text of each page: is theirs the page in the record?"""
    for name in arguments:
        own = [_squeezed(page) for page in _page_texts(Path(name))]
        right = wrong = 0
        for record in records(Path(name)):
            for fact in record.indicators:
                where = [number for number, text in enumerate(own, 1) if _squeezed(fact.evidence.quote) in text]
                if len(where) == 1:
                    right += where[0] == fact.evidence.page
                    wrong += where[0] != fact.evidence.page
        print(f"{name}: {right} of {right + wrong} pages right")


def _page_texts(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, timeout=300)
    return done.stdout.decode("utf-8", "replace").split("\f")[:-1]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _cost(arguments: list[str]) -> None:
    print("| form | bytes | reading ms | peak MB |")
    print("| --- | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as folder:
        for form, path in [("text", Path(arguments[0])), *forms(Path(arguments[0]), Path(folder))]:
            seconds, peak = _measured([sys.executable, "-c", _READ, str(path)])
            print(f"| {form} | {path.stat().st_size} | {seconds * 1000:.1f} | {peak:.0f} |", flush=True)


_READ = """
import sys, time, resource
from summarizer.documents import documents_from_bytes
data = open(sys.argv[1], "rb").read()
list(documents_from_bytes(data, sys.argv[1]))
start = time.perf_counter()
list(documents_from_bytes(data, sys.argv[1]))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _measured(call: list[str]) -> tuple[float, float]:
    """Seconds and megabytes that a program says it took; nothing where it cannot run."""
    done = subprocess.run(call, capture_output=True, timeout=600, check=False)
    if done.returncode:
        return float("nan"), float("nan")
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


def _fuzz(arguments: list[str]) -> None:
    """Read mutated files until the time is over; the seed of each is printed where something goes wrong."""
    until = time.monotonic() + float(arguments[0])
    originals = [(Path(name).name, Path(name).read_bytes()) for name in arguments[1:]]
    tries = read = 0
    slowest = (0.0, "")
    while time.monotonic() < until:
        name, data = originals[tries % len(originals)]
        start = time.monotonic()
        read += _try(_mutated(data, random.Random(tries)), name, tries)
        slowest = max(slowest, (time.monotonic() - start, f"{name}, seed {tries}"))
        tries += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{tries} files, {read} of them read, slowest {slowest[0]:.2f} s ({slowest[1]}), peak {peak:.0f} MB")


def _try(data: bytes, name: str, seed: int) -> bool:
    try:
        found: list[Document] = list(documents_from_bytes(data, name))
    except SourceError:
        return False
    except Exception as error:
        print(f"{name}, seed {seed}: {type(error).__name__}: {error}", flush=True)
        return False
    return bool(found)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, moved, repeated or cut off."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20, 100))):
        _MUTATIONS[chance.randrange(len(_MUTATIONS))](out, chance)
    return bytes(out)


def _flip(out: bytearray, chance: random.Random) -> None:
    if out:
        out[chance.randrange(len(out))] = chance.randrange(256)


def _cut(out: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(out) + 1)
    del out[start : start + chance.choice((1, 10, 1000, 1 << 20))]


def _repeat(out: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(out) + 1)
    piece = out[start : start + chance.choice((1, 16, 256))]
    out[start:start] = piece * chance.choice((2, 16, 256))


def _noise(out: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(out) + 1)
    out[start:start] = chance.randbytes(chance.choice((1, 8, 64)))


_MUTATIONS: list[Callable[[bytearray, random.Random], None]] = [_flip, _flip, _cut, _repeat, _noise]


if __name__ == "__main__":
    main()
