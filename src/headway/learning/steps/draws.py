"""A draw in public: the seed is committed, then the list is fixed, then lots are drawn."""

from datetime import date

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.canonical import Digest, digest
from headway.kernel.errors import Conflict, Invalid
from headway.kernel.lots import check_beacon, check_number, new_secret, seed_of
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.learning.analysis import Drawn, PlanWords, UnitRoster, drawn, program_of, read_locked
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
    secret = new_secret()
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
    check_beacon(beacon, beacon_on, day_of(by.at))
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
    check_number(fixed.beacon, fixed.beacon_on, number, day_of(by.at))
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
