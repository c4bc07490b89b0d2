"""How often one connection may do what needs no account; nothing of its address is kept but a keyed hash."""

import hashlib
import hmac
import secrets
import threading
from collections import Counter

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from headway.web import edge
from headway.web.people.adapter import Adapter

HOUR = 60 * 60


def within(request: HttpRequest, name: str, *, most: int, seconds: int = HOUR) -> bool:
    """Count one try; say whether the connection stays within what it may do in this span of time."""
    span = int(edge.now(request).timestamp()) // seconds
    text = f"{name}:{span}:{Adapter().get_client_ip(request)}"
    key = "limit:" + hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # it ran out between the two
        return True


class Here:
    """Counts tries in this process alone, under a key drawn when it starts: nothing of them is written.

    For what comes without a name: a count in the database would say which connection came in which hour.
    """

    def __init__(self) -> None:
        self.secret, self.span, self.counts = secrets.token_bytes(32), 0, Counter[bytes]()
        self.lock = threading.Lock()

    def within(self, request: HttpRequest, name: str, *, most: int, seconds: int = HOUR) -> bool:
        """Count one try; say whether the connection stays within what it may do in this span of time."""
        span = int(edge.now(request).timestamp()) // seconds
        text = f"{name}:{Adapter().get_client_ip(request)}"
        key = hmac.digest(self.secret, text.encode(), "sha256")
        with self.lock:
            if span != self.span:
                self.span, self.counts = span, Counter()
            self.counts[key] += 1
            return self.counts[key] <= most


HERE = Here()
