"""The one form of what is hashed: UTF-8, sorted keys, no spaces, every number but integers as a string."""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NewType
from uuid import UUID

Digest = NewType("Digest", str)  # 64 hexadecimal digits of SHA-256


def canonical(value: Any) -> bytes:
    """Return the bytes that stand for a value of plain data.

    >>> canonical({"b": 1.5, "a": [1, None, True]})
    b'{"a":[1,null,true],"b":"1.5"}'

    Raises
    ------
    TypeError
        For anything that is not plain data.
    """
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def plain(value: Any) -> Any:
    """Return the value as JSON data with non-integers as strings."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(entry) for entry in value)
    return written(value)


def written(value: Any) -> str:
    """Return the one way to write a number with a point, a key or a date."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    message = f"{type(value).__name__} has no canonical form"
    raise TypeError(message)


def digest(data: bytes) -> Digest:
    """Return the SHA-256 of bytes in hexadecimal."""
    return Digest(hashlib.sha256(data).hexdigest())
