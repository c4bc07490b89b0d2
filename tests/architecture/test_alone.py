"""The engine, the formats and the commands on files work where Django was never set up."""

import os
import subprocess
import sys

import pytest

from tests.architecture.house import SOURCE

IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module({name!r})
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.split(".")[0] == "django"))
"""


@pytest.mark.parametrize("name", ["headway.engine", "headway.formats", "headway.cli.files"])
def test_a_package_brings_no_django_with_it(name):
    env = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}

    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL.format(name=name)],
        env={**env, "PYTHONPATH": str(SOURCE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "[]\n", done.stderr
