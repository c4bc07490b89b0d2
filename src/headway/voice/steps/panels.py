"""Rows of panels: announced, list fixed, drawn, replaced, met, recommended, reported."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.canonical import Digest, digest
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.lots import check_beacon, check_number, new_secret, seed_of
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create
from headway.people.queries import day_of
from headway.places.queries import quiet
from headway.voice.analysis.codes import code_hash, new_code
from headway.voice.analysis.panels import TRIES, Frame, Lots, NewPanel, NewRecommendation, next_reserve
from headway.voice.choices import FEWEST_SEATS, MOST_SEATS, CarriedOut, Sitting
from headway.voice.models import (
    Panel,
    PanelDraw,
    PanelFrame,
    PanelList,
    PanelMeeting,
    PanelReplacement,
    PanelSeed,
    PanelSlip,
    Recommendation,
    RecommendationCarrying,
    RecommendationHappening,
)
from headway.voice.queries.panels import UNFIXED, PanelRow, draw, panel
from headway.voice.steps.conversations import LONG, seer

STOPS: Mapping[Sitting, str] = {
    Sitting.RECRUITING: _("This panel is not drawn yet."),
    Sitting.SITTING: _("This panel was drawn. A draw is not repeated."),
    Sitting.REPORTED: _("This panel has reported."),
}


def the_panel(thing: Thing, by: By) -> PanelRow:
    """Return a locked panel as it stands; raises Missing."""
    return panel(seer(by), key=thing.key)


def require_sitting(row: PanelRow, *stages: Sitting) -> None:
    """Refuse what cannot be done with a panel that has come this far."""
    if row.stage not in stages:
        raise Conflict(Sentence(STOPS[row.stage]))


@step
def announce(new: NewPanel, things: Mapping[UUID, Thing], by: By) -> tuple[Thing, Digest]:
    """Announce a panel and commit the seed of its draw: the list does not exist for us yet."""
    wrong = dict(faults(new))
    if wrong:
        raise Invalid(Sentence(_("The panel is not complete.")), wrong)
    for key, kind in ((new.mission, "mission"), (new.conversation, "conversation"), (new.office, "office")):
        if key is not None and (key not in things or things[key].kind != kind):
            raise Missing
    mission = things[new.mission] if new.mission else None
    question = new.question.strip()
    thing = create(NewThing("panel", question, new.slug or question, new.language, mission=mission), by.at)
    row = Panel.objects.create(
        thing=thing,
        mission_id=mission.pk if mission else None,
        conversation_id=things[new.conversation].pk if new.conversation else None,
        office_id=things[new.office].pk,
        question=question,
        language=new.language,
        task=new.task.strip(),
        recruiter=new.recruiter.strip(),
        size=new.size,
        lottery=new.lottery,
        announced_at=by.at,
        invented=new.invented,
    )
    keep_quiet(the_panel(thing, by), by)
    secret = new_secret()
    told = digest(secret.encode())
    PanelSeed.objects.create(panel=row, secret=secret, commitment=told)
    return thing, told


def faults(new: NewPanel) -> Iterator[tuple[str, Sentence]]:
    """Yield what is wrong with a panel, by field."""
    if not new.question.strip() or len(new.question) > 200:
        yield "question", Sentence(_("Ask one question, in 1 to %(limit)s characters."), {"limit": 200})
    if not new.task.strip() or len(new.task) > LONG:
        yield "task", Sentence(_("Say what the panel is asked to do."))
    if not new.recruiter.strip() or len(new.recruiter) > 500:
        yield "recruiter", Sentence(_("Say who recruits the volunteers, and how."))
    if not FEWEST_SEATS <= new.size <= MOST_SEATS:
        limits = {"least": FEWEST_SEATS, "most": MOST_SEATS}
        yield "size", Sentence(_("A panel has %(least)s to %(most)s places."), limits)


def keep_quiet(row: PanelRow, by: By) -> None:
    """Refuse a new panel while its place keeps quiet before an election."""
    period = quiet(seer(by), codes=[row.place_code]) if row.place_code else None
    if period is not None:
        words = _("%(place)s keeps quiet before an election until %(day)s. New panels wait.")
        raise Conflict(Sentence(words, {"place": period.place_name, "day": period.ends_on}))


@step
def fix_panel_list(thing: Thing, frame: Frame, by: By, *, beacon: str, beacon_on: date | None) -> None:
    """Fix who is drawn from, and the targets; once."""
    require_sitting(the_panel(thing, by), Sitting.RECRUITING)
    if PanelFrame.objects.filter(panel_id=thing.pk).exists():
        raise Conflict(Sentence(_("The list of this draw is fixed. Another list is another panel.")))
    check_beacon(beacon, beacon_on, day_of(by.at))
    PanelList.objects.create(panel_id=thing.pk, content=frame.content)
    PanelFrame.objects.create(
        panel_id=thing.pk,
        targets=frame.targets,
        list_hash=frame.hash,
        people=frame.people,
        by_household=frame.by_household,
        counts=list(frame.counts),
        beacon=beacon.strip(),
        beacon_on=beacon_on,
        fixed_at=by.at,
    )
    bump(thing)


@step
def keep_lots(thing: Thing, lots: Lots, by: By, *, number: str) -> Digest:
    """Keep a draw that was worked out from the fixed list, the committed seed and the public number."""
    require_sitting(the_panel(thing, by), Sitting.RECRUITING)
    fixed = PanelFrame.objects.filter(panel_id=thing.pk).first()
    if fixed is None:
        raise Conflict(Sentence(UNFIXED))
    check_number(fixed.beacon, fixed.beacon_on, number, day_of(by.at))
    secret = PanelSeed.objects.values_list("secret", flat=True).get(pk=thing.pk)
    first = seed_of(secret, fixed.list_hash, number)
    if lots.list_hash != fixed.list_hash or lots.seed not in range(first, first + TRIES):
        raise Conflict(Sentence(_("These lots come from another list or another seed.")))
    PanelDraw.objects.create(
        panel_id=thing.pk,
        number=number.strip(),
        seed=lots.seed,
        portfolio=lots.portfolio,
        chances=lots.chances,
        drawn=lots.drawn,
        members=list(lots.members),
        reserves=list(lots.reserves),
        quotas=list(lots.quotas),
        least=lots.least,
        drawn_at=by.at,
    )
    Panel.objects.filter(pk=thing.pk).update(drawn_at=by.at)
    bump(thing)
    return digest(lots.portfolio.encode())


@step
def replace_member(thing: Thing, code: str, by: By) -> str:
    """Let the next reserve take somebody's place; return the code of who comes."""
    require_sitting(the_panel(thing, by), Sitting.SITTING)
    drawn = draw(seer(by), panel=thing.key)
    assert drawn is not None  # a sitting panel was drawn
    came = next_reserve(drawn.members, drawn.reserves, drawn.left, code.strip())
    if code.strip() not in drawn.sits:
        words = Sentence(_("Choose somebody who sits on the panel."))
        raise Invalid(words, {"code": words})
    if came is None:
        raise Conflict(Sentence(_("No reserve is left. The place stays empty.")))
    PanelReplacement.objects.create(panel_id=thing.pk, left=code.strip(), came=came, at=by.at)
    bump(thing)
    return came


