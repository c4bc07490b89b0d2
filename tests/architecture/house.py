"""What the architecture tests look at: our files, modules, models and events."""

import importlib
import subprocess
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "headway"


def tracked() -> list[Path]:
    """Return the files of the repository, or those on disk where git does not know them."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = done.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"] + [ROOT / "run"]


def module_name(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def modules(kind: str) -> list:
    """Import and return each app's module of one kind, whether a file or a package."""
    files = [*SOURCE.glob(f"*/{kind}.py"), *SOURCE.glob(f"*/{kind}/*.py")]
    return [importlib.import_module(module_name(path)) for path in sorted(files)]


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("headway.")]
