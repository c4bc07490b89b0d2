"""What every write of this app checks: words that are there and not too long."""

from django.utils.translation import gettext_noop as _

from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence


def required(text: str, field: str, limit: int) -> str:
    """Return a text without spaces around it, or raise Invalid when it is empty or too long."""
    words = within(text, field, limit)
    if not words:
        said = Sentence(_("Write something here."))
        raise Invalid(said, {field: said})
    return words


def within(text: str, field: str, limit: int) -> str:
    """Return a text without spaces around it, or raise Invalid when it is too long."""
    words = text.strip()
    if len(words) > limit:
        said = Sentence(_("Use at most %(limit)s characters."), {"limit": limit})
        raise Invalid(said, {field: said})
    return words
