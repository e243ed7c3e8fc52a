"""A concern keeps its first due time, and each level has a clock of its own.

Until now an escalation moved the due time. The first one is rebuilt where that happened: from the time of raising and
the policy of that day. Escalations are told by who took the step: nobody, after the concern was raised.
"""

from collections import defaultdict
from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

from common.append_only import append_only

PART = 2_000
_ORDER = ("community_worker", "township_officer", "county_manager", "city_manager")
_KEY = "visits.concern.due_hours"
_INITIAL = {"emergency": 1, "urgent": 24, "routine": 168}
# As the steps name the levels, in the languages there were.
_LABELS = {
    "Township officer": "township_officer",
    "County manager": "county_manager",
    "City manager": "city_manager",
    "乡镇（街道）经办": "township_officer",
    "县级管理员": "county_manager",
    "市级管理员": "city_manager",
}


class _Hours:
    """The hours a severity had, on a day and in a region: smaller regions and later days win, entry by entry."""

    def __init__(self, rows):
        self.rows = list(rows)

    def of(self, severity, day, region):
        found = _INITIAL.get(severity, 168)
        for row in sorted(self.rows, key=lambda row: (len(_prefix(row[0])), row[1])):
            if row[1] <= day and region.startswith(_prefix(row[0])) and severity in row[2]:
                found = row[2][severity]
        return found


def _prefix(code):
    """The part of a code that all regions below share: 4, 6, 9 or 12 digits."""
    if not code:
        return ""
    for length in (4, 6, 9):
        if code[length:] == "0" * (12 - length):
            return code[:length]
    return code


def rebuild(apps, _editor):
    """Escalated concerns get their first due time back and a stage for each level; of the others nothing has moved."""
    concerns = apps.get_model("elderly_visits", "Concern")
    events = apps.get_model("elderly_visits", "ConcernEvent")
    rows = apps.get_model("policies", "PolicyRow").objects.filter(key=_KEY)
    hours = _Hours(rows.order_by("pk").values_list("region_id", "valid_from", "value"))
    concerns.objects.filter(highest_level="").update(highest_level=F("level"), level_since=F("raised_at"))
    steps = events.objects.filter(actor=None, at__gt=F("concern__raised_at"))
    climbed = sorted(set(steps.order_by().values_list("concern_id", flat=True)))
    for start in range(0, len(climbed), PART):
        _climbed(apps, climbed[start : start + PART], hours)
    stages = apps.get_model("elderly_visits", "ConcernStage").objects
    rest = concerns.objects.filter(stages=None).order_by("pk")
    fields = ("pk", "level", "owner_id", "raised_at", "due_at")
    last = 0
    while part := list(rest.filter(pk__gt=last).values_list(*fields)[:PART]):
        last = part[-1][0]
        stages.bulk_create(
            stages.model(concern_id=pk, level=level, owner_id=owner, since=since, due_at=due)
            for pk, level, owner, since, due in part
        )


def _climbed(apps, keys, hours):
    concerns = apps.get_model("elderly_visits", "Concern")
    stage = apps.get_model("elderly_visits", "ConcernStage")
    events = apps.get_model("elderly_visits", "ConcernEvent")
    steps = defaultdict(list)
    taken = events.objects.filter(concern__in=keys, actor=None, at__gt=F("concern__raised_at"))
    for concern, at, what in taken.order_by("at", "pk").values_list("concern_id", "at", "what"):
        steps[concern].append((at, _LABELS.get(what.replace("：", ":").rpartition(":")[2].strip(), "")))
    found, stages = list(concerns.objects.filter(pk__in=keys).select_related("elder")), []
    for concern in found:
        allowed = timedelta(
            hours=hours.of(concern.severity, concern.raised_at.date(), concern.elder.region_id)
        )
        levels = [level for _at, level in steps[concern.pk] if level]
        concern.level_due_at, concern.due_at = concern.due_at, concern.raised_at + allowed
        concern.highest_level = max([*levels, concern.level], key=_rank)
        concern.level_since = steps[concern.pk][-1][0]
        stages.append(
            stage(concern_id=concern.pk, level=_ORDER[0], since=concern.raised_at, due_at=concern.due_at)
        )
        for number, (at, level) in enumerate(steps[concern.pk], start=1):
            last = number == len(steps[concern.pk])
            stages.append(
                stage(
                    concern_id=concern.pk,
                    level=level or concern.level,
                    owner_id=concern.owner_id if last else None,
                    since=at,
                    due_at=concern.level_due_at if last else at + allowed,
                )
            )
    concerns.objects.bulk_update(
        found, ["due_at", "level_due_at", "highest_level", "level_since"], batch_size=200
    )
    stage.objects.bulk_create(stages, batch_size=500)


def _rank(level):
    return _ORDER.index(level) if level in _ORDER else -1


class Migration(migrations.Migration):
    dependencies = [
        ("elderly_visits", "0004_figures_staff_visits"),
        ("volunteers", "0002_append_only"),
        ("policies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConcernStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        max_length=30,
                        verbose_name="level",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="had it since")),
                ("due_at", models.DateTimeField(verbose_name="due")),
            ],
            options={
                "verbose_name": "stage of a concern",
                "verbose_name_plural": "stages of concerns",
                "ordering": ["since", "pk"],
            },
        ),
        migrations.AddField(
            model_name="concern",
            name="highest_level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("community_worker", "Community worker"),
                    ("social_worker", "Social worker"),
                    ("township_officer", "Township officer"),
                    ("county_manager", "County manager"),
                    ("city_manager", "City manager"),
                    ("auditor", "Auditor"),
                ],
                max_length=30,
                verbose_name="highest level",
            ),
        ),
        migrations.AddField(
            model_name="concern",
            name="level_due_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="due at this level"),
        ),
        migrations.AddField(
            model_name="concern",
            name="level_since",
            field=models.DateTimeField(blank=True, null=True, verbose_name="at this level since"),
        ),
        migrations.AddField(
            model_name="concernstage",
            name="concern",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stages",
                to="elderly_visits.concern",
                verbose_name="concern",
            ),
        ),
        migrations.AddField(
            model_name="concernstage",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        append_only("elderly_visits_concernstage"),
        migrations.RunPython(rebuild, migrations.RunPython.noop),
    ]
