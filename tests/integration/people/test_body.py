"""The body, its organisations and its settings."""

from datetime import timedelta

import pytest

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing, Stale
from headway.people import actions, analysis, queries
from headway.people.analysis import NewOrganisation
from headway.people.choices import ACCENT, Family, SettingName
from tests import builders_people as build
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db


def change(account, name, value, *, at=MONDAY, reason="Agreed on Monday.", version=None):
    key = queries.body_key(build.system_reader(at))
    seen = queries.organisation(build.system_reader(at), key=key).version if version is None else version
    actions.set_setting(build.by(account, at), name=name, value=value, reason=reason, version=seen)


def test_before_anything_is_set_there_are_defaults():
    found = queries.body_settings(build.reader())

    assert found == analysis.BodySettings("Headway", "", "", ACCENT, "", (1,), ("en-gb", "cy"))


def test_the_body_is_set_up_once_by_the_installation():
    account = build.person("Ada Administrator", RoleName.ADMINISTRATOR)
    with pytest.raises(Forbidden):
        actions.create_body(build.by(account), new=NewOrganisation("Mine", Family.BUSINESS))

    key = build.body()

    assert queries.organisation(build.reader(), key=key).is_body
    assert queries.body_settings(build.reader()).name == "Example Borough"
    with pytest.raises(Conflict):
        build.body("Second")


def test_a_setting_keeps_its_history_with_reasons():
    cast = build.cast()
    change(cast.steward, SettingName.NAME, "Example  Borough Council", at=later(days=1))
    change(cast.administrator, SettingName.OPENED_QUESTIONS, [2, 1, 2], at=later(days=2))

    then, now = (queries.body_settings(build.reader(at=later(days=days))) for days in (0, 3))
    rows = queries.settings_history(build.reader(at=later(days=3)))

    assert (then.name, then.opened_questions) == ("Example Borough", (1,))
    assert (now.name, now.opened_questions) == ("Example Borough Council", (1, 2))
    assert [(row.name, row.value, row.set_by) for row in rows] == [
        (SettingName.OPENED_QUESTIONS, [1, 2], cast.administrator),
        (SettingName.NAME, "Example Borough Council", cast.steward),
        (SettingName.NAME, "Example Borough", None),
    ]
    assert rows[2].known_to == later(days=1)


def test_settings_cost_one_query(django_assert_num_queries):
    build.body()

    with django_assert_num_queries(1):
        queries.body_settings(build.reader())


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        (SettingName.NAME, " ", "Enter the name"),
        (SettingName.NAME, "N" * 81, "80"),
        (SettingName.LOGO_TEXT, "N" * 41, "40"),
        (SettingName.ACCENT, "red", "six digits"),
        (SettingName.ACCENT, "#777777", "4.4"),
        (SettingName.CONTACT_EMAIL, "nobody", "name@example.org"),
        (SettingName.LOGO_FILE, "../logo.svg", "not stored"),
        (SettingName.OPENED_QUESTIONS, [6], "Choose"),
        (SettingName.LANGUAGES, ["cy"], "Choose"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_with_what_is_accepted(name, value, says):
    cast = build.cast()

    with pytest.raises(Invalid) as refused:
        change(cast.steward, name, value)

    assert says in refused.value.fields["value"].render("en")


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        (SettingName.ACCENT, "#767676", "#767676"),
        (SettingName.ACCENT, "#1D4F91", "#1d4f91"),
        (SettingName.CONTACT_EMAIL, "", ""),
        (SettingName.CONTACT_EMAIL, "Missions@example.org", "missions@example.org"),
        (SettingName.LOGO_FILE, "a" * 64, "a" * 64),
        (SettingName.LOGO_TEXT, "Example", "Example"),
        (SettingName.LANGUAGES, ["en-gb"], ["en-gb"]),
    ],
)
def test_a_setting_is_kept_in_one_form(name, value, kept):
    assert analysis.checked_setting(name, value) == kept


