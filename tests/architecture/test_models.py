"""Every model says who may see it, how it keeps history and how long it stays; nothing hides in a save."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import DateField, ForeignKey

from headway.kernel.declared import History, Privacy
from tests.architecture.house import our_models

MODELS = our_models()
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)


@every_model
def test_a_model_states_privacy_history_and_retention(model):
    stated = vars(model)

    assert isinstance(stated.get("privacy"), Privacy)
    assert isinstance(stated.get("history"), History)
    assert isinstance(stated.get("retention"), str)
    assert stated["retention"]


@every_model
def test_a_model_with_intervals_has_both_ends(model):
    names = {field.name for field in model._meta.get_fields()}

    ends = {"known_from", "known_to"} & names

    assert ends in (set(), {"known_from", "known_to"})
    assert (model.history is History.INTERVAL) <= bool(ends)


@every_model
def test_a_model_lets_no_query_walk_up_or_sideways(model):
    links = [field for field in model._meta.get_fields() if isinstance(field, ForeignKey)]
    abroad = [link for link in links if link.related_model._meta.app_label != model._meta.app_label]

    walkable = [link.name for link in abroad if not link.remote_field.hidden]

    assert walkable == []


@every_model
def test_a_model_reads_no_clock_and_hides_nothing_in_save(model):
    fields = [field for field in model._meta.get_fields() if isinstance(field, DateField)]

    by_the_clock = [field.name for field in fields if field.auto_now or field.auto_now_add]

    assert by_the_clock == []
    assert {"save", "delete"} & set(vars(model)) == set()


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("headway.")]
    said = StringIO()

    try:
        call_command("makemigrations", *ours, check=True, dry_run=True, stdout=said, stderr=said)
    except (SystemExit, CommandError) as stopped:
        pytest.fail(f"{stopped}: {said.getvalue()}")
