"""Where a note is from, who answered, which way it was decided, and a municipality's own pay."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

_GROUPS = [
    ("management", "project management"),
    ("unit_leaders", "unit leaders"),
    ("staff", "staff"),
    ("partners", "partners"),
    ("parents", "parents"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("programmes", "0002_what_a_count_is_of"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnPay",
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
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_tables",
                        to="organisation.municipality",
                    ),
                ),
            ],
            options={"ordering": ("municipality", "-pk")},
        ),
        migrations.RemoveField(model_name="decision", name="changes_description"),
        migrations.AddField(
            model_name="decision",
            name="decided",
            field=models.CharField(
                choices=[
                    ("keep", "go on unchanged"),
                    ("adjust", "adjust the description"),
                    ("stop", "stop the activity or project"),
                ],
                default="adjust",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="evidence",
            name="source",
            field=models.CharField(default="-", max_length=200),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="evidence",
            name="role_group",
            field=models.CharField(choices=_GROUPS, max_length=120),
        ),
        migrations.AddField(
            model_name="factoranswer",
            name="role",
            field=models.CharField(choices=_GROUPS, default="management", max_length=20),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="factoranswer",
            name="direction",
            field=models.CharField(
                choices=[
                    ("positive", "pulled up"),
                    ("negative", "pulled down"),
                    ("both", "pulled both ways"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="factoranswer",
            name="strength",
            field=models.PositiveSmallIntegerField(default=3),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="judgement",
            name="factors",
            field=models.ManyToManyField(related_name="judgements", to="programmes.factoranswer"),
        ),
    ]
