import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_append_only"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="people.person",
                                verbose_name="to",
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="kind")),
                        (
                            "channel",
                            models.CharField(
                                choices=[("inbox", "Message in the system"), ("sms", "Text message")],
                                default="inbox",
                                max_length=10,
                                verbose_name="channel",
                            ),
                        ),
                        ("subject", models.CharField(max_length=120, verbose_name="subject")),
                        ("body", models.CharField(max_length=500, verbose_name="text")),
                        ("link", models.CharField(blank=True, max_length=200, verbose_name="link")),
                        ("key", models.CharField(max_length=120, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Given up")],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        (
                            "not_before",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="not before"
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                        ("error", models.CharField(blank=True, max_length=300, verbose_name="last error")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "message",
                        "verbose_name_plural": "messages",
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["not_before"],
                                name="message_waiting",
                            ),
                            models.Index(fields=["person", "-created_at"], name="message_inbox"),
                        ],
                    },
                ),
            ],
        ),
    ]
