"""Made-up people who join with a code, vote and say something about themselves: totals of ten or more."""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from headway.kernel.actors import ANYONE, By, Via
from headway.voice import actions
from headway.voice.analysis.equality import offered
from headway.voice.analysis.taking import Cast, Joining
from headway.voice.choices import Choice, Equality
from headway.voice.queries import statements

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

PEOPLE, DAYS, SEED, AGE = 44, 30, 20_260_303, 16
CHANCES = {  # in the order of the answers that are offered
    Equality.AGE: (0.06, 0.3, 0.3, 0.04, 0.04, 0.22, 0.02, 0.02),
    Equality.SEX: (0.56, 0.44, 0.0),
    Equality.HEALTH: (0.38, 0.62, 0.0),
    Equality.ETHNICITY: (0.34, 0.04, 0.26, 0.28, 0.04, 0.04),
}


def tell(story: "Story", conversation: UUID) -> None:
    """Let people of both wards join while the conversation is open."""
    random = np.random.default_rng(SEED)
    at = story.now - timedelta(days=DAYS)
    asked = statements(story.reader(story.by(at)), conversations={conversation}, live=True)[:3]
    codes = [
        code
        for ward in ("north", "south")
        for code in actions.mint_codes(story.by(at), conversation=conversation, batch=ward, count=PEOPLE // 2)
    ]
    for number, code in enumerate(codes):
        by = By(ANYONE, at + timedelta(minutes=number), Via.WEB)
        receipt = hashlib.sha256(f"demonstration of who took part {number}".encode()).hexdigest()[:32]
        actions.join_conversation(by, conversation=conversation, joining=Joining(receipt, code=code))
        for row in asked:
            choice = Choice.AGREE if random.random() < 0.85 else Choice.DISAGREE
            actions.cast_vote(by, receipt=receipt, vote=Cast(row.key, choice))
        answers = {
            question: offered(question, AGE)[int(random.choice(len(chances), p=chances))]
            for question, chances in CHANCES.items()
        }
        actions.tell_equality(by, conversation=conversation, receipt=receipt, answers=answers)
