import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import common.fields
from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_append_only"),
        ("regions", "0001_initial"),
        ("timebank", "0001_initial"),
        ("volunteers", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="ServiceRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "beneficiary",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_requests",
                                to="people.person",
                                verbose_name="service recipient",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("self", "Asked in person"),
                                    ("mandate", "Requested by a representative"),
                                    ("phone", "Requested through the community worker"),
                                ],
                                max_length=10,
                                verbose_name="request channel",
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.mandate",
                                verbose_name="under the mandate",
                            ),
                        ),
                        (
                            "agreed_note",
                            models.CharField(
                                blank=True,
                                help_text="If entered by a worker",
                                max_length=300,
                                verbose_name="how the person agreed",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("visit", "Visit"),
                                    ("companionship", "Company"),
                                    ("housework", "Housework"),
                                    ("health", "Health"),
                                    ("meals", "Meals"),
                                    ("repair", "Repairs"),
                                    ("transport", "Transport"),
                                    ("culture", "Culture and recreation"),
                                    ("training", "Training"),
                                    ("other", "Other service"),
                                ],
                                max_length=15,
                                verbose_name="kind of service",
                            ),
                        ),
                        ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes requested")),
                        ("wish", common.fields.EncryptedTextField(verbose_name="what is needed")),
                        ("first_day", models.DateField(verbose_name="from")),
                        ("last_day", models.DateField(verbose_name="until")),
                        (
                            "slots",
                            models.PositiveIntegerField(default=2097151, verbose_name="possible times"),
                        ),
                        (
                            "prefers_sex",
                            models.CharField(
                                blank=True,
                                choices=[("M", "Male"), ("F", "Female")],
                                max_length=1,
                                verbose_name="preferred helper",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="community",
                            ),
                        ),
                        ("address", common.fields.EncryptedTextField(verbose_name="address")),
                        (
                            "door",
                            common.fields.EncryptedTextField(blank=True, default="", verbose_name="door"),
                        ),
                        ("code", common.fields.EncryptedTextField(verbose_name="code")),
                        (
                            "reservation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_request",
                                to="timebank.transfer",
                                verbose_name="coins set aside",
                            ),
                        ),
                        (
                            "task",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_request",
                                to="volunteers.task",
                                verbose_name="task",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("review", "Under review by the community"),
                                    ("open", "Accepted by the community"),
                                    ("served", "Served, awaiting confirmation"),
                                    ("disputed", "Disputed"),
                                    ("paid", "Paid"),
                                    ("unpaid", "Decided: no payment"),
                                    ("rejected", "Not accepted by the community"),
                                    ("cancelled", "Called off"),
                                    ("lapsed", "The days have passed"),
                                    ("no_show", "The volunteer did not come"),
                                ],
                                default="review",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked at"),
                        ),
                        (
                            "confirm_by",
                            models.DateTimeField(blank=True, null=True, verbose_name="paid automatically at"),
                        ),
                    ],
                    options={
                        "verbose_name": "service request",
                        "verbose_name_plural": "service requests",
                        "ordering": ["-asked_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["region", "state"], name="request_region_state"),
                            models.Index(fields=["state", "confirm_by"], name="request_state_due"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gt", 0), ("minutes__lte", 1440)),
                                name="request_minutes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="request_window",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("channel", "mandate"), ("mandate__isnull", False)),
                                    models.Q(
                                        models.Q(("channel", "mandate"), _negated=True),
                                        ("mandate__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="request_mandate_fits_channel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("channel", "phone"), _negated=True),
                                    models.Q(("agreed_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="request_by_phone_has_a_note",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            ("open", "served", "disputed", "paid", "unpaid", "no_show"),
                                        ),
                                        _negated=True,
                                    ),
                                    ("task__isnull", False),
                                    _connector="OR",
                                ),
                                name="request_under_way_has_a_task",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "served"), _negated=True),
                                    ("confirm_by__isnull", False),
                                    _connector="OR",
                                ),
                                name="request_served_has_a_date",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RequestEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="service_requests.servicerequest",
                                verbose_name="service request",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: done automatically when due",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("asked", "Requested, coins set aside"),
                                    ("approved", "Accepted by the community"),
                                    ("rejected", "Not accepted by the community"),
                                    ("accepted", "A volunteer accepted"),
                                    ("time_changed", "The agreed time was changed"),
                                    ("withdrawn", "The volunteer can no longer come"),
                                    ("reassigned", "The worker asked another volunteer"),
                                    ("served", "The service has ended"),
                                    ("confirmed", "Confirmed and paid"),
                                    ("silence", "Paid: no objection within the time limit"),
                                    ("unusual", "Unusual duration: under review by a worker"),
                                    ("disputed", "Objection: payment on hold"),
                                    ("decided_full", "Decided: paid as served"),
                                    ("decided_part", "Decided: paid in part"),
                                    ("decided_none", "Decided: no payment"),
                                    ("cancelled", "Called off, coins released"),
                                    ("lapsed", "The dates passed, coins released"),
                                    ("no_show", "The volunteer did not come, coins released"),
                                ],
                                max_length=15,
                                verbose_name="step",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("review", "Under review by the community"),
                                    ("open", "Accepted by the community"),
                                    ("served", "Served, awaiting confirmation"),
                                    ("disputed", "Disputed"),
                                    ("paid", "Paid"),
                                    ("unpaid", "Decided: no payment"),
                                    ("rejected", "Not accepted by the community"),
                                    ("cancelled", "Called off"),
                                    ("lapsed", "The days have passed"),
                                    ("no_show", "The volunteer did not come"),
                                ],
                                max_length=10,
                                verbose_name="new state",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "step of a request",
                        "verbose_name_plural": "steps of requests",
                        "ordering": ["at", "pk"],
                    },
                ),
            ],
        ),
    ]
