"""Every kind of event has a sentence and no text in its facts; every public function of a write is marked."""

import inspect
import re
import typing
from dataclasses import fields

import pytest

from headway.kernel.events import KINDS
from tests.architecture.house import modules

modules("events")
kinds = pytest.mark.parametrize("event", [KINDS[kind] for kind in sorted(KINDS)], ids=sorted(KINDS))


def functions_of(kind: str) -> list:
    return [
        pytest.param(function, id=f"{module.__name__}.{name}")
        for module in modules(kind)
        if not module.__name__.startswith("headway.kernel")
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]


@kinds
def test_an_event_has_a_sentence_whose_values_it_holds(event):
    named = set(re.findall(r"%\((\w+)\)", event.sentence))

    facts = {field.name for field in fields(event)}

    assert event.sentence
    assert named <= facts


@kinds
def test_an_event_holds_no_text(event):
    types = typing.get_type_hints(event)

    texts = [
        field.name
        for field in fields(event)
        if str in {types[field.name], *typing.get_args(types[field.name])}
    ]

    assert texts == []


@pytest.mark.parametrize("function", functions_of("actions"))
def test_a_public_function_that_takes_by_is_an_action(function):
    takes_by = "by" in inspect.signature(function).parameters

    marked = hasattr(function, "event") or hasattr(function, "is_step")

    assert marked or not takes_by
