"""What changed between two files of records of the same sources, number by number, for looking at each difference.

    python benchmarks/differences.py OLD.jsonl NEW.jsonl [--fields name,period] [--most 40] [--seed 1]

Numbers are matched by source and place. Prints how many differ in each field, and of each field a sample with the
sentence up to the number.
"""

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any, TypeAlias

Facts: TypeAlias = dict[tuple[str, int, int], dict[str, Any]]
FIELDS = ("value", "unit", "comparator", "name", "canonical", "measure", "direction", "period", "status", "region")
_SHOWN = 70


def facts(path: Path) -> Facts:
    """The claims of a file of records, by source and span."""
    found: Facts = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            name = record["report"]["source"]["name"].rpartition("/")[2]
            for claim in record["indicators"]:
                found[(name, *claim["quantity"]["span"])] = claim
    return found


def field(claim: dict[str, Any], name: str) -> Any:
    """One field of a claim in a form that can be compared."""
    if name in ("value", "unit", "comparator"):
        return claim["quantity"][name]
    if name == "period":
        period = claim["period"]
        return period and (period["start"], period["end"])
    return claim[name]


def main() -> None:
    """Print the differences."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--fields", default=",".join(FIELDS))
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    old, new = facts(given.old), facts(given.new)
    print(f"only old {len(old.keys() - new.keys())}, only new {len(new.keys() - old.keys())}")
    differing: dict[str, list[str]] = defaultdict(list)
    for place in sorted(old.keys() & new.keys()):
        for name in given.fields.split(","):
            before, after = field(old[place], name), field(new[place], name)
            if before != after:
                text, quote = old[place]["quantity"]["text"], old[place]["evidence"]["quote"]
                at = quote.find(text)
                shown = quote[max(0, at - _SHOWN) : at + len(text)].replace("\n", " ")
                differing[name].append(f"{place[0]} {place[1]}  {before} → {after}  | {old[place]['name']} | {shown}")
    for name, rows in differing.items():
        print(f"\n{name}: {len(rows)}")
        chance = random.Random(given.seed)
        for row in chance.sample(rows, min(given.most, len(rows))):
            print(f"  {row}")


if __name__ == "__main__":
    main()
