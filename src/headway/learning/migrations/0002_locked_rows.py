"""The database refuses to change what was locked: plans, lists, draws, looks, results, rulings.

A wrong row is corrected by the next one. Deleting a plan is refused by the stage that rests on it, and a
plan that is gone or altered with the guard taken away shows against the log, which holds its hash.

To make 0001 anew, put this file aside for that moment: it stands on 0001.
"""

from django.db import migrations

GUARDED = ("plan", "seed", "unitlist", "draw", "look", "result", "ruling", "rating", "findinguse", "study")

SQLITE = """
CREATE TRIGGER learning_{name}_is_locked BEFORE UPDATE ON learning_{name}
BEGIN SELECT RAISE(ABORT, 'learning_{name} is locked: write the next row'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION learning_is_locked() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is locked: write the next row', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END
$$ LANGUAGE plpgsql
"""
POSTGRES = """
CREATE TRIGGER learning_{name}_is_locked BEFORE UPDATE OR DELETE ON learning_{name}
FOR EACH ROW EXECUTE FUNCTION learning_is_locked()
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
    wanted = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
    for name in GUARDED:
        schema_editor.execute(wanted.format(name=name), params=None)


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
