"""Builders for barriers: raised by the cast, sorted, answered, through the production flows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headway.answers import actions as answers
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs
from headway.answers.queries import AnswerRow, owed
from headway.flows import barriers, letterbox
from headway.frontline import actions
from headway.frontline.analysis import NewBarrier, Sorting
from headway.frontline.choices import BarrierKind, Changer, Identity, Often, Takes
from headway.frontline.queries import BarrierRow
from headway.frontline.queries import barriers as rows
from headway.kernel.actors import ANYONE, SYSTEM, By, Reader, RoleName, Via
from headway.people import actions as people
from tests import builders_answers
from tests import builders_people as build
from tests.builders_people import MONDAY, later

CODE = "fedcba9876543210fedcba9876543210"
NO = NewReply(
    GivenAs.REFUSED,
    "The money must be accounted for.",
    rule="Financial regulations 4.2",
    instead="Use the duty card.",
)
FIXED = NewReply(GivenAs.FIXED, "The form is gone.")


@dataclass(frozen=True)
class Cast:
    """An open mission; a desk that reads first; an office that decides about approvals."""

    body: UUID
    mission: UUID
    desk: UUID  # the office that reads first
    procurement: UUID  # decides
    safe: UUID  # safeguarding and whistleblowing
    reader: UUID  # holds the desk
    director: UUID  # holds procurement
    guardian: UUID  # holds safe
    steward: UUID
    nurse: UUID


def cast(at: datetime = MONDAY) -> Cast:
    known = builders_answers.cast(at)
    by = build.system(at)
    desk, procurement, safe = (
        people.add_office(by, organisation=known.body, name=name)
        for name in ("Front desk", "Procurement", "Safeguarding")
    )
    reader, director, guardian = (
        build.person(name, at=at) for name in ("Rae Reader", "Dot Decider", "Gus Guardian")
    )
    for person, office in ((reader, desk), (director, procurement), (guardian, safe)):
        build.granted(person, RoleName.DECIDER, office=office, at=at)
    steward = known.steward
    actions.set_desk(
        build.by(steward, at), reader=desk, safeguarding=safe, whistleblowing=safe, call="Call 020 7946 0000."
    )
    return Cast(
        known.body,
        known.mission,
        desk,
        procurement,
        safe,
        reader,
        director,
        guardian,
        steward,
        known.nurse,
    )


def new(**more: object) -> NewBarrier:
    """Return a form that a payment waits for, as a nurse would say it."""
    given: dict[str, object] = {
        "tried": "Buy a cooker for a family in crisis",
        "stopped": "Each payment waits three days for the approvals panel",
        "kind": BarrierKind.APPROVAL,
        "often": Often.WEEKLY,
        "takes": Takes.UNDER_60,
        "changer": Changer.ORGANISATION,
        "identity": Identity.NAMED,
    }
    return NewBarrier(**given | more)  # type: ignore[arg-type]


def raised(cast: Cast, at: datetime = MONDAY, by: By | None = None, code: str = CODE, **more: object) -> UUID:
    """Raise a barrier as the nurse; return its key."""
    form = new(**{"mission": cast.mission} | more)
    return barriers.raise_barrier(by or build.by(cast.nurse, at), new=form, code=code)


def posted(cast: Cast, at: datetime = MONDAY, code: str = CODE, **more: object) -> None:
    """Put a barrier without a name into the letterbox."""
    form = new(**{"mission": cast.mission, "identity": Identity.ANONYMOUS} | more)
    letterbox.post_letter(By(ANYONE, at, Via.WEB), new=form, code=code)


def emptied(at: datetime) -> int:
    return letterbox.empty_letterbox(By(SYSTEM, at, Via.WORK))


def sorting(cast: Cast, **more: object) -> Sorting:
    given = {"kind": BarrierKind.APPROVAL, "changer": Changer.ORGANISATION, "to": cast.procurement} | more
    return Sorting(**given)  # type: ignore[arg-type]


def routed(cast: Cast, at: datetime = MONDAY, code: str = CODE, **more: object) -> UUID:
    """Raise a barrier and send it to procurement."""
    key = raised(cast, at, code=code, **more)
    barriers.sort_barrier(build.by(cast.reader, at), barrier=key, sorting=sorting(cast))
    return key


def answered(cast: Cast, key: UUID, reply: NewReply = FIXED, at: datetime = MONDAY) -> UUID:
    return barriers.answer_barriers(
        build.by(cast.director, at), answers_to=[question(key, at).key], reply=reply
    )


def confirmed(cast: Cast, key: UUID, at: datetime = MONDAY) -> None:
    answers.confirm(build.by(cast.nurse, at), answer=question(key, at).key)


def fixed(cast: Cast, at: datetime = MONDAY, code: str = CODE, **more: object) -> UUID:
    """Return a barrier that was fixed and confirmed."""
    key = routed(cast, at, code=code, **more)
    answered(cast, key, at=at)
    confirmed(cast, key, at)
    return key


def seer(at: datetime = MONDAY) -> Reader:
    return Reader(SYSTEM, at)


def question(key: UUID, at: datetime = MONDAY) -> AnswerRow:
    """Return the answer that is owed about a barrier."""
    return owed(seer(at), about=[key])[key]


def row(key: UUID, at: datetime = MONDAY) -> BarrierRow:
    return rows(seer(at), keys=[key])[key]


__all__ = ["CODE", "FIXED", "MONDAY", "NO", "Cast", "later"]
