import uuid

import django.core.validators
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
        ("organizations", "0001_initial"),
        ("people", "0002_append_only"),
        ("regions", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Volunteer",
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
                                related_name="volunteer",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for review"),
                                    ("approved", "Approved"),
                                    ("rejected", "Rejected"),
                                    ("suspended", "Suspended"),
                                    ("left", "Left"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "max_distance_m",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MaxValueValidator(200000)],
                                verbose_name="maximum distance in metres",
                            ),
                        ),
                        (
                            "monthly_cap_minutes",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MaxValueValidator(44640)],
                                verbose_name="minutes a month",
                            ),
                        ),
                        (
                            "availability",
                            models.PositiveIntegerField(default=2097151, verbose_name="available"),
                        ),
                        (
                            "insured_until",
                            models.DateField(blank=True, null=True, verbose_name="accident insurance until"),
                        ),
                        (
                            "visits_elders",
                            models.BooleanField(default=True, verbose_name="willing to visit elders"),
                        ),
                        (
                            "introduction",
                            models.CharField(blank=True, max_length=500, verbose_name="about me"),
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
                            "registered_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="registered on"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "volunteer",
                        "verbose_name_plural": "volunteers",
                        "ordering": ["region_id", "pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["lat", "lon"], name="volunteer_lat_lon"),
                            models.Index(fields=["state", "region"], name="volunteer_state_region"),
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
                                name="volunteers_volunteer_point_valid",
                                violation_error_message="A position needs a valid latitude and longitude.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "volunteer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absences",
                                to="volunteers.volunteer",
                                verbose_name="volunteer",
                            ),
                        ),
                        ("first_day", models.DateField(verbose_name="from")),
                        ("last_day", models.DateField(verbose_name="until")),
                        (
                            "reason",
                            models.CharField(
                                choices=[("ill", "Ill"), ("away", "Away from home"), ("other", "Other")],
                                default="away",
                                max_length=10,
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="recorded at"
                            ),
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
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                    ],
                    options={
                        "verbose_name": "absence",
                        "verbose_name_plural": "absences",
                        "ordering": ["first_day", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["last_day"],
                                name="absence_in_force",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="absence_first_before_last",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("volunteer", "first_day", "last_day"),
                                name="absence_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Team",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
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
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="teams_led",
                                to="volunteers.volunteer",
                                verbose_name="leader",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="teams",
                                to="organizations.socialorganization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "introduction",
                            models.CharField(blank=True, max_length=500, verbose_name="introduction"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for review"),
                                    ("approved", "Approved"),
                                    ("rejected", "Rejected"),
                                    ("closed", "Closed"),
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
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "verbose_name": "team",
                        "verbose_name_plural": "teams",
                        "ordering": ["region_id", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("name", "region"), name="team_name_in_region")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Project",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("title", models.CharField(max_length=100, verbose_name="title")),
                        ("description", models.TextField(max_length=3000, verbose_name="description")),
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
                                max_length=20,
                                verbose_name="service category",
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
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="organizations.socialorganization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="volunteers.team",
                                verbose_name="team",
                            ),
                        ),
                        (
                            "serves_as_group",
                            models.BooleanField(
                                default=False,
                                help_text=(
                                    "Earnings go to charity: time coins can only be donated. Service "
                                    "hours are still credited to each member."
                                ),
                                verbose_name="serving in the team's name",
                            ),
                        ),
                        ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="contact")),
                        (
                            "contact_phone",
                            models.CharField(blank=True, max_length=20, verbose_name="contact's phone"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waiting for review"),
                                    ("published", "Published"),
                                    ("rejected", "Rejected"),
                                    ("closed", "Closed"),
                                ],
                                default="draft",
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
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False, verbose_name="fictitious, for the demonstration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "project",
                        "verbose_name_plural": "projects",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("organization__isnull", False), ("team__isnull", False), _connector="OR"
                                ),
                                name="project_has_a_publisher",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("serves_as_group", False), ("team__isnull", False), _connector="OR"
                                ),
                                name="project_group_is_a_team",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Skill",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(
                                allow_unicode=True, max_length=40, unique=True, verbose_name="code"
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="name")),
                        (
                            "needs_qualification",
                            models.BooleanField(default=False, verbose_name="needs a qualification"),
                        ),
                    ],
                    options={
                        "verbose_name": "skill",
                        "verbose_name_plural": "skills",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
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
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("visit", "Visit to an elder"),
                                    ("shift", "Project shift"),
                                    ("request", "Service requested with time coins"),
                                ],
                                max_length=10,
                                verbose_name="kind",
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
                                max_length=20,
                                verbose_name="service category",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        (
                            "description",
                            models.CharField(blank=True, max_length=1000, verbose_name="description"),
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
                        ("place", models.CharField(max_length=200, verbose_name="place")),
                        ("starts_on", models.DateField(verbose_name="from")),
                        ("ends_on", models.DateField(verbose_name="until")),
                        ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="starts at")),
                        ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="ends at")),
                        ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
                        (
                            "persons_needed",
                            models.PositiveSmallIntegerField(default=1, verbose_name="people needed"),
                        ),
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
                                verbose_name="sex asked for",
                            ),
                        ),
                        ("adult_only", models.BooleanField(default=False, verbose_name="adults only")),
                        (
                            "needs_insurance",
                            models.BooleanField(default=False, verbose_name="needs accident insurance"),
                        ),
                        (
                            "on_site",
                            models.BooleanField(
                                default=True,
                                help_text="No means it can be done by telephone",
                                verbose_name="on site",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="volunteers.project",
                                verbose_name="project",
                            ),
                        ),
                        ("organiser", models.CharField(max_length=100, verbose_name="organising unit")),
                        (
                            "in_charge",
                            models.CharField(blank=True, max_length=60, verbose_name="person in charge"),
                        ),
                        ("check_in_index", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("done", "Done"),
                                    ("cancelled", "Cancelled"),
                                    ("lapsed", "Lapsed"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "unmatched_reason",
                            models.CharField(blank=True, max_length=40, verbose_name="why not filled yet"),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "required_skills",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="volunteers.skill", verbose_name="skills"
                            ),
                        ),
                        (
                            "dialects",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="people.dialect", verbose_name="dialects"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "task",
                        "verbose_name_plural": "tasks",
                        "ordering": ["starts_on", "pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["lat", "lon"], name="task_lat_lon"),
                            models.Index(fields=["region", "starts_on"], name="task_region_day"),
                            models.Index(fields=["kind", "state", "starts_on"], name="task_kind_state_day"),
                            models.Index(
                                condition=models.Q(("state", "open"), ("unmatched_reason__gt", "")),
                                fields=["lat", "lon"],
                                name="task_looking_place",
                            ),
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
                                name="volunteers_task_point_valid",
                                violation_error_message="A position needs a valid latitude and longitude.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gt", 0), ("minutes__lte", 1440)),
                                name="task_minutes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("persons_needed__gt", 0)), name="task_needs_somebody"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="task_window",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_at", None), ("starts_at", None)),
                                    ("ends_at__gt", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                name="task_hours",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="volunteers.task",
                                verbose_name="task",
                            ),
                        ),
                        (
                            "volunteer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="volunteers.volunteer",
                                verbose_name="volunteer",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("offered", "Offered"),
                                    ("accepted", "Accepted"),
                                    ("checked_in", "Checked in"),
                                    ("checked_out", "Waiting for verification"),
                                    ("verified", "Verified"),
                                    ("rejected", "Not verified"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("no_show", "Did not come"),
                                    ("replaced", "Reassigned"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="offered",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("matched", "Proposed by the planner"),
                                    ("signed_up", "Signed up"),
                                    ("assigned", "Assigned by a worker"),
                                    ("stand_in", "Stand-in requested"),
                                ],
                                max_length=10,
                                verbose_name="origin",
                            ),
                        ),
                        (
                            "offered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="offered at"
                            ),
                        ),
                        (
                            "expires_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reply deadline"),
                        ),
                        (
                            "planned_for",
                            models.DateTimeField(blank=True, null=True, verbose_name="agreed time"),
                        ),
                        (
                            "accepted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="accepted at"),
                        ),
                        (
                            "distance_m",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="distance in metres"
                            ),
                        ),
                        (
                            "explanation",
                            models.JSONField(blank=True, default=dict, verbose_name="why this volunteer"),
                        ),
                        (
                            "checked_in_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="checked in at"),
                        ),
                        (
                            "check_in_method",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("door_code", "Door code"),
                                    ("position", "Position"),
                                    ("both", "Door code and position"),
                                    ("on_behalf", "Entered by a worker"),
                                    ("unproven", "Without proof"),
                                ],
                                max_length=10,
                                verbose_name="checked in by",
                            ),
                        ),
                        (
                            "check_in_distance_m",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="distance at check-in"
                            ),
                        ),
                        (
                            "checked_out_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="checked out at"),
                        ),
                        (
                            "minutes",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="minutes served"),
                        ),
                        (
                            "evidence",
                            models.CharField(
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
                        (
                            "verified_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="verified at"),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty when the evidence sufficed",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "assignment",
                        "verbose_name_plural": "assignments",
                        "ordering": ["-offered_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["volunteer", "state", "checked_out_at"],
                                name="assignment_volunteer_month",
                            ),
                            models.Index(fields=["state", "checked_out_at"], name="assignment_queue"),
                            models.Index(
                                condition=models.Q(("expires_at__isnull", False), ("state", "offered")),
                                fields=["expires_at"],
                                name="assignment_expiring",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ("offered", "accepted", "checked_in", "checked_out", "verified"),
                                    )
                                ),
                                fields=("task", "volunteer"),
                                name="volunteer_once_on_a_task",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes", None),
                                    models.Q(("minutes__gt", 0), ("minutes__lte", 1440)),
                                    _connector="OR",
                                ),
                                name="assignment_minutes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_out_at", None),
                                    ("checked_out_at__gte", models.F("checked_in_at")),
                                    _connector="OR",
                                ),
                                name="out_after_in",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "verified"), _negated=True),
                                    models.Q(("minutes__isnull", False), ("verified_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="verified_has_minutes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssignmentEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="volunteers.assignment",
                                verbose_name="assignment",
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
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("offered", "Offered"),
                                    ("accepted", "Accepted"),
                                    ("checked_in", "Checked in"),
                                    ("checked_out", "Waiting for verification"),
                                    ("verified", "Verified"),
                                    ("rejected", "Not verified"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("no_show", "Did not come"),
                                    ("replaced", "Reassigned"),
                                    ("cancelled", "Cancelled"),
                                ],
                                max_length=12,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("offered", "Offered"),
                                    ("accepted", "Accepted"),
                                    ("checked_in", "Checked in"),
                                    ("checked_out", "Waiting for verification"),
                                    ("verified", "Verified"),
                                    ("rejected", "Not verified"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("no_show", "Did not come"),
                                    ("replaced", "Reassigned"),
                                    ("cancelled", "Cancelled"),
                                ],
                                max_length=12,
                                verbose_name="to",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "step of an assignment",
                        "verbose_name_plural": "assignment steps",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalProject",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("title", models.CharField(max_length=100, verbose_name="title")),
                        ("description", models.TextField(max_length=3000, verbose_name="description")),
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
                                max_length=20,
                                verbose_name="service category",
                            ),
                        ),
                        (
                            "serves_as_group",
                            models.BooleanField(
                                default=False,
                                help_text=(
                                    "Earnings go to charity: time coins can only be donated. Service "
                                    "hours are still credited to each member."
                                ),
                                verbose_name="serving in the team's name",
                            ),
                        ),
                        ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="contact")),
                        (
                            "contact_phone",
                            models.CharField(blank=True, max_length=20, verbose_name="contact's phone"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waiting for review"),
                                    ("published", "Published"),
                                    ("rejected", "Rejected"),
                                    ("closed", "Closed"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "review_note",
                            models.CharField(blank=True, max_length=300, verbose_name="review comment"),
                        ),
                        (
                            "reviewed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reviewed at"),
                        ),
                        ("created_at", models.DateTimeField(blank=True, editable=False)),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False, verbose_name="fictitious, for the demonstration"
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
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organizations.socialorganization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="volunteers.team",
                                verbose_name="team",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewed by",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="created by",
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
                        "verbose_name": "historical project",
                        "verbose_name_plural": "historical projects",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="PlannedStop",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="volunteers.task",
                                verbose_name="task",
                            ),
                        ),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="volunteers.assignment",
                                verbose_name="assignment",
                            ),
                        ),
                        ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="starts at")),
                        (
                            "unfit",
                            models.CharField(blank=True, max_length=12, verbose_name="why no time was found"),
                        ),
                        ("by_hand", models.BooleanField(default=False, verbose_name="chosen by hand")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "stop to schedule",
                        "verbose_name_plural": "stops to schedule",
                        "ordering": ["starts_at", "pk"],
                        "indexes": [models.Index(fields=["person", "starts_at"], name="stop_person_day")],
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "task"), name="stop_once_a_person"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("starts_at__isnull", False), ("unfit", "")),
                                    models.Q(
                                        ("starts_at__isnull", True), models.Q(("unfit", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="stop_has_time_or_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        ("secret", common.fields.EncryptedTextField(verbose_name="secret")),
                        ("secret_index", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="in use since"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calendar address",
                        "verbose_name_plural": "calendar addresses",
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTeam",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "introduction",
                            models.CharField(blank=True, max_length=500, verbose_name="introduction"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for review"),
                                    ("approved", "Approved"),
                                    ("rejected", "Rejected"),
                                    ("closed", "Closed"),
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
                            "reviewed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reviewed at"),
                        ),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False, verbose_name="fictitious, for the demonstration"
                            ),
                        ),
                        ("created_at", models.DateTimeField(blank=True, editable=False)),
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
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="volunteers.volunteer",
                                verbose_name="leader",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organizations.socialorganization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewed by",
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
                        "verbose_name": "historical team",
                        "verbose_name_plural": "historical teams",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="TeamMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="volunteers.team",
                                verbose_name="team",
                            ),
                        ),
                        (
                            "volunteer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="team_memberships",
                                to="volunteers.volunteer",
                                verbose_name="volunteer",
                            ),
                        ),
                        (
                            "joined_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="joined on"
                            ),
                        ),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                    ],
                    options={
                        "verbose_name": "team member",
                        "verbose_name_plural": "team members",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_on", None)),
                                fields=("team", "volunteer"),
                                name="team_member_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalVolunteer",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waiting for review"),
                                    ("approved", "Approved"),
                                    ("rejected", "Rejected"),
                                    ("suspended", "Suspended"),
                                    ("left", "Left"),
                                ],
                                default="pending",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "max_distance_m",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MaxValueValidator(200000)],
                                verbose_name="maximum distance in metres",
                            ),
                        ),
                        (
                            "monthly_cap_minutes",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MaxValueValidator(44640)],
                                verbose_name="minutes a month",
                            ),
                        ),
                        (
                            "availability",
                            models.PositiveIntegerField(default=2097151, verbose_name="available"),
                        ),
                        (
                            "insured_until",
                            models.DateField(blank=True, null=True, verbose_name="accident insurance until"),
                        ),
                        (
                            "visits_elders",
                            models.BooleanField(default=True, verbose_name="willing to visit elders"),
                        ),
                        (
                            "introduction",
                            models.CharField(blank=True, max_length=500, verbose_name="about me"),
                        ),
                        (
                            "review_note",
                            models.CharField(blank=True, max_length=300, verbose_name="review comment"),
                        ),
                        (
                            "reviewed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reviewed at"),
                        ),
                        (
                            "registered_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="registered on"
                            ),
                        ),
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
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reviewed by",
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
                        "verbose_name": "historical volunteer",
                        "verbose_name_plural": "historical volunteers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="VolunteerSkill",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "volunteer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="skill_holdings",
                                to="volunteers.volunteer",
                                verbose_name="volunteer",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holdings",
                                to="volunteers.skill",
                                verbose_name="skill",
                            ),
                        ),
                        (
                            "certificate_number",
                            models.CharField(blank=True, max_length=60, verbose_name="certificate number"),
                        ),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "volunteer skill",
                        "verbose_name_plural": "volunteer skills",
                        "constraints": [
                            models.UniqueConstraint(fields=("volunteer", "skill"), name="skill_once")
                        ],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="volunteer",
            name="skills",
            field=models.ManyToManyField(
                related_name="volunteers",
                through="volunteers.VolunteerSkill",
                to="volunteers.skill",
                verbose_name="skills",
            ),
        ),
    ]
