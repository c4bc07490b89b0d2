"""A passkey from a device that chromium plays: added, used alone, used as the second step, removed."""

from dataclasses import replace

import pytest

pytestmark = pytest.mark.journey
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def analyst(own_demo, visit):
    """An analyst whose laptop has a sensor; passkeys belong to a name, never to a bare address."""
    visitor = visit(replace(own_demo, url=own_demo.url.replace("127.0.0.1", "localhost")))
    devices = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    made = devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    visitor.device = (devices, made["authenticatorId"])
    visitor.sign_in("analyst@example.org")
    return visitor


def add(analyst, name: str) -> None:
    analyst.open("/account/")
    analyst.page.locator("main a[href='/account/passkeys/']").click()
    analyst.press("Add a passkey")
    analyst.reach(analyst.page.get_by_label("What do you call this device?"))
    analyst.check_the_page()
    analyst.page.get_by_label("What do you call this device?").fill(name)
    analyst.press("Add the passkey")
    analyst.page.wait_for_url("**/two-step/codes/")


def sign_out(analyst) -> None:
    analyst.page.get_by_role("button", name="Sign out").first.click()
    if "/logout/" in analyst.page.url:
        analyst.page.locator("main").get_by_role("button", name="Sign out").click()


def test_a_passkey_signs_in_alone_and_is_the_second_step_beside_a_password(analyst):
    add(analyst, "Work laptop")
    analyst.open("/account/passkeys/")
    analyst.check_the_page()
    assert "Work laptop" in analyst.text
    sign_out(analyst)

    analyst.open("/account/login/")
    analyst.check_the_page()
    analyst.press("Sign in with a passkey")
    analyst.page.wait_for_url(f"{analyst.site.url}/")
    analyst.open("/account/")
    assert "Your account" in analyst.text
    sign_out(analyst)

    analyst.sign_in("analyst@example.org")
    assert "/two-step/authenticate/" in analyst.page.url
    analyst.check_the_page()
    analyst.press("Use your passkey")
    analyst.page.wait_for_url(f"{analyst.site.url}/")
    analyst.open("/account/passkeys/")
    assert "Last used on" in analyst.text

    analyst.follow("Remove")
    analyst.press("Remove the passkey") if "/remove/" in analyst.page.url else confirm(analyst)
    assert "Your passkey was removed." in analyst.text


def confirm(analyst) -> None:
    """Confirm by the passkey, which is asked for before it goes."""
    analyst.follow("Use your passkey")
    analyst.check_the_page()
    analyst.press("Use your passkey")
    analyst.press("Remove the passkey")


def test_somebody_who_turns_the_device_away_is_told_so_and_nothing_is_sent(analyst):
    add(analyst, "Work laptop")
    sign_out(analyst)
    devices, device = analyst.device
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})

    analyst.open("/account/login/")
    said = analyst.page.get_by_text("The passkey was not used. Try again, or choose another way.")
    before = said.is_visible()
    analyst.press("Sign in with a passkey")
    said.wait_for()

    assert not before

    assert "/account/login/" in analyst.page.url
    analyst.complaints.clear()
