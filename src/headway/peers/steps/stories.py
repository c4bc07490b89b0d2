"""Rows of stories, consents and draws."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_noop as _

from headway.kernel.actions import bump, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Gone, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create, retire
from headway.peers.analysis import NewStory, commitment, drawn_first
from headway.peers.choices import (
    LONGEST_STORY,
    MOST_PHOTO,
    PROGRAM,
    Audience,
    Signed,
)
from headway.peers.models import Consent, Draw, DrawTeam, Story, StoryPhoto, StoryTeam
from headway.peers.steps.ground import required
from headway.people.queries import day_of


@step
def offer(new: NewStory, things: Mapping[UUID, Thing], code_hash: str, by: By) -> Thing:
    """Write a story with its consent, its teams and its photograph."""
    check_words(new, day_of(by.at))
    check_kinds(new, things)
    mission = things[new.mission]
    thing = create(NewThing("story", new.voice.value, mission=mission, language=new.language), by.at)
    story = Story.objects.create(
        thing=thing,
        mission_id=mission.pk,
        outcome_id=things[new.outcome].pk if new.outcome else None,
        voice=new.voice,
        signed=new.signed,
        teller=teller_of(new),
        title=required(new.title, "title", 200),
        text=required(new.text, "text", LONGEST_STORY),
        language=new.language,
        offered_by=by.actor.key,
        code=code_hash,
    )
    agreed = new.consent
    Consent.objects.create(
        story=story,
        version=agreed.version,
        wording=agreed.wording,
        language=agreed.language,
        audience=agreed.audience,
        given_as=agreed.given_as,
        given_on=agreed.given_on,
    )
    teams = [things[key].pk for key in dict.fromkeys(new.teams)]
    StoryTeam.objects.bulk_create(StoryTeam(story=story, team_id=team) for team in teams)
    keep_photo(story, new)
    return thing


def check_kinds(new: NewStory, things: Mapping[UUID, Thing]) -> None:
    """Refuse a key that is not what it should be, and an outcome of another mission."""
    named = [(new.mission, "mission"), *((key, "team") for key in new.teams)]
    if new.outcome is not None:
        named.append((new.outcome, "outcome"))
        if things[new.outcome].mission_id != things[new.mission].pk:
            raise Missing
    if any(things[key].kind != kind for key, kind in named):
        raise Missing


def check_words(new: NewStory, today: date) -> None:
    """Refuse a story without its words, its consent or what its photograph shows."""
    required(new.title, "title", 200)
    required(new.text, "text", LONGEST_STORY)
    check_consent(new, today)


def check_consent(new: NewStory, today: date) -> None:
    """Refuse a consent that nobody can have given, or that covers nobody."""
    if new.consent.given_on > today:
        said = Sentence(_("Consent was given today or before."))
        raise Invalid(said, {"given_on": said})
    if not new.consent.wording.strip():
        said = Sentence(_("Nobody can agree to nothing: the wording of the consent is missing."))
        raise Invalid(said, {"agreed": said})
    if new.consent.audience == Audience.TEAM and not new.teams:
        said = Sentence(_("Choose the team whose work it was, or let more people see the story."))
        raise Invalid(said, {"teams": said})
    if new.signed == Signed.TEAM and not new.teams:
        said = Sentence(_("Choose the team that signs the story, or give a name."))
        raise Invalid(said, {"teams": said})


def teller_of(new: NewStory) -> str:
    """Return the name a story is signed with; none where the team signs it."""
    return required(new.teller, "teller", 120) if new.signed == Signed.NAMED else ""


def keep_photo(story: Story, new: NewStory) -> None:
    """Write the photograph, which says in words what is to be seen."""
    if new.photo is None:
        return
    if len(new.photo.data) > MOST_PHOTO:
        said = Sentence(_("The photograph is larger than %(limit)s MB."), {"limit": MOST_PHOTO // 2**20})
        raise Invalid(said, {"photo": said})
    StoryPhoto.objects.create(
        story=story,
        data=new.photo.data,
        media_type=new.photo.media_type,
        says=required(new.photo_says, "photo_says", 300),
    )


def story_of(thing: Thing) -> Story:
    """Return the row of a locked story that has words; raises Missing, or Gone where it was withdrawn."""
    row = Story.objects.filter(pk=thing.pk).select_related("thing", "mission__thing").first()
    if row is None:
        raise Missing
    if row.withdrawn_at is not None:
        raise Gone(Sentence(_("This story was withdrawn by who told it.")))
    return row


@step
def review(story: Story, *, accept: bool, reason: str, independent: bool, by: By) -> None:
    """Say whether a story is shown; not without the reason."""
    if story.reviewed_at is not None:
        raise Conflict(Sentence(_("This story was reviewed already.")))
    story.accepted, story.reviewed_at, story.reviewed_by = accept, by.at, by.actor.key
    story.independent = independent
    story.reason = "" if accept else required(reason, "reason", 500)
    story.save(update_fields=["accepted", "reviewed_at", "reviewed_by", "independent", "reason"])
    bump(story.thing)


@step
def withdraw(story: Story, by: By) -> None:
    """Blank the words of a story, drop its photograph and end its consent; the marker stays."""
    StoryPhoto.objects.filter(story=story).delete()
    blank = {"title": "", "text": "", "teller": "", "reason": "", "offered_by": None}
    Story.objects.filter(pk=story.pk).update(**blank, withdrawn_at=by.at)
    Consent.objects.filter(pk=story.pk).update(withdrawn_at=by.at)
    retire(story.thing, at=by.at)


@step
def count_reached(story: Story) -> None:
    """Count one more, of whom nothing is kept."""
    Story.objects.filter(pk=story.pk).update(reached=F("reached") + 1)


# --- draws ---


@step
def commit(story: Story, *, first_on: date, later_on: date, by: By) -> tuple[Draw, int]:
    """Put a draw on record: which teams, by which program and seed; return it and their number."""
    if Draw.objects.filter(story=story).exists():
        raise Conflict(
            Sentence(
                _("A draw of this story is on record. There is one, so that nobody draws until it suits.")
            )
        )
    if story.accepted is not None:
        raise Conflict(Sentence(_("This story was reviewed already. Put a draw on record before.")))
    check_days(first_on, later_on, day_of(by.at))
    teams = list(StoryTeam.objects.filter(story=story).values_list("team", "team__thing__key"))
    if len(teams) < 2:
        raise Conflict(Sentence(_("A draw needs a story of at least two teams.")))
    seed = secrets.token_hex(16)
    said = commitment(seed, [key for _pk, key in teams], first_on, later_on)
    thing = create(NewThing("draw", "encouragement", mission=story.mission.thing), by.at)
    draw = Draw.objects.create(
        thing=thing,
        story=story,
        program=PROGRAM,
        seed=seed,
        commitment=said,
        first_on=first_on,
        later_on=later_on,
        committed_at=by.at,
    )
    DrawTeam.objects.bulk_create(DrawTeam(draw=draw, team_id=team) for team, _key in teams)
    return draw, len(teams)


def check_days(first_on: date, later_on: date, today: date) -> None:
    """Refuse days that have passed or stand the wrong way round."""
    if first_on < today:
        said = Sentence(_("Choose today or a later day."))
        raise Invalid(said, {"first_on": said})
    if later_on <= first_on:
        said = Sentence(_("The others must see it on a later day than the first."))
        raise Invalid(said, {"later_on": said})


@step
def draw_lot(draw: Draw, by: By) -> int:
    """Draw: the program on record with the seed on record; return how many teams are first."""
    if draw.drawn_at is not None:
        raise Conflict(Sentence(_("The lot was drawn already.")))
    if by.at <= draw.committed_at:
        raise Conflict(Sentence(_("The draw must stand on record before it is made.")))
    teams: Sequence[UUID] = list(
        DrawTeam.objects.filter(draw=draw).values_list("team__thing__key", flat=True)
    )
    first = drawn_first(draw.seed, teams)
    rows = DrawTeam.objects.filter(draw=draw)
    rows.update(first=False)
    rows.filter(team__thing__key__in=first).update(first=True)
    Draw.objects.filter(pk=draw.pk).update(drawn_at=by.at)
    return len(first)
