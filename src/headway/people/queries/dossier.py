"""What the checks read of the body: since when it is here, and which questions it has opened."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at, parsed
from headway.people import analysis
from headway.people.choices import SettingName
from headway.people.models import BodySetting, Organisation
from headway.people.queries.actors import day_of


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The installation's own body; `since` is None before set-up."""

    opened: frozenset[int]
    since: date | None


def body_facts(reader: Reader) -> BodyFacts:
    """Return what the checks read of the body; one query."""
    opened = BodySetting.objects.filter(known_at(reader.at), name=SettingName.OPENED_QUESTIONS)
    rows = Organisation.objects.filter(is_body=True, thing__born_on__lte=reader.at).annotate(
        opened=Subquery(opened.values("value")[:1])
    )
    row = rows.values_list("opened", "thing__born_on").first()
    found = {} if row is None or row[0] is None else {SettingName.OPENED_QUESTIONS.value: parsed(row[0])}
    questions = analysis.body(found).opened_questions
    return BodyFacts(frozenset(questions), None if row is None else day_of(row[1]))
