"""60 texts that try to run in every text of the demonstration, looked at in a real browser."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Run the journey with all payloads; end with its own exit code."""
    print("Promise: on every kind of page nothing runs, and the policy of the pages has nothing to refuse.\n")
    python = (
        ROOT / ".venv" / "bin" / "python"
    )  # the environment of development, which has the browser's driver
    command = [str(python if python.exists() else sys.executable), "-m", "pytest", "-q"]
    command.append("tests/journeys/test_hostile_texts.py")
    done = subprocess.run(
        command, env={**os.environ, "HOSTILE": "all"}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    print(done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-2000:])
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
