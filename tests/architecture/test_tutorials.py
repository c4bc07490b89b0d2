"""Tutorials run as they stand: every block of Python gives what the page says it gives."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

TUTORIALS = Path(__file__).resolve().parents[2] / "docs" / "tutorials"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ALONE = """
import doctest, sys
text = sys.stdin.read()
test = doctest.DocTestParser().get_doctest(text, {}, "tutorial", None, 0)
failed, tried = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(test)
assert "django" not in sys.modules, "the engine loaded Django"
print(tried, "examples")
sys.exit(bool(failed))
"""


def pages() -> list[Path]:
    return [page for page in sorted(TUTORIALS.glob("*.md")) if ">>> " in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("tutorial", pages(), ids=lambda tutorial: tutorial.stem)
def test_a_tutorial_gives_what_it_promises_without_django(tutorial):
    blocks = BLOCK.findall(tutorial.read_text(encoding="utf-8"))

    ran = subprocess.run(
        [sys.executable, "-c", ALONE], input="\n".join(blocks), capture_output=True, text=True, check=False
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.endswith("examples\n")
    assert not ran.stdout.startswith("0 ")


def test_a_tutorial_with_python_is_there():
    assert "statistics-in-a-notebook" in {page.stem for page in pages()}
