import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

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
                    name="HistoricalFacility",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("elder_care_complex", "Community elder care complex"),
                                    ("station", "Community elder care station"),
                                    ("day_care_centre", "Day care centre"),
                                    ("meal_site", "Meal point for elders"),
                                    ("destitute_nursing_home", "Nursing home for disabled destitute people"),
                                    ("township_elder_home", "Township elder home"),
                                    ("regional_centre", "Regional elder care centre"),
                                    ("village_mutual_aid_point", "Village mutual aid point"),
                                    ("social_work_station", "Social work station"),
                                    ("community_service_centre", "Community service centre"),
                                    ("childrens_home", "Children's home"),
                                    ("mental_rehab_site", "Mental health rehabilitation site"),
                                    ("rescue_station", "Rescue station"),
                                    ("minors_protection_centre", "Minors protection centre"),
                                ],
                                max_length=40,
                                verbose_name="type",
                            ),
                        ),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Beds, seats or meals a day",
                                null=True,
                                verbose_name="capacity",
                            ),
                        ),
                        (
                            "area_m2",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="area in m²"),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                        (
                            "opening_hours",
                            models.CharField(
                                blank=True,
                                help_text="Such as Mo-Fr 08:30-17:30; Sa 09:00-12:00",
                                max_length=200,
                                verbose_name="opening hours",
                            ),
                        ),
                        (
                            "services",
                            models.JSONField(
                                blank=True, default=list, help_text="A list of words", verbose_name="services"
                            ),
                        ),
                        (
                            "verified_on",
                            models.DateField(blank=True, null=True, verbose_name="last verified"),
                        ),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        (
                            "renovated",
                            models.BooleanField(
                                default=False, verbose_name="renovated as a people-friendly centre"
                            ),
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
                            "operator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="organizations.socialorganization",
                                verbose_name="operator",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
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
                        "verbose_name": "historical care point",
                        "verbose_name_plural": "historical care points",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Facility",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("elder_care_complex", "Community elder care complex"),
                                    ("station", "Community elder care station"),
                                    ("day_care_centre", "Day care centre"),
                                    ("meal_site", "Meal point for elders"),
                                    ("destitute_nursing_home", "Nursing home for disabled destitute people"),
                                    ("township_elder_home", "Township elder home"),
                                    ("regional_centre", "Regional elder care centre"),
                                    ("village_mutual_aid_point", "Village mutual aid point"),
                                    ("social_work_station", "Social work station"),
                                    ("community_service_centre", "Community service centre"),
                                    ("childrens_home", "Children's home"),
                                    ("mental_rehab_site", "Mental health rehabilitation site"),
                                    ("rescue_station", "Rescue station"),
                                    ("minors_protection_centre", "Minors protection centre"),
                                ],
                                max_length=40,
                                verbose_name="type",
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
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Beds, seats or meals a day",
                                null=True,
                                verbose_name="capacity",
                            ),
                        ),
                        (
                            "area_m2",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="area in m²"),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                        (
                            "opening_hours",
                            models.CharField(
                                blank=True,
                                help_text="Such as Mo-Fr 08:30-17:30; Sa 09:00-12:00",
                                max_length=200,
                                verbose_name="opening hours",
                            ),
                        ),
                        (
                            "services",
                            models.JSONField(
                                blank=True, default=list, help_text="A list of words", verbose_name="services"
                            ),
                        ),
                        (
                            "operator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facilities",
                                to="organizations.socialorganization",
                                verbose_name="operator",
                            ),
                        ),
                        (
                            "verified_on",
                            models.DateField(blank=True, null=True, verbose_name="last verified"),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="verified by",
                            ),
                        ),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        (
                            "renovated",
                            models.BooleanField(
                                default=False, verbose_name="renovated as a people-friendly centre"
                            ),
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
                        "verbose_name": "care point",
                        "verbose_name_plural": "care points",
                        "ordering": ["region_id", "name"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["lat", "lon"], name="facility_lat_lon"),
                            models.Index(fields=["type", "region"], name="facility_type_region"),
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
                                name="facilities_facility_point_valid",
                                violation_error_message="A position needs a valid latitude and longitude.",
                            ),
                            models.UniqueConstraint(fields=("name", "type", "region"), name="facility_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FacilityCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="facilities.facility",
                                verbose_name="care point",
                            ),
                        ),
                        ("text", models.TextField(max_length=500, verbose_name="what is wrong")),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="reporter's phone"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="reported at"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waiting"),
                                    ("applied", "Entry corrected"),
                                    ("rejected", "Entry was right"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "handled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handled by",
                            ),
                        ),
                        (
                            "handled_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="handled at"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "reported error",
                        "verbose_name_plural": "reported errors",
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["state", "created_at"], name="correction_state_created")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handled_at", None), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("handled_at__isnull", False),
                                        ("phone", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="handled_correction_forgets_the_phone",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
