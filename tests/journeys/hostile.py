"""Names and texts that try to run as script, written through the actions: `python -m tests.journeys.hostile`."""

import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from tests.goals.forms import PAYLOADS
from tests.journeys.hostile_front import Front, batches

PROSE_OF_A_PLAN = ("assumption", "question", "outcome", "treatment", "control", "owner", "harm_to", "told")
PROSE_OF_A_FINDING = ("outcome", "why", "citation", "question", "where", "cost")
FEW = (0, 12, 14, 19, 20)  # of the payloads: script, image, and three ways out of a picture


def chosen(words: list[str]) -> tuple[str, ...]:
    """Return the payloads asked for: all of them, or a few of each kind; none holds a zero byte here."""
    numbers = range(len(PAYLOADS)) if words == ["all"] else FEW
    return tuple(PAYLOADS[number].replace("\0", "") for number in numbers)


def main() -> None:
    """Write every payload into every text that a page prints; print who reads the front line's, and where."""
    payloads = chosen(sys.argv[1:])
    import django

    django.setup()
    from headway.cli import edge
    from headway.people import actions
    from headway.people.choices import SettingName
    from headway.people.queries import body_key, organisation

    grounds = [Writer(number, payload).write() for number, payload in enumerate(payloads)]
    reader = edge.reader()
    read = []
    for number, text in enumerate(batches(payloads)):
        read += ((number, *each) for each in Front(edge.by(), number, text, *grounds[number]).write())
    seen = organisation(reader, key=body_key(reader))
    name = f"Body {payloads[3]}"
    actions.set_setting(
        edge.by(), name=SettingName.NAME, value=name, reason=payloads[1], version=seen.version
    )
    json.dump(read, sys.stdout)


