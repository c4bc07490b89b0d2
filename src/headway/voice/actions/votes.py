"""Taking part: join, vote, change one's mind, say whether it happened; and votes entered for others.

What a pseudonym does carries no account: a door strips it, and the action refuses it.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden
from headway.voice import events, permissions, steps
from headway.voice.analysis.taking import Cast, Joining
from headway.voice.choices import Equality, Mode
from headway.voice.queries import scope_of


@action(events.Joined)
def join_conversation(
    by: By, *, conversation: UUID, joining: Joining, account: UUID | None = None
) -> Done[UUID]:
    """Join under a pseudonym; return it.

    Parameters
    ----------
    joining : with a receipt of 128 random bits, made for whoever joins; only its hash is kept
    account : who is signed in, where the conversation is for people who are known; kept as a keyed hash,
        never beside the pseudonym

    Raises
    ------
    Forbidden
        When the act itself carries an account, or nobody is signed in where that is asked for.
    Conflict
        When nobody can take part now, or this account joined already.
    Invalid
        When the code is none, or was used.
    """
    steps.require_nameless(by)
    if joining.mode is not Mode.WEB:
        raise Forbidden
    person = steps.join(lock(conversation)[conversation], joining, account, by)
    event = events.Joined(about=conversation, participant=person.key, mode=joining.mode)
    return Done(event, person.key)


@action(events.Voted)
def cast_vote(by: By, *, receipt: str, vote: Cast) -> Done[None]:
    """Vote, or change one's mind; the same vote again is the same vote.

    No Thing is locked: a vote waits for nothing but other votes of the same person, and for the log.

    Raises
    ------
    Forbidden
        When the act carries an account.
    Missing
        When the receipt is none, or the statement is of another conversation.
    Conflict
        When the conversation is not open, or the statement not published.
    """
    steps.require_nameless(by)
    voter = steps.open_voter(receipt, by)
    steps.cast(voter, vote, by)
    event = events.Voted(about=voter.conversation, participant=voter.row.key, statement=vote.statement)
    return Done(event, None)


@action(events.EqualityTold)
def tell_equality(by: By, *, conversation: UUID, receipt: str, answers: Mapping[Equality, str]) -> Done[None]:
    """Answer optional questions about oneself, once; nothing ties the answers to each other or to anybody.

    The conversation is locked, so that nothing is added after it was closed.

    Raises
    ------
    Forbidden
        When the act carries an account.
    Missing
        When the receipt is none of this conversation.
    Conflict
        When nobody is asked here now, or this person answered before or has not voted.
    Invalid
        Without an answer, or with one that is not of the list.
    """
    steps.require_nameless(by)
    thing = lock(conversation)[conversation]
    steps.tell_equality(thing, steps.the_voter(receipt), answers, by)
    return Done(events.EqualityTold(about=conversation), None)


@action(events.VotesEntered)
def enter_votes(by: By, *, conversation: UUID, joining: Joining, votes: Sequence[Cast]) -> Done[UUID]:
    """Enter the votes of somebody who took part on paper, by telephone or with help.

    Raises
    ------
    Forbidden
        Unless staff of the mission or its lead asks.
    Conflict
        When the conversation is a draft or its result was reported.
    Invalid
        Without a vote.
    """
    thing = lock(conversation)[conversation]
    if not permissions.may_enter(by.actor, scope_of(Reader(by.actor, by.at), conversation)):
        raise Forbidden
    person = steps.enter(thing, joining, votes, by)
    event = events.VotesEntered(
        about=conversation, participant=person.key, mode=joining.mode, count=len(votes)
    )
    return Done(event, person.key)


@action(events.HappeningJudged)
def judge_happening(by: By, *, receipt: str, statement: UUID, happened: bool) -> Done[None]:
    """Say whether what was promised happened, as somebody who agreed with the statement.

    Raises
    ------
    Forbidden
        When the act carries an account, or this person did not agree.
    Missing
        When the receipt is none.
    """
    steps.require_nameless(by)
    voter = steps.the_voter(receipt)
    steps.judge_happening(voter, statement, happened=happened, by=by)
    return Done(events.HappeningJudged(about=statement, participant=voter.row.key), None)
