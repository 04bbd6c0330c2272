"""No notice has ever told of a proposal, so it is no kind of notice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0003_protection_and_letter_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("letter", "A letter is ready"),
                    ("reminder", "A letter is not yet read"),
                ],
                max_length=10,
            ),
        ),
    ]
