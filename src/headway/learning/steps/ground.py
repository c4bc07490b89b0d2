"""What every write of a test stands on: its row, where it stands, its plan, the next stage."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.learning.analysis import PlanWords, read_draft, read_locked
from headway.learning.choices import PHASES, Phase
from headway.learning.models import Draft, Plan, Stage, Test
from headway.people.queries import day_of


def test_of(thing: Thing) -> Test:
    """Return the row of a test, or raise Missing."""
    row = Test.objects.filter(pk=thing.pk).first()
    if row is None:
        raise Missing
    return row


def mission_key(thing: Thing) -> UUID:
    """Return the mission of a locked test."""
    row = Test.objects.filter(pk=thing.pk).values_list("mission__thing__key", flat=True).first()
    if row is None:
        raise Missing
    return row


def stage_of(row: Test) -> Stage:
    """Return where a test stands."""
    return Stage.objects.select_related("plan").get(test=row, known_to__isnull=True)


def draft_of(row: Test) -> Draft:
    """Return the draft that holds."""
    return Draft.objects.get(test=row, known_to__isnull=True)


def require(row: Test, *phases: Phase) -> Stage:
    """Return where a test stands, or refuse what does not happen there."""
    stage = stage_of(row)
    if stage.phase not in phases:
        raise Conflict(Sentence(_("This test does not stand where that can happen. Look at it again.")))
    return stage


def words_of(row: Test) -> PlanWords:
    """Return what the plan says now: the locked one, else the draft."""
    plan = stage_of(row).plan
    return read_locked(plan.content) if plan else read_draft(draft_of(row).content)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a test comes to stand: under which plan, since when, why, and until when only insiders see it."""

    phase: Phase
    plan: Plan | None
    on: date | None = None
    note: str = ""
    quiet_until: date | None = None


def move(row: Test, thing: Thing, to: Standing, by: By) -> None:
    """Close the stage a test stands in and write the next."""
    before = stage_of(row)
    if to.phase != before.phase and to.phase not in PHASES[Phase(before.phase)]:
        raise Conflict(Sentence(_("This test does not stand where that can happen. Look at it again.")))
    Stage.objects.filter(pk=before.pk).update(known_to=by.at)
    bump(thing)
    Stage.objects.create(
        test=row,
        phase=to.phase,
        plan=to.plan,
        on=to.on or day_of(by.at),
        note=to.note.strip(),
        quiet_until=to.quiet_until,
        set_by=by.actor.key,
        known_from=by.at,
    )


def required(text: str, field: str = "reason") -> str:
    """Return a text, or say that it is missing."""
    if not text.strip():
        words = Sentence(_("Say it in words that everybody can read."))
        raise Invalid(words, {field: words})
    return text.strip()