@step
def plan_meeting(thing: Thing, on: date, topic: str, by: By) -> None:
    """Write a day on which a panel meets."""
    require_sitting(the_panel(thing, by), Sitting.RECRUITING, Sitting.SITTING)
    said = " ".join(topic.split())
    if not said or len(said) > 300:
        words = Sentence(_("Say what the meeting is about, in 1 to %(limit)s characters."), {"limit": 300})
        raise Invalid(words, {"topic": words})
    if PanelMeeting.objects.filter(panel_id=thing.pk, on=on).exists():
        words = Sentence(_("The panel meets on this day already."))
        raise Invalid(words, {"on": words})
    PanelMeeting.objects.create(panel_id=thing.pk, on=on, topic=said, set_by=by.actor.key, at=by.at)
    bump(thing)


@step
def recommend(panel_thing: Thing, new: NewRecommendation, by: By) -> tuple[Thing, int]:
    """Write what a sitting panel recommends; return it with its number."""
    row = the_panel(panel_thing, by)
    require_sitting(row, Sitting.SITTING)
    text = " ".join(new.text.split())
    wrong = {}
    if not text or len(text) > 500:
        wrong["text"] = Sentence(_("Write it in 1 to %(limit)s characters."), {"limit": 500})
    if new.votes_for < 0 or new.votes_against < 0 or new.votes_for + new.votes_against > row.size:
        said = Sentence(_("The panel has %(size)s places, so not so many can vote."), {"size": row.size})
        wrong["votes_for"] = said
    if wrong:
        raise Invalid(Sentence(_("The recommendation is not complete.")), wrong)
    home = Thing.objects.get(pk=panel_thing.pk).mission
    thing = create(NewThing("recommendation", text, None, new.language, mission=home), by.at)
    number = Recommendation.objects.filter(panel_id=panel_thing.pk).count() + 1
    Recommendation.objects.create(
        thing=thing,
        panel_id=panel_thing.pk,
        number=number,
        text=text,
        language=new.language,
        votes_for=new.votes_for,
        votes_against=new.votes_against,
        at=by.at,
    )
    bump(panel_thing)
    return thing, number


