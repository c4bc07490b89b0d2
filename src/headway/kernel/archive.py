"""Rows as records that travel between installations: keys and times kept, integers and persons left at home.

An app's `archive.py` lists its models as `Kind`s, in the order in which they can be loaded; the code here
reads their fields. A field that holds its default is left out, so that a person can read and write the files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import NOT_PROVIDED, DateTimeField, Field, ForeignKey, Model, QuerySet, UUIDField
from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.errors import Conflict, Invalid
from headway.kernel.models import OldSlug, Thing, Translation
from headway.kernel.sentences import Sentence

Record: TypeAlias = "dict[str, Any]"
THING = ("slug", "label", "language", "mission", "origin", "version", "born_on", "gone_on")


@dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of one model travel.

    ``name`` stands on its records as ``record``; ``natural`` the fields that name a row which has no Thing.
    A UUID field other than ``key`` holds who did it: persons travel in no pack.
    """

    name: str
    model: type[Model]
    natural: tuple[str, ...] = ()
    leave: frozenset[str] = frozenset()

    @property
    def fields(self) -> "tuple[Field[Any, Any], ...]":
        """The fields that travel, in the order of the model."""
        return travelling(self.model, self.leave)

    @property
    def rows(self) -> "QuerySet[Any, Any]":
        """Every row of the model."""
        return self.model._default_manager.all()  # noqa: SLF001 - Django's documented door

    @property
    def has_thing(self) -> bool:
        """Whether its rows are Things."""
        return has_thing(self.model)


@cache
def travelling(model: type[Model], leave: frozenset[str]) -> "tuple[Field[Any, Any], ...]":
    """Return the fields of a model that travel."""
    return tuple(
        field
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's documented door
        if field.name not in leave
        and not field.primary_key  # integers never leave; a Thing's fields travel as `thing`
        and not (isinstance(field, UUIDField) and field.name != "key")
    )


@cache
def has_thing(model: type[Model]) -> bool:
    """Return whether a model's rows are Things."""
    return any(field.name == "thing" and field.primary_key for field in model._meta.concrete_fields)  # noqa: SLF001


def named_by(model: type[Model]) -> tuple[str, ...]:
    """Return the fields that name a row of a model outside: what it `travels_as`, or the key of its Thing."""
    if model is Thing:
        return ("key",)
    told: tuple[str, ...] = getattr(model, "travels_as", ("thing",))
    return told


def dump(kind: Kind, rows: "QuerySet[Any, Any]") -> list[Record]:
    """Return rows as records, in an order that is the same in every installation."""
    paths = _paths(kind.model, [field.name for field in kind.fields])
    if kind.has_thing:
        paths += ["thing__mission"]
    return sorted((record_of(kind, row) for row in rows.select_related(*paths)), key=_order)


def _paths(model: type[Model], names: Iterable[str]) -> list[str]:
    """Return the relations to follow, so that naming what a row names costs no query of its own."""
    found = []
    for name in names:
        related = model._meta.get_field(name).related_model  # noqa: SLF001
        if related is not None:
            found += [name, *(f"{name}__{below}" for below in _paths(related, named_by(related)))]
    return found


def record_of(kind: Kind, row: Any) -> Record:
    """Return one row as a record."""
    record: Record = {"record": kind.name}
    if kind.has_thing:
        record["key"] = str(row.thing.key)
        record["thing"] = thing_record(row.thing)
    for field in kind.fields:
        value = _outside(field, getattr(row, field.name))
        if value != unsaid(field):
            record[field.name] = value
    return record


def thing_record(thing: Thing) -> Record:
    """Return what a Thing says about itself, without what is usual."""
    found: Record = {}
    for name in THING:
        field = Thing._meta.get_field(name)  # noqa: SLF001
        value = str(thing.mission.key) if name == "mission" and thing.mission else getattr(thing, name)
        value = value if name == "mission" else _outside(field, value)  # type: ignore[arg-type]
        if value != unsaid(field):  # type: ignore[arg-type]
            found[name] = value
    return found


