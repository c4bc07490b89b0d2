"""Raising what is in the way, reading the ledger, coming back by code, sorting: through the pages."""

import re
from uuid import UUID

import pytest
from django.test import Client

from headway.frontline.models import Barrier, Letter
from headway.kernel.models import Entry, Idempotency
from headway.web.limits import HERE
from tests import builders_barriers as build
from tests import builders_people as people
from tests.builders_barriers import CODE
from tests.builders_people import MONDAY, later

pytestmark = pytest.mark.django_db
HERE_ORIGIN = {"origin": "http://testserver"}
SENT = {
    "tried": "Buy a cooker for a family in crisis",
    "stopped": "Each payment waits three days for the approvals panel",
    "kind": "approval",
    "often": "weekly",
    "takes": "under_60",
    "identity": "anonymous",
    "code": CODE,
    "step": "send",
}


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    HERE.counts.clear()


def client(account: UUID | None = None) -> Client:
    made = Client(headers=HERE_ORIGIN)
    if account:
        from headway.people.models import Account

        made.force_login(Account.objects.get(key=account))
    return made


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_above_the_form_stands_who_reads_by_when_and_who_to_call():
    build.cast()

    said = words(client().get("/barriers/new/"))

    assert "Front desk reads it." in said
    assert "within 2 working days" in said
    assert "within 20 working days" in said
    assert "Call 020 7946 0000." in said
    assert "freedom of information" in said
    assert (
        "Anonymous means Headway keeps nothing that says who you are; your words, your network or a small team "
        "may still give you away." in said
    )


def test_before_somebody_reads_the_form_says_that_it_is_not_opened():
    people.body()

    said = words(client().get("/barriers/new/"))

    assert "Not opened yet." in said


def test_a_barrier_is_reviewed_and_then_sent_without_script():
    build.cast()
    citizen = client()

    review = citizen.post("/barriers/new/", SENT | {"step": "review"})
    sent = citizen.post("/barriers/new/", SENT)

    assert "Check what you send" in words(review)
    assert "fedc ba98 7654 3210" in words(sent)
    assert Letter.objects.count() == 1
    assert citizen.cookies == {}


def test_what_is_wrong_stands_beside_its_field():
    build.cast()

    response = client().post("/barriers/new/", SENT | {"tried": "", "kind": ""})

    assert response.status_code == 422
    assert "“What were you trying to do?” needs an answer." in words(response)
    assert Letter.objects.count() == 0


def test_a_form_from_elsewhere_is_refused():
    build.cast()

    for origin in ("https://elsewhere.example", "null", ""):
        response = Client(headers={"origin": origin}).post("/barriers/new/", SENT)
        assert response.status_code == 403

    assert Letter.objects.count() == 0


def test_somebody_signed_in_who_sends_without_a_name_is_nobody():
    cast = build.cast()
    before = (Entry.objects.count(), Idempotency.objects.count())

    response = client(cast.nurse).post("/barriers/new/", SENT)

    assert response.status_code == 200
    assert (Entry.objects.count(), Idempotency.objects.count()) == before
    assert str(cast.nurse) not in str(Letter.objects.values())
    assert "Your account" not in words(response)


def test_somebody_signed_in_who_sends_by_name_finds_it_in_their_inbox():
    cast = build.cast()
    nurse = client(cast.nurse)

    nurse.post("/barriers/new/", SENT | {"identity": "named", "name": "Nia Nurse"})

    row = Barrier.objects.get()
    assert "You raised this." in words(nurse.get(f"/barriers/{row.thing.key}/"))
    assert "Something in the way" in words(nurse.get("/inbox/"))


def test_a_team_is_kept_without_the_account_of_who_sends():
    cast = build.cast()
    last = Entry.objects.order_by("-seq").first().seq

    client(cast.nurse).post("/barriers/new/", SENT | {"identity": "team", "team": "District nurses"})

    found = Entry.objects.get(seq__gt=last)
    assert (found.kind, found.actor) == ("frontline.barrier_raised", None)


def test_two_hundred_an_hour_go_through_from_one_connection():
    build.cast()

    answers = [client().post("/barriers/new/", SENT | {"code": f"{n:032x}"}).status_code for n in range(200)]

    assert set(answers) == {200}
    assert Letter.objects.count() == 200


