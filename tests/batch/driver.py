"""A run in a process of its own, for tests that end it from outside: python driver.py FOLDER OUT ENGINE WORKERS LIMIT.

ENGINE is ``rules`` (on processes) or the most seconds that a stand-in waits for each report; LIMIT the size in bytes
that no file may pass (0: none). Prints each record's id once the run tells of it, and at the end how the run stopped.
"""

import resource
import signal
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))

from summarizer.runs import Event, RecordKept, RecordWritten, run_batch
from tests.batch.stand_ins import WaitingEngine


def tell(event: Event) -> None:
    """Print what is of interest to the tests."""
    match event:
        case RecordWritten(entry):
            sys.stdout.write(f"{entry.report}\n")
        case RecordKept(_, report):
            sys.stdout.write(f"{report}\n")
    sys.stdout.flush()


def main() -> None:
    """Run."""
    folder, out, engine, workers, limit = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if limit != "0":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    report = run_batch(
        [folder],
        out,
        engine=None if engine == "rules" else WaitingEngine(wait=float(engine)),
        workers=int(workers),
        on_event=tell,
    )
    sys.stdout.write(f"{report.stopped}: {report.message}\n")


if __name__ == "__main__":
    main()
