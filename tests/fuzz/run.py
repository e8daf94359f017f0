"""Coverage-guided fuzzing of one target: python tests/fuzz/run.py TARGET [SECONDS] [libFuzzer options]

Needs the extra `fuzz` (atheris; Linux). The first input on which the target fails is written to crash-* in the current
folder, and the exit code is not 0.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Run the target of the command line for its time; libFuzzer ends the process."""
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    with atheris.instrument_imports(include=["summarizer"]):
        from tests.fuzz.targets import TARGETS, seeds
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
    name, *rest = sys.argv[1:]
    seconds = rest.pop(0) if rest and rest[0].isdigit() else "60"
    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(seeds(name)):
            (Path(folder) / f"seed-{number}").write_bytes(data)
        options = [f"-max_total_time={seconds}", "-max_len=65536", *rest]
        atheris.Setup([sys.argv[0], *options, folder], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
