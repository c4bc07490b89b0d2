"""The address of what a brief points at, for pages and mails."""

from django.urls import NoReverseMatch, reverse

from headway.briefs.where import Where

# A kind of page and the name of its address; a part that is not built yet has no address and no link.
NAMES = {
    "mission": "missions:mission",
    "mission-edit": "missions:edit",
    "moderation": "voice:moderate",
    "indicator": "targets:indicator",
    "card": "measures:card",
    "bring-in": "measures:bring-in",
    "upload": "measures:upload",
    "panel": "learning:bench-columns",
    "answer": "answers:answer",
    "decision": "rhythms:decision",
    "freedom": "rules:freedom",
    "meeting": "rhythms:meeting",
    "checks": "missions:checks",
    "test": "learning:test",
    "stories-to-review": "peers:to-review",
    "round": "capabilities:round",
    "today": "people:today",
    "calendar": "calendar:index",
}


def address_of(where: Where) -> str:
    """Return the address inside the site, in the active language; empty where there is no such page."""
    arguments = [part for part in (where.of, where.at) if part]
    try:
        return reverse(NAMES[where.kind], args=arguments)
    except NoReverseMatch:
        return ""
