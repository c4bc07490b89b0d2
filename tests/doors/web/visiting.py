"""What tests of pages share: somebody signed in, and a page as it reads."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from headway.people.models import Account


def signed_in(account: UUID) -> Client:
    """Return the browser of somebody with an account."""
    client = Client()
    client.force_login(Account.objects.get(key=account))
    return client


def text_of(response: HttpResponse) -> str:
    """Return what stands on a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
