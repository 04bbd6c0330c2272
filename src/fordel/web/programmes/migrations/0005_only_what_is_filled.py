"""Fields that nobody filled, and choices that nobody made, are taken out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_children_followed"),
    ]

    operations = [
        migrations.RemoveField(model_name="evidence", name="kind"),
        migrations.RemoveField(model_name="factoranswer", name="note"),
        migrations.RemoveField(model_name="factoranswer", name="rank"),
        migrations.AlterField(
            model_name="entry",
            name="source",
            field=models.CharField(
                choices=[("page", "the page"), ("workbook", "the workbook")],
                default="page",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.CharField(
                choices=[("data", "Data report"), ("final", "Final report")], max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="sheetnotice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reminder", "A sheet is not handed in"),
                    ("sent_back", "A sheet was sent back"),
                ],
                max_length=10,
            ),
        ),
    ]
