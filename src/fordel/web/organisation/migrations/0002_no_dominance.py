"""The rule on dominance asked for nothing that the smallest count does not ask for (decision 18)."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("organisation", "0001_initial")]

    operations: ClassVar = [
        migrations.RemoveField(model_name="municipality", name="dominance_percent"),
    ]
