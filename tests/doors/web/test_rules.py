"""The pages of rules and freedoms, as people use them."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.frontline.actions import rules as actions
from headway.frontline.choices import Lock, Officer
from headway.frontline.queries.freedoms import freedoms
from headway.frontline.queries.rules import rules, weighings
from tests import builders_learning as tests
from tests import builders_peers as peers
from tests import builders_people as build
from tests import builders_rules as here
from tests.builders_people import MONDAY, later
from tests.doors.web.visiting import signed_in
from tests.doors.web.visiting import text_of as page

pytestmark = pytest.mark.django_db
RULE = "/rules/two-signatures-for-every-crisis-payment/"


@pytest.fixture(autouse=True)
def monday(monkeypatch, settings):
    settings.PAGE_CACHE_SECONDS = 0
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


@pytest.fixture
def cast():
    return here.cast()


def day(name, value):
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def numbers(**changed):
    percent = {"misuse", "deterred", "stopped"}
    sent = {
        f"{name}_{end}": value * (100 if name in percent else 1)
        for name, three in here.THREES.items()
        for end, value in zip(("low", "likely", "high"), three, strict=True)
    }
    return sent | {"eta": "0.5", "months": 6} | changed


def asked(cast, **changed):
    sent = {
        "rule": cast.rule,
        "title": "Pay small sums at once",
        "allows": "Pay up to £200 without a second signature.",
        "who": "The money advice team",
        "conditions": "A sample is read each month.",
        "watch": [cast.indicator],
        **day("starts_on", date(2026, 3, 9)),
        **day("ends_on", date(2026, 9, 6)),
    }
    return sent | changed


SAID = {
    "reason": "It costs more than it prevents.",
    "equality_effect": "Disabled people gain most.",
    "equality_evidence": "Payments of 2025",
    "equality_considered_by": "Director of Finance",
    **day("equality_considered_on", date(2026, 2, 27)),
}


def test_an_empty_register_says_what_belongs_in_it():
    build.body()

    assert "No rule stands in the register yet." in page(Client().get("/rules/"))
    assert "No freedom was asked for yet." in page(Client().get("/freedoms/"))


def test_everybody_reads_a_rule_its_owner_and_where_it_is_written(cast):
    listed, shown = page(Client().get("/rules/")), page(Client().get(RULE))

    assert "1 rule stands in the register." in listed
    assert "A manager signs every crisis payment before it is paid." in shown
    assert "Written down in: Payments policy, section 4.2" in shown
    assert "Nobody has weighed it yet." in shown


def test_an_owner_registers_and_changes_a_rule(cast):
    director = signed_in(cast.director)
    sent = {
        "title": "Forms on paper",
        "kind": "policy",
        "owner": cast.office,
        "clause": "Handbook, page 9",
        "text": "Every form is printed.",
    }

    made = director.post("/rules/new/", sent)
    change = {
        "state": "changed",
        **day("since", date(2026, 3, 2)),
        "text": "Forms are sent.",
        "note": "Paper is slow.",
    }
    changed = director.post("/rules/forms-on-paper/change/", change | {"version": 1})

    assert (made.status_code, changed.status_code) == (302, 302)
    shown = page(Client().get("/rules/forms-on-paper/"))
    assert "Forms are sent." in shown
    assert "Paper is slow." in shown
    assert "Every form is printed." in shown


def test_a_lock_without_a_reason_is_said_beside_its_field(cast):
    sent = {"title": "x", "kind": "law", "owner": cast.office, "clause": "y", "text": "z", "lock": "finance"}

    answer = signed_in(cast.steward).post("/rules/new/", sent)

    assert answer.status_code == 422
    assert "Say why no freedom from it can be granted here." in page(answer)
    assert 'href="#id_lock_reason"' in answer.content.decode()


def test_the_owner_sees_sentence_and_picture_at_once_and_nothing_is_kept_yet(cast):
    answer = signed_in(cast.director).post(
        f"{RULE}weigh/", numbers(act="look", threshold=200, values_of_cases="40 60 £1,200 90")
    )

    said = page(answer)
    assert answer.status_code == 200
    assert "Each check costs £39.40 in time, delay and lost help and prevents 92p of misuse." in said
    assert (
        "Only 20 in 1,000 cases would be misused without it; to pay for itself it would have to stop 328."
        in said
    )
    assert "The chance that keeping it pays is under 1 in 100." in said
    assert b"<svg" in answer.content
    assert weighings(build.reader(), rule=cast.rule) == ()


def test_a_weighing_is_kept_and_its_trial_fills_the_form_that_asks(cast):
    director = signed_in(cast.director)

    kept = director.post(f"{RULE}weigh/", numbers(act="keep", threshold=200, values_of_cases="40 60 90 300"))
    shown = director.get(kept.url)
    form = director.get("/freedoms/new/", {"rule": RULE.split("/")[2], "weighing": 1})

    assert kept.url == f"{RULE}weighings/1/"
    assert "Ask for a trial" in page(shown)
    assert "Trial a threshold of £200 for 6 months" in form.content.decode()
    assert "Each check costs £39.40" in page(Client().get(RULE))
    again = director.get(f"{RULE}weigh/")
    assert 'name="misuse_likely" value="2.0"' in again.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"days_low": 9}, "The likely number must lie between the lowest and the highest."),
        ({"misuse_high": 130}, "This is too much."),
        ({"loss_likely": ""}, "Give the likely number."),
        ({"threshold": 5}, "A threshold needs the values of past cases."),
        ({"threshold": 5, "values_of_cases": "a few"}, "Write numbers only, none below nought."),
        ({"prevention_likely": 50}, "The other control needs both numbers."),
        ({"loss_likely": 0, "loss_low": 0}, "This must be more than nothing."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(cast, changed, said):
    answer = signed_in(cast.director).post(f"{RULE}weigh/", numbers(act="look", **changed))

    assert answer.status_code == 422
    assert said in page(answer)


def test_one_number_is_enough_where_it_is_known(cast):
    known = {f"{name}_{end}": "" for name in here.THREES for end in ("low", "high")}

    answer = signed_in(cast.director).post(f"{RULE}weigh/", numbers(act="look", **known))

    assert "Each check costs £39.40" in page(answer)


def test_a_locked_rule_says_that_it_is_no_trade_off():
    cast = here.cast(lock=Lock.FINANCE, lock_reason="Section 151 of the Act")

    answer = signed_in(cast.director).post(f"{RULE}weigh/", numbers(act="look"))

    said = page(answer)
    assert "This is not a trade-off that this tool decides. The rule is locked by law." in said
    assert "Trial" not in said
    assert "Ask for a freedom from it" not in page(signed_in(cast.nurse).get(RULE))


def test_who_works_here_asks_and_the_office_grants(cast):
    nurse, director = signed_in(cast.nurse), signed_in(cast.director)

    made = nurse.post("/freedoms/new/", asked(cast))
    inbox = page(director.get("/inbox/"))
    granted = director.post(f"{made.url}grant/", SAID | {"version": 1})

    assert "A freedom that is asked for" in inbox
    assert granted.status_code == 302
    shown = page(Client().get(made.url))
    assert "answers for it, not you." in shown
    assert "It was granted and begins on 9 March 2026." in shown
    assert "Disabled people gain most." in shown


def test_what_a_freedom_lacks_is_said_beside_its_field(cast):
    answer = signed_in(cast.nurse).post("/freedoms/new/", asked(cast, **day("ends_on", date(2029, 1, 1))))

    assert answer.status_code == 422
    assert "A freedom lasts two years at most." in page(answer)


def test_a_refusal_stands_with_its_reason_and_is_contested_by_who_asked(cast):
    key = here.ask(cast)
    director = signed_in(cast.director)

    refused = director.post(
        f"/freedoms/{key}/refuse/",
        {
            "reason": "Money law.",
            "instead": "Name a deputy.",
            "officer": Officer.SECTION_151.value,
            "version": 1,
        },
    )
    here.contest(cast, key)

    shown = page(Client().get(f"/freedoms/{key}/"))
    assert refused.status_code == 302
    assert "Section 151 officer refused it by a duty of their own." in shown
    assert "Name a deputy." in shown
    assert "contested by who asked" in shown


def test_a_board_grants_and_later_makes_it_the_rule(cast, monkeypatch):
    key = here.ask(cast)
    here.refuse(cast, key)
    here.contest(cast, key)
    decision = here.decided(key)
    chair = signed_in(cast.chair)

    version = here.row(key).version
    granted = chair.post(f"/freedoms/{key}/board/", SAID | {"decision": decision, "version": version})
    monkeypatch.setenv("HEADWAY_NOW", later(days=175).isoformat())
    due = page(Client().get(f"/freedoms/{key}/"))
    reviewed = chair.post(
        f"/freedoms/{key}/review/",
        {
            "decision": decision,
            "expiry": "permanent",
            "note": "Repeat claims stayed as they were.",
            "rule_text": "A manager signs sums over £200.",
            "version": version + 1,
        },
    )

    assert (granted.status_code, reviewed.status_code) == (302, 302)
    assert "It ends on 6 September 2026 unless a board decides before then" in due
    assert "1 became the rule for everybody" in page(Client().get("/freedoms/"))
    assert "A manager signs sums over £200." in page(Client().get(RULE))


def test_who_asked_writes_it_anew(cast):
    key = here.ask(cast)

    saved = signed_in(cast.nurse).post(f"/freedoms/{key}/edit/", asked(cast, title="Pay £100", version=1))

    assert saved.status_code == 302
    assert here.row(key).title == "Pay £100"


def test_a_test_is_named_while_a_freedom_runs(cast):
    key, study = here.live(cast), tests.locked(peers.mission())
    analyst = signed_in(cast.analyst)
    address = f"/freedoms/{key}/test/"

    asked = page(analyst.get(address))
    saved = analyst.post(address, {"test": study, "version": here.row(key).version})

    assert "Which test studies this freedom?" in asked
    assert saved.url == f"/freedoms/{key}/"
    assert tests.row(study).plan.title in page(Client().get(f"/freedoms/{key}/"))
    assert signed_in(cast.chair).get(address).status_code == 403


def test_the_record_of_a_rule_is_put_right(cast):
    row = rules(build.reader())[0]
    sent = {
        "title": row.title,
        "kind": "policy",
        "owner": cast.office,
        "clause": "Section 9",
        "text": row.text,
    }

    saved = signed_in(cast.steward).post(f"{RULE}edit/", sent | {"version": 1})

    assert saved.status_code == 302
    assert "Section 9" in page(Client().get(RULE))


def test_pages_cost_the_same_few_queries_with_one_and_with_many(cast):
    many = [here.register(cast.office, title=f"Rule {number}") for number in range(12)]
    first = here.ask(cast)
    addresses = ("/rules/", "/freedoms/", RULE, f"/freedoms/{first}/")
    few = [cost(address) for address in addresses]

    for number in range(12):
        here.flows.ask_freedom(
            build.by(cast.nurse),
            new=replace(here.ASKED, rule=cast.rule, watch=(cast.indicator,), title=f"Freedom {number}"),
        )
        actions.keep_weighing(build.by(cast.director), rule=cast.rule, new=here.WEIGHED)

    assert [cost(address) for address in addresses] == few
    assert len(many) == 12
    assert len(freedoms(build.reader())) == 13
    assert max(few) <= 40


def cost(address):
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_board_is_reminded_of_a_freedom_that_ends_soon(cast, monkeypatch):
    here.live(cast)
    monkeypatch.setenv("HEADWAY_NOW", later(days=175).isoformat())

    own, other = page(signed_in(cast.chair).get("/today/")), page(signed_in(cast.analyst).get("/today/"))

    assert "Decide what becomes of the freedom “Pay small sums at once”" in own
    assert "Decide what becomes of the freedom" not in other
