"""A panel from its announcement to answers: the seed comes first, and a citizen redoes the draw."""

import csv
import io
import json
from datetime import timedelta

import pytest

from headway.answers.choices import Due
from headway.answers.queries import owed
from headway.cli.main import main
from headway.flows.panels import report_panel
from headway.kernel.canonical import digest
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.lots import seed_of
from headway.kernel.models import Entry
from headway.voice import actions
from headway.voice.analysis.panels import NewRecommendation, commands, draw_lots, read_frame
from headway.voice.choices import CarriedOut, Lottery, Sitting
from headway.voice.queries import HappenedRow
from headway.voice.queries import panels as query
from headway.voice.queries.members import confirmed
from tests import builders_panels as build
from tests.builders_missions import MONDAY, seer, system
from tests.builders_voice import nobody

pytestmark = pytest.mark.django_db


def redone(capsys, command, folder):
    """Run a published command in a folder of published files."""
    words = [str(folder / each) if each.endswith((".csv", ".json")) else each for each in command.split()[1:]]
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_citizen_redoes_the_draw_from_the_published_files(capsys, tmp_path):
    key = build.drawn()
    row, frame, drawn = (
        each(seer(), panel=key)
        for each in (lambda r, panel: query.panel(r, key=panel), query.frame, query.draw)
    )
    (tmp_path / "portfolio.json").write_text(drawn.portfolio)
    (tmp_path / "people.csv").write_text(query.list_of(key))
    (tmp_path / "targets.csv").write_text(frame.targets_csv)
    public, whole = commands(row.size, row.lottery, drawn.seed, by_household=frame.by_household)

    again = redone(capsys, public, tmp_path)
    from_list = redone(capsys, whole, tmp_path)

    assert digest(drawn.secret.encode()) == row.commitment
    assert seed_of(drawn.secret, frame.list_hash, "") + drawn.raised(frame.list_hash) == drawn.seed
    assert digest((tmp_path / "people.csv").read_bytes()) == frame.list_hash
    assert tuple(again["panel"]) == tuple(from_list["panel"]) == drawn.members
    assert tuple(from_list["replacements"]) == drawn.reserves
    told = {each["id"]: float(each["chance"]) for each in csv.DictReader(io.StringIO(drawn.chances))}
    assert told == from_list["chances"]
    assert drawn.chance(" v003 ") == told["v003"]
    assert drawn.chance("v999") is None


def test_the_seed_is_committed_before_the_list_and_neither_changes():
    key = build.announced()
    before = query.panel(seer(), key=key)

    frame = read_frame(build.people_csv(), build.TARGETS, build.SIZE)
    actions.fix_panel_list(system(), panel=key, frame=frame)

    assert before.commitment == query.panel(seer(), key=key).commitment
    assert before.stage is Sitting.RECRUITING
    assert query.draw(seer(), panel=key) is None
    with pytest.raises(Conflict):
        actions.fix_panel_list(system(), panel=key, frame=frame)
    facts = [entry.facts for entry in Entry.objects.filter(kind__startswith="voice.panel").order_by("pk")]
    assert "v003" not in json.dumps(facts)


def test_lots_of_another_seed_are_refused_and_a_draw_is_not_repeated():
    key = build.fixed()
    lots = query.lots(seer(), panel=key, number="")

    with pytest.raises(Invalid):  # no public number was named
        actions.draw_panel(system(), panel=key, lots=lots, number="7")
    other = query.lots(seer(), panel=key, number="7")
    with pytest.raises(Conflict):
        actions.draw_panel(system(), panel=key, lots=other)
    actions.draw_panel(system(), panel=key, lots=lots)

    with pytest.raises(Conflict):
        actions.draw_panel(system(), panel=key, lots=lots)


def test_a_seed_whose_households_leave_no_panel_is_raised_until_one_does():
    homes = "".join(f"a{at},x,h{at}\nb{at},y,h{at}\n" for at in range(4))
    frame = read_frame(f"id,sex,household\n{homes}", "sex,x,0,0\nsex,y,4,4\n", 4)

    lots = draw_lots(frame.content, frame.targets, 4, 5, Lottery.LEXIMIN)

    assert lots.seed > 5
    assert lots.members == ("b0", "b1", "b2", "b3")


