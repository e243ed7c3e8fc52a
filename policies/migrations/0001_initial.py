import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_append_only"),
        ("regions", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="PolicyRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=80, verbose_name="parameter")),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: everywhere",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        ("value", models.JSONField(verbose_name="value")),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        (
                            "source_kind",
                            models.CharField(
                                choices=[
                                    ("law", "Statute"),
                                    ("programme", "The city's programme"),
                                    ("press", "Press report of another city's rule"),
                                    ("choice", "Local decision; no rule found"),
                                ],
                                max_length=10,
                                verbose_name="kind of source",
                            ),
                        ),
                        ("source", models.CharField(max_length=300, verbose_name="source")),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "policy",
                        "verbose_name_plural": "policies",
                        "ordering": ["key", "-valid_from"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "region", "valid_from"), name="one_policy_a_day_in_a_region"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("region", None)),
                                fields=("key", "valid_from"),
                                name="one_policy_a_day",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
