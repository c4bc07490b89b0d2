"""Clients that write at the same time, and what each of them was told."""

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self
from uuid import uuid4


@dataclass(frozen=True)
class Answer:
    """What one request got; status 0 is none."""

    status: int
    seconds: float
    key: str


@dataclass
class Told:
    """All answers of all clients, and how long it took."""

    answers: list[Answer] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def acknowledged(self) -> list[str]:
        return [answer.key for answer in self.answers if answer.status == 200]

    @property
    def refused(self) -> list[int]:
        return [answer.status for answer in self.answers if answer.status != 200]

    @property
    def slowest(self) -> float:
        """p95 of the answers, in seconds."""
        times = sorted(answer.seconds for answer in self.answers)
        return times[int(0.95 * (len(times) - 1))] if times else 0.0


class Client:
    """One writer with a connection it keeps."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.opened: http.client.HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self.opened is not None:
            self.opened.close()
        self.opened = None

    def write(self, path: str, once: str | None = None) -> Answer:
        began = time.perf_counter()
        try:
            if self.opened is None:
                self.opened = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self.opened.request("POST", path, headers={"Idempotency-Key": once} if once else {})
            answer = self.opened.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return Answer(0, time.perf_counter() - began, "")
        key = json.loads(body)["key"] if answer.status == 200 else ""
        return Answer(answer.status, time.perf_counter() - began, key)


def together(clients: int, work: Callable[[int], None]) -> float:
    """Run the work of each client in a thread of its own; return the seconds until the last is done."""
    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def writes(port: int, path: str, *, clients: int, each: int, keys: bool = True) -> Told:
    """Let every client write so many times, each time with a key of its own."""
    told = Told()

    def client(_number: int) -> None:
        with Client(port) as one:
            for _ in range(each):
                told.answers.append(one.write(path, uuid4().hex if keys else None))

    told.seconds = together(clients, client)
    return told


class Background:
    """Clients that write until told to stop, whatever becomes of the server."""

    def __init__(self, path: str, *, clients: int) -> None:
        self.path, self.told, self.ended = path, Told(), threading.Event()
        self.port = 0
        self.threads = [threading.Thread(target=self._client, daemon=True) for _ in range(clients)]

    def _client(self) -> None:
        one = Client(self.port)
        while not self.ended.is_set():
            if one.port != self.port:
                one.close()
                one = Client(self.port)
            answer = one.write(self.path, uuid4().hex)
            if answer.status == 0:
                time.sleep(0.02)
                continue
            self.told.answers.append(answer)
            if answer.status == 503:  # which says when to try again
                time.sleep(0.1)
        one.close()

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        with contextlib.suppress(RuntimeError):
            for thread in self.threads:
                thread.join(35)