@pytest.mark.parametrize(("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_agrees_with_the_published_ratios(colour, ratio):
    assert analysis.contrast_on_white(colour) == pytest.approx(ratio, abs=0.005)


def test_a_change_needs_a_reason_and_the_right_role():
    cast = build.cast()

    with pytest.raises(Invalid) as refused:
        change(cast.steward, SettingName.LOGO_TEXT, "Ours", reason=" ")
    assert "reason" in refused.value.fields
    with pytest.raises(Forbidden):
        change(cast.analyst, SettingName.LOGO_TEXT, "Ours")


def test_two_people_who_change_settings_from_the_same_page_do_not_overwrite_each_other():
    cast = build.cast()
    change(cast.steward, SettingName.LOGO_TEXT, "First", version=1)

    with pytest.raises(Stale):
        change(cast.administrator, SettingName.LOGO_TEXT, "Second", version=1)

    assert queries.body_settings(build.reader()).logo_text == "First"


def test_there_is_nothing_to_set_before_the_body_is_there():
    with pytest.raises(Conflict):
        actions.set_setting(build.system(), name=SettingName.NAME, value="X", reason="Because.", version=1)


def test_organisations_have_a_family_a_parent_and_one_name():
    cast = build.cast()
    trust = build.organisation("Example NHS Trust", identifier="GB-NHS-X99")

    ward = build.organisation("Example Hospital", parent=trust)

    row = queries.organisation(build.reader(), key=ward)
    assert (row.family, row.parent, row.identifier) == (Family.HEALTH, trust, "")
    assert [each.name for each in queries.organisations(build.reader())] == [
        "Example Borough",
        "Example Hospital",
        "Example NHS Trust",
    ]
    assert [each.name for each in queries.organisations(build.reader(), search="hosp")] == [
        "Example Hospital"
    ]
    with pytest.raises(Invalid):
        build.organisation("example nhs trust")
    with pytest.raises(Missing):
        build.organisation("Orphan", parent=cast.administrator)
    with pytest.raises(Missing):
        queries.organisation(build.reader(), key=cast.administrator)


def test_a_parent_must_be_an_organisation():
    cast = build.cast()
    office = actions.add_office(build.system(), organisation=cast.body, name="Director")

    with pytest.raises(Missing):
        build.organisation("Orphan", parent=office)


def test_a_closed_organisation_leaves_the_list_from_its_day():
    cast = build.cast()
    trust = build.organisation()
    actions.close_organisation(build.by(cast.administrator), organisation=trust, on=TODAY + timedelta(days=1))

    names = [
        [row.name for row in queries.organisations(build.reader(at=later(days=days)))] for days in (0, 1)
    ]

    assert names == [["Example Borough", "Example NHS Trust"], ["Example Borough"]]
    assert len(queries.organisations(build.reader(at=later(days=1)), closed=True)) == 2
    assert queries.organisation(build.reader(at=later(days=1)), key=trust).closed_on is not None
    with pytest.raises(Conflict):
        actions.close_organisation(build.system(), organisation=trust, on=TODAY)
    with pytest.raises(Conflict):
        actions.add_team(build.system(later(days=1)), organisation=trust, name="Ward 3")
    with pytest.raises(Conflict, match="body"):
        actions.close_organisation(build.system(), organisation=cast.body, on=TODAY)
    with pytest.raises(Missing):
        actions.close_organisation(build.system(), organisation=cast.nurse, on=TODAY)


def test_offices_are_public_and_teams_are_not():
    cast = build.cast()
    office = actions.add_office(build.by(cast.administrator), organisation=cast.body, name="Director of Food")
    team = actions.add_team(build.by(cast.administrator), organisation=cast.body, name="School meals")

    assert [row.key for row in queries.offices(build.reader())] == [office]
    assert queries.teams(build.reader()) == ()
    assert [row.key for row in queries.teams(build.reader(cast.nurse), organisation=cast.body)] == [team]
    with pytest.raises(Invalid):
        actions.add_office(build.system(), organisation=cast.body, name="director of food")


def test_offices_and_teams_close():
    cast = build.cast()
    office = actions.add_office(build.system(), organisation=cast.body, name="Director of Food")
    team = actions.add_team(build.system(), organisation=cast.body, name="School meals")

    actions.close_office(build.by(cast.administrator), office=office, on=TODAY)
    actions.close_team(build.by(cast.administrator), team=team, on=TODAY)

    assert queries.offices(build.reader()) == ()
    assert len(queries.offices(build.reader(), closed=True)) == 1
    assert queries.teams(build.system_reader()) == ()
    with pytest.raises(Conflict):
        actions.close_office(build.by(cast.administrator), office=office, on=TODAY)
    with pytest.raises(Missing):
        actions.close_team(build.by(cast.administrator), team=office, on=TODAY)


def test_what_is_of_another_kind_cannot_be_closed_as_an_organisation():
    cast = build.cast()
    office = actions.add_office(build.system(), organisation=cast.body, name="Director")

    with pytest.raises(Missing):
        actions.close_organisation(build.system(), organisation=office, on=TODAY)
