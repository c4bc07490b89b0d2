"""A test's result with the data it rests on, and what is decided after it by a board's decision."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.files import steps as files
from headway.files.choices import UploadState
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.learning import permissions, steps
from headway.learning.analysis import NewRuling, Outcome
from headway.learning.analysis.taken import AT_THE_BENCH, planned, taken
from headway.learning.choices import KIND
from headway.learning.events import TestAnalysed, TestDecided
from headway.learning.queries import plans, quiet_until, register
from headway.learning.queries import study as study_of
from headway.rhythms.queries import DecisionRow, decisions


@action(TestAnalysed)
def record_result(
    by: By,
    *,
    test: UUID,
    outcome: Outcome,
    version: int,
    reason: str = "",
    upload: UUID | None = None,
    study: UUID | None = None,
) -> Done[None]:
    """Record what a test found, or the next result that corrects it; with the data that were brought in.

    Its numbers come from a study of the bench where one is named, whatever `outcome` says of them.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        When it says nothing, an interval is none, or a correction has no reason.
    Stale
        When somebody changed the test since `version` was read.
    Missing
        When there is no such study of this mission, or not for this reader.
    Conflict
        When the test does not run, or before the plan's first look.
    """
    things = lock(test, *filter(None, (study,)), expect={test: version})
    thing = things[test]
    if thing.kind != KIND:
        raise Missing
    mission = steps.mission_key(thing)
    if not permissions.may_analyse(by.actor, mission):
        raise Forbidden
    if upload is not None:
        files.move(upload, UploadState.READ, by)
        row = files.move(upload, UploadState.ACCEPTED, by)
        outcome = replace(outcome, file=row.file_id)
    reader = Reader(by.actor, by.at)
    if study is not None:
        outcome = from_study(reader, test, mission, study, outcome)
    until = quiet_until(reader, mission=mission)
    number, reading = steps.analyse(
        thing, outcome, by, reason=reason, quiet_until=until, study=things[study] if study else None
    )
    return Done(TestAnalysed(about=test, number=number, reading=reading), None)


def from_study(reader: Reader, test: UUID, mission: UUID, key: UUID, outcome: Outcome) -> Outcome:
    """Return an outcome with the numbers of a study and the checks of what the plan said of it."""
    row, found = register(reader, keys={test})[0], study_of(reader, key=key)
    if found.mission != mission or AT_THE_BENCH.get(row.design) != found.kind:
        raise Missing
    locked_at = plans(reader, test=test)[0].locked_at
    checks = planned(row.plan, found.asked, found.found, locked_at=locked_at, kept_at=found.kept_at)
    return taken(outcome, found.found, found.file, checks)


@action(TestDecided)
def decide_test(by: By, *, test: UUID, decision: UUID, ruling: NewRuling, version: int) -> Done[None]:
    """Say what follows from a test, by a decision of the board, beside what its rule had said.

    Raises
    ------
    Forbidden
        Without the role of board.
    Missing
        When there is no such decision, or not for this reader.
    Invalid
        When the decision is not about this test or not in force; or when it goes against the rule without a
        reason and a second name.
    Stale
        When somebody changed the test since `version` was read.
    Conflict
        When the test has no result, or was decided.
    """
    things = lock(test, decision, expect={test: version})
    if things[test].kind != KIND:
        raise Missing
    mission = steps.mission_key(things[test])
    if not permissions.may_decide(by.actor, mission):
        raise Forbidden
    reader = Reader(by.actor, by.at)
    found = decisions(reader, keys={decision})
    if not found:
        raise Missing
    wrong = why_not(found[0], test)
    if wrong is not None:
        raise Invalid(wrong, {"decision": wrong})
    until = quiet_until(reader, mission=mission)
    rule, choice = steps.rule(things[test], things[decision], ruling, by, quiet_until=until)
    return Done(TestDecided(about=test, decision=decision, choice=choice, follows=rule == choice), None)


def why_not(row: DecisionRow, test: UUID) -> Sentence | None:
    """Return why a decision settles nothing about a test, or None."""
    if test not in row.about:
        return Sentence(_("This decision is not about this test."))
    if not row.in_force:
        return Sentence(_("This decision is not made, or waits after it was called in."))
    return None
