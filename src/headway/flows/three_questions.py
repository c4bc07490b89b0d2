"""The three questions: what a team found becomes barriers and ideas, in one act."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.flows.barriers import put
from headway.flows.offers import put_offer
from headway.frontline import permissions
from headway.frontline.analysis import NewBarrier
from headway.frontline.events import ThreeQuestionsAsked
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Invalid
from headway.kernel.sentences import Sentence
from headway.missions.analysis import NewOffer
from headway.missions.choices import OfferKind
from headway.people.queries import day_of


@dataclass(frozen=True, slots=True)
class TeamFound:
    """What a team found: what is in its way, and ideas for the mission that could be tested."""

    barriers: tuple[NewBarrier, ...]
    ideas: tuple[str, ...] = ()
    mission: UUID | None = None
    language: str = "en"


@action(ThreeQuestionsAsked)
def send_three_questions(by: By, *, found: TeamFound) -> Done[str]:
    """Write what a team found: an office owes an answer to each barrier, and to each idea.

    Who sends it may say of each whether it was fixed; nothing else of the conversation is kept. Returns the
    keys of the barriers as a JSON list.

    Raises
    ------
    Forbidden
        Unless somebody sends it who works here.
    Invalid
        When there is nothing in it, or ideas without a mission.
    Conflict
        While nobody reads barriers here, or no office leads the mission.
    """
    if not permissions.may_ask_three_questions(by.actor, [found.mission] if found.mission else []):
        raise Forbidden
    if not (found.barriers or found.ideas):
        raise Invalid(Sentence(_("Write at least one thing that is in the way, or one idea.")))
    if found.ideas and found.mission is None:
        words = Sentence(_("Choose the mission that the ideas are for."))
        raise Invalid(words, {"mission": words})
    named = {found.mission, *(new.rule for new in found.barriers), *(new.place for new in found.barriers)}
    lock(*(key for key in named if key is not None))
    raised = [put(by, new, "", by.actor.key, day_of(by.at), None)[0].key for new in found.barriers]
    for idea in found.ideas:
        assert found.mission is not None  # refused above
        put_offer(by, NewOffer(found.mission, OfferKind.IDEA, idea, language=found.language), "")
    event = ThreeQuestionsAsked(about=found.mission, barriers=len(raised), ideas=len(found.ideas))
    return Done(event, json.dumps([str(key) for key in raised]))
