"""Raising, sorting, summarising, joining; what is left out of a ledger; words that go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.formats.pictures import Plain
from headway.frontline.analysis import NewBarrier, Sorting, proposed, stems, wrong
from headway.frontline.choices import BarrierKind, Changer, Exit
from headway.frontline.models import (
    Barrier,
    BarrierContact,
    BarrierExit,
    BarrierMark,
    BarrierMerge,
    BarrierPicture,
    BarrierVersion,
    BarrierWords,
    MeToo,
)
from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.people.queries import day_of

# Public words before a steward has approved a summary: the kind alone.
LABELS: Mapping[BarrierKind, str] = {
    BarrierKind.LAW: _("In the way: a law"),
    BarrierKind.POLICY: _("In the way: policy or guidance"),
    BarrierKind.APPROVAL: _("In the way: an approval"),
    BarrierKind.FUNDING: _("In the way: a funding rule"),
    BarrierKind.DATA: _("In the way: sharing of data"),
    BarrierKind.TOOL: _("In the way: IT or a tool"),
    BarrierKind.CONTRACT: _("In the way: a contract"),
    BarrierKind.SKILLS: _("In the way: skills or staff"),
    BarrierKind.TARGET: _("In the way: a target or a metric"),
    BarrierKind.CULTURE: _("In the way: fear or culture"),
    BarrierKind.OTHER_BODY: _("In the way: another body"),
}


@step
def begin(new: NewBarrier, mission: Thing | None, by: By) -> Thing:
    """Give a barrier its Thing, so that an answer can be owed about it; raises Invalid."""
    faults = dict(wrong(new))
    if faults:
        raise Invalid(Sentence(_("Some answers cannot be used.")), faults)
    return create(NewThing("barrier", LABELS[new.kind], mission=mission), by.at)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a barrier rests on: its answer, its mission and place, the day it was raised."""

    answer: Thing
    mission: Thing | None
    place: Thing | None
    raised_on: date


@step
def write(thing: Thing, new: NewBarrier, ground: Ground, picture: Plain | None, by: By) -> None:
    """Write what was raised, and of who raised it what the chosen identity allows."""
    kept = proposed(new)
    row = Barrier.objects.create(
        thing=thing,
        answer_id=ground.answer.pk,
        mission_id=ground.mission.pk if ground.mission else None,
        place_id=ground.place.pk if ground.place else None,
        raised_as=kept.raised_as,
        identity=kept.identity,
        often=kept.often,
        takes=kept.takes,
        raised_on=ground.raised_on,
        raised_at=by.at,
    )
    BarrierVersion.objects.create(barrier=row, kind=kept.kind, changer=kept.changer, known_from=by.at)
    BarrierWords.objects.create(
        barrier=row,
        tried=kept.tried.strip(),
        for_whom=kept.for_whom.strip(),
        stopped=kept.stopped.strip(),
        rule_cited=kept.rule_cited.strip(),
        team=kept.team.strip(),
        language=kept.language,
    )
    said = stems(f"{kept.tried} {kept.stopped} {kept.rule_cited}")
    BarrierMark.objects.bulk_create([BarrierMark(barrier=row, stem=stem) for stem in sorted(said)])
    if kept.name.strip() or kept.email.strip():
        BarrierContact.objects.create(
            barrier=row, name=kept.name.strip(), email=kept.email.strip(), language=kept.language
        )
    if picture is not None:
        BarrierPicture.objects.create(barrier=row, content=picture.data, media_type=picture.media_type)


# --- how it is sorted ---


def require_barrier(thing: Thing) -> Thing:
    """Return a barrier's Thing; raises Missing for anything else."""
    if thing.kind != "barrier":
        raise Missing
    return thing


def current(thing: Thing) -> BarrierVersion:
    """Return how a locked barrier is sorted."""
    return BarrierVersion.objects.get(barrier_id=require_barrier(thing).pk, known_to__isnull=True)


@dataclass(frozen=True, slots=True)
class Sorted:
    """What the next version of a barrier says."""

    kind: BarrierKind
    changer: Changer
    summary: str
    language: str


