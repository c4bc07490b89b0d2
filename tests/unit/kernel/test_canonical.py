"""What is hashed has one form; who acts; when a row held."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.kernel.actors import ANYONE, SYSTEM, Actor, Grant, RoleName
from headway.kernel.canonical import canonical, digest, plain
from headway.kernel.intervals import known_at
from headway.kernel.keys import new_key

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
)


class Colour(StrEnum):
    GREEN = "green"


@given(PLAIN)
def test_plain_data_come_back_as_they_were(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text("abc"), st.integers(), min_size=2))
def test_the_order_of_keys_does_not_matter(value):
    turned = dict(reversed(value.items()))

    assert canonical(turned) == canonical(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_with_a_point_keeps_every_digit(value):
    assert float(json.loads(canonical(value))) == value


def test_each_kind_has_one_form():
    value = {
        "b": [1, 2.5, Decimal("1.10")],
        "a": Colour.GREEN,
        "c": UUID(int=1),
        "d": date(2026, 3, 2),
        "e": datetime(2026, 3, 2, 9, tzinfo=UTC),
        "f": frozenset({"y", "x"}),
        "g": (True, None),
        7: "é",
    }

    assert canonical(value).decode() == (
        '{"7":"é","a":"green","b":[1,"2.5","1.10"],"c":"00000000-0000-0000-0000-000000000001",'
        '"d":"2026-03-02","e":"2026-03-02T09:00:00+00:00","f":["x","y"],"g":[true,null]}'
    )


def test_what_is_not_plain_has_no_form():
    with pytest.raises(TypeError, match="object has no canonical form"):
        plain(object())


def test_a_digest_is_sha_256():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_role_holds_for_the_body_or_for_its_scope():
    here, there = UUID(int=1), UUID(int=2)
    lead = Actor(key=UUID(int=9), grants=frozenset({Grant(RoleName.MISSION_LEAD, here)}))
    board = Actor(grants=frozenset({Grant(RoleName.BOARD)}))

    assert lead.has(RoleName.MISSION_LEAD, here)
    assert not lead.has(RoleName.MISSION_LEAD, there)
    assert not lead.has(RoleName.MISSION_LEAD)
    assert not lead.has(RoleName.BOARD, here)
    assert board.has(RoleName.BOARD, there)
    assert (lead.signed_in, ANYONE.signed_in, SYSTEM.system) == (True, False, True)


def test_a_row_is_known_from_its_moment_until_the_next():
    monday = datetime(2026, 3, 2, 9, tzinfo=UTC)

    named = str(known_at(monday, "row__"))

    assert "row__known_from__lte" in named
    assert "row__known_to__gt" in named


def test_keys_are_random_and_carry_no_time():
    keys = {new_key() for _ in range(100)}

    assert len(keys) == 100
    assert {key.version for key in keys} == {4}
