"""What a concern is about is listed finding by finding. Concerns raised until now have one each: what they say."""

import django.db.models.deletion
from django.db import migrations, models

from common.append_only import append_only

PART = 2_000


def one_for_each(apps, _editor):
    concerns = apps.get_model("elderly_visits", "Concern").objects
    findings = apps.get_model("elderly_visits", "ConcernFinding").objects
    last = 0
    rows = concerns.order_by("pk").values_list("pk", "kind", "severity", "text")
    while part := list(rows.filter(pk__gt=last)[:PART]):
        last = part[-1][0]
        findings.bulk_create(
            findings.model(concern_id=pk, kind=kind, severity=severity, text=text)
            for pk, kind, severity, text in part
        )


class Migration(migrations.Migration):
    dependencies = [
        ("elderly_visits", "0007_consent_own_word"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConcernFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("health", "Health"),
                            ("mood", "State of mind"),
                            ("living", "Daily living"),
                            ("support", "Family support and care"),
                            ("safety", "Safety at home"),
                            ("hygiene", "Hygiene and surroundings"),
                            ("need", "Service need"),
                            ("no_contact", "No contact made"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("emergency", "Emergency"), ("urgent", "Urgent"), ("routine", "Routine")],
                        max_length=10,
                        verbose_name="severity",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="what was found")),
                ("answer", models.CharField(blank=True, max_length=30, verbose_name="answer")),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="elderly_visits.concern",
                        verbose_name="concern",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding of a concern",
                "verbose_name_plural": "findings of concerns",
                "ordering": ["pk"],
            },
        ),
        append_only("elderly_visits_concernfinding"),
        migrations.RunPython(one_for_each, migrations.RunPython.noop),
    ]
