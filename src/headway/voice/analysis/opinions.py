"""The result of a conversation as it is kept and read: groups, common ground, what divides, the map."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Group:
    """An opinion group: how many people, and where its centre lies on the map."""

    name: str
    people: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Common:
    """How much the least favourable group agrees with a statement, with its 90% interval."""

    statement: UUID
    least: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Speaking:
    """A statement that tells a group from the others: it agrees (or disagrees), this share of its votes."""

    statement: UUID
    agrees: bool
    share: float
    votes: int


@dataclass(frozen=True, slots=True)
class Shares:
    """Votes of one group on one statement."""

    agree: int
    disagree: int
    passed: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement lies on the map."""

    statement: UUID
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Model:
    """What an answer tells of somebody's group: the chance that each group agrees, a row a statement."""

    statements: tuple[UUID, ...]
    weights: tuple[float, ...]
    agree: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the votes say together.

    `groups` is empty where there are none. `reliability` is the mean agreement (adjusted Rand index) of
    groups found in two halves of each person's votes; None where it could not be measured. `shares` holds a
    statement only where every group has ten votes on it at least, in the order of `groups`. `copies` is how
    many people cast the very same votes, ballot by ballot, where chance would not: each such ballot counts
    once in groups and common ground, and `as_cast` is the common ground where it does not.
    """

    people: int
    votes: int
    placed: int = 0
    groups: tuple[Group, ...] = ()
    reliability: float | None = None
    common: tuple[Common, ...] = ()
    as_cast: tuple[Common, ...] = ()
    copies: tuple[int, ...] = ()
    divisive: tuple[UUID, ...] = ()
    speaking: Mapping[str, tuple[Speaking, ...]] | None = None
    shares: Mapping[UUID, tuple[Shares, ...]] | None = None
    places: tuple[Place, ...] = ()
    model: Model | None = None

    def of_group(self, name: str) -> tuple[Speaking, ...]:
        """Return what tells a group from the others."""
        return (self.speaking or {}).get(name, ())


def written(opinion: Opinion) -> str:
    """Return an opinion as the JSON that is kept."""
    told = asdict(opinion)
    told["shares"] = {str(key): rows for key, rows in told["shares"].items()} if told["shares"] else None
    return json.dumps(told, sort_keys=True, allow_nan=False, default=str)


def read(text: str) -> Opinion:
    """Return the opinion that was kept.

    >>> read(written(Opinion(3, 9))) == Opinion(3, 9)
    True
    """
    told = json.loads(text)
    speaking = told["speaking"]
    shares = told["shares"]
    return Opinion(
        people=told["people"],
        votes=told["votes"],
        placed=told["placed"],
        groups=tuple(Group(**row) for row in told["groups"]),
        reliability=told["reliability"],
        common=tuple(Common(**keyed(row)) for row in told["common"]),
        as_cast=tuple(Common(**keyed(row)) for row in told["as_cast"]),
        copies=tuple(told["copies"]),
        divisive=tuple(UUID(key) for key in told["divisive"]),
        speaking={name: tuple(Speaking(**keyed(row)) for row in rows) for name, rows in speaking.items()}
        if speaking is not None
        else None,
        shares={UUID(key): tuple(Shares(**row) for row in rows) for key, rows in shares.items()}
        if shares is not None
        else None,
        places=tuple(Place(**keyed(row)) for row in told["places"]),
        model=model_in(told["model"]) if told["model"] else None,
    )


def model_in(row: dict[str, Any]) -> Model:
    """Return the model that was kept."""
    return Model(
        tuple(UUID(key) for key in row["statements"]),
        tuple(row["weights"]),
        tuple(tuple(each) for each in row["agree"]),
    )


def keyed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its key as a key."""
    return row | {"statement": UUID(row["statement"])}