class Writer:
    """A place, an indicator with figures, a mission with an outcome judged by it, all named after a payload."""

    def __init__(self, number: int, payload: str) -> None:
        from headway.cli import edge

        self.by, self.number, self.payload = edge.by(), number, payload

    def write(self) -> tuple[UUID, UUID, UUID]:
        """Return the mission, the office that leads it, and the indicator."""
        from headway.places.actions import add_place
        from headway.places.analysis import NewPlace

        code = f"X98{self.number:06}"
        new = NewPlace(code, f"Place {self.payload}", "london-borough", "E12000007", invented=True)
        place = add_place(self.by, new=new)
        indicator = self.indicator()
        self.figures(indicator, code)
        office = self.people()
        mission = self.mission(place, indicator, office)
        self.map(code)
        self.said(mission)
        self.learned(mission)
        return mission, office, indicator

    def said(self, mission) -> None:
        """A conversation whose question, background and statements try to run."""
        from headway.voice import actions
        from headway.voice.analysis.taking import NewConversation, Terms

        terms = Terms(f"Question {self.payload}", background=self.payload)
        seeds = tuple(f"{word} {self.payload}" for word in ("One", "Two", "Three"))
        new = NewConversation(terms, mission, seeds)
        actions.open_conversation(self.by, conversation=actions.draft_conversation(self.by, conversation=new))

    def learned(self, mission) -> None:
        """A locked test and a finding of the library, every word of them the payload."""
        from headway.learning import actions
        from tests.builders_findings import WORDS
        from tests.builders_learning import PLAN, version

        today = self.by.at.date()
        days = {"data_until": today + timedelta(days=60), "decide_on": today + timedelta(days=90)}
        words = dict.fromkeys(PROSE_OF_A_PLAN, self.payload)
        plan = replace(PLAN, title=f"Test {self.payload}", **days, **words)
        test = actions.draft_test(self.by, mission=mission, plan=plan)
        actions.lock_plan(self.by, test=test, version=version(test, self.by.at))
        words = dict.fromkeys(PROSE_OF_A_FINDING, self.payload)
        found = replace(WORDS, code=f"hostile-{self.number}", title=f"Finding {self.payload}", **words)
        actions.publish_finding(self.by, finding=found)

    def logic(self, mission) -> None:
        """A theory of change of two steps and a link, with its evidence."""
        from headway.missions import actions
        from headway.missions.analysis import Evidence, LinkWords, NewLink, NewNode, NodeWords
        from headway.missions.choices import NodeKind

        source, target = (
            actions.add_node(self.by, mission=mission, node=NewNode(NodeWords(kind, f"Step {self.payload}")))
            for kind in (NodeKind.INPUT, NodeKind.ACTIVITY)
        )
        claim = LinkWords(mechanism=self.payload, assumption=self.payload, claimed_by=self.payload)
        link = actions.add_link(self.by, mission=mission, link=NewLink(source, target, claim))
        known = Evidence(3, why=self.payload, citation=self.payload)
        actions.grade_link(self.by, mission=mission, link=link, evidence=known, version=1)

    def map(self, code: str) -> None:
        """A map, a peer group and relations whose words try to run."""
        from headway.places.actions import choose_peers, import_places
        from headway.places.analysis import NewLayout, NewPeers, NewRelation, NewTile
        from headway.places.choices import RelationKind

        others = ("E09000007", "E09000012")
        tiles = tuple(NewTile(each, at, 0) for at, each in enumerate((code, *others)))
        name = f"hostile-{self.number}"
        layout = NewLayout(code=name, name=f"Map {self.payload}"[:120], tiles=tiles, source=self.payload)
        tie = NewRelation(code, "E09000012", RelationKind.OVERLAPS, 0.5, source=self.payload)
        import_places(self.by, layout=layout, relations=(tie,))
        peers = NewPeers(f"Peers {self.payload}", self.payload, (code, *others), self.payload)
        choose_peers(self.by, new=peers)

    def people(self) -> UUID:
        """An organisation with an office and a team, and a person, all named after the payload."""
        from headway.people import actions
        from headway.people.analysis import NewAccount, NewOrganisation
        from headway.people.choices import Family

        new = NewOrganisation(name=f"Organisation {self.payload}", family=Family.CIVIL_SOCIETY)
        body = actions.add_organisation(self.by, new=new)
        office = actions.add_office(self.by, organisation=body, name=f"Office {self.payload}")
        actions.add_team(self.by, organisation=body, name=f"Team {self.payload}")
        email = f"hostile-{self.number}@example.org"
        actions.invite(self.by, new=NewAccount(email=email, name=f"Person {self.payload}"))
        return office

    def indicator(self):
        from headway.measures.actions import add_indicator
        from headway.measures.analysis import Card, NewIndicator
        from headway.measures.choices import Level, Polarity

        card = Card(
            name=f"Indicator {self.payload}",
            unit="%",
            level=Level.OUTCOME,
            polarity=Polarity.INCREASE,
            definition=f"Definition {self.payload}",
            publisher=f"Publisher {self.payload}",
            caveats=self.payload,
            rationale=self.payload,
        )
        return add_indicator(self.by, indicator=NewIndicator(card=card, slug=f"hostile-{self.number}"))

    def figures(self, indicator, code: str) -> None:
        from headway.cli.demo.figures import LAYOUT, table
        from headway.flows.figures.reading import Choices, open_table, understand
        from headway.flows.figures.releases import Figures, bring_in
        from headway.kernel.actors import Reader
        from headway.measures.analysis import NewRelease

        data = table(tuple((code, str(year), year % 7) for year in range(2005, 2026)))
        choices = Choices(indicators={}, every=indicator)
        found = understand(Reader(self.by.actor, self.by.at), open_table(data, LAYOUT), LAYOUT, choices)
        release = NewRelease(
            publisher=f"Publisher {self.payload}",
            title=f"Release {self.payload}",
            licence=f"Licence {self.payload}"[:120],
            published_at=self.by.at,
        )
        bring_in(self.by, figures=Figures(release=release, statements=found.statements))

    def mission(self, place, indicator, office):
        from headway.missions import actions
        from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice

        charter = Charter(
            title=f"Mission {self.payload}",
            short_title=f"Short {self.payload}"[:60],
            challenge=self.payload,
            scope=self.payload,
            source=self.payload,
            deadline=date(2030, 12, 31),
            lead=office,
        )
        new = NewMission(charter, place, slug=f"hostile-{self.number}")
        mission = actions.draft_mission(self.by, mission=new)
        outcome = NewOutcome(f"Outcome {self.payload}", headline=True, for_whom=self.payload)
        judged = actions.add_outcome(self.by, mission=mission, outcome=outcome)
        choice = SeriesChoice(indicator, place)
        actions.choose_measure(self.by, mission=mission, outcome=judged, choice=choice)
        self.logic(mission)
        actions.open_mission(self.by, mission=mission)
        return mission


if __name__ == "__main__":
    main()
