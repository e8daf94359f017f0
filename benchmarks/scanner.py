"""How fast the scanner reads, beside what `re` needs to find numbers with units in the same run.

    python benchmarks/scanner.py [--runs 5]

Reads the reports of ../shared/corpus where they are, else a text of our own. The view is built beforehand; one core,
process time, the fastest of the runs, in MB of UTF-8 a second; machines differ by a factor of three, so the share of
`re` is what counts. `ratio` is the speed at twice the size over that at the first: near 1 where time is linear (more
such texts in linear.py). Other programs stand in side_by_side.py. Limits kept: at least 1/18 of `re` on reports, a
ratio of at least 0.6 everywhere; the exit code says so.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from summarizer.documents import Document, View, build_view
from summarizer.quantities import scan

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
MIN_SHARE = 1 / 18
MIN_RATIO = 0.6

OWN = (
    "2024年，青屿市地区生产总值达到1523.6亿元、增长6.2%左右，一般公共预算收入XX亿元，完成固定资产投资超300亿元，新建高标准农田2—3万亩，"
    "城镇、农村居民人均可支配收入分别增长5.5%和7%以上，居全省第3位。新增规上企业40余家，PM2.5平均浓度29微克/立方米，旅游收入翻一番。\n"
)
HARD = {
    "one line of digits": "1234567890",
    "digits and commas": "1,234",
    "scales": "万",
    "redactions": "XX",
    "quotes": "“3",
    "dashes": "3-",
    "list": "5%、",
    "numerals": "一千",
}


def say(line: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def view_of(text: str) -> View:
    """The view of ``text``, built outside the measurement."""
    return build_view(Document("benchmark", text))


def speed(action: Callable[[], object], size: int, runs: int) -> float:
    """MB a second of CPU for an action on ``size`` bytes, the fastest of ``runs``."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return size / 1e6 / max(min(times), 1e-9)


def measure(name: str, text: str, runs: int) -> tuple[float, float]:
    """Speed on the text and on its double, and their ratio; prints them."""
    speeds = []
    for part in (text, text * 2):
        view = view_of(part)
        speeds.append(speed(lambda view=view: scan(view), len(part.encode()), runs))  # type: ignore[misc]
    ratio = speeds[1] / speeds[0]
    say(f"{name:28} {speeds[0]:8.2f} MB/s  {speeds[1]:8.2f} MB/s at twice the size  ratio {ratio:.2f}")
    return speeds[1], ratio


NUMBER_WITH_UNIT = re.compile(
    r"[0-9]+(?:\.[0-9]+)?(?:万亿|亿|万|千|百)?(?:个百分点|元|%|吨|亩|公里|平方米|人次|人|户|家|个|项|名|倍|所|件|座|台|辆|公顷|千瓦时|千瓦|米|张|套)"
)


def share_of_re(text: str, runs: int) -> float:
    """The scanner's speed on a text over that of `re` finding numbers with units there; prints it."""
    view, size = view_of(text), len(text.encode())
    plain = speed(lambda: NUMBER_WITH_UNIT.findall(view.folded), size, runs)
    share = speed(lambda: scan(view), size, runs) / plain
    say(f"{'re finds number+unit':28} {plain:8.2f} MB/s  the scanner has 1/{1 / share:.1f} of it")
    return share


def corpus_text() -> str:
    """All reports at hand as one text, else one of our own of the same size."""
    files = sorted(CORPUS.rglob("*.txt"))
    return "\n".join(path.read_text(encoding="utf-8-sig") for path in files) or OWN * 5000


def main() -> int:
    """Measure, print, and return 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    text = corpus_text()
    share = share_of_re(text, arguments.runs)
    ratios = [measure("reports", text, arguments.runs)[1]]
    for name, pattern in HARD.items():
        ratios.append(measure(name, pattern * (200_000 // len(pattern)), arguments.runs)[1])
    return int(share < MIN_SHARE or min(ratios) < MIN_RATIO)


if __name__ == "__main__":
    sys.exit(main())
