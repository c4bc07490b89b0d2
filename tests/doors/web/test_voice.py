"""The pages of conversations: vote without account, come back by receipt, moderation, results, files."""

import csv
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from headway.formats.polis_reading import read_polis
from headway.kernel.models import Entry
from headway.missions.actions import open_mission
from headway.people import actions as offices
from headway.people.queries import body_key
from headway.voice import actions
from headway.voice.analysis.opinions import Common, Opinion
from headway.voice.choices import Equality, Stage
from headway.voice.models import Participant, Vote
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries import statements
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_voice as build
from tests.builders_missions import seer, system
from tests.builders_people import RoleName
from tests.doors.web.voice_pages import a_monday, somebody, text_of  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
SLUG = "how-should-we-all-eat-well"


def at(name, *args):
    return reverse(f"voice:{name}", args=args or [SLUG])


def hidden(page, name):
    """Return what a hidden field of the page holds."""
    return text_of(page).split(f'name="{name}" value="')[1].split('"')[0]


def test_a_citizen_joins_votes_and_finds_their_votes_again(client):
    key = build.conversation()
    page = client.get(at("conversation"))
    assert "We publish totals of at least ten people, never single votes." in text_of(page)

    client.post(at("join"))
    asked = client.get(at("conversation"))
    sent = {"statement": hidden(asked, "statement"), "drawn": hidden(asked, "drawn"), "choice": "1"}
    client.post(at("vote"), sent | {"important": "1"})
    after = client.get(at("conversation"))

    assert "0 of about 3" in text_of(asked)
    assert "1 of about 3" in text_of(after)
    cast = Vote.objects.get()
    assert (cast.choice, cast.important) == (1, True)
    assert 0 < cast.propensity <= 1
    assert after.headers["Cache-Control"] == "no-store, private"
    mine = client.get(at("mine"))
    receipt = text_of(mine).split("<code>")[1].split("</code>")[0]
    other = Client()
    found = other.post(at("return"), {"receipt": receipt}, follow=True)
    assert "You have cast 1 vote." in text_of(found)
    assert key


def test_with_htmx_the_next_statement_comes_with_the_answer(client):
    build.conversation()
    client.post(at("join"))
    asked = client.get(at("conversation"))
    sent = {"statement": hidden(asked, "statement"), "choice": "-1"}

    answer = client.post(at("vote"), sent, headers={"HX-Request": "true"})

    assert "<html" not in text_of(answer)
    assert "You disagreed with:" in text_of(answer)
    assert hidden(answer, "statement") != sent["statement"]


def test_a_draw_that_was_not_made_for_this_vote_has_no_chance(client):
    build.conversation()
    client.post(at("join"))
    asked = client.get(at("conversation"))

    client.post(at("vote"), {"statement": hidden(asked, "statement"), "drawn": "made up", "choice": "1"})

    assert Vote.objects.get().propensity is None


def test_who_is_signed_in_votes_as_nobody(client):
    build.conversation()
    lead = somebody(RoleName.MISSION_LEAD)
    lead.post(at("join"))
    asked = lead.get(at("conversation"))
    lead.post(at("vote"), {"statement": hidden(asked, "statement"), "choice": "0"})

    assert Participant.objects.count() == 1
    kinds = ("voice.joined", "voice.voted")
    assert set(Entry.objects.filter(kind__in=kinds).values_list("actor", flat=True)) == {None}


def test_what_was_said_already_is_shown_before_a_statement_is_sent(client):
    build.conversation()
    client.post(at("join"))

    near = client.post(at("say"), {"text": "Each school should have a kitchen!"})
    sent = client.post(at("say"), {"text": "Each school should have a kitchen!", "sure": "on"})
    empty = client.post(at("say"), {"text": ""})

    assert "Somebody may have said this already." in text_of(near)
    assert sent.status_code == 302
    assert empty.status_code == 422
    assert "Written" in text_of(client.get(at("mine")))


