"""Files and functions stay small enough to read."""

import ast

from tests.architecture.house import ROOT, python_files

FILE, FUNCTION = 400, 60
FILES = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in python_files()
    if "migrations" not in path.parts
}


def test_a_file_has_at_most_400_lines():
    lines = {name: len(text.splitlines()) for name, text in FILES.items()}

    assert len(lines) > 1000
    assert {name: count for name, count in lines.items() if count > FILE} == {}


def size(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring, which the engine's style makes long."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return lines
    return lines - ((first.end_lineno or 0) - first.lineno + 1)


def test_a_function_has_at_most_60_lines():
    functions = [
        (name, node)
        for name, text in FILES.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    long = [f"{name}: {node.name}" for name, node in functions if size(node) > FUNCTION]

    assert len(functions) > 5000
    assert long == []