def _outside(field: "Field[Any, Any]", value: Any) -> Any:
    """Return the value of a field as JSON data; a related row by what names it outside."""
    if value is None or isinstance(value, str | bool | int | float | list | dict):
        return value
    if isinstance(field, ForeignKey):
        names = named_by(type(value))
        told = [_outside(type(value)._meta.get_field(name), getattr(value, name)) for name in names]  # noqa: SLF001
        return told if len(told) > 1 else told[0]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def unsaid(field: "Field[Any, Any]") -> Any:
    """Return the value that goes without saying: the default, or nothing."""
    default = field.default
    if default is NOT_PROVIDED or field.name == "key":
        return None if field.null else "" if field.blank else NOT_PROVIDED
    return default() if callable(default) else default


def _thing_of(record: Record) -> Record:
    found = record.get("thing")  # of a row without a Thing of its own, the key of another
    return found if isinstance(found, dict) else {}


def _order(record: Record) -> tuple[str, str]:
    thing = _thing_of(record)
    rest = {name: value for name, value in record.items() if name not in {"key", "thing"}}
    return str(thing.get("born_on", "")), f"{record.get('key', '')}{rest}"


def dump_of(kind: Kind, keys: Iterable[UUID]) -> list[Record]:
    """Return the rows that hang on these Things."""
    return dump(kind, kind.rows.filter(thing__key__in=set(keys)))


def by_key(kind: Kind) -> "list[ForeignKey[Any, Any]]":
    """Return the fields of a kind that name another row by the key of its Thing."""
    return [
        field
        for field in kind.fields
        if isinstance(field, ForeignKey) and named_by(field.related_model) in {("thing",), ("key",)}
    ]


def named(kinds: Iterable[Kind], records: Iterable[Record], model: type[Model]) -> set[str]:
    """Return what records name of another model: what must travel with them."""
    links = {
        kind.name: [
            field.name
            for field in kind.fields
            if isinstance(field, ForeignKey) and field.related_model is model
        ]
        for kind in kinds
    }
    return {
        str(record[name]) for record in records for name in links.get(record["record"], ()) if name in record
    }


@step
def load(kinds: Sequence[Kind], records: Iterable[Record]) -> int:
    """Write the records that are not here yet, and return how many there were.

    A record may stand before the one it names; what names nothing, here or in the records, is refused.

    Raises
    ------
    Invalid
        Naming the record and the field that cannot be read.
    Conflict
        When a record is another version of what is here.
    """
    by_name = {kind.name: kind for kind in kinds}
    waiting = [record for record in records if record.get("record") in by_name]
    written = 0
    while waiting:
        left = []
        for record in waiting:
            try:
                written += load_row(by_name[record["record"]], record)
            except _Unknown:
                left.append(record)
        if len(left) == len(waiting):
            raise _nowhere(by_name, left[0])
        waiting = left
    return written


