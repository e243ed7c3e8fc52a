import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import common.fields
from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("facilities", "0001_initial"),
        ("people", "0002_append_only"),
        ("regions", "0001_initial"),
        ("volunteers", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Elder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("lat", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                        ("lon", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                        (
                            "location_quality",
                            models.CharField(
                                choices=[
                                    ("exact", "exact"),
                                    ("approximate", "approximate"),
                                    ("unknown", "unknown"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="quality of the position",
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="elder",
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
                            "address",
                            common.fields.EncryptedTextField(blank=True, default="", verbose_name="address"),
                        ),
                        (
                            "door",
                            common.fields.EncryptedTextField(blank=True, default="", verbose_name="door"),
                        ),
                        ("living_alone", models.BooleanField(default=False, verbose_name="living alone")),
                        ("empty_nest", models.BooleanField(default=False, verbose_name="empty nest")),
                        ("left_behind", models.BooleanField(default=False, verbose_name="left behind")),
                        ("disabled", models.BooleanField(default=False, verbose_name="disabled")),
                        (
                            "severely_handicapped",
                            models.BooleanField(default=False, verbose_name="severely disabled"),
                        ),
                        (
                            "family_planning_special",
                            models.BooleanField(default=False, verbose_name="family planning special family"),
                        ),
                        ("dementia", models.BooleanField(default=False, verbose_name="dementia")),
                        (
                            "life_threatening",
                            models.BooleanField(default=False, verbose_name="life-threatening condition"),
                        ),
                        (
                            "in_institution",
                            models.BooleanField(default=False, verbose_name="lives in an institution"),
                        ),
                        (
                            "assistance",
                            models.CharField(
                                choices=[
                                    ("none", "None"),
                                    ("dibao", "Minimum living guarantee"),
                                    ("destitute", "Destitute support"),
                                    ("dibao_marginal", "Just above the minimum living guarantee"),
                                    ("rigid_expenditure", "Hardship due to unavoidable expenses"),
                                    ("poverty_monitoring", "Monitored for risk of return to poverty"),
                                ],
                                default="none",
                                max_length=20,
                                verbose_name="assistance",
                            ),
                        ),
                        (
                            "assistance_since",
                            models.DateField(blank=True, null=True, verbose_name="assistance since"),
                        ),
                        (
                            "ability_level",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (0, "Intact"),
                                    (1, "Mild disability"),
                                    (2, "Moderate disability"),
                                    (3, "Severe disability"),
                                    (4, "Complete disability"),
                                ],
                                null=True,
                                verbose_name="ability",
                            ),
                        ),
                        ("assessed_on", models.DateField(blank=True, null=True, verbose_name="assessed on")),
                        (
                            "risk_tier",
                            models.CharField(
                                choices=[("high", "High risk"), ("key", "Key"), ("general", "General")],
                                default="general",
                                max_length=10,
                                verbose_name="risk tier",
                            ),
                        ),
                        (
                            "prefers_sex",
                            models.CharField(
                                blank=True,
                                choices=[("M", "Male"), ("F", "Female")],
                                max_length=1,
                                verbose_name="preferred sex of visitors",
                            ),
                        ),
                        (
                            "needs_pair",
                            models.BooleanField(default=False, verbose_name="needs two visitors"),
                        ),
                        (
                            "slots",
                            models.PositiveIntegerField(
                                default=2097151, verbose_name="preferred visiting times"
                            ),
                        ),
                        (
                            "door_code",
                            common.fields.EncryptedTextField(
                                blank=True, default="", verbose_name="door code"
                            ),
                        ),
                        (
                            "worker",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="responsible worker",
                            ),
                        ),
                        (
                            "registered_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="registered on"
                            ),
                        ),
                        (
                            "left_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="removed from the register on"
                            ),
                        ),
                        (
                            "left_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("died", "Died"),
                                    ("moved", "Moved away"),
                                    ("institution", "Moved into an institution"),
                                    ("no_longer", "No longer in special difficulty"),
                                ],
                                max_length=20,
                                verbose_name="reason for leaving",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "elder",
                        "verbose_name_plural": "elders",
                        "ordering": ["region_id", "pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["lat", "lon"], name="elder_lat_lon"),
                            models.Index(fields=["region", "risk_tier"], name="elder_region_tier"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lat__isnull", True), ("lon__isnull", True)),
                                    models.Q(
                                        ("lat__isnull", False),
                                        ("lon__isnull", False),
                                        ("lat__gte", -90),
                                        ("lat__lte", 90),
                                        ("lon__gte", -180),
                                        ("lon__lte", 180),
                                    ),
                                    _connector="OR",
                                ),
                                name="elderly_visits_elder_point_valid",
                                violation_error_message="A position needs a valid latitude and longitude.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on", None),
                                    ("left_on__gte", models.F("registered_on")),
                                    _connector="OR",
                                ),
                                name="elder_left_after_registered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("left_on", None), ("left_reason", "")),
                                    models.Q(
                                        ("left_on__isnull", False),
                                        models.Q(("left_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="elder_left_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "elder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="elderly_visits.elder",
                                verbose_name="elder",
                            ),
                        ),
                        (
                            "task",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visit",
                                to="volunteers.task",
                                verbose_name="task",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        ("ordinal", models.PositiveSmallIntegerField(verbose_name="number in the month")),
                        (
                            "tier",
                            models.CharField(
                                choices=[("high", "High risk"), ("key", "Key"), ("general", "General")],
                                max_length=10,
                                verbose_name="risk tier",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("home", "At home"),
                                    ("phone", "By phone or video"),
                                    ("remote", "Remote monitoring"),
                                ],
                                default="home",
                                max_length=10,
                                verbose_name="method",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "visit",
                        "verbose_name_plural": "visits",
                        "ordering": ["month", "elder_id", "ordinal"],
                        "indexes": [models.Index(fields=["month", "elder"], name="visit_month_elder")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ordinal__gt", 0)),
                                fields=("elder", "month", "ordinal"),
                                name="planned_visit_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisitReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "visit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report",
                                to="elderly_visits.visit",
                                verbose_name="visit",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visit_reports",
                                to="volunteers.assignment",
                                verbose_name="assignment",
                            ),
                        ),
                        (
                            "on_behalf_of",
                            models.CharField(blank=True, max_length=60, verbose_name="entered on behalf of"),
                        ),
                        (
                            "visited_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="visited at"),
                        ),
                        (
                            "method",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("home", "At home"),
                                    ("phone", "By phone or video"),
                                    ("remote", "Remote monitoring"),
                                ],
                                max_length=10,
                                verbose_name="method",
                            ),
                        ),
                        (
                            "contact_made",
                            models.BooleanField(blank=True, null=True, verbose_name="contact made"),
                        ),
                        (
                            "no_contact_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_at_home", "Nobody at home"),
                                    ("in_hospital", "In hospital"),
                                    ("with_family", "Staying with family"),
                                    ("refused", "Did not wish to be visited"),
                                    ("unreachable", "Telephone not answered"),
                                    ("moved", "Moved away"),
                                    ("died", "Died"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="why not",
                            ),
                        ),
                        (
                            "health",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("good", "Good"),
                                    ("stable", "Chronic illness, stable"),
                                    ("worse", "Worse than last time"),
                                    ("sick", "Ill, needs a doctor"),
                                    ("critical", "Life in danger"),
                                ],
                                max_length=10,
                                verbose_name="health",
                            ),
                        ),
                        (
                            "mood",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("good", "Cheerful"),
                                    ("calm", "Calm"),
                                    ("low", "Low or lonely"),
                                    ("confused", "Confused or forgetful"),
                                    ("distressed", "In distress"),
                                ],
                                max_length=12,
                                verbose_name="state of mind",
                            ),
                        ),
                        (
                            "living",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("none", "No difficulty"),
                                    ("some", "Some difficulty"),
                                    ("serious", "Cannot manage alone"),
                                ],
                                max_length=10,
                                verbose_name="daily living",
                            ),
                        ),
                        (
                            "support",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("good", "Family cares well"),
                                    ("some", "Family comes now and then"),
                                    ("none", "Nobody cares"),
                                    ("neglect", "Signs of neglect or abuse"),
                                ],
                                max_length=10,
                                verbose_name="family support and care",
                            ),
                        ),
                        (
                            "gas",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("safe", "Safe"),
                                    ("hazard", "Hazard seen"),
                                    ("danger", "Immediate danger"),
                                    ("not_seen", "Not seen"),
                                ],
                                max_length=10,
                                verbose_name="gas",
                            ),
                        ),
                        (
                            "water",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("safe", "Safe"),
                                    ("hazard", "Hazard seen"),
                                    ("danger", "Immediate danger"),
                                    ("not_seen", "Not seen"),
                                ],
                                max_length=10,
                                verbose_name="water",
                            ),
                        ),
                        (
                            "electricity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("safe", "Safe"),
                                    ("hazard", "Hazard seen"),
                                    ("danger", "Immediate danger"),
                                    ("not_seen", "Not seen"),
                                ],
                                max_length=10,
                                verbose_name="electricity",
                            ),
                        ),
                        (
                            "fire",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("safe", "Safe"),
                                    ("hazard", "Hazard seen"),
                                    ("danger", "Immediate danger"),
                                    ("not_seen", "Not seen"),
                                ],
                                max_length=10,
                                verbose_name="fire",
                            ),
                        ),
                        (
                            "falls",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("safe", "Safe"),
                                    ("hazard", "Hazard seen"),
                                    ("danger", "Immediate danger"),
                                    ("not_seen", "Not seen"),
                                ],
                                max_length=10,
                                verbose_name="risk of falling",
                            ),
                        ),
                        (
                            "hygiene",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("good", "Clean"),
                                    ("fair", "Acceptable"),
                                    ("poor", "Poor"),
                                    ("not_seen", "Not seen"),
                                ],
                                max_length=10,
                                verbose_name="hygiene and surroundings",
                            ),
                        ),
                        ("needs", models.CharField(blank=True, max_length=500, verbose_name="service needs")),
                        (
                            "policy_information",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="policy information given"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=1000, verbose_name="remarks")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="saved at")),
                        (
                            "submitted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="submitted at"),
                        ),
                        ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="voided at")),
                    ],
                    options={
                        "verbose_name": "visit report",
                        "verbose_name_plural": "visit reports",
                        "ordering": ["-visited_at", "-pk"],
                        "indexes": [models.Index(fields=["submitted_at"], name="report_submitted")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("submitted_at", None),
                                    models.Q(
                                        ("contact_made__isnull", False),
                                        ("visited_at__isnull", False),
                                        models.Q(("method", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="submitted_report_is_complete",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("submitted_at", None),
                                    ("contact_made", True),
                                    models.Q(("no_contact_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="no_contact_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Concern",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "elder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concerns",
                                to="elderly_visits.elder",
                                verbose_name="elder",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concerns",
                                to="elderly_visits.visitreport",
                                verbose_name="visit report",
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
                                choices=[
                                    ("emergency", "Emergency"),
                                    ("urgent", "Urgent"),
                                    ("routine", "Routine"),
                                ],
                                max_length=10,
                                verbose_name="severity",
                            ),
                        ),
                        ("text", models.CharField(max_length=500, verbose_name="what was found")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concerns_owned",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("community_worker", "Community worker"),
                                    ("social_worker", "Social worker"),
                                    ("township_officer", "Township officer"),
                                    ("county_manager", "County manager"),
                                    ("city_manager", "City manager"),
                                    ("auditor", "Auditor"),
                                ],
                                default="community_worker",
                                max_length=30,
                                verbose_name="level",
                            ),
                        ),
                        ("due_at", models.DateTimeField(verbose_name="due")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("in_progress", "Being dealt with"),
                                    ("closed", "Closed"),
                                ],
                                default="open",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("solved", "Solved"),
                                    ("referred", "Referred"),
                                    ("not_needed", "Looked into, nothing needed"),
                                    ("declined", "Help declined by the elder"),
                                ],
                                max_length=12,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "outcome_note",
                            models.CharField(blank=True, max_length=500, verbose_name="what was done"),
                        ),
                        (
                            "referral",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "None"),
                                    ("care_point", "Care point"),
                                    ("assistance", "Assistance window"),
                                    ("organization", "Social organization"),
                                    ("health", "Hospital or clinic"),
                                    ("family", "Family"),
                                    ("police", "Police"),
                                ],
                                max_length=12,
                                verbose_name="referred to",
                            ),
                        ),
                        (
                            "referral_facility",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.facility",
                                verbose_name="care point",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="raised by",
                            ),
                        ),
                        (
                            "raised_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="raised at"),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                    ],
                    options={
                        "verbose_name": "concern",
                        "verbose_name_plural": "concerns",
                        "ordering": ["due_at", "pk"],
                        "indexes": [models.Index(fields=["state", "due_at"], name="concern_state_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True), ("closed_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="closed_concern_has_an_outcome",
                            ),
                            models.UniqueConstraint(
                                fields=("report", "kind"), name="one_concern_of_a_kind_per_report"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConcernEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="elderly_visits.concern",
                                verbose_name="concern",
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
                        ("what", models.CharField(max_length=200, verbose_name="what")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "step of a concern",
                        "verbose_name_plural": "steps of concerns",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalElder",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("lat", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                        ("lon", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                        (
                            "location_quality",
                            models.CharField(
                                choices=[
                                    ("exact", "exact"),
                                    ("approximate", "approximate"),
                                    ("unknown", "unknown"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="quality of the position",
                            ),
                        ),
                        ("living_alone", models.BooleanField(default=False, verbose_name="living alone")),
                        ("empty_nest", models.BooleanField(default=False, verbose_name="empty nest")),
                        ("left_behind", models.BooleanField(default=False, verbose_name="left behind")),
                        ("disabled", models.BooleanField(default=False, verbose_name="disabled")),
                        (
                            "severely_handicapped",
                            models.BooleanField(default=False, verbose_name="severely disabled"),
                        ),
                        (
                            "family_planning_special",
                            models.BooleanField(default=False, verbose_name="family planning special family"),
                        ),
                        ("dementia", models.BooleanField(default=False, verbose_name="dementia")),
                        (
                            "life_threatening",
                            models.BooleanField(default=False, verbose_name="life-threatening condition"),
                        ),
                        (
                            "in_institution",
                            models.BooleanField(default=False, verbose_name="lives in an institution"),
                        ),
                        (
                            "assistance",
                            models.CharField(
                                choices=[
                                    ("none", "None"),
                                    ("dibao", "Minimum living guarantee"),
                                    ("destitute", "Destitute support"),
                                    ("dibao_marginal", "Just above the minimum living guarantee"),
                                    ("rigid_expenditure", "Hardship due to unavoidable expenses"),
                                    ("poverty_monitoring", "Monitored for risk of return to poverty"),
                                ],
                                default="none",
                                max_length=20,
                                verbose_name="assistance",
                            ),
                        ),
                        (
                            "assistance_since",
                            models.DateField(blank=True, null=True, verbose_name="assistance since"),
                        ),
                        (
                            "ability_level",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (0, "Intact"),
                                    (1, "Mild disability"),
                                    (2, "Moderate disability"),
                                    (3, "Severe disability"),
                                    (4, "Complete disability"),
                                ],
                                null=True,
                                verbose_name="ability",
                            ),
                        ),
                        ("assessed_on", models.DateField(blank=True, null=True, verbose_name="assessed on")),
                        (
                            "risk_tier",
                            models.CharField(
                                choices=[("high", "High risk"), ("key", "Key"), ("general", "General")],
                                default="general",
                                max_length=10,
                                verbose_name="risk tier",
                            ),
                        ),
                        (
                            "prefers_sex",
                            models.CharField(
                                blank=True,
                                choices=[("M", "Male"), ("F", "Female")],
                                max_length=1,
                                verbose_name="preferred sex of visitors",
                            ),
                        ),
                        (
                            "needs_pair",
                            models.BooleanField(default=False, verbose_name="needs two visitors"),
                        ),
                        (
                            "slots",
                            models.PositiveIntegerField(
                                default=2097151, verbose_name="preferred visiting times"
                            ),
                        ),
                        (
                            "registered_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="registered on"
                            ),
                        ),
                        (
                            "left_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="removed from the register on"
                            ),
                        ),
                        (
                            "left_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("died", "Died"),
                                    ("moved", "Moved away"),
                                    ("institution", "Moved into an institution"),
                                    ("no_longer", "No longer in special difficulty"),
                                ],
                                max_length=20,
                                verbose_name="reason for leaving",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "worker",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="responsible worker",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical elder",
                        "verbose_name_plural": "historical elders",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="EmergencyContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "elder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contacts",
                                to="elderly_visits.elder",
                                verbose_name="elder",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("phone", models.CharField(max_length=20, verbose_name="phone")),
                        ("relation", models.CharField(blank=True, max_length=40, verbose_name="relation")),
                    ],
                    options={
                        "verbose_name": "emergency contact",
                        "verbose_name_plural": "emergency contacts",
                        "constraints": [
                            models.UniqueConstraint(fields=("elder", "name", "phone"), name="contact_once")
                        ],
                    },
                ),
            ],
        ),
    ]
