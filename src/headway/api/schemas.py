"""What travels: the base of what comes in and of what goes out, and the types both use."""

import math
import re
from datetime import date, datetime
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)
from pydantic_core import PydanticCustomError

T = TypeVar("T")
HALF_CHARACTER = re.compile("[\0\ud800-\udfff]")  # NUL, and surrogates that no UTF-8 can hold
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(
    r"(?:19|20|21)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})"
)
LARGEST = 2**31 - 1


class Received(BaseModel):
    """What a program sends: unknown fields, NaN, Infinity, zero bytes and half characters are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    @field_validator("*", mode="after")
    @classmethod
    def storable(cls, value: Any) -> Any:
        """Refuse text that a database cannot hold."""
        texts = value if isinstance(value, list | tuple) else (value,)
        if any(isinstance(text, str) and HALF_CHARACTER.search(text) for text in texts):
            raise PydanticCustomError("unstorable", "Zero bytes and half characters are not accepted")
        return value


class Told(BaseModel):
    """What we answer, read from frozen rows by the names of their fields."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, row: object) -> Self:
        """Read a row."""
        return cls.model_validate(row)


def day_text(value: object) -> object:
    if (isinstance(value, str) and not DAY.fullmatch(value)) or isinstance(value, int | float):
        raise PydanticCustomError("not_a_day", "Not a day")
    return value


def moment_text(value: object) -> object:
    if not (isinstance(value, str) and MOMENT.fullmatch(value)):
        raise PydanticCustomError("not_a_moment", "Not a moment with its zone")
    return value


def finite(value: float | None) -> float | None:
    """A number that is none is not told; it never becomes NaN in what we answer."""
    return value if value is None or math.isfinite(value) else None


# --- coming in ---

Day = Annotated[date, BeforeValidator(day_text)]
Moment = Annotated[AwareDatetime, BeforeValidator(moment_text)]
Number = Annotated[float, Field(strict=True)]
Whole = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
Truth = Annotated[bool, Field(strict=True)]
Version = Annotated[
    int, Field(strict=True, ge=1, le=LARGEST, description="The version you read; an older one is refused.")
]
Name = Annotated[str, StringConstraints(max_length=60)]
Line = Annotated[str, StringConstraints(max_length=200)]
Words = Annotated[str, StringConstraints(max_length=300)]
Prose = Annotated[str, StringConstraints(max_length=20_000)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")]
Slug = Annotated[str, StringConstraints(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=60)]
Address = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,80}$"), Field(description="The slug or the key.")
]
Code = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,12}$"), Field(description="The code of a place.")
]
Group = Annotated[
    str,
    StringConstraints(max_length=200),
    Field(description="Such as Age=16 to 24|Sex=Female; empty: everybody."),
]

# --- going out ---

Told_number = Annotated[float | None, BeforeValidator(finite)]


class Said(Told):
    """A text that people wrote, and the language it is told in."""

    text: str
    language: str


class Where(Told):
    """A place by its code."""

    code: str
    name: str


class Page(Told, Generic[T]):
    """Part of a list; `next` is the cursor of the part behind it, null at the end."""

    items: list[T]
    next: str | None


class Asked(Received):
    """Which part of a list."""

    cursor: Annotated[str, StringConstraints(max_length=1000)] = Field(
        default="", description="What `next` said before."
    )
    limit: int = Field(default=50, ge=1, le=200, description="How many at most.")


class Source(Told):
    """The release a figure comes from."""

    release: str
    publisher: str
    title: str
    licence: str
    url: str
    published_at: datetime
    received_at: datetime
    invented: bool

    @field_validator("release", mode="before")
    @classmethod
    def key_text(cls, value: object) -> str:
        return str(value)