def test_a_minimum_age_is_asked_for_and_told_to_children(client):
    build.conversation(minimum_age=16, for_children="You must be 16 to vote here.")

    page = client.get(at("conversation"))
    without = client.post(at("join"))
    joined = client.post(at("join"), {"old_enough": "on"})

    assert "You must be 16 to vote here." in text_of(page)
    assert "I am 16 or older" in text_of(page)
    assert (without.status_code, joined.status_code) == (422, 302)


def test_who_took_part_is_asked_once_after_a_vote_and_told_as_totals_after_the_closing(client):
    key = build.conversation(equality=True, minimum_age=16, for_children="You must be 16.")
    for number in range(11):
        held = build.joined(key, number)
        build.vote(held, build.statements(key)[0])
        answers = {Equality.SEX: "male", Equality.HEALTH: "yes" if number else "no"}
        actions.tell_equality(build.nobody(), conversation=key, receipt=held, answers=answers)
    client.post(at("join"), {"old_enough": "on"})
    before = text_of(client.get(at("mine")))
    asked = client.get(at("conversation"))
    client.post(at("vote"), {"statement": hidden(asked, "statement"), "choice": "1"})
    link, page = text_of(client.get(at("mine"))), client.get(at("equality"))
    empty = client.post(at("equality"), {})
    sent = client.post(at("equality"), {"sex": "male"}, follow=True)
    again = client.post(at("equality"), {"sex": "female"})
    during = text_of(client.get(at("results")))
    actions.close_conversation(system(), conversation=key)
    after = text_of(client.get(at("results")))

    words = "Tell us about yourself (optional)"
    assert (words in before, words in link, words in text_of(sent)) == (False, True, False)
    assert "Kept apart from your votes. Only totals of at least 10 people are ever shown." in link
    assert "Under 16" not in text_of(page)
    assert "16 to 24" in text_of(page)
    assert page.headers["Cache-Control"] == "no-store, private"
    assert (empty.status_code, again.status_code) == (422, 302)
    assert "Answer one question at least" in text_of(empty)
    assert "What you told us is kept apart from your votes." in text_of(sent)
    assert "Who took part" not in during
    table = after.split("Who took part")[1]
    assert "What is your sex?" in table
    assert ">12<" in table
    assert "lasting or expected to last" in table
    assert not any(f">{few}<" in table for few in (1, 10))


def test_a_lead_holds_a_conversation_from_draft_to_answers_owed(client):
    measures.places()
    mission = missions.mission()
    open_mission(system(), mission=mission)
    lead = somebody(RoleName.MISSION_LEAD)
    office = offices.add_office(system(), organisation=body_key(seer()), name="Director of Food")
    lead.post(
        reverse("voice:new"),
        {
            "question": build.TERMS.question,
            "seeds": "\n".join(build.SEEDS),
            "mission": str(mission),
            "entry": "open",
            "minimum_age": "0",
            "moderated": "on",
            "office": str(office),
        },
    )
    assert client.get(at("conversation")).status_code == 404
    lead.post(at("open"))
    row = the_conversation(seer(), slug=SLUG)
    build.voters(row.key, 24)
    lead.post(at("close"))
    results = text_of(client.get(at("results")))
    lead.post(at("report"))

    assert "24 people cast 48 votes" in results
    assert the_conversation(seer(), slug=SLUG).stage is Stage.REPORTED
    told = text_of(client.get(at("done")))
    assert "owes the answer by" in told, told
    assert build.SEEDS[0] in told


def test_a_result_says_in_public_that_ballots_were_copied_and_what_would_stand_otherwise(client):
    key = build.conversation()
    one, two, _three = build.statements(key)
    opinion = Opinion(
        100, 900, common=(Common(one, 0.8, 0.7, 0.9),), as_cast=(Common(two, 0.9, 0.8, 1.0),), copies=(20,)
    )
    actions.keep_result(system(), conversation=key, opinion=opinion)

    page = text_of(client.get(at("results")))

    assert "20 people cast exactly the same votes as others" in page
    assert "0 of the first 1 statements" in page
    assert build.SEEDS[1] in page.split("With every copy counted, these would be listed too")[1]


