"""Pages of people, organisations, settings and places, as a person uses them."""

import base64
import hashlib
import hmac
import json
import re
import struct
import time
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from headway.flows.people import send_invitation
from headway.kernel import log
from headway.kernel.actors import RoleName
from headway.people import actions, queries
from headway.people.choices import TokenScope
from headway.people.models import Account
from headway.places.models import Place
from tests import builders_people as build
from tests.builders_people import MONDAY, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


def signed_in(account) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=account))
    return client


def last_invitation() -> UUID:
    """Return the invitation that the newest event of its kind speaks of."""
    entry = list(log.entries(after=0, kinds=frozenset({"people.account_invited"})))[-1]
    return UUID(json.loads(entry.facts)["invitation"])


def code_for(secret: str) -> str:
    """Return the code an app shows now: RFC 6238 with SHA-1, 30 seconds, 6 digits."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def test_an_invitation_goes_from_the_form_by_mail_to_a_working_account():
    cast = build.cast()
    form = {"name": "Wyn Worker", "email": "wyn@example.org", "language": "en-gb", "role": "staff"}
    answer = signed_in(cast.administrator).post(reverse("people:invite"), form)
    assert answer.status_code == 302

    key = last_invitation()
    assert send_invitation(key, MONDAY)
    (letter,) = mail.outbox
    assert letter.to == ["wyn@example.org"]
    assert letter.extra_headers["Message-ID"].startswith("<invitation-")
    link = re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)

    visitor = Client()
    assert visitor.get(link).status_code == 200
    weak = visitor.post(link, {"name": "Wyn Worker", "password": "short"})
    assert weak.status_code == 422
    assert b"At least 12" in weak.content or b"at least 12" in weak.content
    done = visitor.post(link, {"name": "Wyn W.", "password": build.PASSWORD})
    assert done.status_code == 302
    login = visitor.post(reverse("account_login"), {"login": "WYN@example.org", "password": build.PASSWORD})
    assert login.status_code == 302
    page = visitor.get(reverse("people:account")).content.decode()
    assert "Wyn W." in page
    assert "Staff" in page
    assert visitor.get(link).status_code == 410
    assert not send_invitation(key, MONDAY)
    assert len(mail.outbox) == 1


def test_the_mail_of_a_welsh_invitation_leads_to_welsh_pages():
    account = build.invited("nia@example.org", "Nia")
    Account.objects.filter(key=account).update(language="cy")

    send_invitation(last_invitation(), MONDAY)

    assert "/cy/account/invitation/" in mail.outbox[0].body


def test_nothing_is_sent_for_an_invitation_that_was_dropped():
    build.invited("nia@example.org", "Nia")
    key = last_invitation()
    actions.forget_personal(build.system(MONDAY + timedelta(days=90)))

    sent = send_invitation(key, MONDAY + timedelta(days=90))

    assert not sent
    assert mail.outbox == []


@pytest.mark.parametrize("state", ["invited", "left"])
def test_only_an_active_account_signs_in(state):
    account = build.invited("nia@example.org", "Nia")
    if state == "left":
        build.accepted(account)
        actions.leave(build.by(account), account=account)
    row = Account.objects.get(key=account)
    row.password = build.HASHED
    row.save()

    client = Client()
    client.post(reverse("account_login"), {"login": "nia@example.org", "password": build.PASSWORD})

    assert client.get(reverse("people:account")).status_code == 403


def test_leaving_signs_out_everywhere():
    cast = build.cast()
    phone, laptop = signed_in(cast.nurse), signed_in(cast.nurse)

    phone.post(reverse("people:leave"))

    assert laptop.get(reverse("people:account")).status_code == 403


def test_signing_in_with_two_steps_works_from_the_first_code_to_the_next_sign_in():
    cast = build.cast()
    client = Client()
    first = {"login": "nia.nurse@example.org", "password": build.PASSWORD}
    client.post(reverse("account_login"), first)
    client.post(reverse("account_reauthenticate"), {"password": build.PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    client.post(reverse("account_logout"))
    half = client.post(reverse("account_login"), first)

    assert half.url.startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("people:account")).status_code == 403
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    cache.clear()  # a code counts once: let the one from the set-up count again
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert client.get(reverse("people:account")).status_code == 200
    assert build.actor_of(cast.nurse).signed_in


def test_an_administrator_grants_a_role_with_dates_and_powers_and_ends_it():
    cast = build.cast()
    client = signed_in(cast.administrator)
    form = {
        "role": "board",
        "scope": "",
        "office": "",
        "starts_on_day": "2",
        "starts_on_month": "3",
        "starts_on_year": "2026",
        "powers": "May adopt the charter.",
    }

    granted = client.post(reverse("people:grant", args=[cast.nurse]), form)

    assert granted.status_code == 302
    page = client.get(reverse("people:person", args=[cast.nurse])).content.decode()
    assert "May adopt the charter." in page
    role = queries.person(build.system_reader(), key=cast.nurse).roles[0]
    ended = client.post(reverse("people:end_role", args=[cast.nurse, role.key]), {})
    assert ended.status_code == 302
    assert not build.actor_of(cast.nurse).has(RoleName.BOARD)


def test_ending_the_last_administrator_says_what_to_do_instead():
    cast = build.cast()
    role = queries.person(build.system_reader(), key=cast.administrator).roles[0]

    answer = signed_in(cast.administrator).post(
        reverse("people:end_role", args=[cast.administrator, role.key]), {}
    )

    assert answer.status_code == 409
    assert b"Make somebody else administrator first" in answer.content


def test_a_list_is_searched_and_says_when_nobody_matches():
    cast = build.cast()
    client = signed_in(cast.administrator)

    found = client.get(reverse("people:index"), {"q": "nurse"}).content.decode()
    none = client.get(reverse("people:index"), {"q": "zzz"}).content.decode()

    assert "Nia Nurse" in found
    assert "Sam Staff" not in found
    assert "Nobody here matches" in none


def test_a_token_is_shown_once_and_works_until_it_is_ended():
    cast = build.cast()
    client = signed_in(cast.analyst)
    form = {
        "label": "Nightly import",
        "scope": "read",
        "expires_on_day": "1",
        "expires_on_month": "9",
        "expires_on_year": "2026",
        "once": "0" * 32,
    }

    page = client.post(reverse("people:new_token"), form).content.decode()

    secret = re.search(r"hw_[\w-]+", page).group(0)
    assert queries.actor_for_token(secret, MONDAY).has(RoleName.ANALYST)
    assert secret not in client.get(reverse("people:account")).content.decode()
    token = queries.tokens(build.reader(cast.analyst), account=cast.analyst)[0]
    assert token.scope == TokenScope.READ
    client.post(reverse("people:end_token", args=[token.key]))
    assert queries.actor_for_token(secret, MONDAY) is None


def test_a_steward_changes_the_colour_and_the_history_says_why():
    cast = build.cast()
    client = signed_in(cast.steward)
    address = reverse("people:setting", args=["accent"])

    refused = client.post(address, {"value": "#777777", "reason": "New brand", "version": "1"})
    changed = client.post(address, {"value": "#1d4f91", "reason": "New brand", "version": "1"})
    stale = client.post(address, {"value": "#000000", "reason": "Mine", "version": "1"})

    assert (refused.status_code, changed.status_code, stale.status_code) == (422, 302, 409)
    history = Client().get(reverse("people:settings_history")).content.decode()
    assert "#1d4f91" in history
    assert "New brand" in history
    assert "#777777" not in history


def test_the_steward_opens_questions_with_boxes():
    cast = build.cast()

    answer = signed_in(cast.steward).post(
        reverse("people:setting", args=["opened_questions"]),
        {"value": ["1", "2"], "reason": "Money is ready", "version": "1"},
    )

    assert answer.status_code == 302
    assert queries.body_settings(build.reader()).opened_questions == (1, 2)


def test_there_is_no_page_for_a_setting_that_does_not_exist():
    cast = build.cast()

    assert signed_in(cast.steward).get(reverse("people:setting", args=["secret_key"])).status_code == 404


def test_an_administrator_adds_an_organisation_with_an_office_and_a_team():
    cast = build.cast()
    client = signed_in(cast.administrator)

    made = client.post(
        reverse("people:add_organisation"),
        {"name": "Example NHS Trust", "family": "health", "parent": "", "calendar": "scotland"},
    )
    client.post(made.url + "offices/add/", {"name": "Chief nurse"})
    client.post(made.url + "teams/add/", {"name": "Ward 3"})

    seen, public = (each.get(made.url).content.decode() for each in (client, Client()))
    assert "Chief nurse" in seen
    assert "Ward 3" in seen
    assert "Chief nurse" in public
    assert "Ward 3" not in public


def upload(client, text):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(
        reverse("place_list:import"), {"file": SimpleUploadedFile("places.csv", text.encode())}
    )


def test_a_bad_row_of_places_names_itself_and_nothing_is_stored():
    cast = build.cast()
    text = "code,name,tier\nX99000001,Example Borough,london-borough\nE09,Short,london-borough\n"

    answer = upload(signed_in(cast.analyst), text)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "row 3, column code: “E09”" in page
    assert not Place.objects.exists()


def test_the_same_file_of_places_twice_changes_nothing():
    cast = build.cast()
    client = signed_in(cast.analyst)
    text = "code,name,tier\nX99000001,Example Borough,london-borough\n"
    upload(client, text)
    before = log.head()

    answer = upload(client, text)

    assert answer.status_code == 302
    assert log.head() == before


def test_the_united_kingdom_is_added_and_a_place_gets_its_last_day():
    cast = build.cast()
    client = signed_in(cast.administrator)
    client.post(reverse("place_list:load_uk"))
    day = {"on_day": "31", "on_month": "3", "on_year": "2026"}

    client.post(reverse("place_list:retire", args=["E09000007"]), day)

    page = client.get(reverse("place_list:index"), {"q": "camden"}).content.decode()
    assert "until 31 March 2026" in page


def test_the_address_of_a_client_is_counted_from_the_right(settings, rf):
    from headway.web.people.adapter import Adapter

    request = rf.get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9", REMOTE_ADDR="10.0.0.1")
    direct = Adapter().get_client_ip(request)
    settings.TRUSTED_PROXIES = 1

    assert direct == "10.0.0.1"
    assert Adapter().get_client_ip(request) == "203.0.113.9"


def test_a_proxy_that_names_no_client_is_refused(settings, rf):
    from django.core.exceptions import PermissionDenied

    from headway.web.people.adapter import Adapter

    settings.TRUSTED_PROXIES = 2

    with pytest.raises(PermissionDenied):
        Adapter().get_client_ip(rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.9"))


def test_nobody_signs_up_alone(rf):
    from headway.web.people.adapter import Adapter

    assert not Adapter().is_open_for_signup(rf.get("/"))


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_of_people_costs_the_same_at_one_and_at_fifty(rows, django_assert_max_num_queries):
    cast = build.cast()
    for number in range(rows):
        build.invited(f"person{number}@example.org", f"Person {number}", RoleName.STAFF)
    client = signed_in(cast.administrator)

    with django_assert_max_num_queries(7):  # session, account, roles, settings, people, their roles
        assert client.get(reverse("people:index")).status_code == 200
    assert queries.day_of(MONDAY) == TODAY
