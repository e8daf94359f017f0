"""The review page in a real browser: size, time to load, frames a second while the text scrolls.

    python benchmarks/page.py RECORDS.jsonl SOURCES...

Needs the extra ``test`` (playwright) and Chromium. Times are of this machine without a graphics card.
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from summarizer.cli.records import read_records
from summarizer.cli.sources import read_documents
from summarizer.review import page, with_sources
from tests.review.browser import FLAGS, chromium

REPORTS = 20
SCROLL = """async () => {
  const pane = document.getElementById("text-pane");
  const gaps = [];
  let last = performance.now();
  const begun = last;
  while (last - begun < 3000) {
    pane.scrollTop += 40;
    if (pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 1) pane.scrollTop = 0;
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - last);
    last = now;
  }
  gaps.sort((one, other) => one - other);
  const at = share => gaps[Math.floor(gaps.length * share)];
  return { frames: gaps.length, seconds: (last - begun) / 1000, median: at(0.5), p95: at(0.95), longest: gaps.at(-1) };
}"""


def load(tab: Page, path: Path) -> float:
    """Seconds until the numbers of the first report are there and painted."""
    begun = time.perf_counter()
    tab.goto(path.as_uri())
    tab.locator("mark").first.wait_for()
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - begun


def main(records: str, sources: list[str]) -> None:
    """Build the page of the longest reports and print its figures."""
    items = sorted(with_sources(read_records(records), read_documents(sources)), key=lambda item: -len(item.text or ""))
    chosen = items[:REPORTS]
    path = Path(tempfile.mkdtemp()) / "page.html"
    begun = time.perf_counter()
    path.write_bytes(page(chosen))
    made = time.perf_counter() - begun
    characters = sum(len(item.text or "") for item in chosen)
    print(
        f"{len(chosen)} reports, {characters} characters, {sum(len(item.record.indicators) for item in chosen)} numbers"
    )
    print(f"made in {made:.2f} s, {path.stat().st_size / 1e6:.1f} MB")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for name, width in (("desktop", 1280), ("phone", 390)):
            tab = browser.new_context(viewport={"width": width, "height": 800}).new_page()
            times = sorted(load(tab, path) for _ in range(5))
            scrolled = tab.evaluate(SCROLL)
            rate = scrolled["frames"] / scrolled["seconds"]
            told = ", ".join(f"{key} {scrolled[key]:.1f} ms" for key in ("median", "p95", "longest"))
            print(f"{name}: loads in {times[2]:.2f} s (median of 5), scrolls at {rate:.0f} frames a second ({told})")
        browser.close()


main(sys.argv[1], sys.argv[2:])
