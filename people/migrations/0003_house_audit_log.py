"""The access log is signed row by row, sealed in batches, and let go of on record."""

import django.utils.timezone
from django.db import migrations, models

from common.append_only import KeepUnless, append_only


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="when"
                    ),
                ),
                ("rows", models.PositiveBigIntegerField()),
                ("broken", models.PositiveIntegerField()),
                ("first_broken", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "verification of the access log",
                "verbose_name_plural": "verifications of the access log",
            },
        ),
        migrations.CreateModel(
            name="AccessRemoval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("through", models.BigIntegerField(unique=True)),
                ("rows", models.PositiveIntegerField()),
                ("months", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("signature", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "removal from the access log",
                "verbose_name_plural": "removals from the access log",
            },
        ),
        migrations.AddField(
            model_name="accesslog",
            name="signature",
            field=models.CharField(default="", editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name="accesslog",
            name="action",
            field=models.CharField(
                choices=[
                    ("read", "Read"),
                    ("list", "Listed"),
                    ("export", "Exported"),
                    ("print", "Printed"),
                    ("change", "Changed"),
                    ("reveal", "Address or phone revealed"),
                    ("login", "Log-in"),
                    ("factor", "Second factor"),
                    ("phone", "Phone number of a log-in changed"),
                    ("grant", "Role granted"),
                    ("revoke", "Role ended"),
                    ("policy", "Policy changed"),
                ],
                max_length=10,
                verbose_name="what",
            ),
        ),
        migrations.CreateModel(
            name="AccessSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("after", models.BigIntegerField(unique=True)),
                ("through", models.BigIntegerField(unique=True)),
                ("rows", models.PositiveIntegerField()),
                ("newest_at", models.DateTimeField()),
                ("sealed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("digest", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "seal of the access log",
                "verbose_name_plural": "seals of the access log",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("through__gt", models.F("after"))), name="access_seal_goes_on"
                    )
                ],
            },
        ),
        append_only("people_accessseal"),
        append_only("people_accessremoval"),
        append_only("people_accesscheck"),
        # On SQLite a new column makes the table anew, and its triggers go: this puts them back.
        KeepUnless("people_accesslog", "EXISTS (SELECT 1 FROM people_accessremoval WHERE through >= OLD.id)"),
    ]