def next_version(thing: Thing, before: BarrierVersion, after: Sorted, by: By) -> None:
    """Close one version and write the next."""
    BarrierVersion.objects.filter(pk=before.pk).update(known_to=by.at)
    BarrierVersion.objects.create(
        barrier_id=thing.pk,
        number=before.number + 1,
        kind=after.kind,
        changer=after.changer,
        summary=after.summary,
        language=after.language,
        written_by=by.actor.key,
        known_from=by.at,
    )
    bump(thing)


@step
def sort(thing: Thing, sorting: Sorting, by: By) -> None:
    """Give a locked barrier its kind and who could change it; nothing is written where both stay."""
    before = current(thing)
    if (before.kind, before.changer) == (sorting.kind, sorting.changer):
        return
    if not before.summary:
        rename(thing, label=LABELS[sorting.kind], slug=None, at=by.at)
    after = Sorted(sorting.kind, sorting.changer, before.summary, before.language)
    next_version(thing, before, after, by)


@step
def summarise(thing: Thing, summary: str, language: str, by: By) -> None:
    """Say in public words what a locked barrier is about; raises Invalid."""
    words = " ".join(summary.split())
    if not words or len(words) > 600:
        sentence = Sentence(_("Enter between 1 and %(most)s characters."), {"most": 600})
        raise Invalid(sentence, {"summary": sentence})
    before = current(thing)
    next_version(
        thing,
        before,
        Sorted(BarrierKind(before.kind), Changer(before.changer), words, language),
        by,
    )
    Thing.objects.filter(pk=thing.pk).update(label=words[:300], language=language)


# --- joining ---


@step
def join(thing: Thing, into: Thing, by: By) -> None:
    """Join a locked barrier to another; raises Conflict where either is joined already."""
    require_barrier(into)
    require_barrier(thing)
    now = BarrierMerge.objects.filter(known_to__isnull=True)
    if now.filter(barrier_id__in=[thing.pk, into.pk]).exists():
        raise Conflict(Sentence(_("One of the two is joined to another already.")))
    if thing.pk == into.pk or now.filter(into_id=thing.pk).exists():
        raise Conflict(Sentence(_("Others were joined to this one. Join it the other way round.")))
    BarrierMerge.objects.create(
        barrier_id=thing.pk, into_id=into.pk, written_by=by.actor.key, known_from=by.at
    )
    bump(thing)


@step
def part(thing: Thing, by: By) -> None:
    """Let a locked barrier stand alone again; raises Conflict where it does."""
    rows = BarrierMerge.objects.filter(barrier_id=require_barrier(thing).pk, known_to__isnull=True)
    if not rows.update(known_to=by.at):
        raise Conflict(Sentence(_("It stands alone already.")))
    bump(thing)


@step
def say_me_too(thing: Thing, account: UUID | None, by: By) -> None:
    """Note that somebody else has the same in their way; once for an account."""
    if account is not None and MeToo.objects.filter(barrier_id=thing.pk, account=account).exists():
        raise Conflict(Sentence(_("You said so already.")))
    MeToo.objects.create(barrier_id=require_barrier(thing).pk, account=account, said_at=by.at)


# --- out of the ledger ---


@step
def leave(thing: Thing, way: Exit, office: Thing, by: By) -> None:
    """Take a locked barrier out of the ledger; from now on only this office looks after it."""
    BarrierExit.objects.create(
        barrier_id=require_barrier(thing).pk,
        way=way,
        office_id=office.pk,
        left_on=day_of(by.at),
        left_at=by.at,
    )
    bump(thing)


@step
def blank_contacts(things: Iterable[Thing]) -> int:
    """Blank who to write to; the words stay with those who work on them."""
    rows = BarrierContact.objects.filter(barrier__in=[require_barrier(thing).pk for thing in things])
    return int(rows.exclude(name="", email="").update(name="", email=""))


@step
def blank_words(thing: Thing) -> None:
    """Blank what was written, because its writer asks; how it stands and what was answered stay."""
    key = require_barrier(thing).pk
    BarrierWords.objects.filter(barrier_id=key).update(
        tried="", for_whom="", stopped="", rule_cited="", team=""
    )
    BarrierContact.objects.filter(barrier_id=key).update(name="", email="")
    BarrierPicture.objects.filter(barrier_id=key).delete()
    BarrierMark.objects.filter(barrier_id=key).delete()
    bump(thing)
