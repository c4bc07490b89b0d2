"""What writes about conversations, statements and votes take."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from headway.voice.choices import Choice, Entry, Lineage, Mode, Why


@dataclass(frozen=True, slots=True)
class Terms:
    """What a conversation asks and how it is held."""

    question: str
    background: str = ""
    easy_read: str = ""
    video: str = ""
    rules: str = ""
    language: str = "en"
    statutory: bool = False
    statute: str = ""
    recruitment: str = ""
    unheard: str = ""
    closes_on: date | None = None
    entry: Entry = Entry.OPEN
    minimum_age: int = 0
    for_children: str = ""
    moderated: bool = True
    equality: bool = False  # optional questions about oneself are asked
    office: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewConversation:
    """A conversation with its first terms and the statements it begins with."""

    terms: Terms
    mission: UUID | None = None
    seeds: tuple[str, ...] = ()
    slug: str = ""
    invented: bool = False
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """How somebody joins: with a receipt made for them, and a code where the conversation asks for one."""

    receipt: str
    mode: Mode = Mode.WEB
    code: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """One vote; `propensity` is the chance with which the statement was drawn, None where it was chosen."""

    statement: UUID
    choice: Choice
    important: bool = False
    propensity: float | None = None


@dataclass(frozen=True, slots=True)
class Hiding:
    """Why a statement is not shown; the note is public, and told to who wrote it."""

    why: Why
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recast:
    """What some statements become: one of them that stays (merge), or new words (split, reword)."""

    how: Lineage
    into: UUID | None = None
    texts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewTrace:
    """What came of a statement: a Thing, and the version of the charter where that is a mission."""

    to: UUID
    note: str
    charter_version: int = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """One vote that is brought in: the person by the number of the file, the statement by its number."""

    participant: int
    statement: int
    choice: Choice
    important: bool = False
    at: datetime | None = None  # None: not known


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """A statement that is brought in, under the number it had."""

    number: int
    text: str
    at: datetime | None = None
    hidden: bool = False
    seed: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A conversation that was held elsewhere: its terms, its statements and every vote."""

    key: UUID  # the same file has the same key, so that it comes in once
    terms: Terms
    statements: tuple[SaidElsewhere, ...]
    votes: tuple[Heard, ...]
    mission: UUID | None = None
    origin: str = ""