class _Unknown(Exception):  # noqa: N818 - not an error yet: the row may still come
    """A record names a row that is not here (yet)."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(field)
        self.field, self.value = field, value


def _nowhere(kinds: dict[str, Kind], record: Record) -> Invalid:
    try:
        load_row(kinds[record["record"]], record)
    except _Unknown as unknown:
        facts = {"record": name_of(record), "field": unknown.field, "value": unknown.value}
        return Invalid(Sentence(_("%(record)s: %(field)s names “%(value)s”, which is nowhere."), facts))
    raise AssertionError


def name_of(record: Record) -> str:
    """Return how a message names a record."""
    thing = _thing_of(record)
    name = thing.get("slug") or thing.get("label") or record.get("key") or record.get("version") or ""
    return f"{record.get('record', '?')} {name}".strip()


def load_row(kind: Kind, record: Record) -> int:
    """Write one record unless it is here; return how many rows that made."""
    if kind.has_thing and Thing.objects.filter(key=_key(record), kind=kind.name).exists():
        return 0
    own = [field for field in by_key(kind) if kind.has_thing and record.get(field.name) == record["key"]]
    values = {field.name: _inside(field, record) for field in kind.fields if field not in own}
    if kind.natural and kind.rows.filter(**_named(kind, values)).exists():
        return 0
    row = kind.model(**values)
    try:
        row.clean_fields(exclude=[each.name for each in _fields_without(kind, values)])
    except ValidationError as problem:
        raise _unreadable(record, problem) from problem
    if kind.has_thing:
        row.thing = _thing(kind, record)  # type: ignore[attr-defined]
        for field in own:  # an office may answer for itself
            setattr(row, field.attname, row.pk)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        facts = {"record": name_of(record)}
        raise Conflict(Sentence(_("%(record)s contradicts what is here already."), facts)) from None
    return 1


def _fields_without(kind: Kind, values: Record) -> "Iterable[Field[Any, Any]]":
    """Yield the fields that hold nothing to check: what stays at home, and what is empty."""
    for field in kind.model._meta.concrete_fields:  # noqa: SLF001
        if values.get(field.name) in (None, "", []):
            yield field


def _named(kind: Kind, values: Record) -> Record:
    """Return the lookup by the fields that name a row."""
    told = {name: values[name] for name in kind.natural}
    return {
        (f"{name}__isnull" if value is None else name): True if value is None else value
        for name, value in told.items()
    }


def _key(record: Record) -> UUID:
    try:
        return UUID(str(record["key"]))
    except (KeyError, ValueError):
        facts = {"record": name_of(record), "field": "key", "value": str(record.get("key", ""))}
        raise Invalid(
            Sentence(_("%(record)s, %(field)s: “%(value)s” is not a key (a UUID)."), facts)
        ) from None


def _unreadable(record: Record, problem: ValidationError) -> Invalid:
    field, messages = next(iter(problem.message_dict.items()))
    facts = {
        "record": name_of(record),
        "field": field,
        "value": str(record.get(field, "")),
        "why": messages[0],
    }
    return Invalid(Sentence(_("%(record)s, %(field)s: “%(value)s”. %(why)s"), facts))


def _inside(field: "Field[Any, Any]", record: Record) -> Any:
    """Return the value of a field for its row; a related row is looked up by its name outside."""
    value = record.get(field.name, unsaid(field))
    if value is NOT_PROVIDED or (value is None and not field.null):
        facts = {"record": name_of(record), "field": field.name}
        raise Invalid(Sentence(_("%(record)s: %(field)s is missing."), facts))
    if value is None or field.name not in record:
        return value
    if isinstance(field, ForeignKey):
        return related(field.related_model, field.name, value)
    try:
        return field.to_python(value)
    except ValidationError as problem:
        raise _unreadable(record, ValidationError({field.name: problem.messages})) from problem


def related(model: Any, field: str, value: Any) -> Any:
    """Return the row that a name from outside means."""
    names = named_by(model)
    told = value if isinstance(value, list) else [value]
    if len(told) != len(names):
        raise _Unknown(field, str(value))
    try:
        wanted = {
            name: _one(model._meta.get_field(name), part)  # noqa: SLF001
            for name, part in zip(names, told, strict=True)
        }
        return model._default_manager.get(**wanted)  # noqa: SLF001
    except (ValidationError, _Unknown, model.DoesNotExist):
        raise _Unknown(field, str(value)) from None


def _one(field: "Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, ForeignKey):
        return related(field.related_model, field.name, value)
    return field.to_python(value)


def _thing(kind: Kind, record: Record) -> Thing:
    told = _thing_of(record)
    values: Record = {}
    for name in THING:
        field = Thing._meta.get_field(name)  # noqa: SLF001
        if name not in told:
            continue
        value = told[name]
        if name == "mission":
            values[name] = related(Thing, name, value)
        else:
            values[name] = field.to_python(value)  # type: ignore[union-attr]
        if isinstance(field, DateTimeField) and values[name] is None:
            values.pop(name)
    slug = values.get("slug")
    if slug and (
        Thing.objects.filter(kind=kind.name, slug=slug).exists()
        or OldSlug.objects.filter(kind=kind.name, slug=slug).exists()
    ):
        facts = {"record": name_of(record), "value": slug}
        raise Invalid(
            Sentence(_("%(record)s: the address “%(value)s” is taken here by something else."), facts)
        )
    return Thing.objects.create(key=_key(record), kind=kind.name, **values)


WORDS = (
    Kind("translation", Translation, natural=("thing", "field", "language", "known_from")),
    Kind("old-address", OldSlug, natural=("kind", "slug")),
)
