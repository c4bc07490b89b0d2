"""SDMX-ML 2.1 and SDMX-JSON 1.0 by way of `sdmx1`, which is an extra: nothing else here needs it.

The XML is walked once before the library sees it, without document type or entities, so that size and
depth are known.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import logging
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from headway.formats.archive import XmlReader
from headway.formats.errors import Problem, Unreadable, shorten
from headway.formats.tables import DEFAULT_LIMITS, Limits, Row, Table, check_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headway.formats.errors import Problems

NAMESPACE = "http://www.sdmx.org/resources/sdmxml/schemas/"
_VERSION = re.compile(rb"sdmx\.org/resources/sdmxml/schemas/v([0-9])_([0-9])")
_BYTES = 30_000_000  # of a message
_OBSERVATIONS = 80_000  # read in five seconds and 250 MB; SDMX-CSV has no such bound
_DEPTH = 60
_FAULTS = (  # what the library lets through of a file that it does not understand
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    StopIteration,
    SyntaxError,
    TypeError,
    ValueError,
)
_POWERS = {"0": "", "2": "Hundreds", "3": "Thousands", "6": "Millions", "9": "Billions", "12": "Trillions"}


def is_sdmx_ml(head: bytes) -> bool:
    """Tell whether the beginning of an XML file is that of an SDMX message."""
    return NAMESPACE.encode() in head or b"www.SDMX.org/resources/SDMXML" in head


def is_sdmx_json(found: Any) -> bool:
    """Tell whether JSON looks like an SDMX message of any version."""
    return isinstance(found, dict) and (
        ("dataSets" in found and "structure" in found) or _newer_sdmx_json(found)
    )


def sdmx_ml_table(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Return the observations of an SDMX-ML 2.1 message, generic or structure-specific.

    Raises
    ------
    Unreadable
        ``sdmx1`` is not installed, another version of SDMX, structures or a message without data,
        XML that is damaged, declares entities or is nested too deeply.
    """
    version = _VERSION.search(data[:20_000])
    if version is None or version[1] != b"2" or version[2] != b"1":
        said = "2.0" if version is None else f"{version[1].decode()}.{version[2].decode()}"
        raise Unreadable(Problem("sdmx_version", facts=(("version", f"SDMX-ML {said}"),)))
    if len(data) > _BYTES:
        raise Unreadable(Problem("too_big", facts=(("bytes", len(data)), ("limit", _BYTES))))
    _Walk().feed(data, last=True)
    return _table(_read(data), limits)


def sdmx_json_table(data: bytes, found: Any, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Return the observations of an SDMX-JSON 1.0 message.

    Raises
    ------
    Unreadable
        ``sdmx1`` is not installed, another version of SDMX, or a message without data.
    """
    if _newer_sdmx_json(found):
        raise Unreadable(Problem("sdmx_version", facts=(("version", "SDMX-JSON 2.0"),)))
    if data.count(b"[") > _OBSERVATIONS:  # each observation is a list
        raise Unreadable(_too_many())
    return _table(_read(data), limits)


def _too_many() -> Problem:
    return Problem("too_many_observations", facts=(("limit", _OBSERVATIONS),))


def _newer_sdmx_json(found: dict[str, Any]) -> bool:
    schema = found.get("meta", {}).get("schema", "") if isinstance(found.get("meta"), dict) else ""
    return "sdmx" in str(schema).casefold()


class _Walk(XmlReader):
    """Refuses what the library's parser would take too long over."""

    code = "not_xml"

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.observations = 0
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        self.observations += name.endswith("Obs")
        if self.observations > _OBSERVATIONS:
            raise Unreadable(_too_many())
        if self.depth > _DEPTH:
            raise Unreadable(Problem("xml_too_deep", facts=(("limit", _DEPTH),)))

    def _end(self, _name: str) -> None:
        self.depth -= 1


def _read(data: bytes) -> Any:
    """Return the message as the library reads it."""
    if importlib.util.find_spec("sdmx") is None:
        raise Unreadable(Problem("needs_sdmx1"))
    library = importlib.import_module("sdmx")  # an extra, and two seconds: only when it is needed
    logging.getLogger("sdmx").setLevel(
        logging.ERROR
    )  # it says on each file that it came without its structure
    try:
        return library.read_sdmx(io.BytesIO(data))
    except _FAULTS as error:
        reason = shorten(f"{type(error).__name__}: {error}")
        raise Unreadable(Problem("not_sdmx", facts=(("reason", reason),))) from None


def _table(message: Any, limits: Limits) -> Table:
    sets = [each for each in getattr(message, "data", ()) if len(each.obs)]
    if not sets:
        raise Unreadable(Problem("no_observations", value=_footer(message)))
    observations = [one for each in sets for one in each.obs]
    if len(observations) > limits.rows:
        raise Unreadable(Problem("too_many_rows", facts=(("limit", limits.rows),)))
    dimensions = list(dict.fromkeys(key for one in observations for key in one.key.values))
    attributes = sorted({key for one in observations for key in one.attrib} - set(dimensions))
    header = check_header([*dimensions, "OBS_VALUE", *attributes], 1, limits)
    return Table(header, 1, partial(_rows, observations, dimensions, attributes))


def _rows(
    observations: list[Any], dimensions: list[str], attributes: list[str], _problems: Problems
) -> Iterator[Row]:
    for number, one in enumerate(observations, 2):
        keys, said = one.key.values, one.attrib
        cells = [_code(keys.get(name)) for name in dimensions]
        value = "" if one.value is None or str(one.value) == "NaN" else str(one.value)
        told = [_code(said.get(name)) for name in attributes]
        if "UNIT_MULT" in said:
            at = attributes.index("UNIT_MULT")
            told[at] = _POWERS.get(told[at], told[at])
        yield number, [*cells, value, *told]


def _code(given: Any) -> str:
    """Return the code of a dimension's or attribute's value."""
    value = getattr(given, "value", given)
    return "" if value is None else " ".join(str(getattr(value, "id", value)).split())


def _footer(message: Any) -> str | None:
    """Return what a message without data says instead, as Eurostat does of large answers."""
    texts = getattr(getattr(message, "footer", None), "text", ())
    said = " ".join(str(text) for text in texts)
    return shorten(said) if said else None
