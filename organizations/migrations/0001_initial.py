import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from common.migration_operations import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_append_only"),
        ("regions", "0001_initial"),
        ("timebank", "0001_initial"),
    ]

    operations = [
        CreateTogether(
            operations=[
                migrations.CreateModel(
                    name="HistoricalSocialOrganization",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "uscc",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                max_length=18,
                                null=True,
                                verbose_name="unified social credit code",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("public_service", "Community services"),
                                    ("charity", "Public benefit and charity"),
                                    ("mutual_aid", "Neighbourhood mutual aid"),
                                    ("culture_sports", "Culture, recreation and sports"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("registered", "Registered with civil affairs"),
                                    ("township_managed", "Managed by the township"),
                                    (
                                        "community_guided",
                                        "Supervised by the village or neighbourhood committee",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "fields",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="A list of words",
                                verbose_name="fields of work",
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not assessed"),
                                    ("1A", "1A"),
                                    ("2A", "2A"),
                                    ("3A", "3A"),
                                    ("4A", "4A"),
                                    ("5A", "5A"),
                                ],
                                max_length=2,
                                verbose_name="grade",
                            ),
                        ),
                        ("graded_on", models.DateField(blank=True, null=True, verbose_name="graded on")),
                        (
                            "introduction",
                            models.TextField(blank=True, max_length=2000, verbose_name="introduction"),
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
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="timebank.partner",
                                verbose_name="partner of the time bank",
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
                        "verbose_name": "historical social organization",
                        "verbose_name_plural": "historical social organizations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SocialOrganization",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "uscc",
                            models.CharField(
                                blank=True,
                                max_length=18,
                                null=True,
                                unique=True,
                                verbose_name="unified social credit code",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("public_service", "Community services"),
                                    ("charity", "Public benefit and charity"),
                                    ("mutual_aid", "Neighbourhood mutual aid"),
                                    ("culture_sports", "Culture, recreation and sports"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "tier",
                            models.CharField(
                                choices=[
                                    ("registered", "Registered with civil affairs"),
                                    ("township_managed", "Managed by the township"),
                                    (
                                        "community_guided",
                                        "Supervised by the village or neighbourhood committee",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="tier",
                            ),
                        ),
                        (
                            "fields",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="A list of words",
                                verbose_name="fields of work",
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Not assessed"),
                                    ("1A", "1A"),
                                    ("2A", "2A"),
                                    ("3A", "3A"),
                                    ("4A", "4A"),
                                    ("5A", "5A"),
                                ],
                                max_length=2,
                                verbose_name="grade",
                            ),
                        ),
                        ("graded_on", models.DateField(blank=True, null=True, verbose_name="graded on")),
                        (
                            "introduction",
                            models.TextField(blank=True, max_length=2000, verbose_name="introduction"),
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
                            "partner",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organization",
                                to="timebank.partner",
                                verbose_name="partner of the time bank",
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
                        "verbose_name": "social organization",
                        "verbose_name_plural": "social organizations",
                        "ordering": ["region_id", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name", "region"), name="organization_name_in_region"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("tier", "registered"), ("uscc__isnull", False)),
                                    models.Q(("tier", "registered"), _negated=True),
                                    _connector="OR",
                                ),
                                name="registered_organization_has_uscc",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("grade", ""), ("graded_on__isnull", False), _connector="OR"
                                ),
                                name="grade_has_a_date",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganizationMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="organizations.socialorganization",
                                verbose_name="organization",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organization_memberships",
                                to="people.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("manager", "Organization manager"), ("member", "Member")],
                                default="member",
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "since",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                        ),
                    ],
                    options={
                        "verbose_name": "member",
                        "verbose_name_plural": "members",
                        "constraints": [
                            models.UniqueConstraint(fields=("organization", "person"), name="member_once")
                        ],
                    },
                ),
            ],
        ),
    ]
