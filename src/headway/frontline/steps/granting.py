"""Rows of freedoms: granted, refused, and what a board makes of one that runs."""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_noop as _

from headway.frontline.analysis.freedoms import CouldShow, Granting, Refusing, Reviewing, state_at
from headway.frontline.choices import LONGEST_DAYS, RUNNING, Expiry, FreedomState, RuleKind
from headway.frontline.models import FreedomGrant, FreedomStage, FreedomVersion, RuleVersion
from headway.frontline.steps.freedoms import freedom_of, stage_of, watch, words_of, write_stage
from headway.frontline.steps.rules import require_there
from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.people.queries import day_of

TEST = "test"  # the kind of Thing that registered tests are
SAID = {
    "reason": _("Say why it is granted."),
    "equality_effect": _("Say who may gain or lose by protected characteristic."),
    "equality_evidence": _("Say what evidence this rests on."),
    "equality_considered_by": _("Say who considered it before deciding."),
}


@step
def grant(
    thing: Thing, said: Granting, shown: Sequence[CouldShow], by: By, *, decision: Thing | None = None
) -> date:
    """Grant a freedom, by the office that owns the rule or by a board's decision; return its last day.

    What its time could show was printed before, and is kept.
    """
    row = freedom_of(thing)
    stage, words = stage_of(row), words_of(row)
    rule = RuleVersion.objects.get(rule_id=row.rule_id, known_to__isnull=True)
    require_grantable(stage, rule, by_board=decision is not None)
    wrong = dict(_unsaid(said, rule, by))
    if words.ends_on < day_of(by.at):
        wrong["ends_on"] = Sentence(_("Its last day has passed. Let who asked write it anew."))
    if wrong:
        raise Invalid(Sentence(_("What must be said before granting is not complete.")), wrong)
    assert said.equality_considered_on is not None  # `_unsaid` asked for it
    FreedomGrant.objects.create(
        freedom=row,
        equality_effect=said.equality_effect.strip(),
        equality_evidence=said.equality_evidence.strip(),
        equality_considered_by=said.equality_considered_by.strip(),
        equality_considered_on=said.equality_considered_on,
        legal_check=said.legal_check.strip(),
        legal_checked_by=said.legal_checked_by.strip(),
        could_show=[{**dataclasses.asdict(each), "indicator": str(each.indicator)} for each in shown],
        granted_at=by.at,
    )
    write_stage(row, FreedomState.GRANTED, by, decision=decision, note=said.reason.strip())
    bump(thing)
    return words.ends_on


def require_grantable(stage: FreedomStage, rule: RuleVersion, *, by_board: bool) -> None:
    """Refuse to grant twice, from a locked rule, or over an officer who refused by a duty of their own."""
    if stage.state not in {FreedomState.ASKED, FreedomState.REFUSED}:
        raise Conflict(Sentence(_("This freedom was granted already.")))
    require_there(rule)
    if rule.lock:
        raise Conflict(
            Sentence(
                _("This rule is locked: no freedom from it can be granted here. %(why)s"),
                {"why": rule.lock_reason},
            )
        )
    if stage.officer and by_board:
        raise Conflict(
            Sentence(
                _(
                    "An officer refused this by a duty of their own. It can be contested; "
                    "a board cannot overrule it."
                )
            )
        )


def _unsaid(said: Granting, rule: RuleVersion, by: By) -> Iterator[tuple[str, Sentence]]:
    for name, text in SAID.items():
        if not getattr(said, name).strip():
            yield name, Sentence(text)
    if said.equality_considered_on is None or said.equality_considered_on > day_of(by.at):
        yield (
            "equality_considered_on",
            Sentence(_("Give the day on which it was considered; it cannot be after the decision.")),
        )
    if rule.kind == RuleKind.LAW:
        if not said.legal_check.strip():
            yield "legal_check", Sentence(_("The rule is law. Say what the legal check found."))
        if not said.legal_checked_by.strip():
            yield "legal_checked_by", Sentence(_("Say which office checked it."))


