"""Files and functions stay small enough to read."""

import ast

import pytest

from tests.architecture.house import ROOT, python_files

FILE, FUNCTION = 400, 60
FILES = [path for path in python_files() if "migrations" not in path.parts]
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


@every_file
def test_a_file_has_at_most_400_lines(path):
    lines = path.read_text("utf-8").splitlines()

    assert len(lines) <= FILE


def size(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring, which the engine's style makes long."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return lines
    return lines - ((first.end_lineno or 0) - first.lineno + 1)


@every_file
def test_a_function_has_at_most_60_lines(path):
    tree = ast.parse(path.read_text("utf-8"))

    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert [node.name for node in functions if size(node) > FUNCTION] == []
