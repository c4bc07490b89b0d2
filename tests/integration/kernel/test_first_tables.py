"""The first migration of each app makes its tables in one go, and refuses what that cannot mean."""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from headway.kernel.first_tables import FirstTables

THING = migrations.CreateModel("Kite", [("id", models.BigAutoField(primary_key=True))])
TAIL = migrations.AddField("kite", "tail", models.IntegerField(default=3))
LONG = models.CheckConstraint(condition=models.Q(tail__gt=0), name="kite_has_a_tail")


def test_every_first_migration_makes_its_tables_in_one_go():
    first = {
        label: migration.operations
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if name == "0001_initial" and apps.get_app_config(label).name.startswith("headway.")
    }

    assert len(first) > 10
    assert {label for label, made in first.items() if [type(each) for each in made] != [FirstTables]} == set()


@pytest.mark.django_db(transaction=True)
def test_tables_are_made_as_they_are_after_the_last_operation():
    made = FirstTables([THING, TAIL, migrations.AddConstraint("kite", LONG)])
    before, after = ProjectState(), ProjectState()
    made.state_forwards("kernel", after)

    with connection.schema_editor() as editor:
        made.database_forwards("kernel", editor, before, after)
    with connection.cursor() as cursor:
        columns = [
            each.name for each in connection.introspection.get_table_description(cursor, "kernel_kite")
        ]
        constraints = connection.introspection.get_constraints(cursor, "kernel_kite")
    with connection.schema_editor() as editor:
        made.database_backwards("kernel", editor, after, before)

    assert columns == ["id", "tail"]
    assert "kite_has_a_tail" in constraints
    assert "kernel_kite" not in connection.introspection.table_names()


def test_a_change_to_a_table_made_elsewhere_is_refused():
    with pytest.raises(ValueError, match="not made here"):
        FirstTables([THING, migrations.RemoveField("balloon", "string")])
