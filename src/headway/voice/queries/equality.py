"""Who took part, as totals of at least ten people; and whether somebody is asked about themselves."""

from django.db.models import Count

from headway.kernel.actors import Reader
from headway.voice.analysis.equality import EqualityTotals, totals_of
from headway.voice.choices import Stage
from headway.voice.models import EqualityAnswer
from headway.voice.queries.conversations import ConversationRow
from headway.voice.queries.votes import ParticipantRow


def equality_asked(row: ConversationRow, person: ParticipantRow, *, voted: bool) -> bool:
    """Whether somebody is asked about themselves now: once, after a vote, while the conversation is open."""
    return row.terms.equality and row.takes_part and voted and not person.told_equality


def equality_totals(reader: Reader, row: ConversationRow) -> tuple[EqualityTotals, ...] | None:
    """Return who took part, as far as they said; one query, none where nothing may be shown.

    None where the questions are not asked, and until the conversation is closed: whoever could look twice
    while people answer would see what one of them said.
    """
    del reader  # nothing is added after the closing, so a past page says the same
    if not row.terms.equality or row.stage not in {Stage.CLOSED, Stage.REPORTED}:
        return None
    rows = EqualityAnswer.objects.filter(conversation__thing__key=row.key)
    counted = rows.values_list("question", "value").annotate(people=Count("pk")).order_by()
    counts = {(question, value): people for question, value, people in counted}
    return totals_of(counts, row.terms.minimum_age)
