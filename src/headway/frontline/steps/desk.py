"""Who reads first, and who decides about what."""

from django.utils.translation import gettext_noop as _

from headway.frontline.choices import BarrierKind
from headway.frontline.models import Decider, Desk
from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence


@step
def set_desk(body: Thing, offices: tuple[Thing, Thing, Thing], call: str, by: By) -> None:
    """Name who reads first, and who takes safeguarding and whistleblowing; raises Invalid or Missing."""
    if any(office.kind != "office" for office in offices):
        raise Missing
    words = " ".join(call.split())
    if not words or len(words) > 300:
        sentence = Sentence(_("Enter between 1 and %(most)s characters."), {"most": 300})
        raise Invalid(sentence, {"call": sentence})
    reader, safeguarding, whistleblowing = offices
    Desk.objects.filter(body_id=body.pk, known_to__isnull=True).update(known_to=by.at)
    Desk.objects.create(
        body_id=body.pk,
        reader_id=reader.pk,
        safeguarding_id=safeguarding.pk,
        whistleblowing_id=whistleblowing.pk,
        call=words,
        set_by=by.actor.key,
        known_from=by.at,
    )


@step
def set_decider(kind: BarrierKind, office: Thing | None, by: By) -> None:
    """Name the office that decides about one kind, or none any more; raises Missing."""
    if office is not None and office.kind != "office":
        raise Missing
    Decider.objects.filter(kind=kind, known_to__isnull=True).update(known_to=by.at)
    if office is not None:
        Decider.objects.create(kind=kind, office_id=office.pk, set_by=by.actor.key, known_from=by.at)
