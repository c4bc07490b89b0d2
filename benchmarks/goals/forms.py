"""Every form of the site with 25 odd sendings and 60 texts that try to run: no fault, nothing runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES, PAYLOADS = 25, 60
TESTS = "tests/goals/test_forms.py"


def run(*options: str) -> tuple[int, int, float]:
    """Run the tests of the forms at full size; return how many passed and failed, and the seconds."""
    # The tests live in the environment of development, which has pytest and Hypothesis.
    python = ROOT / ".venv" / "bin" / "python"
    command = [str(python if python.exists() else sys.executable), "-m", "pytest", "-q", TESTS, *options]
    environment = {**os.environ, "FUZZ_EXAMPLES": str(EXAMPLES), "FUZZ_PAYLOADS": str(PAYLOADS)}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    seconds = re.search(r"in ([0-9.]+)s", done.stdout)
    failed = counts.get("failed", 0) + counts.get("error", 0)
    if not counts:
        print(done.stdout[-2000:], done.stderr[-2000:], file=sys.stderr)
        failed = 1
    return counts.get("passed", 0), failed, float(seconds.group(1)) if seconds else 0.0


def main() -> None:
    """Print a row for each database, and end with 0 when nothing failed on either."""
    print(
        f"Each page of the matrix of routes as somebody with every role: {EXAMPLES} sendings of each form, "
        f"and {PAYLOADS} texts that try to run in every field that takes words.\n"
        "Promise: no answer of 500 or above, none takes 2 seconds of work, nothing runs.\n"
    )
    print("| database | pages and checks | failed | minutes |")
    print("|---|---|---|---|")
    held = True
    for name, options in (("SQLite", ()), ("PostgreSQL", ("--postgres",))):
        passed, failed, seconds = run(*options)
        print(f"| {name} | {passed + failed} | {failed} | {seconds / 60:.1f} |", flush=True)
        held = held and not failed
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
