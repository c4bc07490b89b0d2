"""A process of its own that brings in a large release, to be killed by the test beside it."""

import os
import sys
from datetime import UTC, datetime

import django
from django.core.management import call_command

GROUPS, YEARS = 400, 25


def main(step: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
    django.setup()
    from headway.kernel.things import find
    from headway.measures.models import Observation, Release
    from tests.builders_measures import Figures, by, flow, indicator, places, release, statement

    if step == "prepare":
        call_command("migrate", verbosity=0, skip_checks=True)
        places()
        indicator("Children in poverty", at=datetime(2026, 1, 1, tzinfo=UTC))
    elif step == "import":
        key = find("indicator", "children-in-poverty").label.key
        said = tuple(
            statement(key, 2000 + year, group + year / 7, breakdown=f"Group={group}")
            for group in range(GROUPS)
            for year in range(YEARS)
        )
        print("begin", flush=True)
        flow.bring_in(by(), figures=Figures(release=release(), statements=said))
    print(Release.objects.count(), Observation.objects.count(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
