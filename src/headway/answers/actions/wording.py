"""What an office answered, in another language too."""

from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers import events, permissions
from headway.answers.models import Reply
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.kernel.translations import NewText, translate
from headway.people.queries import offices_of

FIELDS = frozenset({"reason", "instead"})


@action(events.ReplyTranslated)
def translate_reply(by: By, *, reply: UUID, text: NewText) -> Done[None]:
    """Give the words of a reply in another language; the words as they were given never change.

    Raises
    ------
    Forbidden
        Unless the holder of the office that answered, or the steward, asks.
    Missing
        When there is no such reply.
    Invalid
        When it is no part of a reply, or its own language, or empty.
    """
    thing = lock(reply)[reply]
    row = Reply.objects.select_related("office__thing").filter(pk=thing.pk).first()
    if row is None:
        raise Missing
    holds = row.office.thing.key in offices_of(by.actor, by.at)
    if not permissions.may_route(by.actor, holds=holds):
        raise Forbidden
    if text.field not in FIELDS or text.language == row.language or not text.text.strip():
        raise Invalid(Sentence(_("Name a part of the answer, another language, and the words in it.")))
    translate(thing, text, by=by.actor.key, at=by.at)
    return Done(events.ReplyTranslated(about=reply), None)
