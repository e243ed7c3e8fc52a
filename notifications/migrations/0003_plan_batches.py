"""Messages of a plan go out spread over time, and can be withdrawn while they wait."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_accounts_other_number"),
        ("people", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="batch",
            field=models.CharField(blank=True, max_length=40, verbose_name="batch"),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sent", "Sent"),
                    ("failed", "Given up"),
                    ("withdrawn", "Withdrawn before it was sent"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("batch", ""), _negated=True),
                fields=["batch", "state"],
                name="message_batch",
            ),
        ),
    ]
