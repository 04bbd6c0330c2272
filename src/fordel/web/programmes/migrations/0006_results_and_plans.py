"""Verdicts on results, what they rest on, and what was expected of an effect."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("programmes", "0005_only_what_is_filled"),
    ]

    operations = [
        migrations.CreateModel(
            name="EffectPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                ("document", models.JSONField()),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effect_plans",
                        to="programmes.indicator",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effect_plans",
                        to="programmes.project",
                    ),
                ),
            ],
            options={"ordering": ("project", "indicator", "-pk")},
        ),
        migrations.AddField(
            model_name="verdict",
            name="indicator",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verdicts",
                to="programmes.indicator",
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="factors",
            field=models.ManyToManyField(related_name="verdicts", to="programmes.factoranswer"),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                name="a_verdict_is_of_one_thing",
                condition=models.Q(activity__isnull=False, indicator__isnull=True)
                | models.Q(activity__isnull=True, indicator__isnull=False),
            ),
        ),
    ]
