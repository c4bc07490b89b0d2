"""Where the shared reference data lies, and a clear skip where it is absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """Return the path of one shared data file, or skip the test, naming what is missing."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared data is absent: ../shared/data/{name}")
    return path