@step
def report_panel(thing: Thing, by: By) -> PanelRow:
    """Say that a panel has reported, and empty the list of who volunteered: only its hash stays."""
    row = the_panel(thing, by)
    require_sitting(row, Sitting.SITTING)
    if not row.recommendations:
        raise Conflict(Sentence(_("Record what the panel recommends first.")))
    Panel.objects.filter(pk=thing.pk).update(reported_at=by.at)
    PanelList.objects.filter(pk=thing.pk).update(content="")
    bump(thing)
    return row


@step
def carry(thing: Thing, state: CarriedOut, note: str, by: By) -> None:
    """Say how far a recommendation is carried out; what was said before keeps its dates."""
    said = " ".join(note.split())
    if not said or len(said) > 500:
        words = Sentence(_("Say what was done, in 1 to %(limit)s characters."), {"limit": 500})
        raise Invalid(words, {"note": words})
    held = RecommendationCarrying.objects.filter(recommendation_id=thing.pk, known_to__isnull=True)
    held.update(known_to=by.at)
    RecommendationCarrying.objects.create(
        recommendation_id=thing.pk, state=state, note=said, set_by=by.actor.key, known_from=by.at
    )
    bump(thing)


@step
def hand_out(thing: Thing, by: By) -> tuple[str, ...]:
    """Make a slip with a code for each member who has none; only hashes are kept: they are shown this once.

    A reserve who came needs one too: as many slips are made as places and replacements, never more.
    """
    row = the_panel(thing, by)
    require_sitting(row, Sitting.SITTING, Sitting.REPORTED)
    came = PanelReplacement.objects.filter(panel_id=thing.pk).count()
    wanted = row.size + came - PanelSlip.objects.filter(panel_id=thing.pk).count()
    if wanted <= 0:
        raise Conflict(Sentence(_("Every member has a code already.")))
    codes = tuple(new_code() for _each in range(wanted))
    PanelSlip.objects.bulk_create(
        PanelSlip(panel_id=thing.pk, code_hash=code_hash(code), made_at=by.at) for code in codes
    )
    bump(thing)
    return codes


@step
def confirm(thing: Thing, code: str, by: By, *, happened: bool) -> UUID:
    """Say whether what was recommended happened, as a member; return the pseudonym of the slip."""
    home = Recommendation.objects.filter(pk=thing.pk).values_list("panel_id", flat=True).first()
    held = PanelSlip.objects.select_for_update().filter(panel_id=home, code_hash=code_hash(code)).first()
    if held is None:
        words = Sentence(_("This code is not one of this panel’s. Check it and try again."))
        raise Invalid(words, {"code": words})
    rows = RecommendationHappening.objects.filter(
        slip=held, recommendation_id=thing.pk, known_to__isnull=True
    )
    if rows.values_list("happened", flat=True).first() != happened:
        rows.update(known_to=by.at)
        RecommendationHappening.objects.create(
            slip=held, recommendation_id=thing.pk, happened=happened, known_from=by.at
        )
    return held.key