@step
def refuse(thing: Thing, said: Refusing, by: By) -> None:
    """Say no, with the reason and what can be done instead."""
    row = freedom_of(thing)
    if stage_of(row).state not in {FreedomState.ASKED, FreedomState.REFUSED}:
        raise Conflict(Sentence(_("This freedom was granted already.")))
    wrong = {}
    if not said.reason.strip():
        wrong["reason"] = Sentence(_("Say why not."))
    if not said.instead.strip():
        wrong["instead"] = Sentence(_("Say what can be done instead."))
    if wrong:
        raise Invalid(Sentence(_("The refusal is not complete.")), wrong)
    write_stage(
        row,
        FreedomState.REFUSED,
        by,
        officer=said.officer or "",
        note=said.reason.strip(),
        instead=said.instead.strip(),
    )
    bump(thing)


@step
def review(thing: Thing, new: Reviewing, by: By, *, decision: Thing) -> date | None:
    """Write what a board decided about a freedom; return its next last day where it goes on."""
    row = freedom_of(thing)
    words, today = words_of(row), day_of(by.at)
    stage = stage_of(row)
    state = state_at(FreedomState(stage.state), words.starts_on, words.ends_on, today)
    if stage.state not in RUNNING:
        raise Conflict(Sentence(_("This freedom does not run, so there is nothing to decide about it.")))
    goes_on = new.expiry in {Expiry.EXTEND, Expiry.SPREAD}
    wrong = dict(_review_faults(new, words, today))
    if wrong:
        raise Invalid(Sentence(_("What was decided is not complete.")), wrong)
    if goes_on:
        extend(words, new, by, restarts=state is FreedomState.ENDED)
    stored = {
        Expiry.END: FreedomState.ENDED,
        Expiry.PERMANENT: FreedomState.MADE_RULE,
    }.get(new.expiry, FreedomState.GRANTED)
    write_stage(row, stored, by, decision=decision, expiry=new.expiry, note=new.note.strip())
    bump(thing)
    return new.ends_on if goes_on else None


def _review_faults(new: Reviewing, words: FreedomVersion, today: date) -> Iterator[tuple[str, Sentence]]:
    if not new.note.strip():
        yield "note", Sentence(_("Say what was seen while it ran, and why this follows."))
    if new.expiry in {Expiry.EXTEND, Expiry.SPREAD}:
        last = new.ends_on
        if last is None or last <= max(today, words.ends_on):
            yield "ends_on", Sentence(_("Give the next last day, after the one it has."))
        elif last > today + timedelta(days=LONGEST_DAYS):
            yield (
                "ends_on",
                Sentence(_("A freedom lasts two years at most. For longer, the rule itself must change.")),
            )
    if new.expiry is Expiry.SPREAD and not new.who.strip():
        yield "who", Sentence(_("Say who may use it from then on."))


def extend(words: FreedomVersion, new: Reviewing, by: By, *, restarts: bool) -> None:
    """Write the next wording of a freedom that goes on, for the same people or for more."""
    spreads = new.expiry is Expiry.SPREAD
    words.ends_on = new.ends_on or words.ends_on
    words.starts_on = day_of(by.at) if restarts else words.starts_on
    words.who = new.who.strip() if spreads else words.who
    words.place_id = None if spreads else words.place_id
    write_next(words, by)


def write_next(words: FreedomVersion, by: By) -> None:
    """Write changed words as the next version, with what was watched before."""
    watched = list(words.watches.values_list("indicator_id", flat=True))
    FreedomVersion.objects.filter(pk=words.pk).update(known_to=by.at)
    words.pk = None
    words.number += 1
    words.written_by, words.known_from, words.known_to = by.actor.key, by.at, None
    words.save(force_insert=True)
    watch(words, watched)


@step
def link_test(thing: Thing, test: Thing | None, by: By) -> None:
    """Name the registered test that studies a freedom, or none; the past keeps what was named before."""
    if test is not None and test.kind != TEST:
        raise Missing
    row = freedom_of(thing)
    words = words_of(row)
    state = state_at(FreedomState(stage_of(row).state), words.starts_on, words.ends_on, day_of(by.at))
    if state not in {FreedomState.ASKED, *RUNNING}:
        raise Conflict(Sentence(_("This freedom does not run, so no test can study it any more.")))
    words.test = test
    write_next(words, by)
    bump(thing)
