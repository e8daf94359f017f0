"""Lets the tests of this folder share what stands in ``stand_ins``."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:  # importlib mode leaves the root out
    sys.path.append(str(ROOT))
