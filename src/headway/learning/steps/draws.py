"""A draw in public: the seed is committed, then the list is fixed, then lots are drawn."""

import secrets
from datetime import date

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.canonical import Digest, digest
from headway.kernel.errors import Conflict, Invalid
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.learning.analysis import Drawn, PlanWords, UnitRoster, drawn, program_of, read_locked, seed_of
from headway.learning.choices import Design, Phase
from headway.learning.models import Draw, Seed, Test, UnitList
from headway.learning.steps.ground import require, test_of
from headway.people.queries import day_of


@step
def commit_seed(thing: Thing, by: By) -> Digest:
    """Choose a secret and tell its hash; the list does not exist for us yet."""
    row = test_of(thing)
    randomised(row)
    if Seed.objects.filter(test=row).exists():
        raise Conflict(Sentence(_("The seed of this draw was committed already.")))
    secret = secrets.token_hex(32)
    told = digest(secret.encode())
    Seed.objects.create(test=row, secret=secret, commitment=told, committed_at=by.at)
    bump(thing)
    return told


def randomised(row: Test) -> PlanWords:
    """Return the locked words of a test whose groups are drawn by lot and that has not begun."""
    stage = require(row, Phase.REGISTERED)
    assert stage.plan is not None  # the database holds it
    words = read_locked(stage.plan.content)
    if not words.words.randomised:
        raise Conflict(Sentence(_("The plan of this test draws no lots.")))
    return words


@step
def fix_list(thing: Thing, roster: UnitRoster, by: By, *, beacon: str, beacon_on: date | None) -> None:
    """Fix who or what is drawn from, after the seed was committed."""
    row = test_of(thing)
    words = randomised(row)
    if not Seed.objects.filter(test=row).exists():
        raise Conflict(Sentence(_("Commit the seed first: nobody can then choose it to suit the list.")))
    if UnitList.objects.filter(test=row).exists():
        raise Conflict(Sentence(_("The list of this draw is fixed. Another list is another test.")))
    check_list(words, roster)
    check_beacon(beacon, beacon_on, by)
    UnitList.objects.create(
        test=row,
        content=roster.content,
        hash=roster.hash,
        units=roster.units,
        program=program_of(words, clustered=roster.clusters > 0),
        beacon=beacon.strip(),
        beacon_on=beacon_on,
        fixed_at=by.at,
    )
    bump(thing)


def check_list(words: PlanWords, roster: UnitRoster) -> None:
    """Refuse a list that is another than the plan's."""
    if words.design is Design.CLUSTER_TRIAL and words.unit and not roster.clusters and roster.strata > 1:
        return  # the units of the list are the clusters themselves
    if roster.strata > 1 and not words.blocks:
        said = Sentence(_("The list has strata and the plan names none. Amend the plan, or leave them out."))
        raise Invalid(said, {"list": said})


def check_beacon(beacon: str, beacon_on: date | None, by: By) -> None:
    """A public number comes later than the list, or there is none."""
    if bool(beacon.strip()) != (beacon_on is not None):
        said = Sentence(_("Name the number and its day, or neither."))
        raise Invalid(said, {"beacon": said})
    if beacon_on is not None and beacon_on <= day_of(by.at):
        said = Sentence(_("The number must be published later than today."))
        raise Invalid(said, {"beacon_on": said})


@step
def draw_lots(thing: Thing, by: By, *, number: str) -> Drawn:
    """Draw from the fixed list by the committed seed and the public number; show the secret."""
    row = test_of(thing)
    randomised(row)
    fixed = UnitList.objects.filter(test=row).first()
    if fixed is None:
        raise Conflict(Sentence(_("Fix the list first.")))
    if Draw.objects.filter(test=row).exists():
        raise Conflict(Sentence(_("The lots were drawn already. A draw is not repeated.")))
    check_number(fixed, number, by)
    seed = Seed.objects.get(test=row)
    found = drawn(fixed.program, fixed.content, seed_of(seed.secret, fixed.hash, number))
    Draw.objects.create(
        test=row,
        number=number.strip(),
        seed=found.seed,
        content=found.content,
        hash=found.hash,
        counts=dict(found.counts),
        drawn_at=by.at,
    )
    bump(thing)
    return found


def check_number(fixed: UnitList, number: str, by: By) -> None:
    """Refuse a number that was not named, or that cannot have been published yet."""
    wrong = None
    if fixed.beacon_on is not None and day_of(by.at) < fixed.beacon_on:
        wrong = Sentence(_("The number is published on %(day)s. Draw then."), {"day": fixed.beacon_on})
    elif bool(fixed.beacon) != bool(number.strip()):
        wrong = Sentence(_("Enter the public number that was named when the list was fixed, and no other."))
    if wrong is not None:
        raise Invalid(wrong, {"number": wrong})
