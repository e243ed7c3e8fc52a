import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("elderly_visits", "0001_initial"),
        ("people", "0002_append_only"),
        ("regions", "0001_initial"),
        ("volunteers", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="VisitPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("figures", models.JSONField(default=dict, verbose_name="figures")),
                        (
                            "started_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="started at"
                            ),
                        ),
                        (
                            "finished_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="requested by",
                            ),
                        ),
                        (
                            "visits",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="elderly_visits.visit", verbose_name="visits"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "plan",
                        "verbose_name_plural": "plans",
                        "ordering": ["-started_at"],
                        "indexes": [models.Index(fields=["month", "region"], name="plan_month_region")],
                    },
                ),
                migrations.CreateModel(
                    name="TimeShortage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shortages",
                                to="visit_planning.visitplan",
                            ),
                        ),
                        (
                            "visit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shortage",
                                to="elderly_visits.visit",
                            ),
                        ),
                        ("neighbourhood", models.PositiveIntegerField(verbose_name="neighbourhood")),
                        ("visits", models.PositiveIntegerField(verbose_name="visits")),
                        ("elders", models.PositiveIntegerField(verbose_name="elders")),
                        ("volunteers", models.PositiveIntegerField(verbose_name="volunteers")),
                        ("possible", models.PositiveIntegerField(verbose_name="visits they can make")),
                        ("complete", models.BooleanField(default=True, verbose_name="count complete")),
                    ],
                    options={
                        "verbose_name": "shortage of time",
                        "verbose_name_plural": "shortages of time",
                        "ordering": ["plan", "neighbourhood", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="MissingVolunteers",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="missing_volunteers",
                                to="visit_planning.visitplan",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="community",
                            ),
                        ),
                        ("gain_m", models.PositiveBigIntegerField(verbose_name="gain in metres")),
                        ("visits", models.PositiveIntegerField(verbose_name="more visits")),
                        ("elders", models.PositiveIntegerField(verbose_name="more elders seen")),
                        ("uncovered", models.PositiveIntegerField(verbose_name="elders without any visit")),
                        ("unmatched", models.PositiveIntegerField(verbose_name="visits without a volunteer")),
                    ],
                    options={
                        "verbose_name": "missing volunteers",
                        "verbose_name_plural": "missing volunteers",
                        "ordering": ["-gain_m", "region_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("month", "region"), name="missing_once_a_month_and_community"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Closure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        ("first_day", models.DateField(verbose_name="from")),
                        ("last_day", models.DateField(verbose_name="until")),
                        ("why", models.CharField(max_length=200, verbose_name="why")),
                        (
                            "closed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="entered at"
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="entered by",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened at")),
                        (
                            "opened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reopened by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "road closure",
                        "verbose_name_plural": "road closures",
                        "ordering": ["-first_day", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="closure_first_before_last",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("opened_at", None)),
                                fields=("region", "first_day", "last_day"),
                                name="closure_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Repair",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("declined", "A volunteer declined"),
                                    ("withdrawn", "A volunteer has withdrawn"),
                                    ("away", "A volunteer is ill or away"),
                                    ("left", "A volunteer left or was suspended"),
                                    ("no_answer", "No answer within the time limit"),
                                    ("new_elder", "A visit has become due"),
                                    ("closed", "A place is cut off"),
                                    ("opened", "A place is accessible again"),
                                    ("by_worker", "Requested by a worker"),
                                ],
                                max_length=12,
                                verbose_name="cause",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "Waiting"), ("done", "Done"), ("failed", "Given up")],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="month")),
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
                            "volunteer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="volunteers.volunteer",
                                verbose_name="volunteer",
                            ),
                        ),
                        (
                            "elder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="elderly_visits.elder",
                                verbose_name="elder",
                            ),
                        ),
                        (
                            "closure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repairs",
                                to="visit_planning.closure",
                                verbose_name="road closure",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="asked by",
                            ),
                        ),
                        (
                            "requested_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked at"),
                        ),
                        (
                            "not_before",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="not before"
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                        (
                            "finished_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="finished at"),
                        ),
                        ("figures", models.JSONField(blank=True, default=dict, verbose_name="figures")),
                        ("error", models.CharField(blank=True, max_length=300, verbose_name="last error")),
                    ],
                    options={
                        "verbose_name": "repair",
                        "verbose_name_plural": "repairs",
                        "ordering": ["-requested_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["not_before"],
                                name="repair_waiting",
                            ),
                            models.Index(fields=["month", "region"], name="repair_month_region"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RepairedVisit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "repair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="visit_planning.repair",
                                verbose_name="repair",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repairs",
                                to="elderly_visits.visit",
                                verbose_name="visit",
                            ),
                        ),
                        (
                            "before",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="volunteers.volunteer",
                                verbose_name="before",
                            ),
                        ),
                        (
                            "after",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="volunteers.volunteer",
                                verbose_name="after",
                            ),
                        ),
                        (
                            "fate",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("found", "Somebody else was asked"),
                                    ("nobody", "Nobody was found"),
                                    ("held", "Already has a visitor"),
                                    ("search", "Others are being asked in turn"),
                                    ("moved", "Moved to make room"),
                                    ("over", "No longer needed"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=40, verbose_name="why unassigned"),
                        ),
                        (
                            "distance_m",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="distance in metres"
                            ),
                        ),
                        ("again", models.BooleanField(default=False, verbose_name="knows the elder")),
                    ],
                    options={
                        "verbose_name": "rematched visit",
                        "verbose_name_plural": "rematched visits",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("repair", "visit", "before"), name="repaired_visit_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("before", None)),
                                fields=("repair", "visit"),
                                name="repaired_visit_of_nobody_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandInSearch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="searches",
                                to="elderly_visits.visit",
                                verbose_name="visit",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asking", "Asking"),
                                    ("found", "Someone accepted"),
                                    ("exhausted", "Everybody was asked"),
                                    ("stopped", "Stopped"),
                                ],
                                default="asking",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "at_once",
                            models.PositiveSmallIntegerField(default=1, verbose_name="asked at once"),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=40, verbose_name="why unassigned"),
                        ),
                        (
                            "started_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="started at"
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                        (
                            "next_step_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="next step at"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                    ],
                    options={
                        "verbose_name": "search for a stand-in",
                        "verbose_name_plural": "searches for stand-ins",
                        "ordering": ["-started_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "asking")),
                                fields=["next_step_at"],
                                name="search_next_step",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asking")),
                                fields=("visit",),
                                name="one_search_for_a_visit",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "search",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stand_ins",
                                to="visit_planning.standinsearch",
                                verbose_name="search",
                            ),
                        ),
                        (
                            "volunteer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="volunteers.volunteer",
                                verbose_name="volunteer",
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="place on the list")),
                        ("cost_m", models.FloatField(verbose_name="cost in metres")),
                        (
                            "distance_m",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="distance in metres"
                            ),
                        ),
                        ("again", models.BooleanField(default=False, verbose_name="knows the elder")),
                        (
                            "assignment",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stand_in",
                                to="volunteers.assignment",
                                verbose_name="offer",
                            ),
                        ),
                        (
                            "passed_over",
                            models.CharField(blank=True, max_length=40, verbose_name="why not asked"),
                        ),
                    ],
                    options={
                        "verbose_name": "stand-in",
                        "verbose_name_plural": "stand-ins",
                        "ordering": ["search", "rank"],
                        "constraints": [
                            models.UniqueConstraint(fields=("search", "volunteer"), name="stand_in_once"),
                            models.UniqueConstraint(fields=("search", "rank"), name="stand_in_rank"),
                        ],
                    },
                ),
            ],
        ),
    ]
