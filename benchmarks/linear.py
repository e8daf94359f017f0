"""Whether time grows in step with the text, on texts made to be slow: each at two sizes, the scanner's part.

    python benchmarks/linear.py [--size 60000] [--times 4] [--runs 5]

Prints for each text the time at both sizes and their ratio over the ratio of sizes: near 1 where time is linear. The
exit code is 1 where it is above the limit of 1.3. One core, process time, the fastest of the runs; views are built
beforehand.
"""

import argparse
import gc
import sys
import time

from summarizer.documents import Document, View, build_view
from summarizer.quantities import scan

LIMIT = 1.3
REPEATED = {
    "amounts without a unit": "1万",
    "rates in one list": "5%和",
    "a list after 分别": "分别为5%、",
    "from one amount to the next": "由5亿元增加到",
    "points in one list": "高0.6个、",
    "a unit shared at the end": "5、",
    "more at the end of a list": "2家、数字化车间",
    "digits and commas": "1,234",
    "digits and points": "1.2",
    "ranges": "3-",
    "products": "2×",
    "fractions": "1/",
    "slogans": "1+",
    "ratios": "1:",
    "signs": "、-5",
    "numerals": "一千",
    "numerals with points": "一点二",
    "scales reached": "突破万亿",
    "masks": "XX、",
    "ranks": "第1、",
    "quotations": "“3",
    "brackets": "(1",
    "mixed scales": "3万4千",
    "units in brackets": "5套(间",
    "wholes": "约占全省的1",
}


def say(line: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def seconds(view: View, runs: int) -> float:
    """The shortest time of some scans of a view."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        scan(view)
        times.append(time.process_time() - start)
    return min(times)


def view_of(pattern: str, size: int) -> View:
    """A pattern repeated to a text of some characters, in the middle of a sentence."""
    return build_view(Document("benchmark", "全年" + pattern * (size // len(pattern)) + "。"))


def ratio(name: str, pattern: str, size: int, times: int, runs: int) -> float:
    """Time at the larger size over that at the smaller, over the ratio of sizes; prints them."""
    short, long = (seconds(view_of(pattern, length), runs) for length in (size, size * times))
    grown = long / max(short, 1e-6) / times
    say(f"{name:30} {pattern:12} {short * 1000:9.2f} ms {long * 1000:9.2f} ms  {grown:5.2f}")
    return grown


def main() -> int:
    """Measure, print, and return 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=60_000)
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    worst = max(
        ratio(name, pattern, arguments.size, arguments.times, arguments.runs) for name, pattern in REPEATED.items()
    )
    say(f"worst {worst:.2f}, limit {LIMIT}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
