"""The body's own sign-on, against allauth's identity provider in a process of its own."""

import html
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.exceptions import ImproperlyConfigured

from headway.config.settings import sign_on
from headway.people.choices import AccountState
from headway.people.models import Account
from tests import builders_people as build
from tests.doors.web.sign_on_provider import CLIENT, PASSWORD, SECRET

CALLBACK = "http://testserver/account/sign-on/callback/"
START = "/account/sign-on/"


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """Serve the sign-on of a council; its address."""
    port, folder = free_port(), tmp_path_factory.mktemp("provider")
    program = Path(__file__).with_name("sign_on_provider.py")
    running = subprocess.Popen([sys.executable, str(program), str(port), str(folder), CALLBACK])
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, running)
        yield url
    finally:
        running.terminate()
        running.wait(10)


def wait_for(url: str, running: subprocess.Popen) -> None:
    for _ in range(300):
        assert running.poll() is None, "the provider has ended"
        try:
            if requests.get(f"{url}/.well-known/openid-configuration", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the provider does not answer")


@pytest.fixture
def body(settings, provider, monkeypatch):
    """A body whose people sign on with that provider."""
    monkeypatch.setenv("HEADWAY_NOW", build.MONDAY.isoformat())
    settings.SOCIALACCOUNT_PROVIDERS = sign_on(
        {"HEADWAY_OIDC_URL": provider, "HEADWAY_OIDC_NAME": "Example sign-on"}
        | {"HEADWAY_OIDC_CLIENT_ID": CLIENT, "HEADWAY_OIDC_CLIENT_SECRET": SECRET}
    )
    return build.body()


def submit(browser: requests.Session, page: requests.Response, **filled: object) -> requests.Response:
    """Send the form of a page of the provider, with its hidden fields."""
    form = html.unescape(re.search(r"<form[^>]*>.*?</form>", page.text, re.DOTALL).group())
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    action = re.search(r'action="([^"]*)"', form)
    return browser.post(
        requests.compat.urljoin(page.url, action.group(1) if action else ""),
        data={**hidden, **filled},
        allow_redirects=False,
        timeout=20,
    )


def sign_on_as(client, email: str):
    """Go to the provider, sign in and agree there, and come back; the last answer of Headway."""
    away = client.get(START)
    browser = requests.Session()
    login = browser.get(away.url, timeout=20)
    asked = submit(browser, login, login=email, password=PASSWORD)
    consent = browser.get(requests.compat.urljoin(login.url, asked.headers["Location"]), timeout=20)
    answer = submit(browser, consent, action="grant", scopes=["openid", "profile", "email"])
    back = urlsplit(answer.headers["Location"])
    assert answer.headers["Location"].startswith(CALLBACK)
    return client.get(f"{back.path}?{back.query}")


def signed_in(client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_a_director_with_an_account_comes_in_by_the_sign_on(client):
    director = build.person("Dora Director")

    answer = sign_on_as(client, "dora.director@example.org")

    assert answer.status_code == 302
    assert signed_in(client)
    linked = SocialAccount.objects.get()
    assert linked.user.key == director
    assert linked.extra_data == {}
    assert not SocialToken.objects.exists()
    assert Account.objects.get(key=director).has_usable_password()


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_an_invitation_is_taken_up_by_the_sign_on(client):
    guest = build.invited("gus.guest@example.org", "Gus Guest")

    sign_on_as(client, "gus.guest@example.org")

    assert signed_in(client)
    account = Account.objects.get(key=guest)
    assert account.state == AccountState.ACTIVE
    assert not account.has_usable_password()


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_the_sign_on_never_makes_an_account(client):
    before = Account.objects.count()

    answer = sign_on_as(client, "nobody@example.org")
    said = client.get(answer.url).content.decode()

    assert "No account here has the address that your sign-on gave." in said
    assert Account.objects.count() == before
    assert not signed_in(client)


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_an_address_that_nobody_verified_opens_nothing(client):
    build.person("Nia Nurse")

    answer = sign_on_as(client, "nia.nurse@example.org")
    said = client.get(answer.url).content.decode()

    assert "does not say that it has checked your e-mail address" in said
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_an_invitation_that_ran_out_opens_nothing(client, monkeypatch):
    build.invited("gus.guest@example.org", "Gus Guest")
    monkeypatch.setenv("HEADWAY_NOW", build.later(days=15).isoformat())

    sign_on_as(client, "gus.guest@example.org")

    assert not signed_in(client)


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_a_closed_account_stays_closed_to_the_sign_on(client):
    director = build.person("Dora Director")
    build.person("Ada Administrator", build.RoleName.ADMINISTRATOR)
    sign_on_as(client, "dora.director@example.org")
    client.post("/account/logout/")

    build.actions.leave(build.by(director), account=director)
    sign_on_as(client, "dora.director@example.org")

    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_the_sign_on_cannot_be_tied_to_an_account_from_elsewhere(client):
    """Somebody else's page could send a signed-in person to be tied to the sender's own sign-on."""
    analyst = build.person("Ana Analyst")
    client.force_login(Account.objects.get(key=analyst))

    away = client.get(f"{START}?process=connect")
    state = re.search(r"state=([^&]+)", away.url).group(1)
    answer = client.get(f"/account/sign-on/callback/?code=none&state={state}")

    assert not SocialAccount.objects.exists()
    assert answer.status_code in {302, 403}


@pytest.mark.django_db
@pytest.mark.usefixtures("body")
def test_the_sign_in_page_names_the_sign_on(client):
    page = client.get("/account/login/").content.decode()

    assert "Sign in with Example sign-on" in page


@pytest.mark.django_db
def test_without_settings_there_is_no_sign_on(client):
    build.body()

    assert "Sign in with Example" not in client.get("/account/login/").content.decode()
    assert client.get(START).status_code == 404


def test_an_address_without_its_client_is_refused_at_the_start():
    with pytest.raises(ImproperlyConfigured, match="HEADWAY_OIDC_CLIENT_ID"):
        sign_on({"HEADWAY_OIDC_URL": "https://sign-on.example.org"})
