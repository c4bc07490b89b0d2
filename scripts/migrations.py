"""Write the first migration of an app anew from its models: `python -m scripts.migrations APP`.

Nothing is released yet, so an app has one first migration; one written by hand beside it stays as it is.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ROOT / "src" / "headway"
BEGIN, END = "    operations = [\n", "\n    ]\n"
IMPORT = "from django.db import migrations, models\n"
NEEDS = re.compile(r"""\(["'](\w+)["'], ["']\d{4}_\w+["']\)""")


def together(text: str) -> str:
    """Return a migration whose tables are made in one go, which is many times faster than one by one."""
    if text.count(BEGIN) != 1 or not text.endswith(END) or IMPORT not in text:
        message = "this is not what makemigrations writes"
        raise ValueError(message)
    text = text.replace(IMPORT, f"{IMPORT}from headway.kernel.first_tables import FirstTables\n")
    return text.replace(BEGIN, "    operations = [FirstTables([\n").removesuffix(END) + "\n    ])]\n"


@contextmanager
def aside(app: str) -> Iterator[None]:
    """Put the migrations of an app and of all that build on it aside; put back what was not written anew."""
    texts = {path: path.read_text(encoding="utf-8") for path in APPS.glob("*/migrations/0*.py")}
    apps, found = set[str](), {app}
    while found - apps:
        apps |= found
        found = {path.parts[-3] for path, text in texts.items() if apps & set(NEEDS.findall(text))}
    taken = {path: text for path, text in texts.items() if path.parts[-3] in apps}
    for path in taken:
        path.unlink()
    try:
        yield
    finally:
        for path, text in taken.items():
            if not path.exists():
                path.write_text(text, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("app")
    app = parser.parse_args().app
    first = APPS / app / "migrations" / "0001_initial.py"
    command = [sys.executable, "-m", "headway", "manage", "makemigrations", app, "--name", "initial"]
    with aside(app), tempfile.TemporaryDirectory() as data:
        env = {**os.environ, "HEADWAY_MODE": "test", "HEADWAY_DATA": data}
        done = subprocess.run(command, cwd=ROOT, env=env, check=False)  # noqa: S603 - our own command
        if first.exists():
            first.write_text(together(first.read_text(encoding="utf-8")), encoding="utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
