"""Lists of capabilities are data: what comes with Headway reads, and what is wrong says so."""

import json
from copy import deepcopy

import pytest

from headway.capabilities.analysis import read_framework, said, shipped
from headway.capabilities.choices import DEFAULT
from headway.kernel.errors import Invalid
from headway.kernel.translations import Text


def test_the_five_dynamic_capabilities_are_the_default_list():
    listed = shipped()[DEFAULT]

    assert [each.code for each in listed.capabilities] == [
        "strategic-awareness",
        "adjusting-priorities",
        "building-coalitions",
        "learning-and-experimentation",
        "reconfiguring-delivery",
    ]


def test_the_six_skills_say_under_which_licence_they_stand():
    listed = shipped()["oecd-six-skills"]

    assert len(listed.capabilities) == 6
    assert listed.licence.startswith("CC BY-SA")
    assert "adapted" in listed.source


def changed(**how):
    content = deepcopy(dict(shipped()[DEFAULT].data))
    first = content["capabilities"][0]
    content.update({name: value for name, value in how.items() if name not in {"first", "drop"}})
    first.update(how.get("first", {}))
    for name in how.get("drop", ()):
        del first[name]
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "The file is not JSON."),
        (b"[]", "The file must hold one object."),
        (changed(code="Not a code"), "“code” must be small letters, digits and hyphens."),
        (changed(licence=""), "“licence” must be a text."),
        (changed(name="Dynamic"), "“name” must be texts by language."),
        (changed(capabilities=[]), "“capabilities” must be a list of 1 to 12."),
        (changed(capabilities=["learning"]), "Each capability must be an object."),
        (changed(first={"code": "building-coalitions"}), "Each capability needs a code of its own."),
        (changed(first={"code": "A b"}), "“code” must be small letters, digits and hyphens."),
        (changed(first={"anchors": []}), "Each capability needs five anchors, one for each level."),
        (changed(first={"needed_when": "always"}), "“needed_when” is none of the words that are known."),
        (changed(drop=["asks"]), "“asks” must be texts by language."),
    ],
)
def test_what_is_wrong_with_a_list_is_said(data, why):
    with pytest.raises(Invalid) as refusal:
        read_framework(data)

    assert refusal.value.sentence.text() == why


def test_a_text_stands_in_the_readers_language_where_there_is_one():
    words = {"en": "Learning", "cy": "Dysgu"}

    assert said(words, "cy") == Text("Dysgu")
    assert said({"en": "Learning"}, "cy") == Text("Learning", "en")
