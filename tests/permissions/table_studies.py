"""Who may keep a study on the bench."""

from headway.flows.studies import keep_study
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.learning.analysis import studied
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_studies as build
from tests.permissions.world import Row, only

ANALYST = only(RoleName.ANALYST)


def waiting(_world):
    measures.places()
    key = missions.mission()
    return key, build.uploaded(key)


def kept(world):
    mission, upload = made = waiting(world)
    keep(world, missions.system(), (mission, upload))
    return made


def keep(_world, by, made):
    mission, upload = made
    found = studied(build.panel(), build.ASKED)
    return keep_study(by, mission=mission, upload=upload, asked=build.ASKED, found=found)


FLOW_ROWS = [
    Row("flows.keep_study", ANALYST, keep, state="received", prepare=waiting),
    Row("flows.keep_study", ANALYST, keep, state="kept", prepare=kept, raises=Conflict),
]