def test_the_next_reserve_comes_for_somebody_who_leaves():
    key = build.drawn()
    first = query.draw(seer(), panel=key)

    came = actions.replace_member(system(), panel=key, code=first.members[2])

    after = query.draw(seer(), panel=key)
    assert came == first.reserves[2]
    assert after.sits == (*first.members[:2], came, *first.members[3:])
    assert came not in after.free
    with pytest.raises(Invalid):
        actions.replace_member(system(), panel=key, code=first.members[2])


def test_each_recommendation_is_owed_an_answer_in_forty_working_days_or_stands_as_late():
    key = build.drawn()
    made = [
        actions.record_recommendation(system(), panel=key, new=each)
        for each in (build.CLOSE, NewRecommendation("Put benches there", 6, 0))
    ]

    count = report_panel(system(), panel=key)

    late = MONDAY + timedelta(days=64)
    now, then = (owed(seer(at), about=made) for at in (MONDAY, late))
    assert count == len(now) == 2
    assert {row.answer_by.isoformat() for row in now.values()} == {"2026-04-29"}
    assert not any(row.passed for row in now.values())
    assert all(Due.ANSWER in {each.due for each in row.passed} for row in then.values())


def test_the_list_is_emptied_when_the_panel_reports():
    key = build.drawn()
    with pytest.raises(Conflict):
        report_panel(system(), panel=key)
    actions.record_recommendation(system(), panel=key, new=build.CLOSE)

    report_panel(system(), panel=key)

    with pytest.raises(Missing):
        query.list_of(key)
    assert query.frame(seer(), panel=key).people == 24
    assert query.panel(seer(), key=key).stage is Sitting.REPORTED


def test_more_votes_than_places_are_refused_and_what_is_done_keeps_its_dates():
    key = build.drawn()
    made = actions.record_recommendation(system(), panel=key, new=build.CLOSE)

    with pytest.raises(Invalid) as caught:
        actions.record_recommendation(system(), panel=key, new=NewRecommendation("Close all", 5, 2))
    for at, state in ((MONDAY, CarriedOut.UNDER_WAY), (MONDAY + timedelta(days=9), CarriedOut.DONE)):
        actions.note_recommendation(system(at), recommendation=made, state=state, note="Two streets.")

    assert set(caught.value.fields) == {"votes_for"}
    said = query.carried(seer(MONDAY + timedelta(days=10)), recommendations=[made])[made]
    assert [each.state for each in said] == [CarriedOut.DONE, CarriedOut.UNDER_WAY]
    assert Lottery(query.panel(seer(), key=key).lottery) is Lottery.LEXIMIN


def test_each_member_says_once_whether_it_happened_and_may_change_their_mind():
    key = build.drawn()
    made = actions.record_recommendation(system(), panel=key, new=build.CLOSE)
    codes = actions.make_panel_slips(system(), panel=key)

    with pytest.raises(Conflict):  # the body has said nothing yet
        said(made, codes[0])
    actions.note_recommendation(system(), recommendation=made, state=CarriedOut.DONE, note="Two streets.")
    for code in (*codes[:3], codes[0]):
        said(made, code)
    said(made, codes[1].lower().replace("-", " "), happened=False)

    assert confirmed(seer(), recommendations=[made]) == {made: HappenedRow(2, 1)}
    with pytest.raises(Invalid):
        said(made, "AAAA-AAAA-AAAA-AAAA")
    with pytest.raises(Conflict):
        actions.make_panel_slips(system(), panel=key)
    actions.replace_member(system(), panel=key, code=query.draw(seer(), panel=key).members[0])
    assert len(codes) == build.SIZE
    assert len(actions.make_panel_slips(system(), panel=key)) == 1


def said(recommendation, code, *, happened=True):
    actions.confirm_recommendation(nobody(), recommendation=recommendation, code=code, happened=happened)
