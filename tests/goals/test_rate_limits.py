"""Guesses at a password are counted by the installation, not by each of its processes."""

import re

import pytest
import requests

from tests.goals.installation import installation

pytestmark = [pytest.mark.goal, pytest.mark.django_db]
FEW = 5  # wrong passwords that one address may see before it must wait


def guess(port: int) -> str:
    """Try a wrong password as somebody new and return the page."""
    browser, address = requests.Session(), f"http://127.0.0.1:{port}/account/login/"
    browser.headers["Host"] = "localhost"  # the one name of the site, whichever process answers
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(address, timeout=20).text)
    sent = {"login": "dee.director@example.org", "password": "wrong", "csrfmiddlewaretoken": token.group(1)}
    return browser.post(address, data=sent, timeout=20).text


def test_a_limit_on_guesses_holds_across_two_processes(tmp_path):
    home = installation(tmp_path / "data")

    with home.served("--workers", "1") as one, home.served("--workers", "1") as two:
        ports = [one.port, two.port]
        pages = [guess(ports[number % 2]) for number in range(FEW)]
        blocked = [guess(port) for port in ports]

    assert all("Too many failed login attempts" not in page for page in pages)
    assert all("Too many failed login attempts" in page for page in blocked)
