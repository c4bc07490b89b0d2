"""The JSON Schema of records that travel, read from the same fields as the records."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from headway.kernel.archive import THING, Kind, Record, named_by, unsaid
from headway.kernel.models import Thing

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KEY: Record = {"type": "string", "format": "uuid"}
TYPES: tuple[tuple[type[Any], Record], ...] = (
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.FloatField, {"type": "number"}),
    (models.UUIDField, KEY),
    (models.JSONField, {}),
    (models.Field, {"type": "string"}),
)


def schema_of(kinds: Iterable[Kind]) -> Record:
    """Return the schema of one file of records of these kinds."""
    listed = list(kinds)
    return {
        "$schema": DIALECT,
        "type": "object",
        "required": ["records"],
        "properties": {
            "records": {"type": "array", "items": {"oneOf": [{"$ref": f"#/$defs/{k.name}"} for k in listed]}}
        },
        "$defs": {kind.name: _record(kind) for kind in listed},
    }


def _record(kind: Kind) -> Record:
    properties: Record = {"record": {"const": kind.name}}
    required = ["record"]
    if kind.has_thing:
        properties |= {"key": KEY, "thing": _thing()}
        required += ["key", "thing"]
    properties |= {field.name: _field(field) for field in kind.fields}
    required += [field.name for field in kind.fields if unsaid(field) is models.NOT_PROVIDED]
    about = (kind.model.__doc__ or "").strip().splitlines()[0]
    return {
        "type": "object",
        "description": about,
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


def _thing() -> Record:
    fields = [Thing._meta.get_field(name) for name in THING]  # noqa: SLF001 - Django's documented door
    return {
        "type": "object",
        "required": ["label", "born_on"],
        "properties": {field.name: _field(field) for field in fields},
        "additionalProperties": False,
    }


def _field(field: Any) -> Record:
    found = _reference(field) if isinstance(field, models.ForeignKey) else _plain(field)
    if field.null and "type" in found:
        kind = found["type"]
        found = {**found, "type": [*(kind if isinstance(kind, list) else [kind]), "null"]}
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    return found


def _plain(field: Any) -> Record:
    found = dict(next(shape for kind, shape in TYPES if isinstance(field, kind)))
    if field.choices:
        found["enum"] = sorted(
            {"", *(value for value, _ in field.choices)}
            if field.blank
            else {value for value, _ in field.choices}
        )
    if getattr(field, "max_length", None) and found.get("type") == "string" and not field.choices:
        found["maxLength"] = field.max_length
    return found


def _reference(field: Any) -> Record:
    """Return the shape of a name of another row: a key, a code, or a list of what names it."""
    model = field.related_model
    names = named_by(model)
    if names in {("thing",), ("key",)}:
        return {**KEY, "description": f"key of a {model.__name__}"}
    if len(names) == 1:
        return {"type": "string", "description": f"{names[0]} of a {model.__name__}"}
    return {"type": "array", "description": f"{', '.join(names)} of a {model.__name__}"}
