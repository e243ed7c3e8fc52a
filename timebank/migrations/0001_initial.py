import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import common.fields
import timebank.rewards.voucher_codes
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
                    name="ServiceRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="service_records",
                                to="people.person",
                                verbose_name="volunteer",
                            ),
                        ),
                        ("activity", models.CharField(max_length=200, verbose_name="activity")),
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
                        ("served_on", models.DateField(verbose_name="day of service")),
                        ("started_at", models.DateTimeField(verbose_name="began at")),
                        ("ended_at", models.DateTimeField(verbose_name="ended at")),
                        ("minutes", models.PositiveIntegerField(verbose_name="minutes served")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "content",
                            models.CharField(blank=True, max_length=500, verbose_name="what was done"),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        ("organiser", models.CharField(max_length=120, verbose_name="organising unit")),
                        (
                            "in_charge",
                            models.CharField(blank=True, max_length=60, verbose_name="person in charge"),
                        ),
                        (
                            "evidence_grade",
                            models.CharField(
                                choices=[
                                    ("A", "A: two independent proofs"),
                                    ("B", "B: one proof"),
                                    ("C", "C: entered afterwards"),
                                ],
                                max_length=1,
                                verbose_name="evidence",
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text=(
                                    "Coins earned in the team's name can only be donated; the hours "
                                    "belong to each member."
                                ),
                                max_length=120,
                                verbose_name="team that served in its own name",
                            ),
                        ),
                        (
                            "late",
                            models.BooleanField(
                                default=False,
                                help_text=(
                                    "More working days passed between the service and its record than "
                                    "the rule in force allowed."
                                ),
                                verbose_name="recorded too late",
                            ),
                        ),
                        (
                            "source_key",
                            models.CharField(
                                max_length=150, unique=True, verbose_name="source of the record"
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="correction",
                                to="timebank.servicerecord",
                                verbose_name="corrects",
                            ),
                        ),
                        (
                            "correction_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why corrected"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="recorded at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "service record",
                        "verbose_name_plural": "service records",
                        "ordering": ["-started_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["person", "served_on"], name="record_person_day"),
                            models.Index(fields=["region", "served_on"], name="record_region_day"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes__gt", 0), ("corrects__isnull", False), _connector="OR"
                                ),
                                name="record_minutes_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__lte", 1440)), name="record_within_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ended_at__gte", models.F("started_at"))),
                                name="record_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "category__in",
                                        [
                                            "visit",
                                            "companionship",
                                            "housework",
                                            "health",
                                            "meals",
                                            "repair",
                                            "transport",
                                            "culture",
                                            "training",
                                            "other",
                                        ],
                                    )
                                ),
                                name="record_category_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("evidence_grade__in", ["A", "B", "C"])),
                                name="record_grade_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source_key", ""), _negated=True),
                                name="record_has_a_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "number",
                            models.CharField(
                                max_length=16, unique=True, verbose_name="number of the certificate"
                            ),
                        ),
                        ("token", models.CharField(editable=False, max_length=40, unique=True)),
                        ("key", models.CharField(editable=False, max_length=100, unique=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="people.person",
                                verbose_name="volunteer",
                            ),
                        ),
                        (
                            "holder_name",
                            models.CharField(max_length=60, verbose_name="name on the certificate"),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        ("issuer", models.CharField(max_length=120, verbose_name="issuing unit")),
                        ("since", models.DateField(verbose_name="first day")),
                        ("until", models.DateField(verbose_name="last day")),
                        ("services", models.PositiveIntegerField(verbose_name="number of services")),
                        ("minutes", models.PositiveIntegerField(verbose_name="minutes served")),
                        ("content", models.JSONField(verbose_name="content")),
                        (
                            "issued_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="issued at"),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked for by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "certificate",
                        "verbose_name_plural": "certificates",
                        "ordering": ["-issued_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["region", "-issued_at"], name="certificate_region_time")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gt", 0), ("services__gt", 0)),
                                name="certificate_certifies_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("since"))),
                                name="certificate_period_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificateFile",
                    fields=[
                        (
                            "certificate",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="file",
                                serialize=False,
                                to="timebank.certificate",
                                verbose_name="certificate",
                            ),
                        ),
                        ("pdf", models.BinaryField()),
                        ("sha256", models.CharField(editable=False, max_length=64, unique=True)),
                    ],
                    options={
                        "verbose_name": "file of a certificate",
                        "verbose_name_plural": "files of certificates",
                    },
                ),
                migrations.CreateModel(
                    name="CertifiedRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="records",
                                to="timebank.certificate",
                                verbose_name="certificate",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certified_in",
                                to="timebank.servicerecord",
                                verbose_name="service record",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "record of a certificate",
                        "verbose_name_plural": "records of certificates",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("certificate", "record"), name="record_once_a_certificate"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificateEnding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endings",
                                to="timebank.certificate",
                                verbose_name="certificate",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("valid", "Valid"),
                                    ("superseded", "Superseded"),
                                    ("revoked", "Revoked"),
                                ],
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("corrected", "A service on it was corrected"),
                                    ("issued_in_error", "Issued by mistake"),
                                    ("untrue", "Its content is untrue"),
                                    ("holder_asked", "Requested by the holder"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by whom",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "end of a certificate",
                        "verbose_name_plural": "ends of certificates",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("certificate", "state"), name="certificate_ends_once_a_way"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "valid"), _negated=True),
                                name="certificate_ending_ends_it",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandingInstruction",
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
                                related_name="%(class)ss",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "since",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force since"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason for ending"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        ("threshold_minutes", models.BigIntegerField(verbose_name="minutes to keep")),
                        (
                            "to",
                            models.CharField(
                                choices=[
                                    ("pool", "To the county's public pool"),
                                    ("relative", "To a relative"),
                                ],
                                max_length=10,
                                verbose_name="recipient of the excess",
                            ),
                        ),
                        (
                            "relative",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="relative",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "standing instruction",
                        "verbose_name_plural": "standing instructions",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("person",),
                                name="standinginstruction_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("threshold_minutes__gte", 0)), name="standing_threshold"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("relative", None), ("to", "pool")),
                                    models.Q(("relative__isnull", False), ("to", "relative")),
                                    _connector="OR",
                                ),
                                name="standing_names_the_relative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("relative", None),
                                    models.Q(("relative", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="standing_for_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nominee",
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
                                related_name="%(class)ss",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "since",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in force since"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        (
                            "end_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason for ending"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "relative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="relative",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "named successor",
                        "verbose_name_plural": "named successors",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("person",),
                                name="nominee_one_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("relative", models.F("person")), _negated=True),
                                name="nominee_is_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("posted_debits", models.BigIntegerField(default=0, verbose_name="paid out")),
                        ("posted_credits", models.BigIntegerField(default=0, verbose_name="paid in")),
                        (
                            "pending_debits",
                            models.BigIntegerField(default=0, verbose_name="reserved to be paid out"),
                        ),
                        (
                            "pending_credits",
                            models.BigIntegerField(default=0, verbose_name="reserved to be paid in"),
                        ),
                        (
                            "head",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="last link of the chain"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("issuing", "Issuing account"),
                                    ("personal", "Personal account"),
                                    ("pool", "Public pool"),
                                    ("honours", "Honours"),
                                    ("escrow", "Requests being paid"),
                                    ("donate_only", "Group service account (can only be donated)"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("coin_minutes", "Time coins (in minutes)"),
                                    ("points", "Service points"),
                                ],
                                max_length=12,
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "may_not_go_below_zero",
                            models.BooleanField(default=True, verbose_name="balance must not be negative"),
                        ),
                        (
                            "slots",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="slots"),
                        ),
                        (
                            "opened_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="opened at"),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                    ],
                    options={
                        "verbose_name": "account",
                        "verbose_name_plural": "accounts",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("person", "kind", "unit"),
                                name="account_once_a_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("region__isnull", False)),
                                fields=("region", "kind", "unit"),
                                name="account_once_a_region",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", True), ("region__isnull", True)),
                                fields=("kind", "unit"),
                                name="account_once_without_owner",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["personal", "donate_only"]),
                                        ("person__isnull", False),
                                        ("region__isnull", True),
                                    ),
                                    models.Q(
                                        ("kind__in", ["pool", "honours", "escrow"]),
                                        ("person__isnull", True),
                                        ("region__isnull", False),
                                    ),
                                    models.Q(("kind", "issuing"), ("person__isnull", True)),
                                    _connector="OR",
                                ),
                                name="account_owner_fits_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unit__in", ["coin_minutes", "points"])),
                                name="account_unit_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "issuing"), ("may_not_go_below_zero", False)),
                                    models.Q(
                                        models.Q(("kind", "issuing"), _negated=True),
                                        ("may_not_go_below_zero", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_issuing_goes_below_zero",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pending_credits__gte", 0),
                                    ("pending_debits__gte", 0),
                                    ("posted_credits__gte", 0),
                                    ("posted_debits__gte", 0),
                                ),
                                name="account_sides_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("may_not_go_below_zero", False),
                                    (
                                        "posted_credits__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("posted_debits"), "+", models.F("pending_debits")
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="account_not_below_zero",
                                violation_error_message="The balance of this account is not sufficient.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_at__isnull", True),
                                    models.Q(
                                        ("pending_credits", 0),
                                        ("pending_debits", 0),
                                        ("posted_credits", models.F("posted_debits")),
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_account_is_empty",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "sequence",
                            models.BigAutoField(
                                primary_key=True, serialize=False, verbose_name="booking number"
                            ),
                        ),
                        ("key", models.CharField(max_length=200, verbose_name="booking key")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("posted", "Booked"),
                                    ("pending", "Reserved"),
                                    ("post_pending", "Reservation booked"),
                                    ("void_pending", "Reservation released"),
                                ],
                                max_length=12,
                                verbose_name="phase",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("coin_minutes", "Time coins (in minutes)"),
                                    ("points", "Service points"),
                                ],
                                max_length=12,
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "debit_account",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="debits",
                                to="timebank.account",
                                verbose_name="from account",
                            ),
                        ),
                        (
                            "credit_account",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credits",
                                to="timebank.account",
                                verbose_name="to account",
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="amount")),
                        (
                            "debit_slot",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="slot of the from account"
                            ),
                        ),
                        (
                            "credit_slot",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="slot of the to account"
                            ),
                        ),
                        (
                            "debit_balance",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="balance left on the from account"
                            ),
                        ),
                        (
                            "credit_balance",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="balance left on the to account"
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(default="", max_length=64, verbose_name="link of the chain"),
                        ),
                        (
                            "pending",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resolution",
                                to="timebank.transfer",
                                verbose_name="reservation",
                            ),
                        ),
                        (
                            "undoes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="undone_by",
                                to="timebank.transfer",
                                verbose_name="reverses",
                            ),
                        ),
                        ("batch", models.UUIDField(blank=True, null=True, verbose_name="batch")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("earned", "Earned by a voluntary service"),
                                    ("earned_in_group", "Earned by a group's service"),
                                    ("over_day_cap", "Above what one person can earn in a day"),
                                    ("over_month_cap", "Above what one person can earn in a month"),
                                    ("over_stored_cap", "Above what one person can keep"),
                                    ("after_settling", "Confirmed after the account was settled"),
                                    ("points", "Points for a voluntary service"),
                                    ("gift", "Gift to a relative"),
                                    ("donation", "Donation"),
                                    ("grant", "Given from the public pool"),
                                    ("spent", "Paid for a service"),
                                    ("paid", "Paid by the beneficiary"),
                                    ("held", "Set aside while a service is checked"),
                                    ("redeemed", "Redeemed for an offer"),
                                    ("expired", "Time limit passed"),
                                    ("settled", "Account settled"),
                                    ("correction", "Correction"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        ("memo", models.CharField(blank=True, max_length=200, verbose_name="memo")),
                        (
                            "details",
                            models.JSONField(blank=True, default=dict, verbose_name="how it was computed"),
                        ),
                        (
                            "service_record",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="timebank.servicerecord",
                                verbose_name="service record",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "expires_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reserved until"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="booked at"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "transfer",
                        "verbose_name_plural": "transfers",
                        "ordering": ["-sequence"],
                        "indexes": [
                            models.Index(fields=["debit_account", "-sequence"], name="transfer_debits"),
                            models.Index(fields=["credit_account", "-sequence"], name="transfer_credits"),
                            models.Index(fields=["region", "created_at"], name="transfer_region_time"),
                            models.Index(
                                condition=models.Q(("batch__isnull", False)),
                                fields=["batch"],
                                name="transfer_batch",
                            ),
                            models.Index(
                                condition=models.Q(("expires_at__isnull", False)),
                                fields=["expires_at"],
                                name="transfer_expiry",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("key",), name="transfer_key_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="transfer_amount_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("key", ""), _negated=True), name="transfer_has_a_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("debit_account", models.F("credit_account")), _negated=True
                                ),
                                name="transfer_between_two_accounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unit__in", ["coin_minutes", "points"])),
                                name="transfer_unit_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["posted", "pending"]), ("pending__isnull", True)),
                                    models.Q(
                                        ("kind__in", ("post_pending", "void_pending")),
                                        ("pending__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="transfer_resolves_a_reservation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("undoes__isnull", True), ("kind", "posted"), _connector="OR"
                                ),
                                name="transfer_undoing_is_booked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_at__isnull", True), ("kind", "pending"), _connector="OR"
                                ),
                                name="only_reservations_expire",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Earmark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "transfer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="earmark",
                                to="timebank.transfer",
                                verbose_name="donation",
                            ),
                        ),
                        (
                            "donor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="donor",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "county",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="county",
                            ),
                        ),
                        ("minutes", models.BigIntegerField(verbose_name="minutes")),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="donated at"
                            ),
                        ),
                        (
                            "assigned_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="passed on at"),
                        ),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="passed on by",
                            ),
                        ),
                        (
                            "payment",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="timebank.transfer",
                                verbose_name="passed on",
                            ),
                        ),
                        (
                            "released_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="transferred to the pool at"
                            ),
                        ),
                        (
                            "released_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="transferred to the pool by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "donation to a person in difficulty",
                        "verbose_name_plural": "donations to people in difficulty",
                        "ordering": ["created_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("assigned_at", None), ("released_at", None)),
                                fields=["county"],
                                name="earmark_open",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gt", 0)), name="earmark_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("assigned_at", None), ("payment", None)),
                                    models.Q(
                                        ("assigned_at__isnull", False),
                                        ("payment__isnull", False),
                                        ("released_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="earmark_assigned_is_paid",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suspicion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                        ("kind", models.CharField(max_length=30, verbose_name="kind")),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        ("figures", models.JSONField(default=dict, verbose_name="figures")),
                        (
                            "found_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="found at"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("in_check", "Being checked"),
                                    ("cleared", "Nothing wrong"),
                                    ("confirmed", "Something was wrong"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="what the check showed"
                            ),
                        ),
                        (
                            "records",
                            models.ManyToManyField(
                                blank=True,
                                related_name="suspicions",
                                to="timebank.servicerecord",
                                verbose_name="service records",
                            ),
                        ),
                        (
                            "persons",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="people.person",
                                verbose_name="people concerned",
                            ),
                        ),
                        (
                            "workers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "suspicion",
                        "verbose_name_plural": "suspicions",
                        "ordering": ["-found_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["region", "state", "-found_at"], name="suspicion_queue")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("open", "in_check")),
                                    models.Q(
                                        models.Q(("decision", ""), _negated=True),
                                        ("decided_at__isnull", False),
                                        ("owner__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_suspicion_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CreditHold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="timebank.servicerecord",
                                verbose_name="service record",
                            ),
                        ),
                        (
                            "suspicion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="timebank.suspicion",
                                verbose_name="suspicion",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(max_length=200, verbose_name="reason given to the volunteer"),
                        ),
                        (
                            "contact",
                            models.CharField(max_length=80, verbose_name="contact for the volunteer"),
                        ),
                        (
                            "coin_minutes",
                            models.PositiveBigIntegerField(verbose_name="coin minutes credited"),
                        ),
                        ("points", models.PositiveBigIntegerField(verbose_name="points credited")),
                        (
                            "held_coin_minutes",
                            models.PositiveBigIntegerField(verbose_name="coin minutes set aside"),
                        ),
                        ("held_points", models.PositiveBigIntegerField(verbose_name="points set aside")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("held", "Set aside"),
                                    ("released", "Released"),
                                    ("reversed", "Taken back"),
                                ],
                                default="held",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "placed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="set aside at"
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="set aside by",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="reason for the decision"
                            ),
                        ),
                        (
                            "kept_minutes",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="minutes upheld"),
                        ),
                    ],
                    options={
                        "verbose_name": "credit set aside",
                        "verbose_name_plural": "credits set aside",
                        "ordering": ["-placed_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "held")),
                                fields=("record",),
                                name="one_hold_of_a_record_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_coin_minutes__lte", models.F("coin_minutes")),
                                    ("held_points__lte", models.F("points")),
                                ),
                                name="no_more_held_than_credited",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="hold_has_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "held"),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("decision", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_hold_says_who_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountSlot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("posted_debits", models.BigIntegerField(default=0, verbose_name="paid out")),
                        ("posted_credits", models.BigIntegerField(default=0, verbose_name="paid in")),
                        (
                            "pending_debits",
                            models.BigIntegerField(default=0, verbose_name="reserved to be paid out"),
                        ),
                        (
                            "pending_credits",
                            models.BigIntegerField(default=0, verbose_name="reserved to be paid in"),
                        ),
                        (
                            "head",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="last link of the chain"
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="timebank.account",
                                verbose_name="account",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        (
                            "may_not_go_below_zero",
                            models.BooleanField(default=True, verbose_name="balance must not be negative"),
                        ),
                    ],
                    options={
                        "verbose_name": "slot of an account",
                        "verbose_name_plural": "slots of accounts",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("account", "number"), name="slot_once_an_account"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="slot_numbered_from_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pending_credits__gte", 0),
                                    ("pending_debits__gte", 0),
                                    ("posted_credits__gte", 0),
                                    ("posted_debits__gte", 0),
                                ),
                                name="slot_sides_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("may_not_go_below_zero", False),
                                    (
                                        "posted_credits__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("posted_debits"), "+", models.F("pending_debits")
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="slot_not_below_zero",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Partner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("shop", "Shop"),
                                    ("organization", "Social organization"),
                                    ("public_body", "Public service"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        ("address", models.CharField(max_length=120, verbose_name="address")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                        (
                            "opening_note",
                            models.CharField(
                                blank=True,
                                help_text="In plain words, for example: daily from 8 to 18.",
                                max_length=120,
                                verbose_name="opening hours",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for review"),
                                    ("sent_back", "Sent back"),
                                    ("approved", "Approved"),
                                    ("suspended", "Suspended"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "review_note",
                            models.CharField(blank=True, max_length=300, verbose_name="review comment"),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewed by",
                            ),
                        ),
                        (
                            "reviewed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reviewed at"),
                        ),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False, verbose_name="fictitious, for the demonstration"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="registered at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "partner",
                        "verbose_name_plural": "partners",
                        "ordering": ["name", "pk"],
                        "indexes": [models.Index(fields=["state", "region"], name="partner_state_region")],
                        "constraints": [
                            models.UniqueConstraint(fields=("name", "region"), name="partner_name_in_region"),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True), name="partner_has_a_name"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PartnerStaff",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="staff",
                                to="timebank.partner",
                                verbose_name="partner",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="partner_staff",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                        (
                            "role",
                            models.CharField(
                                choices=[("manager", "Manager"), ("till", "Till staff")],
                                default="till",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="invited by",
                            ),
                        ),
                        (
                            "invited_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="invited at"
                            ),
                        ),
                        (
                            "invited_until",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="invitation valid until"
                            ),
                        ),
                        (
                            "accepted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ended by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "partner's staff",
                        "verbose_name_plural": "partners' staff",
                        "ordering": ["role", "invited_at", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), ("person__isnull", False)),
                                fields=("partner", "person"),
                                name="partner_staff_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None), ("person__isnull", True)),
                                fields=("partner", "phone"),
                                name="partner_invitation_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("accepted_at__isnull", True), ("person__isnull", True)),
                                    models.Q(("accepted_at__isnull", False), ("person__isnull", False)),
                                    _connector="OR",
                                ),
                                name="partner_staff_accepted_by_a_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="timebank.partner",
                                verbose_name="partner",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="title")),
                        (
                            "description",
                            models.CharField(blank=True, max_length=600, verbose_name="description"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("goods", "Goods"), ("service", "Service")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("price_points", models.PositiveIntegerField(verbose_name="price in points")),
                        (
                            "stock",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="total quantity"),
                        ),
                        (
                            "most_per_month",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Empty: no limit",
                                null=True,
                                verbose_name="monthly limit per person",
                            ),
                        ),
                        (
                            "valid_from",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="valid from"
                            ),
                        ),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("published", "On offer"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "reach",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="for residents of, or volunteers in",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="changed by",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="created at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "offer",
                        "verbose_name_plural": "offers",
                        "ordering": ["partner", "title", "pk"],
                        "indexes": [models.Index(fields=["state", "valid_from"], name="offer_state_from")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("price_points__gte", 1), ("price_points__lte", 1000000)),
                                name="offer_price_sensible",
                                violation_error_message="The price is a whole number of points between 1 and 1,000,000.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stock__isnull", True),
                                    models.Q(("stock__gte", 0), ("stock__lte", 1000000)),
                                    _connector="OR",
                                ),
                                name="offer_stock_sensible",
                                violation_error_message="The stock is a whole number between 0 and 1,000,000.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("most_per_month__isnull", True),
                                    models.Q(("most_per_month__gte", 1), ("most_per_month__lte", 1000)),
                                    _connector="OR",
                                ),
                                name="offer_month_limit_sensible",
                                violation_error_message="The limit for a month is a whole number between 1 and 1,000.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="offer_period",
                                violation_error_message="The offer would end before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True), name="offer_has_a_title"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Voucher",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("code", models.CharField(max_length=8, unique=True, verbose_name="short code")),
                        (
                            "secret",
                            models.CharField(
                                default=timebank.rewards.voucher_codes.new_secret, max_length=32, unique=True
                            ),
                        ),
                        ("order", models.UUIDField()),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vouchers",
                                to="timebank.offer",
                                verbose_name="offer",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vouchers",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("title", models.CharField(max_length=60, verbose_name="title")),
                        (
                            "reservation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voucher",
                                to="timebank.transfer",
                                verbose_name="reservation",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="ordered at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "voucher",
                        "verbose_name_plural": "vouchers",
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["person", "-created_at"], name="voucher_person_time")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "order"), name="voucher_once_an_order")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PoolGrant",
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
                                related_name="pool_grants",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        (
                            "county",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="county",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        ("ground", models.CharField(max_length=40, verbose_name="basis of entitlement")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("granted", "Given"),
                                    ("waiting", "Waiting: the public pool is empty"),
                                    ("full", "Has enough on the account"),
                                    ("closed", "The account is closed"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("minutes", models.BigIntegerField(default=0, verbose_name="minutes")),
                        ("place", models.PositiveIntegerField(default=0, verbose_name="place in the order")),
                        ("balance_before", models.BigIntegerField(default=0, verbose_name="balance before")),
                        (
                            "transfer",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pool_grant",
                                to="timebank.transfer",
                                verbose_name="transfer",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="decided at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "grant from the public pool",
                        "verbose_name_plural": "grants from the public pool",
                        "ordering": ["-month", "place", "person_id"],
                        "indexes": [
                            models.Index(fields=["county", "month", "outcome"], name="grant_county_month")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "month"), name="grant_once_a_month"),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="grant_month_is_a_first"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("minutes__gt", 0),
                                        ("outcome", "granted"),
                                        ("transfer__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("outcome", "granted"), _negated=True),
                                        ("minutes", 0),
                                        ("transfer", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="grant_has_its_transfer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneSample",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "county",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="county",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month of the services")),
                        (
                            "seed",
                            models.CharField(max_length=32, verbose_name="random seed of the draw"),
                        ),
                        (
                            "frame",
                            models.JSONField(default=list, verbose_name="list of eligible services"),
                        ),
                        (
                            "population",
                            models.PositiveIntegerField(verbose_name="eligible services"),
                        ),
                        (
                            "nobody_to_call",
                            models.PositiveIntegerField(verbose_name="services with nobody to call"),
                        ),
                        ("verifiers", models.PositiveIntegerField(verbose_name="workers who confirmed them")),
                        (
                            "drawn_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="drawn at"),
                        ),
                    ],
                    options={
                        "verbose_name": "sample for telephone checks",
                        "verbose_name_plural": "samples for telephone checks",
                        "ordering": ["-month", "county"],
                        "constraints": [
                            models.UniqueConstraint(fields=("county", "month"), name="one_sample_a_month")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneCall",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "sample",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="timebank.phonesample",
                                verbose_name="sample",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="timebank.servicerecord",
                                verbose_name="service record",
                            ),
                        ),
                        (
                            "served",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="beneficiary",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("to_call", "To call"),
                                    ("confirmed", "Confirmed"),
                                    ("not_confirmed", "Not confirmed"),
                                    ("unreachable", "Never reached"),
                                ],
                                default="to_call",
                                max_length=15,
                                verbose_name="state",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="calls made")),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                        ),
                    ],
                    options={
                        "verbose_name": "telephone check",
                        "verbose_name_plural": "telephone checks",
                        "ordering": ["pk"],
                        "indexes": [models.Index(fields=["state"], name="phone_call_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sample", "record"), name="record_once_in_a_sample"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneCallAttempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts_made",
                                to="timebank.phonecall",
                                verbose_name="telephone check",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        (
                            "caller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who called",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("confirmed", "Confirmed: the service took place"),
                                    ("not_confirmed", "Not confirmed"),
                                    ("not_reached", "Not reached"),
                                ],
                                max_length=15,
                                verbose_name="answer",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "telephone call",
                        "verbose_name_plural": "telephone calls",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Settlement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, unique=True, verbose_name="batch"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[("death", "Died"), ("departure", "Leaves the city")],
                                max_length=10,
                                verbose_name="why",
                            ),
                        ),
                        (
                            "to_relative_minutes",
                            models.BigIntegerField(default=0, verbose_name="to the relative, in minutes"),
                        ),
                        (
                            "to_pool_minutes",
                            models.BigIntegerField(default=0, verbose_name="to the public pool, in minutes"),
                        ),
                        ("points", models.BigIntegerField(default=0, verbose_name="points forfeited")),
                        (
                            "relative",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="relative",
                            ),
                        ),
                        ("ended", models.JSONField(default=dict, verbose_name="also ended")),
                        (
                            "settled_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="settled at"
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="settled by",
                            ),
                        ),
                        (
                            "undone_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reversed at"),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reversed by",
                            ),
                        ),
                        (
                            "undo_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason for reversal"),
                        ),
                    ],
                    options={
                        "verbose_name": "settlement",
                        "verbose_name_plural": "settlements",
                        "ordering": ["-settled_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("person",),
                                name="settlement_once_a_person",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpiryNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expiry_notices",
                                to="timebank.account",
                                verbose_name="account",
                            ),
                        ),
                        ("expires_on", models.DateField(verbose_name="expires on")),
                        ("credited_until", models.DateField(verbose_name="coins credited until")),
                        ("minutes", models.BigIntegerField(verbose_name="minutes")),
                        (
                            "told_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="notified at"
                            ),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                        (
                            "expired_minutes",
                            models.BigIntegerField(default=0, verbose_name="minutes expired"),
                        ),
                        (
                            "transfer",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="timebank.transfer",
                                verbose_name="transfer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notice of expiring coins",
                        "verbose_name_plural": "notices of expiring coins",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_on", None)),
                                fields=["expires_on"],
                                name="expiry_due",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("account", "expires_on"), name="expiry_notice_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StarAward",
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
                                related_name="star_awards",
                                to="people.person",
                                verbose_name="volunteer",
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField(verbose_name="stars")),
                        ("threshold_minutes", models.PositiveIntegerField(verbose_name="minutes needed")),
                        ("certified_minutes", models.PositiveIntegerField(verbose_name="minutes certified")),
                        (
                            "service_record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="star_awards",
                                to="timebank.servicerecord",
                                verbose_name="service record",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "awarded_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="awarded at"
                            ),
                        ),
                        (
                            "notice_from",
                            models.DateField(blank=True, null=True, verbose_name="public notice from"),
                        ),
                        (
                            "notice_until",
                            models.DateField(blank=True, null=True, verbose_name="public notice until"),
                        ),
                        ("effective_on", models.DateField(verbose_name="in force from")),
                        (
                            "contested",
                            models.BooleanField(default=False, verbose_name="an objection is open"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="withdrawn by",
                            ),
                        ),
                        (
                            "withdrawal_reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="reason for withdrawal"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "star",
                        "verbose_name_plural": "stars",
                        "ordering": ["-awarded_at", "-level"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=["notice_until"],
                                name="star_notice",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("person", "level"),
                                name="star_level_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1)), name="star_level_positive"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("notice_from__isnull", True), ("notice_until__isnull", True)),
                                    models.Q(
                                        ("effective_on__gt", models.F("notice_until")),
                                        ("notice_until__gte", models.F("notice_from")),
                                    ),
                                    _connector="OR",
                                ),
                                name="star_takes_effect_after_notice",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StarObjection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "award",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="timebank.staraward",
                                verbose_name="star",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="what is incorrect")),
                        (
                            "contact",
                            common.fields.EncryptedTextField(blank=True, verbose_name="contact details"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at"),
                        ),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("dismissed", "The star is justified: it takes effect"),
                                    ("withdrawn", "The star is withdrawn"),
                                ],
                                max_length=10,
                                verbose_name="decision",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "objection to a star",
                        "verbose_name_plural": "objections to stars",
                        "ordering": ["created_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("decision", ""),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decision__in", ["dismissed", "withdrawn"]),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="objection_decided_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnomalyRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="began at")),
                        ("seen_record", models.BigIntegerField(verbose_name="newest record")),
                        ("seen_transfer", models.BigIntegerField(verbose_name="newest booking number")),
                        ("found", models.PositiveIntegerField(verbose_name="found")),
                    ],
                    options={
                        "verbose_name": "search for suspicions",
                        "verbose_name_plural": "searches for suspicions",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SuspicionEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "suspicion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="timebank.suspicion",
                                verbose_name="suspicion",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("in_check", "Being checked"),
                                    ("cleared", "Nothing wrong"),
                                    ("confirmed", "Something was wrong"),
                                ],
                                max_length=10,
                                verbose_name="to",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "step of a check",
                        "verbose_name_plural": "steps of checks",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TurnoverRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("through", models.BigIntegerField(verbose_name="counted up to booking number")),
                        ("seen", models.BigIntegerField(verbose_name="newest booking number")),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="counted at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "count of coins",
                        "verbose_name_plural": "counts of coins",
                        "ordering": ["-pk"],
                        "get_latest_by": "pk",
                    },
                ),
                migrations.CreateModel(
                    name="Turnover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        ("region", models.CharField(blank=True, max_length=12, verbose_name="region code")),
                        (
                            "debit_kind",
                            models.CharField(
                                choices=[
                                    ("issuing", "Issuing account"),
                                    ("personal", "Personal account"),
                                    ("pool", "Public pool"),
                                    ("honours", "Honours"),
                                    ("escrow", "Requests being paid"),
                                    ("donate_only", "Group service account (can only be donated)"),
                                ],
                                max_length=12,
                                verbose_name="from account",
                            ),
                        ),
                        (
                            "credit_kind",
                            models.CharField(
                                choices=[
                                    ("issuing", "Issuing account"),
                                    ("personal", "Personal account"),
                                    ("pool", "Public pool"),
                                    ("honours", "Honours"),
                                    ("escrow", "Requests being paid"),
                                    ("donate_only", "Group service account (can only be donated)"),
                                ],
                                max_length=12,
                                verbose_name="to account",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("earned", "Earned by a voluntary service"),
                                    ("earned_in_group", "Earned by a group's service"),
                                    ("over_day_cap", "Above what one person can earn in a day"),
                                    ("over_month_cap", "Above what one person can earn in a month"),
                                    ("over_stored_cap", "Above what one person can keep"),
                                    ("after_settling", "Confirmed after the account was settled"),
                                    ("points", "Points for a voluntary service"),
                                    ("gift", "Gift to a relative"),
                                    ("donation", "Donation"),
                                    ("grant", "Given from the public pool"),
                                    ("spent", "Paid for a service"),
                                    ("paid", "Paid by the beneficiary"),
                                    ("held", "Set aside while a service is checked"),
                                    ("redeemed", "Redeemed for an offer"),
                                    ("expired", "Time limit passed"),
                                    ("settled", "Account settled"),
                                    ("correction", "Correction"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="reason",
                            ),
                        ),
                        ("is_undoing", models.BooleanField(verbose_name="reverses an earlier booking")),
                        ("amount", models.BigIntegerField(verbose_name="amount")),
                        ("transfers", models.BigIntegerField(verbose_name="transfers")),
                    ],
                    options={
                        "verbose_name": "coins moved in a month",
                        "verbose_name_plural": "coins moved by month",
                        "indexes": [models.Index(fields=["region", "month"], name="turnover_region_month")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=(
                                    "month",
                                    "region",
                                    "debit_kind",
                                    "credit_kind",
                                    "reason",
                                    "is_undoing",
                                ),
                                name="turnover_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("transfers__gt", 0)),
                                name="turnover_positive",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
