import uuid

import django.contrib.auth.models
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import common.fields
import people.logins.models
from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("regions", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="Dialect",
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
                    ],
                    options={
                        "verbose_name": "dialect",
                        "verbose_name_plural": "dialects",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "first_name",
                            models.CharField(blank=True, max_length=150, verbose_name="first name"),
                        ),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                default=people.logins.models.random_username, max_length=150, unique=True
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True,
                                help_text="E.164, such as +8613900000000",
                                max_length=20,
                                null=True,
                                unique=True,
                                verbose_name="mobile phone",
                            ),
                        ),
                        ("phone_verified", models.BooleanField(default=False, verbose_name="phone verified")),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "login",
                        "verbose_name_plural": "logins",
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="login",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("M", "Male"), ("F", "Female")],
                                max_length=1,
                                verbose_name="sex",
                            ),
                        ),
                        ("birth_date", models.DateField(blank=True, null=True, verbose_name="birth date")),
                        (
                            "id_number",
                            common.fields.EncryptedTextField(
                                blank=True, default="", verbose_name="ID number"
                            ),
                        ),
                        (
                            "id_number_index",
                            models.CharField(
                                blank=True, editable=False, max_length=64, null=True, unique=True
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, db_index=True, max_length=20, verbose_name="phone"),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="home region",
                            ),
                        ),
                        ("died_on", models.DateField(blank=True, null=True, verbose_name="died on")),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False, verbose_name="fictitious, for the demonstration"
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "dialects",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="people.dialect", verbose_name="dialects"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "indexes": [models.Index(fields=["region", "name"], name="person_region_name")],
                    },
                ),
                migrations.CreateModel(
                    name="AccessLog",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_index=True, default=django.utils.timezone.now, verbose_name="when"
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("read", "Read"),
                                    ("list", "Listed"),
                                    ("export", "Exported"),
                                    ("print", "Printed"),
                                    ("change", "Changed"),
                                    ("reveal", "Address or phone revealed"),
                                ],
                                max_length=10,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                help_text="Empty for a list",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="whose file",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="regions.region",
                                verbose_name="region",
                            ),
                        ),
                        ("detail", models.CharField(blank=True, max_length=200, verbose_name="detail")),
                        ("count", models.PositiveIntegerField(default=1, verbose_name="how many people")),
                        ("address", models.GenericIPAddressField(null=True, verbose_name="from where")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("allowed", "Allowed"), ("refused", "Refused")],
                                default="allowed",
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "access to a file",
                        "verbose_name_plural": "access log",
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["subject", "-at"], name="access_subject_at")],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                                related_name="consents",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("visits", "To be visited"),
                                    ("honour_roll", "To appear on the honour roll"),
                                    ("guardian", "Guardian's consent to a minor's voluntary service"),
                                    ("personal_data", "Use of personal data"),
                                ],
                                max_length=30,
                                verbose_name="purpose",
                            ),
                        ),
                        ("given_on", models.DateField(verbose_name="given on")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("written", "Signed on paper"),
                                    ("oral", "Said in person"),
                                    ("phone", "By telephone"),
                                    ("online", "In the system"),
                                    ("roster", "Imported from a roster"),
                                ],
                                max_length=20,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "given_by",
                            models.CharField(
                                blank=True,
                                help_text="Guardian or relative, if not the person",
                                max_length=60,
                                verbose_name="given by",
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
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="withdrawn on"),
                        ),
                        (
                            "withdrawal_note",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="reason for withdrawal"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consent",
                        "verbose_name_plural": "consents",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_on", None)),
                                fields=("person", "purpose"),
                                name="one_consent_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on", None),
                                    ("withdrawn_on__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="consent_period",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "principal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates_given",
                                to="people.person",
                                verbose_name="principal",
                            ),
                        ),
                        (
                            "agent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mandates_held",
                                to="people.person",
                                verbose_name="representative",
                            ),
                        ),
                        ("relation", models.CharField(max_length=40, verbose_name="relation")),
                        ("may_ask", models.BooleanField(default=False, verbose_name="may request services")),
                        (
                            "may_give",
                            models.BooleanField(default=False, verbose_name="may give time coins away"),
                        ),
                        (
                            "valid_from",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="valid from"
                            ),
                        ),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
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
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="revoked by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mandate",
                        "verbose_name_plural": "mandates",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("principal", models.F("agent")), _negated=True),
                                name="mandate_for_another",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MandateUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mandate",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="people.mandate",
                                verbose_name="mandate",
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("read", "See account, visits and services"),
                                    ("ask", "Request and settle services"),
                                    ("give", "Give time coins away"),
                                ],
                                max_length=10,
                                verbose_name="purpose of use",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                        (
                            "what",
                            models.CharField(max_length=300, verbose_name="what was done on their behalf"),
                        ),
                        ("key", models.CharField(max_length=120, unique=True)),
                    ],
                    options={
                        "verbose_name": "mandate use",
                        "verbose_name_plural": "mandate uses",
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["mandate", "-at"], name="mandate_use_time")],
                    },
                ),
                migrations.CreateModel(
                    name="Kinship",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kin_proposed",
                                to="people.person",
                                verbose_name="stated by",
                            ),
                        ),
                        (
                            "relative",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kin_named",
                                to="people.person",
                                verbose_name="relative",
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("spouse", "Husband or wife"),
                                    ("parent", "Father or mother"),
                                    ("child", "Son or daughter"),
                                    ("grandparent", "Grandparent"),
                                    ("grandchild", "Grandchild"),
                                    ("sibling", "Brother or sister"),
                                    ("parent_in_law", "Parent of husband or wife"),
                                    ("child_in_law", "Son-in-law or daughter-in-law"),
                                ],
                                max_length=20,
                                verbose_name="relation",
                            ),
                        ),
                        ("named", models.CharField(max_length=60, verbose_name="name of the relative")),
                        (
                            "named_phone",
                            models.CharField(blank=True, max_length=20, verbose_name="phone of the relative"),
                        ),
                        ("named_id_index", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "proposed_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="stated on"),
                        ),
                        (
                            "verified_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmed at"),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                        (
                            "proof",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("relative", "Confirmed by the relative"),
                                    ("worker", "A worker saw the document"),
                                ],
                                max_length=10,
                                verbose_name="how confirmed",
                            ),
                        ),
                        (
                            "document",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("household", "Household register"),
                                    ("marriage", "Marriage certificate"),
                                    ("birth", "Birth certificate"),
                                    ("other", "Another official document"),
                                ],
                                max_length=20,
                                verbose_name="document seen",
                            ),
                        ),
                        (
                            "declined_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="declined at"),
                        ),
                        (
                            "declined_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="declined by",
                            ),
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
                        "verbose_name": "relative",
                        "verbose_name_plural": "relatives",
                        "ordering": ["-proposed_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("relative", None),
                                    models.Q(("relative", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="kinship_between_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("proof", ""), ("verified_at", None)),
                                    models.Q(
                                        ("proof__in", ["relative", "worker"]),
                                        ("relative__isnull", False),
                                        ("verified_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="kinship_verified_with_proof",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("declined_at", None), ("verified_at", None), _connector="OR"
                                ),
                                name="kinship_declined_or_verified",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.comparison.Least("person", "relative"),
                                django.db.models.functions.comparison.Greatest("person", "relative"),
                                condition=models.Q(("ended_at", None), ("verified_at__isnull", False)),
                                name="kinship_once_a_pair",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPerson",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("M", "Male"), ("F", "Female")],
                                max_length=1,
                                verbose_name="sex",
                            ),
                        ),
                        ("birth_date", models.DateField(blank=True, null=True, verbose_name="birth date")),
                        (
                            "phone",
                            models.CharField(blank=True, db_index=True, max_length=20, verbose_name="phone"),
                        ),
                        ("died_on", models.DateField(blank=True, null=True, verbose_name="died on")),
                        (
                            "is_demo",
                            models.BooleanField(
                                default=False, verbose_name="fictitious, for the demonstration"
                            ),
                        ),
                        ("created_at", models.DateTimeField(blank=True, editable=False)),
                        ("updated_at", models.DateTimeField(blank=True, editable=False)),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="login",
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
                                verbose_name="home region",
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
                        "verbose_name": "historical person",
                        "verbose_name_plural": "historical people",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RoleGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="role_grants",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="login",
                            ),
                        ),
                        (
                            "role",
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
                                verbose_name="role",
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
                            "valid_from",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="valid from"
                            ),
                        ),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "granted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="granted by",
                            ),
                        ),
                        ("granted_at", models.DateTimeField(auto_now_add=True, verbose_name="granted at")),
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
                        "verbose_name": "role",
                        "verbose_name_plural": "roles",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("user", "role", "region", "valid_from"),
                                name="role_grant_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="role_grant_period",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
