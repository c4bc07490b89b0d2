"""Each import contract fires on a planted breach, and keeps quiet on a house that has none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["files", "places", "people", "measures", "targets", "missions", "answers", "checks", "rhythms"]
APPS += ["frontline", "peers", "capabilities", "learning", "voice"]
KINDS = ["actions", "archive", "steps", "queries", "analysis", "models", "permissions", "events", "choices"]
OTHERS = [
    "config",
    "web",
    "api",
    "cli",
    "cli.files",
    "jobs",
    "look",
    "flows",
    "briefs",
    "kernel",
    "engine",
    "formats",
]

HOUSE, INSIDE = "The layers of the house", "The layers inside an app"
NO_DJANGO = "Engine, formats and the commands on files know no Django"
MODELS, STEPS = "Models stay inside their app", "Steps and archives are for their own app and the flows"
ACTIONS = "Actions are called by doors alone"
KERNEL = "The kernel's models are for the kernel, the writes and the reads of apps, and the flows"
ENGINE, LOOK = "The engine is called by analysis and by the commands on files", "Drawing is for doors"

BREACHES = [
    ("kernel/up.py", "import headway.measures.queries", HOUSE),
    ("places/queries.py", "from headway.people import queries", HOUSE),
    ("web/across.py", "import headway.api", HOUSE),
    ("utils/__init__.py", "", HOUSE),
    ("measures/models.py", "from headway.measures import queries", INSIDE),
    (
        "measures/choices.py",
        "def late():\n    from headway.measures import events\n    return events",
        INSIDE,
    ),
    ("measures/helpers.py", "", INSIDE),
    ("engine/web.py", "import django.db", NO_DJANGO),
    ("formats/fetch.py", "import socket", NO_DJANGO),
    ("cli/files/spc.py", "from headway.kernel import settings", NO_DJANGO),
    ("missions/queries.py", "from headway.measures.models import Series", MODELS),
    ("web/page.py", "import headway.measures.models", MODELS),
    ("web/things.py", "from headway.kernel.models import Thing", KERNEL),
    ("missions/actions.py", "from headway.measures import steps", STEPS),
    ("cli/take.py", "from headway.measures import archive", STEPS),
    ("flows/adopt.py", "from headway.measures import actions", ACTIONS),
    ("targets/actions.py", "from headway.measures import actions", ACTIONS),
    ("measures/queries.py", "import headway.engine.measurement", ENGINE),
    ("web/quick.py", "from headway.engine import measurement", ENGINE),
    ("flows/mail.py", "from headway.look import charts", LOOK),
]


def house(folder: Path) -> Path:
    """Build a tiny house with every package and module that the contracts name."""
    source = folder / "src" / "headway"
    packages = ["", *OTHERS, *APPS, "engine.measurement", "look.charts"]
    for package in packages:
        inside = source.joinpath(*package.split("."))
        inside.mkdir(parents=True, exist_ok=True)
        (inside / "__init__.py").touch()
    for app in APPS:
        for kind in KINDS:
            (source / app / f"{kind}.py").touch()
    (source / "kernel" / "models.py").touch()
    (source / "kernel" / "settings.py").write_text("import django.conf\n")
    (source / "measures" / "analysis.py").write_text("from headway.engine import measurement\n")
    (source / "measures" / "actions.py").write_text(
        "from headway.kernel.models import Thing\nfrom headway.measures import models, steps\n"
    )
    (source / "flows" / "join.py").write_text("from headway.missions import steps\n")
    (source / "web" / "views.py").write_text(
        "from headway.look import charts\nimport headway.measures.actions\n"
    )
    return source


def broken_contracts(folder: Path) -> set[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"]
    path = os.pathsep.join([str(folder / "src"), str(ROOT)])
    done = subprocess.run(
        [*command, "--config", str(ROOT / ".importlinter"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    return {line.removesuffix("BROKEN").strip() for line in lines if line.endswith("BROKEN")}


def test_a_sound_house_breaks_no_contract(tmp_path):
    house(tmp_path)

    broken = broken_contracts(tmp_path)

    assert broken == set()


@pytest.mark.parametrize(("where", "line", "contract"), BREACHES, ids=[breach[0] for breach in BREACHES])
def test_a_planted_breach_is_named(tmp_path, where, line, contract):
    planted = house(tmp_path) / where
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{line}\n")

    broken = broken_contracts(tmp_path)

    assert contract in broken
