"""Findings are published, corrected, retracted, and change what a link rests on."""

from collections.abc import Sequence
from dataclasses import asdict, fields

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, rename
from headway.learning.analysis.findings import SCALE, FindingWords, faults
from headway.learning.choices import FINDING
from headway.learning.models import Finding, FindingUse, FindingVersion
from headway.learning.steps.ground import required

KEPT = tuple(each.name for each in fields(FindingWords) if each.name != "code")
RETRACTED = _("This finding was retracted. Publish a new one instead.")


@step
def publish(words: FindingWords, by: By) -> Thing:
    """Write a finding with its first version."""
    check(words)
    if Finding.objects.filter(code=words.code.strip()).exists():
        said = Sentence(_("Another finding has this short name."))
        raise Invalid(said, {"code": said})
    thing = create(NewThing(FINDING, words.title, slug=words.title, language=words.language), by.at)
    row = Finding.objects.create(thing=thing, code=words.code.strip(), published_at=by.at)
    write(row, 1, words, by)
    return thing


@step
def correct(thing: Thing, words: FindingWords, by: By) -> int:
    """Let a finding say something else from this moment; return the number of the version."""
    check(words)
    before = current(thing)
    if before.retracted:
        raise Conflict(Sentence(RETRACTED))
    close(before, thing, by)
    if thing.label != words.title:
        rename(thing, label=words.title, slug=None, at=by.at)
    write(before.finding, before.number + 1, words, by)
    return before.number + 1


@step
def retract(thing: Thing, reason: str, by: By) -> None:
    """Say that a finding no longer counts, and why; its page stays."""
    before = current(thing)
    if before.retracted:
        raise Conflict(Sentence(RETRACTED))
    said = required(reason)
    close(before, thing, by)
    before.pk, before.number, before.known_from, before.known_to = None, before.number + 1, by.at, None
    before.retracted, before.written_by = said, by.actor.key
    before.save(force_insert=True)


@step
def take_in(found: Sequence[FindingWords], by: By) -> tuple[int, int]:
    """Write the findings of a file: new ones, and those that say something else; return how many of each."""
    added = changed = 0
    known = {row.code: row for row in Finding.objects.select_related("thing")}
    for words in found:
        row = known.get(words.code)
        if row is None:
            publish(words, by)
            added += 1
        elif said(current(row.thing)) != asdict(words):
            correct(row.thing, words, by)
            changed += 1
    return added, changed


@step
def use(thing: Thing, number: int, link: Thing, decision: Thing, grades: tuple[int, int], by: By) -> None:
    """Keep that a decision let a finding, or a test's result, change what a link rests on."""
    if FindingUse.objects.filter(finding=thing, link_id=link.pk, decision=decision).exists():
        raise Conflict(Sentence(_("This decision has weighed this finding for this link already.")))
    FindingUse.objects.create(
        finding=thing,
        version=number,
        link_id=link.pk,
        decision=decision,
        before=grades[0],
        after=grades[1],
        used_by=by.actor.key,
        used_at=by.at,
    )
    bump(thing)


def check(words: FindingWords) -> None:
    """Refuse a finding that is not complete."""
    if wrong := faults(words):
        raise Invalid(Sentence(_("The finding is not complete.")), wrong)


def current(thing: Thing) -> FindingVersion:
    """Return the version that holds, or raise Missing."""
    row = FindingVersion.objects.select_related("finding").filter(finding_id=thing.pk, known_to__isnull=True)
    found = row.first()
    if found is None:
        raise Missing
    return found


def close(row: FindingVersion, thing: Thing, by: By) -> None:
    """End a version at this moment."""
    FindingVersion.objects.filter(pk=row.pk).update(known_to=by.at)
    bump(thing)


def write(row: Finding, number: int, words: FindingWords, by: By) -> None:
    """Write one version."""
    told = {name: value for name, value in asdict(words).items() if name in KEPT}
    told |= {name: told[name] or "" for name in ("measure", "place", "sector", "people")}
    FindingVersion.objects.create(
        finding=row, number=number, scale=SCALE, written_by=by.actor.key, known_from=by.at, **told
    )


def said(row: FindingVersion) -> dict[str, object]:
    """Return what a version says, as a file would."""
    told: dict[str, object] = {name: getattr(row, name) for name in KEPT}
    told |= {name: told[name] or None for name in ("measure", "place", "sector", "people")}
    return {"code": row.finding.code, **told}
