"""JSON from strangers: measured before it is read, so that a small file cannot fill the memory."""

from __future__ import annotations

import json
import math
from typing import Any, Never

from headway.formats.errors import Problem, Unreadable

MEMORY = 130_000_000  # bytes that the values may take once read
_OBJECT, _LIST, _VALUE = 240, 90, 40  # bytes of the smallest of each in CPython, rounded up


def read_json(data: bytes, *, memory: int = MEMORY) -> Any:
    """Return the value that a JSON text holds.

    Its brackets and commas bound what it takes in memory before any of it is read. NaN, Infinity and
    numbers beyond a float are refused, as is nesting that would exhaust the stack.

    Raises
    ------
    Unreadable
        Not JSON or not UTF-8, nested too deeply, or more values than the memory holds.
    """
    taken = len(data) + _OBJECT * data.count(b"{") + _LIST * data.count(b"[") + _VALUE * data.count(b",")
    if taken > memory:
        raise Unreadable(Problem("json_too_big", facts=(("bytes", taken), ("limit", memory))))
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_not_finite, parse_float=_finite)
    except Unreadable:  # from the two functions below; it is a ValueError as well
        raise
    except RecursionError:
        raise Unreadable(Problem("json_too_deep")) from None
    except UnicodeDecodeError as error:
        facts = (("position", error.start + 1),)
        raise Unreadable(Problem("not_utf8", facts=facts)) from None
    except json.JSONDecodeError as error:
        raise Unreadable(Problem("not_json", error.lineno, None, None, (("reason", error.msg),))) from None
    except ValueError as error:  # a whole number of thousands of digits
        raise Unreadable(Problem("not_json", facts=(("reason", str(error)[:80]),))) from None


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise Unreadable(Problem("number_too_large", value=text[:40]))
    return number


def _not_finite(name: str) -> Never:
    raise Unreadable(Problem("not_finite", value=name))
