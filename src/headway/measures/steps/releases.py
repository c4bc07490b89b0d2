"""Writing releases: accepted with their values, undone as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel import things
from headway.kernel.actions import bump, lock, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden, Gone, Invalid
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing
from headway.measures import permissions
from headway.measures.analysis import NewRelease, Plan
from headway.measures.choices import IndicatorState, ReleaseState
from headway.measures.models import Release, ReleaseIndicator
from headway.measures.queries.ground import Ground
from headway.measures.steps.bulk import carry_out
from headway.measures.steps.staging import Staged

NEW = 0  # stands for the new release in a plan; row numbers begin at 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A release worked out before the transaction: what it rests on and which rows it touches."""

    release: NewRelease
    sequence: int
    content: str  # SHA-256 of its record
    file: str | None  # SHA-256 of the file it was read from
    mapping: UUID | None
    ground: Ground
    rows: Mapping[UUID, int]  # statements an indicator
    plan: Plan
    staged: Staged | None = None  # the new rows of the plan, where they stand ready


@step
def accept(new: Written, by: By) -> Thing:
    """Lock the indicators, check that nothing moved, write the release and its values.

    Raises
    ------
    Stale
        When an indicator changed since the release was worked out: work it out again.
    Forbidden
        Without the role of analyst for each indicator.
    Gone
        When an indicator is retired.
    """
    locked = lock(*new.ground.versions, expect=new.ground.versions)
    if not permissions.may_accept_release(by.actor, indicators=frozenset(locked)):
        raise Forbidden
    if IndicatorState.RETIRED in new.ground.states.values():
        raise Gone(Sentence(_("An indicator of this file is retired. It takes no new figures.")))
    check(new.release, by.at)
    thing = things.create(
        NewThing(kind="release", label=new.release.title, key=new.release.key, origin=new.release.origin),
        by.at,
    )
    release = _create(thing, new, by)
    ReleaseIndicator.objects.bulk_create(
        ReleaseIndicator(release=release, indicator_id=new.ground.indicators[key], rows=count)
        for key, count in new.rows.items()
    )
    carry_out(new.plan, releases={NEW: thing.pk}, staged=new.staged)
    for indicator in locked.values():
        bump(indicator)
    return thing


def _create(thing: Thing, new: Written, by: By) -> Release:
    given = new.release
    return Release.objects.create(
        thing=thing,
        publisher=given.publisher.strip(),
        title=given.title.strip(),
        licence=given.licence.strip(),
        url=given.url,
        published_at=given.published_at,
        sequence=new.sequence,
        received_at=by.at,
        file_id=new.file,
        content_id=new.content,
        mapping_id=Thing.objects.get(key=new.mapping).pk if new.mapping else None,
        complete=given.complete,
        invented=given.invented,
        accepted_by=by.actor.key,
    )


@step
def undo(release: UUID, *, reason: str, ground: Ground, plan: Plan, by: By) -> int:
    """Mark a release as undone and put back what the others say; return how many rows changed.

    Raises
    ------
    Stale
        When an indicator changed since the rebuild was worked out.
    Forbidden
        Without the role of analyst for each indicator.
    Conflict
        When it is undone already.
    Invalid
        Without a reason.
    """
    locked = lock(*ground.versions, release, expect=ground.versions)
    found = Release.objects.get(pk=locked[release].pk)
    if not permissions.may_accept_release(by.actor, indicators=frozenset(ground.indicators)):
        raise Forbidden
    if found.state == ReleaseState.UNDONE:
        raise Conflict(Sentence(_("This release is undone already.")))
    if not reason.strip():
        said = Sentence(_("Say why the release is undone."))
        raise Invalid(said, {"reason": said})
    Release.objects.filter(pk=found.pk).update(
        state=ReleaseState.UNDONE,
        undone_at=by.at,
        undone_by=by.actor.key,
        undone_reason=reason.strip()[:300],
    )
    changed = carry_out(plan, releases={})
    for thing in locked.values():
        bump(thing)
    return changed


def check(new: NewRelease, at: datetime) -> None:
    """Raise Invalid with a sentence beside each field that is missing or cannot be."""
    needed = {
        "publisher": _("Say who published the figures."),
        "title": _("Give the title of the publication."),
        "licence": _("Say under which licence the figures may be used."),
    }
    fields = {name: Sentence(said) for name, said in needed.items() if not getattr(new, name).strip()}
    for name, longest in (("publisher", 200), ("title", 300), ("licence", 120), ("url", 500)):
        if len(getattr(new, name)) > longest:
            fields[name] = Sentence(_("Use at most %(limit)s characters."), {"limit": longest})
    if new.url and not new.url.startswith(("https://", "http://")):
        fields["url"] = Sentence(_("A web address begins with https://"))
    if new.published_at > at:
        fields["published_at"] = Sentence(_("The day of publication cannot lie in the future."))
    if fields:
        raise Invalid(Sentence(_("The release cannot be accepted yet.")), fields)
