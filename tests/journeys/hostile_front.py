"""What people raise, rule, free, tell and offer, each of its texts some payloads at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from headway.kernel.actors import ANYONE, Actor, By, Grant, Reader, RoleName, Via

EVERYBODY, HOLDER, STEWARD, CODE = "everybody", "lead@example.org", "steward@example.org", "code"
TOGETHER = 180  # characters: the shortest of these texts but one holds 200


def batches(payloads: Sequence[str]) -> Iterator[str]:
    """Put payloads behind each other as far as one text holds them."""
    joined = ""
    for each in payloads:
        if joined and len(joined) + 1 + len(each) > TOGETHER:
            yield joined
            joined = ""
        joined = f"{joined} {each}".strip()
    yield joined


@dataclass(frozen=True)
class Front:
    """One text, the mission that it is written about, and the office that answers."""

    by: By  # the installation
    number: int
    text: str
    mission: UUID
    office: UUID
    indicator: UUID

    @property
    def nurse(self) -> By:
        """Return somebody who works here, is signed in and is named after a payload."""
        account = self.account(f"hostile-{self.number}@example.org")
        return By(Actor(account, frozenset({Grant(RoleName.STAFF)})), self.by.at, Via.WEB)

    @property
    def nobody(self) -> By:
        return By(ANYONE, self.by.at, Via.WEB)

    @property
    def reader(self) -> Reader:
        return Reader(self.by.actor, self.by.at)

    def account(self, email: str) -> UUID:
        from headway.people.queries import people

        return next(row.key for row in people(self.reader) if row.email == email)

    def code(self, kind: int) -> str:
        """Return a return code, one for each kind of thing."""
        return f"{kind:016x}{self.number:016x}"

    def owed(self, about: UUID) -> UUID:
        """Return the question about something that somebody owes an answer to."""
        from headway.answers.queries import owed

        return owed(self.reader, about=[about])[about].key

    def write(self) -> Iterator[tuple[str, str]]:
        """Write one thing of each kind; yield who reads it, and where."""
        self.answers_for()
        for write in (self.barrier, self.rule, self.stories, self.offer):
            yield from write()

    def answers_for(self) -> None:
        """Let somebody hold the office that answers."""
        from headway.people.actions import grant_role
        from headway.people.analysis import NewRole

        role = NewRole(RoleName.DECIDER, starts_on=self.by.at.date(), office=self.office)
        grant_role(self.by, account=self.account(HOLDER), new=role)

    def barrier(self) -> Iterator[tuple[str, str]]:
        """A barrier that was sorted, summarised and refused; who raised it contests that."""
        from headway.answers.actions import contest
        from headway.flows.barriers import answer_barriers, raise_barrier, sort_barrier
        from headway.frontline.actions import summarise
        from headway.frontline.analysis import Sorting
        from headway.frontline.choices import Changer, Identity
        from headway.frontline.queries import barriers
        from tests.builders_barriers import NO, new

        words = dict.fromkeys(("tried", "stopped", "for_whom", "rule_cited", "team"), self.text)
        said = new(**words, identity=Identity.TEAM, mission=self.mission)
        key = raise_barrier(self.nobody, new=said, code=self.code(1))
        sort_barrier(self.by, barrier=key, sorting=Sorting(said.kind, Changer.ORGANISATION, self.office))
        version = barriers(self.reader, keys=[key])[key].version
        summarise(self.by, barrier=key, summary=self.text, language="en", version=version)
        asked = self.owed(key)
        refused = replace(NO, reason=self.text, rule=self.text, instead=self.text)
        answer_barriers(self.by, answers_to=[asked], reply=refused)
        contest(self.nobody, answer=asked, why=self.text, code=self.code(1))
        page = f"/barriers/{key}/"
        yield from ((EVERYBODY, page), (HOLDER, page), (STEWARD, f"{page}summary/"))
        yield from ((HOLDER, f"/inbox/{asked}/"), (CODE, self.code(1)))

    def rule(self) -> Iterator[tuple[str, str]]:
        """A rule with what it costs, a freedom that was granted, and one whose refusal is contested."""
        from headway.answers.actions import contest
        from headway.flows import freedoms as flows
        from headway.frontline.actions import rules
        from headway.frontline.analysis import Refusing
        from headway.frontline.queries.freedoms import freedom
        from headway.frontline.queries.rules import rules as register
        from tests.builders_rules import APPROVAL, ASKED, SAID, WEIGHED

        words = dict.fromkeys(("title", "clause", "text"), self.text)
        key = rules.register_rule(self.by, rule=replace(APPROVAL, owner=self.office, **words))
        rules.keep_weighing(self.by, rule=key, new=replace(WEIGHED, note=self.text))
        begins, ends = (self.by.at.date() + timedelta(days=days) for days in (7, 180))
        words = dict.fromkeys(("title", "allows", "who", "conditions"), self.text)
        asked = replace(ASKED, rule=key, mission=self.mission, watch=(self.indicator,), **words)
        new = replace(asked, starts_on=begins, ends_on=ends)
        granted, refused = (flows.ask_freedom(self.nurse, new=new) for _each in range(2))
        effects = ("reason", "equality_effect", "equality_evidence", "equality_considered_by")
        said = replace(SAID, **dict.fromkeys(effects, self.text))
        shown = flows.shown_before(self.by, granted)
        version = freedom(self.reader, key=granted).version
        flows.grant_freedom(self.by, freedom=granted, said=said, shown=shown, version=version)
        no = Refusing(self.text, self.text)
        version = freedom(self.reader, key=refused).version
        flows.refuse_freedom(self.by, freedom=refused, said=no, version=version)
        contest(self.nurse, answer=self.owed(refused), why=self.text)
        page = f"/rules/{register(self.reader, keys={key})[0].slug}/"
        yield from ((EVERYBODY, page), (EVERYBODY, f"{page}weighings/1/"), (STEWARD, f"{page}edit/"))
        yield from ((EVERYBODY, f"/freedoms/{each}/") for each in (granted, refused))

    def stories(self) -> Iterator[tuple[str, str]]:
        """A story for everybody with its picture, one that waits for a steward, a circle, an offer of help."""
        from headway.cli.demo.peers import plate
        from headway.formats.pictures import plain_picture
        from headway.peers import actions
        from headway.peers.analysis import NewCircle, NewHelp
        from headway.peers.choices import Audience
        from tests.builders_peers import new_story

        words = {"title": self.text, "text": self.text, "photo_says": self.text, "teller": self.text[:120]}
        photo = plain_picture(plate(24))
        new = new_story(self.mission, audience=Audience.PUBLIC, photo=photo, **words)
        shown, waiting = (actions.offer_story(self.nurse, story=new, code=self.code(at)) for at in (2, 3))
        actions.review_story(self.by, story=shown, accept=True)
        circle = actions.found_circle(self.nurse, circle=NewCircle(self.text, self.text))
        actions.offer_help(self.nurse, help=NewHelp(self.text, self.text))
        yield from ((EVERYBODY, f"/stories/{shown}/"), (STEWARD, f"/stories/{waiting}/review/"))
        yield HOLDER, f"/circles/{circle}/"

    def offer(self) -> Iterator[tuple[str, str]]:
        """An offer that is refused, and one that waits."""
        from headway.answers.actions import give
        from headway.flows.offers import make_offer
        from headway.missions.analysis import NewOffer
        from headway.missions.choices import OfferKind
        from tests.builders_answers import NO

        words = {
            "text": self.text,
            "name": self.text[:120],
            "group": self.text,
            "email": "canary@example.org",
        }
        new = NewOffer(self.mission, OfferKind.SPACE, **words)
        refused, waiting = (make_offer(self.nobody, new=new, code=self.code(at)) for at in (4, 5))
        give(self.by, answers=[refused], reply=replace(NO, reason=self.text))
        yield from ((EVERYBODY, f"/answers/{refused}/"), (EVERYBODY, f"/answers/follow/{self.code(4)}/"))
        yield HOLDER, f"/inbox/{waiting}/"
