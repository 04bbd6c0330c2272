"""The table of the cache: what is counted for lockouts and sent-again answers, for every worker."""

from __future__ import annotations

from typing import ClassVar

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make it, unless it is there."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The cache's table."""

    dependencies: ClassVar = [("access", "0002_initial")]
    operations: ClassVar = [migrations.RunPython(make, migrations.RunPython.noop)]
