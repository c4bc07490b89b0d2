"""Builders for questions that offices owe: offers of citizens, through the production flows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headway.answers import actions
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs
from headway.answers.queries import AnswerRow, answer
from headway.flows import offers
from headway.kernel.actors import ANYONE, SYSTEM, By, Reader, RoleName, Via
from headway.missions import actions as missions
from headway.missions.analysis import InitiativeWords, NewOffer
from headway.missions.choices import OfferKind
from headway.people import actions as people
from tests import builders_measures as measures
from tests import builders_missions
from tests import builders_people as build
from tests.builders_people import MONDAY

CODE = "0123456789abcdef0123456789abcdef"
NO = NewReply(GivenAs.REFUSED, "The hall is not safe for cooking.")
YES = NewReply(GivenAs.YES, "Your kitchen is what we need.")
KITCHEN = InitiativeWords("Kitchen on the corner", "A kitchen that neighbours share.")


@dataclass(frozen=True)
class Cast:
    """An open mission, led by an office that a director holds; nobody else holds one."""

    body: UUID
    office: UUID
    mission: UUID
    director: UUID
    steward: UUID
    nurse: UUID


def cast(at: datetime = MONDAY) -> Cast:
    body = build.body(at=at)
    office = people.add_office(build.system(at), organisation=body, name="Director of Food")
    measures.places()
    director = build.person("Dee Director", at=at)
    build.granted(director, RoleName.MISSION_LEAD, office=office, at=at)
    steward = build.person("Stef Steward", RoleName.STEWARD, at=at)
    nurse = build.person("Nia Nurse", at=at)
    mission = led_by(office)
    return Cast(body, office, mission, director, steward, nurse)


def led_by(office: UUID) -> UUID:
    """Return an open mission that an office leads."""
    mission = builders_missions.mission(lead=office)
    missions.open_mission(build.system(), mission=mission)
    return mission


def citizen(at: datetime = MONDAY) -> By:
    return By(ANYONE, at, Via.WEB)


def offer(
    mission: UUID, at: datetime = MONDAY, code: str = CODE, by: By | None = None, **more: object
) -> UUID:
    """Offer a kitchen; return the question that is owed an answer."""
    given = {"kind": OfferKind.SPACE, "text": "A kitchen, on Tuesdays"} | more
    new = NewOffer(mission=mission, **given)  # type: ignore[arg-type]
    return offers.make_offer(by or citizen(at), new=new, code=code)


def row(key: UUID, at: datetime = MONDAY) -> AnswerRow:
    return answer(Reader(SYSTEM, at), key=key)


def refuse(cast: Cast, key: UUID, at: datetime = MONDAY) -> UUID:
    return actions.give(build.by(cast.director, at), answers=[key], reply=NO)


def accept(cast: Cast, key: UUID, at: datetime = MONDAY) -> UUID:
    return offers.accept_offer(build.by(cast.director, at), answer=key, reply=YES, words=KITCHEN)
