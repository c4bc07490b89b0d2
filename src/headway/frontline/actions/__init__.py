"""Every act about what is in the way that is sound alone."""

from headway.frontline.actions.barriers import (
    blank_words,
    forget_contacts,
    part,
    say_me_too,
    set_decider,
    set_desk,
    summarise,
)
from headway.frontline.actions.freedoms import link_test, rewrite_freedom
from headway.frontline.actions.rules import amend_rule, change_rule, keep_weighing, name_rule, register_rule

__all__ = [
    "amend_rule",
    "blank_words",
    "change_rule",
    "forget_contacts",
    "keep_weighing",
    "link_test",
    "name_rule",
    "part",
    "register_rule",
    "rewrite_freedom",
    "say_me_too",
    "set_decider",
    "set_desk",
    "summarise",
]