def test_the_code_opens_the_letter_the_barrier_and_the_answer(monkeypatch):
    cast = build.cast()
    citizen = client()
    citizen.post("/barriers/new/", SENT)

    lies = words(citizen.post("/barriers/track/", {"code": CODE}))
    build.emptied(later(days=1))
    monkeypatch.setenv("HEADWAY_NOW", later(days=1).isoformat())
    owed = words(citizen.post("/barriers/track/", {"code": CODE}))
    key = Barrier.objects.get().thing.key
    build.barriers.sort_barrier(
        people.by(cast.reader, later(days=1)), barrier=key, sorting=build.sorting(cast)
    )
    build.answered(cast, key, build.NO, later(days=1))
    said = citizen.post("/barriers/track/", {"code": CODE, "word": "contest", "why": "It is for children."})

    assert "It lies in the letterbox since 2 March 2026." in lies
    assert "owes the answer by 30 March 2026" in owed
    assert "Thank you. It was noted." in words(said)
    assert build.question(key, later(days=1)).standing == "contested"


def test_a_wrong_code_opens_nothing_and_locks_nobody_out(monkeypatch):
    build.cast()
    citizen = client()
    citizen.post("/barriers/new/", SENT)
    monkeypatch.setattr("headway.web.frontline.barriers_track.PAUSE", 0)

    guesses = {citizen.post("/barriers/track/", {"code": f"{n:032x}"}).status_code for n in range(30)}
    right = citizen.post("/barriers/track/", {"code": CODE})

    assert guesses == {404}
    assert right.status_code == 200


def test_the_public_ledger_holds_no_word_of_what_was_written():
    cast = build.cast()
    key = build.routed(cast, team="District nurses", name="Nia Nurse")

    pages = words(client().get("/barriers/")) + words(client().get(f"/barriers/{key}/"))

    assert "An approval" in pages
    for hidden in ("cooker", "approvals panel", "District nurses", "Nia"):
        assert hidden not in pages


def test_who_reads_first_sorts_it_to_who_decides():
    cast = build.cast()
    key = build.raised(cast)
    reader = client(cast.reader)

    page = words(reader.get(f"/barriers/{key}/sort/"))
    reader.post(
        f"/barriers/{key}/sort/",
        {"kind": "approval", "changer": "organisation", "rule": "", "to": str(cast.procurement)},
    )

    assert "approvals panel" in page
    assert build.question(key).office == cast.procurement


def test_who_decides_answers_in_the_inbox_with_what_it_costs():
    cast = build.cast()
    key = build.routed(cast)
    director = client(cast.director)
    question = build.question(key).key

    inbox = words(director.get("/inbox/"))
    item = words(director.get(f"/inbox/{question}/"))
    director.post(
        f"/inbox/{question}/",
        {"given_as": "fixed", "reason": "The panel is gone.", "rule": "", "instead": ""},
    )

    past = director.get("/inbox/?on=2026-03-01").content.decode()

    assert "3.2 hours a month" in inbox
    assert "An inbox is only of now" in past
    assert "/answers/?on=2026-03-01" in past
    assert "approvals panel" in item
    assert build.question(key).standing == "given"


def test_what_is_taken_out_is_gone_for_everybody_but_who_looks_after_it(monkeypatch):
    cast = build.cast()
    key = build.raised(cast)
    client(cast.reader).post(f"/barriers/{key}/out/", {"way": "safeguarding"})

    public = client().get(f"/barriers/{key}/")
    guardian = words(client(cast.guardian).get(f"/barriers/{key}/"))
    listed = words(client(cast.guardian).get("/barriers/safe/"))
    reader = client(cast.reader).get(f"/barriers/{key}/")
    code = words(client().post("/barriers/track/", {"code": CODE}))

    assert public.status_code == reader.status_code == 404
    assert "approvals panel" in guardian
    assert "Safeguarding" in listed
    assert "Call 020 7946 0000." in code
    assert monkeypatch


def test_a_steward_says_who_reads_and_who_decides():
    cast = build.cast()
    steward = client(cast.steward)

    steward.post("/barriers/desk/approval/", {"office": str(cast.procurement)})
    page = words(steward.get("/barriers/desk/"))

    assert "Procurement" in page


def test_me_too_without_a_name_waits_in_the_letterbox():
    cast = build.cast()
    key = build.routed(cast)

    response = client().post(f"/barriers/{key}/me-too/", {"code": "a" * 32})

    assert "letterbox until tonight" in words(response)
    assert Letter.objects.count() == 1
