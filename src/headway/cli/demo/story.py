"""How the demonstration comes to be: through the same actions as everybody's data, in the order of time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password

from headway.cli import edge
from headway.cli.demo import (
    barriers,
    bench,
    boards,
    capabilities,
    checks,
    counts,
    figures,
    findings,
    following,
    freed,
    freedoms,
    logic,
    panels,
    peers,
    taking_part,
    teams,
    tests,
    voices,
    wording,
)
from headway.cli.demo import places as region
from headway.flows.figures.reading import Choices, open_table, understand
from headway.flows.figures.releases import Figures, bring_in
from headway.flows.forecasts import refresh
from headway.kernel.actors import SYSTEM, By, Reader, RoleName, Via
from headway.kernel.things import labels
from headway.kernel.translations import NewText
from headway.measures.actions import add_indicator
from headway.measures.analysis import Card, NewIndicator, NewRelease
from headway.measures.choices import Level, Polarity
from headway.missions import actions as missions
from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice
from headway.people import actions as people
from headway.people.analysis import NewAccount, NewOrganisation, NewPassword
from headway.people.choices import Family
from headway.people.queries import body_key, invitation_secret, invitations
from headway.places.actions import add_place, load_uk_places
from headway.places.analysis import NewPlace
from headway.places.queries import place
from headway.targets.actions import agree_trajectory, set_target
from headway.targets.analysis.rows import Goal, NewPath, NewTarget

PASSWORD = "a borough that is not"  # noqa: S105 - printed on purpose, refused outside the demonstration
AGE = timedelta(days=1700)  # how long ago the missions were adopted
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody made up who can sign in."""

    email: str
    name: str
    role: RoleName
    what: str


PEOPLE = (
    Person("lead@example.org", "Amina Osei", RoleName.MISSION_LEAD, "mission lead"),
    Person("analyst@example.org", "Tomos Rhys", RoleName.ANALYST, "analyst: brings in figures"),
    Person("board@example.org", "Grace Liu", RoleName.BOARD, "board: amends charters, moves targets"),
    Person("steward@example.org", "Ibrahim Khan", RoleName.STEWARD, "information steward: settings"),
    Person("admin@example.org", "Joan Price", RoleName.ADMINISTRATOR, "administrator: people and roles"),
)
OFFICES = (
    "Director of Strategy",
    "Director of Children’s Services",
    "Director of Public Health",
    "Director of Housing",
)
INVENTED = (
    {
        "slug": "eats-well",
        "name": "Adults who eat well every day",
        "unit": "%",
        "level": "outcome",
        "polarity": "increase",
        "definition": "Adults who say in the residents’ survey that they ate well on each of the last seven "
        "days. The survey and its figures are invented.",
        "publisher": "Example Borough",
        "lowest": 0,
        "highest": 100,
    },
    {
        "slug": "leaders-like-us",
        "name": "Senior leaders from Black, Asian and other ethnic groups",
        "unit": "%",
        "level": "outcome",
        "polarity": "increase",
        "definition": "Senior leaders of the council, the NHS and the police in the borough who belong to "
        "these groups, as a share of all who answered. The census and its figures are invented.",
        "publisher": "Example Borough",
        "lowest": 0,
        "highest": 100,
    },
)


@dataclass(frozen=True, slots=True)
class Aim:
    """A made-up goal: value, day, where the path starts, the name of the target."""

    value: float
    by: date
    start: float
    label: str


