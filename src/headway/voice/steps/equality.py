"""Answers to optional questions about oneself: written where nothing leads back to who gave them."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.mixed import put_among
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.voice.analysis.equality import offered
from headway.voice.choices import Equality
from headway.voice.models import EqualityAnswer, Participant, Vote
from headway.voice.steps.conversations import the_row
from headway.voice.steps.votes import Voter


@step
def tell_equality(thing: Thing, voter: Voter, answers: Mapping[Equality, str], by: By) -> None:
    """Put answers among those of others, each for itself; of who gave them stays that they did.

    Raises
    ------
    Conflict
        When nobody is asked here now, or this person answered before or has not voted.
    Invalid
        Without an answer, or with one that is not of the list.
    Missing
        When the receipt is of another conversation.
    """
    if voter.conversation != thing.key:
        raise Missing
    row = the_row(thing, by)
    if not row.terms.equality or not row.takes_part:
        raise Conflict(Sentence(_("Nobody is asked about themselves here now.")))
    if voter.row.told_equality:
        raise Conflict(Sentence(_("You have told us about yourself already.")))
    if not Vote.objects.filter(participant=voter.row).exists():
        raise Conflict(Sentence(_("Vote first.")))
    if not answers:
        raise Invalid(Sentence(_("Answer one question at least, or go back.")))
    for question, value in answers.items():
        if value not in offered(question, row.terms.minimum_age):
            words = Sentence(_("Choose from the list."))
            raise Invalid(words, {question.value: words})
    Participant.objects.filter(pk=voter.row.pk).update(told_equality=True)
    put_among(
        EqualityAnswer.objects,
        [
            EqualityAnswer(conversation_id=thing.pk, question=question, value=value)
            for question, value in answers.items()
        ],
    )
