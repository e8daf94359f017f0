"""Take the pictures of the review page that README and docs show (``make picture``; needs Chromium).

The page is that of an example report; a doubtful number is selected, so that what there is to do can be seen.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("summarizer")
REPORT = ROOT / "examples" / "province-2024.txt"
PICTURES = {"en-US": ROOT / "docs" / "review.png", "zh-CN": ROOT / "docs" / "zh" / "review.png"}
WIDTH, HEIGHT = 1120, 505


def review_page(folder: Path) -> Path:
    """The review page of the example, made in ``folder``."""
    records, page = folder / "records.jsonl", folder / "review.html"
    for call in (
        ["summarize", REPORT, "-o", records, "--quiet"],
        ["review", records, "--sources", REPORT, "-o", page],
    ):
        subprocess.run([COMMAND, *call], check=True, capture_output=True)
    return page


def take(browser: Browser, page: Path, locale: str, target: Path) -> None:
    """The picture of the page in one language."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale=locale, color_scheme="light", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.keyboard.press("j")
    tab.screenshot(path=target)
    context.close()


def main() -> int:
    """Take all pictures."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.stderr.write("no Chromium on this machine; install it to take the pictures\n")
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = review_page(Path(folder))
        for locale, target in PICTURES.items():
            take(browser, page, locale, target)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