AIMS = {
    "eats-well": Aim(80, date(2030, 12, 31), 62, "8 in 10 adults eat well every day"),
    "leaders-like-us": Aim(43, date(2030, 12, 31), 29, "Leaders as diverse as the community"),
    "emissions-per-head": Aim(2.5, date(2030, 12, 31), 5.0, "2.5 tonnes a head"),
    "neet": Aim(9, date(2025, 12, 31), 10.2, "Fewer than 1 in 11 young people without a place"),
    "persistent-absence": Aim(12, date(2031, 7, 31), 24, "1 in 8 pupils or fewer"),
    "child-poverty": Aim(12, date(2026, 3, 31), 17, "12% of children or fewer"),
    "food-insecurity": Aim(4, date(2031, 3, 31), 7, "1 in 25 households or fewer"),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """A goal that the UK government published; real, unlike those above."""

    indicator: str
    place: str
    label: str
    goal: Goal


PLAN = "Plan for Change, HM Government, December 2024"
MILESTONES = (
    Milestone(
        "good-level-of-development",
        "E92000001",
        "75% of 5-year-olds ready to learn",
        Goal(75, date(2028, 8, 31), covers=("E92000001",), source=PLAN),
    ),
    Milestone(
        "homes-england",
        "E92000001",
        "1.5 million homes in England",
        Goal(
            1_500_000,
            date(2029, 8, 31),
            cumulative=True,
            since=date(2024, 7, 4),
            covers=("E92000001",),
            source=PLAN,
        ),
    ),
    Milestone(
        "low-carbon-share",
        "K02000001",
        "At least 95% clean power",
        Goal(95, date(2030, 12, 31), covers=("K02000001",), source=PLAN),
    ),
)


class Story:
    """The telling: keys of what was made, and the moment at which the next thing happens."""

    def __init__(self, now: datetime, say: Say) -> None:
        self.now, self.say = now, say
        self.start = now - AGE
        self.keys: dict[str, UUID] = {}
        self.ticks = 0

    def by(self, day: datetime) -> By:
        """Act on a day, never before the start or after now; each act a little after the one before."""
        self.ticks += 1
        moment = min(max(day, self.start), self.now) + timedelta(milliseconds=self.ticks)
        return By(SYSTEM, moment, Via.CLI)

    def reader(self, by: By) -> Reader:
        return Reader(SYSTEM, by.at)


def load(say: Say) -> bool:
    """Load the demonstration into an installation without a body; say whether there was anything to do."""
    if body_key(Reader(SYSTEM, edge.now())) is not None:
        return False
    story = Story(edge.now() - timedelta(seconds=10), say)
    set_up(story)
    add_indicators(story)
    begin_missions(story)
    logic.tell(story)
    set_milestones(story)
    boards.tell(story)
    publish(story)
    region.tell(story)
    counts.tell(story)
    invite_people(story)
    taking_part.tell(story)
    voices.tell(story)
    panels.tell(story)
    following.tell(story)
    barriers.tell(story)
    freedoms.tell(story)
    findings.tell(story)
    tests.tell(story)
    freed.tell(story)
    bench.tell(story)
    colleagues = teams.tell(story)
    peers.tell(story, colleagues)
    capabilities.tell(story, colleagues)
    checks.tell(story)
    return True


def set_up(story: Story) -> None:
    """Places, the body, its offices."""
    story.say("places: the UK, its nations, English regions, London boroughs, and one that does not exist")
    first = story.by(story.start)
    load_uk_places(first)
    borough = NewPlace(figures.BOROUGH, "Example Borough", "london-borough", "E12000007", invented=True)
    for new in (NewPlace("K04000001", "England and Wales", "country"), borough):
        add_place(story.by(story.start), new=new)
    new_body = NewOrganisation("Example Borough", Family.LOCAL_GOVERNMENT)
    body = people.create_body(story.by(story.start), new=new_body)
    for name in OFFICES:
        story.keys[name] = people.add_office(story.by(story.start), organisation=body, name=name)


def add_indicators(story: Story) -> None:
    """The cards of every indicator."""
    entries = [*figures.read("figures/indicators.json")["indicators"], *INVENTED]
    story.say(f"{len(entries)} indicators")
    for entry in entries:
        story.keys[entry["slug"]] = add_indicator(
            story.by(story.start), indicator=NewIndicator(card=card_of(entry), slug=entry["slug"])
        )


def card_of(entry: dict[str, Any]) -> Card:
    """Return the card of one entry of the examples."""
    words = {name: entry.get(name, "") for name in ("rationale", "method", "caveats", "population")}
    return Card(
        name=entry["name"],
        unit=entry["unit"],
        level=Level(entry["level"]),
        polarity=Polarity(entry["polarity"]),
        definition=entry["definition"],
        publisher=entry["publisher"],
        lowest=entry.get("lowest"),
        highest=entry.get("highest"),
        invented=entry in INVENTED,
        **words,
    )


def begin_missions(story: Story) -> None:
    """Camden's four missions, opened on the day of their adoption, with goals and paths agreed that day."""
    told = wording.missions()
    story.say(f"{len(told)} missions with outcomes, goals and agreed paths")
    for words in told:
        begin(story, words)


def begin(story: Story, words: wording.Wording) -> None:
    """One mission."""
    day = story.start + timedelta(days=1)
    borough = place(story.reader(story.by(day)), code=figures.BOROUGH).key
    charter = Charter(
        title=words.title,
        short_title=words.short_title,
        deadline=words.deadline,
        source=words.source,
        lead=story.keys[words.lead],
    )
    mission = missions.draft_mission(story.by(day), mission=NewMission(charter, borough, slug=words.slug))
    missions.record_adoption(
        story.by(day), mission=mission, adopted_on=day.date(), adopted_by="Example Borough Cabinet (invented)"
    )
    for name, text in words.welsh.items():
        welsh = NewText(name, "cy", text, approved=True)
        missions.translate_text(story.by(day), mission=mission, of=mission, text=welsh)
    for part in words.outcomes:
        new = NewOutcome(part.text, part.headline, part.for_whom)
        outcome = missions.add_outcome(story.by(day), mission=mission, outcome=new)
        for indicator, code in part.measures:
            judge_by(story, mission, outcome, indicator, code)
    missions.open_mission(story.by(day), mission=mission)


def judge_by(story: Story, mission: UUID, outcome: UUID, slug: str, code: str) -> None:
    """Judge an outcome by a series, with a goal and a path where the demonstration has one."""
    day = story.start + timedelta(days=1)
    indicator = story.keys[slug]
    where = place(story.reader(story.by(day)), code=code).key
    aim = AIMS.get(slug)
    target = None
    if aim is not None:
        goal = Goal(aim.value, aim.by, covers=(code,), source="Invented for the demonstration")
        new = NewTarget(indicator, where, aim.label, goal, mission=mission)
        target = set_target(story.by(day), target=new)
        path = NewPath(
            points=((day.date() - timedelta(days=60), aim.start), (aim.by, aim.value)),
            reason="A steady change each year: the quick and the slow measures start together (invented).",
            agreed_on=day.date(),
            agreed_by="Example Borough Cabinet (invented)",
        )
        version = labels([target])[target].version
        agree_trajectory(story.by(day), target=target, path=path, version=version)
    choice = SeriesChoice(indicator, where, target=target)
    missions.choose_measure(story.by(day), mission=mission, outcome=outcome, choice=choice)


def set_milestones(story: Story) -> None:
    """The goals of the UK's missions for which figures are here, on the day they were published."""
    for each in MILESTONES:
        by = story.by(datetime(2024, 12, 5, 12, tzinfo=UTC))
        where = place(story.reader(by), code=each.place).key
        set_target(by, target=NewTarget(story.keys[each.indicator], where, each.label, each.goal))


def publish(story: Story) -> None:
    """Every release in the order of publication, each followed by the forecasts it changes."""
    real = list(figures.published())
    made_up = list(figures.invented(story.now.date(), (story.start + timedelta(days=2)).date()))
    due = [
        each
        for each in sorted([*real, *made_up], key=lambda each: each.published)
        if each.published <= story.now
    ]
    story.say(f"{len(due)} releases of figures, and a forecast remembered after each")
    for each in due:
        by = story.by(datetime.combine(each.published.date(), time(9, 30), UTC))
        bring_in(by, figures=read_release(story, each, by), many_may_go=True)
        refresh(story.by(by.at), indicators=[story.keys[each.indicator]])


def read_release(story: Story, each: figures.Publication, by: By) -> Figures:
    """Read one release with the readers that uploads use."""
    choices = Choices(indicators={}, every=story.keys[each.indicator])
    found = understand(story.reader(by), open_table(each.data, figures.LAYOUT), figures.LAYOUT, choices)
    if found.problems:
        message = f"{each.title}: {found.problems[0]}"
        raise ValueError(message)
    release = NewRelease(
        publisher=each.publisher,
        title=each.title,
        licence=each.licence,
        published_at=each.published,
        complete=each.complete,
        url=each.url,
        invented=each.invented,
    )
    return Figures(release=release, statements=found.statements)


def invite_people(story: Story) -> None:
    """Five people who can sign in."""
    story.say(f"{len(PEOPLE)} people")
    hashed = NewPassword(make_password(PASSWORD))
    day = story.now - timedelta(days=1)
    for person in PEOPLE:
        new = NewAccount(person.email, person.name, role=person.role)
        account = people.invite(story.by(day), new=new)
        waiting = invitations(story.reader(story.by(day)), account=account)[0]
        secret = invitation_secret(waiting.key)
        people.accept_invitation(story.by(day), secret=secret, name=person.name, password=hashed)
