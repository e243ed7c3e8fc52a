import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Region",
                    fields=[
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
                            "code",
                            models.CharField(
                                max_length=12,
                                primary_key=True,
                                serialize=False,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9]{12}\\Z", "A region code has 12 digits."
                                    )
                                ],
                                verbose_name="region code",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="regions.region",
                                verbose_name="parent region",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("city", "city"),
                                    ("county", "county"),
                                    ("township", "township"),
                                    ("community", "community"),
                                ],
                                max_length=10,
                                verbose_name="administrative level",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name of the region")),
                        (
                            "urban_rural",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("111", "urban core"),
                                    ("112", "urban fringe"),
                                    ("121", "town centre"),
                                    ("122", "town fringe"),
                                    ("123", "special area (mine, farm, development zone)"),
                                    ("210", "township seat"),
                                    ("220", "village"),
                                ],
                                default="",
                                max_length=3,
                                verbose_name="urban/rural class",
                            ),
                        ),
                        (
                            "source",
                            models.TextField(blank=True, default="", verbose_name="source of the data"),
                        ),
                    ],
                    options={
                        "verbose_name": "region",
                        "verbose_name_plural": "regions",
                        "ordering": ["code"],
                        "abstract": False,
                        "indexes": [
                            models.Index(fields=["lat", "lon"], name="region_lat_lon"),
                            models.Index(fields=["level", "code"], name="region_level_code"),
                            models.Index(fields=["name"], name="region_name"),
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
                                name="regions_region_point_valid",
                                violation_error_message="A position needs a valid latitude and longitude.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("code__regex", "^[0-9]{2}(?!00)[0-9]{2}00000000\\Z"),
                                        ("level", "city"),
                                    ),
                                    models.Q(
                                        ("code__regex", "^[0-9]{4}(?!00)[0-9]{2}000000\\Z"),
                                        ("level", "county"),
                                    ),
                                    models.Q(
                                        ("code__regex", "^[0-9]{6}(?!000)[0-9]{3}000\\Z"),
                                        ("level", "township"),
                                    ),
                                    models.Q(
                                        ("code__regex", "^[0-9]{9}(?!000)[0-9]{3}\\Z"), ("level", "community")
                                    ),
                                    _connector="OR",
                                ),
                                name="regions_region_code_agrees_with_level",
                                violation_error_message="The trailing zeros of the code do not match the level.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", "city"), ("parent__isnull", True)),
                                    models.Q(
                                        ("parent__isnull", False),
                                        models.Q(
                                            models.Q(
                                                ("level", "county"),
                                                (
                                                    "parent",
                                                    django.db.models.functions.text.Concat(
                                                        django.db.models.functions.text.Substr("code", 1, 4),
                                                        models.Value("00000000"),
                                                    ),
                                                ),
                                            ),
                                            models.Q(
                                                ("level", "township"),
                                                (
                                                    "parent",
                                                    django.db.models.functions.text.Concat(
                                                        django.db.models.functions.text.Substr("code", 1, 6),
                                                        models.Value("000000"),
                                                    ),
                                                ),
                                            ),
                                            models.Q(
                                                ("level", "community"),
                                                (
                                                    "parent",
                                                    django.db.models.functions.text.Concat(
                                                        django.db.models.functions.text.Substr("code", 1, 9),
                                                        models.Value("000"),
                                                    ),
                                                ),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="regions_region_parent_agrees_with_code",
                                violation_error_message="The parent is not the region the code belongs to.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("urban_rural__in", ["", "111", "112", "121", "122", "123", "210", "220"])
                                ),
                                name="regions_region_urban_rural_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="regions_region_has_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Zone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, unique=True, verbose_name="zone code")),
                        (
                            "name",
                            models.CharField(max_length=60, unique=True, verbose_name="name of the zone"),
                        ),
                        (
                            "source",
                            models.TextField(blank=True, default="", verbose_name="source of the data"),
                        ),
                        (
                            "townships",
                            models.ManyToManyField(
                                limit_choices_to={"level": "township"},
                                related_name="zones",
                                to="regions.region",
                                verbose_name="townships",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "zone",
                        "verbose_name_plural": "zones",
                        "ordering": ["code"],
                    },
                ),
            ],
        ),
    ]
