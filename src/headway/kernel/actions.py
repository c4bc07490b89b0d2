"""One act = one action = one transaction = one event, written last before commit.

An action opens a transaction, locks the Things it changes in key order, writes, and says what
happened; the log's head is locked last. Steps write inside somebody else's action.
"""

import functools
import json
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _

from headway.kernel import log
from headway.kernel.actors import By
from headway.kernel.errors import ActionInActionError, Conflict, Forbidden, Missing, OutsideActionError, Stale
from headway.kernel.events import Event
from headway.kernel.models import Idempotency, Thing
from headway.kernel.sentences import Sentence

T = TypeVar("T")
P = ParamSpec("P")
Answer = None | UUID | int | str

_open: ContextVar[str | None] = ContextVar("open_action", default=None)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an action says at its end: the event, and what its caller gets back."""

    event: Event
    value: T


def action(
    event: type[Event],
) -> Callable[[Callable[Concatenate[By, P], Done[T]]], Callable[Concatenate[By, P], T]]:
    """Make a function an action: one transaction, one event of this type, safe to send twice.

    Raises
    ------
    ActionInActionError
        When the function runs inside another action.
    """

    def decorate(function: Callable[Concatenate[By, P], Done[T]]) -> Callable[Concatenate[By, P], T]:
        @functools.wraps(function)
        def run(by: By, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if _open.get() is not None:
                message = f"{function.__name__} was called inside {_open.get()}"
                raise ActionInActionError(message)
            if by.actor.read_only:
                raise Forbidden(Sentence(_("This token may read but not write.")))
            token = _open.set(function.__name__)
            try:
                with transaction.atomic():
                    return _once(
                        by, function.__name__, lambda: _log(by, event, function(by, *args, **kwargs))
                    )
            finally:
                _open.reset(token)

        run.event = event  # type: ignore[attr-defined]
        return run

    return decorate


def step(function: Callable[P, T]) -> Callable[P, T]:
    """Mark a write that is sound only inside an open action; anywhere else it raises OutsideActionError."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        require_open(function.__name__)
        return function(*args, **kwargs)

    run.is_step = True  # type: ignore[attr-defined]
    return run


def require_open(name: str) -> None:
    """Raise OutsideActionError unless an action is open."""
    if _open.get() is None:
        message = f"{name} needs an open action"
        raise OutsideActionError(message)


def lock(*keys: UUID, expect: Mapping[UUID, int] | None = None) -> dict[UUID, Thing]:
    """Lock Things in key order for the rest of the action.

    Parameters
    ----------
    keys : keys of Things
    expect : for each key the version that the person saw, where an older one must not win

    Raises
    ------
    Missing
        When a key is not a Thing.
    Stale
        When a Thing has moved on from the expected version.
    """
    require_open("lock")
    # NO KEY: another action may meanwhile write a row that only points at one of these Things.
    found = Thing.objects.select_for_update(no_key=True).filter(key__in=set(keys)).order_by("key")
    rows = {row.key: row for row in found}
    if len(rows) != len(set(keys)):
        raise Missing
    for key, version in (expect or {}).items():
        if rows[key].version != version:
            raise Stale(key, yours=version, current=rows[key].version)
    return rows


def bump(thing: Thing) -> None:
    """Give a locked Thing its next version."""
    require_open("bump")
    Thing.objects.filter(pk=thing.pk).update(version=F("version") + 1)
    thing.version += 1


def once_more(attempt: Callable[[], T]) -> T:
    """Prepare and write; when the ground moved in between (Stale), prepare and write once more."""
    try:
        return attempt()
    except Stale:
        return attempt()


def _log(by: By, kind: type[Event], done: Done[T]) -> T:
    if type(done.event) is not kind:
        message = f"an action of {kind.kind} ended with {type(done.event).__name__}"
        raise TypeError(message)
    log.append(by, done.event)
    return done.value


def _once(by: By, name: str, work: Callable[[], T]) -> T:
    """Run work, or hand back the answer that the same key got before."""
    if by.once is None:
        return work()
    scope = f"{name}:{by.actor.key or by.via}"
    Idempotency.objects.bulk_create(
        [Idempotency(scope=scope, key=by.once.key, fingerprint=by.once.fingerprint, at=by.at)],
        ignore_conflicts=True,
    )
    row = Idempotency.objects.select_for_update().get(scope=scope, key=by.once.key)
    if row.fingerprint != by.once.fingerprint:
        raise Conflict(Sentence(_("This key was used before with other content. Send it with a new key.")))
    if row.answer is not None:
        return _decode(row.answer)  # type: ignore[return-value]
    value = work()
    row.answer = _encode(value)
    row.save(update_fields=["answer"])
    return value


def _encode(value: object) -> str:
    if isinstance(value, UUID):
        return json.dumps({"key": str(value)})
    if value is None or isinstance(value, int | str):
        return json.dumps({"value": value})
    message = (
        f"an action sent with a key must answer with a key, a number or a word, not {type(value).__name__}"
    )
    raise TypeError(message)


def _decode(answer: str) -> Answer:
    data = json.loads(answer)
    return UUID(data["key"]) if "key" in data else data["value"]


def forget_old_keys(before: datetime) -> int:
    """Drop idempotency keys older than their promised week; part of `headway tick`."""
    return Idempotency.objects.filter(at__lt=before).delete()[0]
