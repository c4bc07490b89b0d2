"""The Welsh catalogue: nothing missing, nothing left over, the same values asked for, the compiled file current."""

import importlib.util
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from headway.kernel.sentences import Sentence

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "messages.py"
spec = importlib.util.spec_from_file_location("messages_script", SCRIPT)
messages = importlib.util.module_from_spec(spec)
sys.modules["messages_script"] = messages
spec.loader.exec_module(messages)


def test_the_welsh_catalogue_is_complete():
    assert messages.problems() == []


def test_texts_of_python_are_found_with_their_plurals():
    source = (
        'x = _("One")\nSentence(_("%(n)d test"), {"n": 1}, plural=_("%(n)d tests"), count="n")\n_("a" "b")\n'
    )

    found = sorted(messages.in_python(source))

    assert found == [("%(n)d test", "%(n)d tests"), ("One", ""), ("ab", "")]


def test_a_kept_pair_of_texts_with_a_number_is_one_entry_with_its_plural():
    source = 'KEPT = {1: (_("%(n)s test"), _("%(n)s tests"))}\nOTHERS = (_("One"), _("Two"))\n'

    found = sorted(messages.in_python(source))

    assert found == [("%(n)s test", "%(n)s tests"), ("One", ""), ("Two", "")]


def test_texts_are_found_under_another_name_of_the_function_and_with_their_context():
    source = (
        "from django.utils.translation import gettext_lazy as lazy, get_language as said\n"
        'lazy("One")\nsaid("No text")\npgettext("a quarter", "Q%(n)s")\n'
    )

    found = sorted(messages.in_python(source))

    assert found == [("One", ""), ("a quarter\x04Q%(n)s", "")]


def test_what_the_files_cannot_be_read_for_is_found_without_a_mark():
    source = 'MESSAGES: dict[str, str] = {"no_sheet": "no sheet", "macros": "macros"}\nOTHER: str = "other"\n'

    found = sorted(messages.unmarked(source))

    assert found == [("macros", ""), ("no sheet", "")]


def test_texts_of_templates_are_found_as_django_asks_for_them():
    source = (
        "{% translate '100% sure' %}{% blocktranslate trimmed count n=n %}\n  {{ n }} test\n"
        '{% plural %}\n  {{ n }} tests\n{% endblocktranslate %}{% tag _("Late") %}'
    )

    found = sorted(messages.in_template(source))

    assert found == [("%(n)s test", "%(n)s tests"), ("100%% sure", ""), ("Late", "")]


@pytest.mark.parametrize(
    ("text", "welsh", "differ"),
    [
        ("by %(day)s", "erbyn %(day)s", False),
        ("by %(day)s", "erbyn %(dydd)s", True),
        ("by {day}", "erbyn", True),
        ("400%% zoom", "chwyddo 400%%", False),
        ("400%% zoom", "chwyddo 400%", True),
        (("%(n)s test", "%(n)s tests"), ("un prawf", "%(n)s brawf", "%(n)s prawf", "%(n)s phrawf"), False),
        (("%(n)s test", "%(n)s tests"), ("un prawf", "%(m)s brawf", "%(n)s prawf", "%(n)s phrawf"), True),
    ],
)
def test_a_translation_that_asks_for_other_values_is_noticed(text, welsh, differ):
    assert messages.placeholders_differ(Message(text, welsh)) is differ


def test_a_sentence_is_said_in_welsh():
    sentence = Sentence("You do not have the role that may do this.")

    assert sentence.render("cy") == "Nid oes gennych y rôl a gaiff wneud hyn."


def test_a_number_takes_its_own_form_in_welsh():
    with translation.override("cy"):
        one = translation.ngettext(
            "You have %(left)s recovery code left.", "You have %(left)s recovery codes left.", 1
        )
        two = translation.ngettext(
            "You have %(left)s recovery code left.", "You have %(left)s recovery codes left.", 2
        )

    assert (one % {"left": 1}, two % {"left": 2}) == (
        "Mae gennych 1 cod adfer ar ôl.",
        "Mae gennych 2 god adfer ar ôl.",
    )
