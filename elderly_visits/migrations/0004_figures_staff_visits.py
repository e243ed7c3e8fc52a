"""Visits by staff as a class of their own, months that are closed, telephone checks of visits by staff.

Reports that are there get their grade, and those of elders who had not agreed on that day stop counting. Whether a
consent was written down later than the report is asked of new reports only: what was there before was entered in good
faith, from paper too.
"""

import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from common.append_only import append_only

# The day of a visit here, whatever the database's own clock zone.
_DAY = {
    "sqlite": "date(report.visited_at, '+8 hours')",
    "postgresql": "CAST(report.visited_at AT TIME ZONE 'Asia/Shanghai' AS date)",
}

# One pass with joins on keys: a question asked anew for each report took minutes in a large city.
_NOT_AGREED = """
    UPDATE elderly_visits_visitreport SET without_consent = (1 = 1)
    WHERE submitted_at IS NOT NULL AND id NOT IN (
        SELECT report.id FROM elderly_visits_visitreport report
        JOIN elderly_visits_visit visit ON visit.id = report.visit_id
        JOIN elderly_visits_elder elder ON elder.id = visit.elder_id
        JOIN people_consent consent ON consent.person_id = elder.person_id
        WHERE report.submitted_at IS NOT NULL AND consent.purpose = 'visits'
        AND consent.given_on <= DAY AND (consent.withdrawn_on IS NULL OR consent.withdrawn_on >= DAY)
    )
"""


class GradeReports(Operation):
    """What the new columns say of reports that are there. Without models: see common.append_only."""

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label, state):
        """Data only."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        schema_editor.execute(
            "UPDATE elderly_visits_visitreport SET evidence = 'C' "
            "WHERE assignment_id IS NULL AND submitted_at IS NOT NULL"
        )
        schema_editor.execute(_NOT_AGREED.replace("DAY", _DAY[schema_editor.connection.vendor]))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The columns go."""

    def describe(self):
        return "Grade the reports that are there"


