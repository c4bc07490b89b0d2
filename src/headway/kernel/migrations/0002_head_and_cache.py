"""The log's one head, and the table of the shared cache."""

from django.core.management import call_command
from django.db import migrations


def forwards(apps, schema_editor):
    apps.get_model("kernel", "LogHead").objects.using(schema_editor.connection.alias).get_or_create(id=1)
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