def test_a_moderator_hides_with_a_reason_and_the_author_reads_it(client):
    build.conversation()
    client.post(at("join"))
    client.post(at("say"), {"text": "Baker Jones is a thief"})
    lead, steward = somebody(RoleName.MISSION_LEAD), somebody(RoleName.STEWARD, "Stef Steward")
    queue = text_of(lead.get(at("moderate")))
    key = next(
        row.key
        for row in statements(seer(), conversations={the_conversation(seer(), slug=SLUG).key})
        if not row.seed
    )

    lead.post(at("hide", key), {"why": "personal", "note": "It names somebody."})
    mine = text_of(client.get(at("mine")))
    log = text_of(Client().get(at("log")))
    appealed = client.post(at("appeal", key), {"note": "Jones is a shop."}, follow=True)
    decided = steward.post(
        at("decide", key), {"shown": "no", "note": "It still names somebody."}, follow=True
    )

    assert "Baker Jones is a thief" in queue
    assert "It names or describes a person – It names somebody." in mine
    assert "It names somebody." in log
    assert "Baker Jones" not in log
    assert Client().get(at("statement", key)).status_code == 404
    assert "The steward looks at it again." in text_of(appealed)
    assert "It was done, and stands in the public log." in text_of(decided)


def test_codes_are_handed_over_once_as_a_file(client):
    build.conversation(entry="codes")
    lead = somebody(RoleName.MISSION_LEAD)

    made = lead.post(at("codes"), {"batch": "Elm ward", "count": "2"})
    rows = list(csv.DictReader(io.StringIO(text_of(made))))
    wrong = client.post(at("join"), {"code": "AAAA-AAAA-AAAA-AAAA"})
    right = client.post(at("join"), {"code": rows[0]["code"]})

    assert [row["batch"] for row in rows] == ["Elm ward", "Elm ward"]
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "Elm ward: 2 codes, 1 used" in text_of(lead.get(at("codes")))


def test_totals_are_open_and_rows_only_where_an_assessment_and_the_notice_allow_them(client):
    shut, key = build.conversation(question="How should we travel?"), build.draft()
    actions.assess_rows(system(), conversation=key, allowed=True, text="Few could be recognised.")
    actions.open_conversation(system(), conversation=key)
    notice = text_of(client.get(at("conversation")))
    receipts = build.voters(key, 12)
    before = client.get(at("polis"))
    for each in (key, shut):
        actions.close_conversation(system(), conversation=each)

    totals = list(csv.DictReader(io.StringIO(text_of(client.get(at("totals"))))))
    packed = zipfile.ZipFile(io.BytesIO(client.get(at("polis")).content))
    export = read_polis({name: packed.read(name) for name in packed.namelist()})

    assert "Your votes will be published without your name" in notice
    assert before.status_code == 404
    assert client.get(at("polis", "how-should-we-travel")).status_code == 404
    assert [(row["agree"], row["disagree"]) for row in totals] == [("6", "6"), ("6", "6")]
    assert len(export.votes.values) == 24
    assert set(export.votes.voters) == {str(number) for number in range(12)}
    assert len(receipts) == 12


def test_the_card_alone_may_stand_on_other_sites(client):
    build.conversation()

    card, page = client.get(at("card")), client.get(at("conversation"))

    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in card.headers
    assert not card.cookies
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"


def test_staff_enter_a_sheet_of_paper(client):
    key = build.conversation()
    staff = somebody(RoleName.STAFF, "Sam Staff")
    first, second, _third = build.statements(key)

    page = staff.post(
        at("sheet"),
        {"mode": "paper", "batch": "Library", f"vote-{first}": "1", f"vote-{second}": "-1"},
        follow=True,
    )

    assert "2 votes were entered." in text_of(page)
    assert Participant.objects.get().mode == "paper"
    assert client.get(at("sheet")).status_code == 403