class Migration(migrations.Migration):
    dependencies = [
        ("elderly_visits", "0003_persons_duplicate"),
        ("people", "0001_initial"),
        ("regions", "0001_initial"),
        ("volunteers", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosedFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("elders", models.PositiveIntegerField(verbose_name="elders")),
                ("verified", models.PositiveIntegerField(verbose_name="visited by volunteers, verified")),
                ("waiting", models.PositiveIntegerField(verbose_name="visited by volunteers, not verified")),
                ("staff_a", models.PositiveIntegerField(verbose_name="visited by staff only, grade A")),
                ("staff_b", models.PositiveIntegerField(verbose_name="visited by staff only, grade B")),
                ("staff_c", models.PositiveIntegerField(verbose_name="visited by staff only, grade C")),
                ("declined", models.PositiveIntegerField(verbose_name="declined or not asked")),
            ],
            options={
                "verbose_name": "closed figures",
                "verbose_name_plural": "closed figures",
                "ordering": ["month", "region"],
            },
        ),
        migrations.CreateModel(
            name="MonthClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                (
                    "closed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="month closed on"),
                ),
            ],
            options={
                "verbose_name": "closed month",
                "verbose_name_plural": "closed months",
                "ordering": ["-month", "county"],
            },
        ),
        migrations.CreateModel(
            name="StaffCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
            ],
            options={
                "verbose_name": "telephone check of a visit by staff",
                "verbose_name_plural": "telephone checks of visits by staff",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StaffCallAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
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
            name="StaffSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("month", models.DateField(verbose_name="month of the visits")),
                ("seed", models.CharField(max_length=32, verbose_name="random seed of the draw")),
                ("frame", models.JSONField(default=list, verbose_name="list of eligible visits")),
                ("population", models.PositiveIntegerField(verbose_name="eligible visits")),
                ("nobody_to_call", models.PositiveIntegerField(verbose_name="visits with nobody to call")),
                ("workers", models.PositiveIntegerField(verbose_name="workers who entered them")),
                (
                    "drawn_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="drawn at"),
                ),
            ],
            options={
                "verbose_name": "sample of visits by staff",
                "verbose_name_plural": "samples of visits by staff",
                "ordering": ["-month", "county"],
            },
        ),
        migrations.AddField(
            model_name="visitreport",
            name="accepted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="late entry accepted at"),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="accepted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="late entry accepted by",
            ),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="evidence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("A", "A: two independent proofs"),
                    ("B", "B: one proof"),
                    ("C", "C: entered afterwards"),
                ],
                max_length=1,
                verbose_name="evidence",
            ),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="late_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why entered late"),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="void_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why voided"),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="voided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="voided by",
            ),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="without_consent",
            field=models.BooleanField(default=False, verbose_name="no consent on record"),
        ),
        migrations.AddIndex(
            model_name="visitreport",
            index=models.Index(fields=["visited_at"], name="report_visited"),
        ),
        migrations.AddIndex(
            model_name="visitreport",
            index=models.Index(
                condition=models.Q(("assignment", None), ("submitted_at__isnull", False)),
                fields=["author", "submitted_at"],
                name="report_by_staff",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_by", None),
                    models.Q(("accepted_by", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="late_entry_accepted_by_another",
            ),
        ),
        migrations.AddField(
            model_name="closedfigures",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="community",
            ),
        ),
        migrations.AddField(
            model_name="monthclosing",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="month closed by",
            ),
        ),
        migrations.AddField(
            model_name="monthclosing",
            name="county",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="county",
            ),
        ),
        migrations.AddField(
            model_name="closedfigures",
            name="closing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="figures",
                to="elderly_visits.monthclosing",
                verbose_name="closed month",
            ),
        ),
        migrations.AddField(
            model_name="staffcall",
            name="report",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff_call",
                to="elderly_visits.visitreport",
                verbose_name="visit report",
            ),
        ),
        migrations.AddField(
            model_name="staffcallattempt",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts_made",
                to="elderly_visits.staffcall",
                verbose_name="telephone check",
            ),
        ),
        migrations.AddField(
            model_name="staffcallattempt",
            name="caller",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who called",
            ),
        ),
        migrations.AddField(
            model_name="staffsample",
            name="county",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
                verbose_name="county",
            ),
        ),
        migrations.AddField(
            model_name="staffcall",
            name="sample",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="elderly_visits.staffsample",
                verbose_name="sample",
            ),
        ),
        migrations.AddConstraint(
            model_name="monthclosing",
            constraint=models.UniqueConstraint(fields=("county", "month"), name="month_closed_once"),
        ),
        migrations.AddConstraint(
            model_name="closedfigures",
            constraint=models.UniqueConstraint(fields=("month", "region"), name="figures_of_a_month_once"),
        ),
        migrations.AddConstraint(
            model_name="closedfigures",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "elders__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("verified"), "+", models.F("waiting")
                                        ),
                                        "+",
                                        models.F("staff_a"),
                                    ),
                                    "+",
                                    models.F("staff_b"),
                                ),
                                "+",
                                models.F("staff_c"),
                            ),
                            "+",
                            models.F("declined"),
                        ),
                    )
                ),
                name="closed_figures_add_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffsample",
            constraint=models.UniqueConstraint(fields=("county", "month"), name="one_staff_sample_a_month"),
        ),
        migrations.AddIndex(
            model_name="staffcall",
            index=models.Index(fields=["state"], name="staff_call_state"),
        ),
        migrations.AddIndex(
            model_name="visitreport",
            index=models.Index(
                condition=models.Q(("late_reason__gt", "")), fields=["submitted_at"], name="report_late"
            ),
        ),
        append_only("elderly_visits_monthclosing"),
        append_only("elderly_visits_closedfigures"),
        append_only("elderly_visits_staffsample"),
        append_only("elderly_visits_staffcallattempt"),
        GradeReports(),
    ]
