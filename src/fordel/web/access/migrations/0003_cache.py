# The table of the cache: what is counted for lockouts and sent-again answers, for every worker.

from typing import ClassVar

from django.core.management import call_command
from django.db import migrations


def make(_apps, editor):
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("access", "0002_initial")]
    operations: ClassVar = [migrations.RunPython(make, migrations.RunPython.noop)]
