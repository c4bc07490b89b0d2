"""Words of the checks for templates."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from headway.checks.choices import State
from headway.web.checks import words
from headway.web.templatetags.headway import tag

register = template.Library()


@register.simple_tag
def state_tag(state: State) -> SafeString:
    """A state of a check in its word."""
    return tag(str(words.STATES[state]), words.COLOURS[state])


@register.filter
def state_word(state: State) -> str:
    """Write a state of a check."""
    return str(words.STATES[state])


@register.filter
def translated(text: str) -> str:
    """Write a message of ours in the language of the page."""
    return gettext(text) if text else ""
