"""Builders for conversations, statements and votes: everything goes through the production actions."""

import hashlib
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from headway.kernel.actors import ANYONE, By, Via
from headway.voice import actions
from headway.voice.analysis.taking import Cast, Joining, NewConversation, Terms
from headway.voice.choices import Choice
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries import statements as all_statements
from tests.builders_missions import MONDAY, seer, system

TERMS = Terms("How should we all eat well?", background="One household in five runs out of food.")
SEEDS = ("Every school should have a kitchen", "Fruit should cost less", "The market should open on Sundays")
AGREE, PASS, DISAGREE = Choice.AGREE, Choice.PASS, Choice.DISAGREE


def receipt(number: int = 0) -> str:
    return hashlib.sha256(f"receipt {number}".encode()).hexdigest()[:32]


def nobody(at: datetime = MONDAY) -> By:
    """Return who acts under a pseudonym: nobody, through the web."""
    return By(ANYONE, at, Via.WEB)


def draft(mission: UUID | None = None, seeds: tuple[str, ...] = SEEDS, **changed: object) -> UUID:
    new = NewConversation(replace(TERMS, **changed), mission, seeds)  # type: ignore[arg-type]
    return actions.draft_conversation(system(), conversation=new)


def conversation(mission: UUID | None = None, seeds: tuple[str, ...] = SEEDS, **changed: object) -> UUID:
    """Return an open conversation with three statements."""
    key = draft(mission, seeds, **changed)
    actions.open_conversation(system(), conversation=key)
    return key


def joined(conversation: UUID, number: int = 0, code: str = "", at: datetime = MONDAY) -> str:
    """Let somebody join; return their receipt."""
    made = receipt(number)
    actions.join_conversation(nobody(at), conversation=conversation, joining=Joining(made, code=code))
    return made


def statements(conversation: UUID, at: datetime = MONDAY) -> list[UUID]:
    return [row.key for row in all_statements(seer(at), conversations={conversation})]


def vote(
    receipt: str, statement: UUID, choice: Choice = AGREE, at: datetime = MONDAY, **more: object
) -> None:
    cast = Cast(statement, choice, **more)  # type: ignore[arg-type]
    actions.cast_vote(nobody(at), receipt=receipt, vote=cast)


def voters(conversation: UUID, count: int, first: int = 0, at: datetime = MONDAY) -> list[str]:
    """Let some people join who agree with the first statement and disagree with the second, or the reverse."""
    one, two, *_rest = statements(conversation)
    receipts = [joined(conversation, first + number, at=at) for number in range(count)]
    for number, held in enumerate(receipts):
        sides = (AGREE, DISAGREE) if number % 2 else (DISAGREE, AGREE)
        for key, choice in zip((one, two), sides, strict=True):
            vote(held, key, choice, at)
    return receipts


def said(receipt: str, text: str = "Bread should be baked here", at: datetime = MONDAY) -> UUID:
    return actions.say_something(nobody(at), receipt=receipt, text=text)


def version_of(conversation: UUID, at: datetime = MONDAY) -> int:
    return the_conversation(seer(at), key=conversation).version
