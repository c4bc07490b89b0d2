"""Actions, steps and events that only the tests of the kernel know."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, bump, lock, step
from headway.kernel.actors import By
from headway.kernel.events import Event
from headway.kernel.models import Thing
from headway.kernel.things import NewThing, create, rename, retire
from headway.kernel.translations import NewText, translate
from tests.goals.acts import Begun, Counted, begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Unregistered(Event):
    sentence: ClassVar[str] = _("Nobody knows this kind.")


@step
def make(by: By, new: NewThing) -> Thing:
    return create(new, by.at)


@action(Begun)
def add(by: By, *, new: NewThing) -> Done[UUID]:
    key = make(by, new).key
    return Done(Begun(about=key), key)


@action(Begun)
def add_two(by: By, *, label: str) -> Done[UUID]:
    return Done(Begun(), begin(by, label=label))


@action(Begun)
def say_otherwise(by: By) -> Done[None]:
    make(by, NewThing("counter", "left behind"))
    return Done(Counted(number=1), None)


@action(Unregistered)
def say_the_unknown(by: By) -> Done[None]:
    return Done(Unregistered(), None)


@action(Begun)
def answer(by: By, *, value: object) -> Done[object]:
    make(by, NewThing("counter", "answered"))
    return Done(Begun(), value)


@action(Counted)
def edit(by: By, *, thing: UUID, seen: int) -> Done[None]:
    row = lock(thing, expect={thing: seen})[thing]
    bump(row)
    return Done(Counted(about=thing, number=row.version), None)


@action(Begun)
def move(by: By, *, thing: UUID, label: str, slug: str | None) -> Done[None]:
    rename(lock(thing)[thing], label=label, slug=slug, at=by.at)
    return Done(Begun(about=thing), None)


@action(Begun)
def end(by: By, *, thing: UUID) -> Done[None]:
    retire(lock(thing)[thing], at=by.at)
    return Done(Begun(about=thing), None)


@action(Begun)
def put_in_words(by: By, *, thing: UUID, new: NewText) -> Done[None]:
    translate(lock(thing)[thing], new, by=by.actor.key, at=by.at)
    return Done(Begun(about=thing), None)
