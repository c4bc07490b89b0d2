"""Signing in and out, two steps, a forgotten password: allauth's acts in our pages."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.core import mail
from django.urls import resolve
from django.urls.exceptions import Resolver404

from tests.builders_people import PASSWORD, body, person

EMAIL = "nia.nurse@example.org"
pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse():
    body()
    return person("Nia Nurse")


def sign_in(client, password: str = PASSWORD):
    return client.post("/account/login/", {"login": EMAIL, "password": password})


def confirm(client):
    """Give the password once more, as every change of protection asks."""
    return client.post("/account/reauthenticate/", {"password": PASSWORD})


def code_of(page: str) -> str:
    """Return the code that an app would show for the key on the page."""
    secret = re.search(r'<code class="key">([A-Z2-7]+)</code>', page).group(1)
    return f"{hotp_value(secret, int(time.time()) // 30):06d}"


@pytest.mark.usefixtures("nurse")
def test_a_person_signs_in_and_out(client):
    signed_in = sign_in(client)
    page = client.get("/about/").content.decode()
    signed_out = client.post("/account/logout/")

    assert signed_in.status_code == signed_out.status_code == 302
    assert "Example Borough" in page
    assert '<button type="submit">Sign out</button>' in page
    assert "Sign in</a>" in client.get("/about/").content.decode()


@pytest.mark.usefixtures("nurse")
def test_a_wrong_password_is_not_told_from_a_wrong_address(client):
    wrong_password = sign_in(client, "not this one").content.decode()
    wrong_address = client.post(
        "/account/login/", {"login": "nobody@example.org", "password": "x"}
    ).content.decode()

    said = re.compile(r"error-summary__list.*?</ul>", re.DOTALL)
    assert said.search(wrong_password).group() == said.search(wrong_address).group()


def test_nobody_can_make_an_account_here():
    for address in ("/account/signup/", "/account/email/", "/account/password/set/"):
        with pytest.raises(Resolver404):
            resolve(address)


@pytest.mark.usefixtures("nurse")
def test_two_steps_are_switched_on_used_and_switched_off(client):
    sign_in(client)
    confirm(client)
    opened = client.get("/account/two-step/app/on/").content.decode()
    client.post("/account/two-step/app/on/", {"code": code_of(opened)})
    codes = client.get("/account/two-step/codes/").content.decode()
    client.post("/account/logout/")

    half = sign_in(client)
    asked = client.get("/account/two-step/authenticate/").content.decode()
    recovery = re.search(r'<code class="key">([0-9a-f]+)</code>', codes).group(1)
    client.post("/account/two-step/authenticate/", {"code": recovery})
    whole = client.get("/account/two-step/").content.decode()
    confirm(client)
    client.post("/account/two-step/app/off/")

    assert half.url == "/account/two-step/authenticate/"
    assert "Enter your code" in asked
    assert "You have 9 recovery codes left." in whole
    assert "Two steps are off." in client.get("/account/two-step/").content.decode()


@pytest.mark.usefixtures("nurse")
def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client):
    asked = client.post("/account/password/reset/", {"email": EMAIL})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    saved = client.post(form.request["PATH_INFO"], {"password1": "four quite odd words"})

    assert asked.status_code == saved.status_code == 302
    assert mail.outbox[0].subject == "Set a new password"
    assert sign_in(client, "four quite odd words").status_code == 302
    client.post("/account/logout/")
    assert "This link cannot be used" in client.get(link, follow=True).content.decode()


def test_nobody_is_written_to_because_somebody_typed_their_address(client):
    client.post("/account/password/reset/", {"email": "nobody@example.org"})

    assert mail.outbox == []


@pytest.mark.usefixtures("nurse")
@pytest.mark.parametrize(
    "address",
    [
        "/account/password/change/",
        "/account/two-step/",
        "/account/reauthenticate/",
        "/account/logout/",
        "/account/two-step/app/on/",
        "/account/two-step/codes/new/",
    ],
)
def test_every_account_page_stands_in_our_shell(client, address):
    sign_in(client)

    page = client.get(address, follow=True).content.decode()

    assert 'id="main-content"' in page
    assert "<h1" in page
    assert "Menu:" not in page
