"""Names and texts that try to run as script, written through the actions: `python -m tests.journeys.hostile`."""

import sys
from datetime import date

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "'><svg onload=alert(3)></svg>",
    "</title></text><script>alert(4)</script>",
    "{{7*7}}<a href=javascript:alert(5)>x</a>",
)


def main() -> None:
    """Write every payload into every text that a page prints."""
    import django

    django.setup()
    from headway.cli import edge
    from headway.people import actions
    from headway.people.choices import SettingName
    from headway.people.queries import body_key, organisation

    for number, payload in enumerate(PAYLOADS):
        Writer(number, payload).write()
    reader = edge.reader()
    seen = organisation(reader, key=body_key(reader))
    name = f"Body {PAYLOADS[3]}"
    actions.set_setting(
        edge.by(), name=SettingName.NAME, value=name, reason=PAYLOADS[1], version=seen.version
    )
    sys.stdout.write("written\n")


class Writer:
    """A place, an indicator with figures, a mission with an outcome judged by it, all named after a payload."""

    def __init__(self, number: int, payload: str) -> None:
        from headway.cli import edge

        self.by, self.number, self.payload = edge.by(), number, payload

    def write(self) -> None:
        from headway.places.actions import add_place
        from headway.places.analysis import NewPlace

        code = f"X9800000{self.number}"
        new = NewPlace(code, f"Place {self.payload}", "london-borough", "E12000007", invented=True)
        place = add_place(self.by, new=new)
        indicator = self.indicator()
        self.figures(indicator, code)
        self.mission(place, indicator)

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

    def mission(self, place, indicator) -> None:
        from headway.missions import actions
        from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice

        charter = Charter(
            title=f"Mission {self.payload}",
            short_title=f"Short {self.payload}",
            challenge=self.payload,
            scope=self.payload,
            source=self.payload,
            deadline=date(2030, 12, 31),
        )
        new = NewMission(charter, place, slug=f"hostile-{self.number}")
        mission = actions.draft_mission(self.by, mission=new)
        outcome = NewOutcome(f"Outcome {self.payload}", headline=True, for_whom=self.payload)
        judged = actions.add_outcome(self.by, mission=mission, outcome=outcome)
        choice = SeriesChoice(indicator, place)
        actions.choose_measure(self.by, mission=mission, outcome=judged, choice=choice)
        actions.open_mission(self.by, mission=mission)


if __name__ == "__main__":
    main()
