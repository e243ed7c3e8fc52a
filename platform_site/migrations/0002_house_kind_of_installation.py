"""What an installation is, city or demonstration, stands in its database, once and for good."""

import django.utils.timezone
from django.db import migrations, models

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("platform_site", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "City with real people"),
                            ("demonstration", "Demonstration with invented people"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "settled_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="kind settled at"),
                ),
                ("seal", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "installation",
                "verbose_name_plural": "installations",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number", 1)), name="one_installation"),
                ],
            },
        ),
        append_only("platform_site_installation"),
    ]
