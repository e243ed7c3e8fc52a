"""A plan is a draft until somebody publishes it; what there was has gone out."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visit_planning", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="visitplan",
            name="published_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="published at"),
        ),
        migrations.AddField(
            model_name="visitplan",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="published by",
            ),
        ),
        migrations.AddField(
            model_name="visitplan",
            name="stage",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("publishing", "Being published"),
                    ("published", "Published"),
                    ("discarded", "Thrown away"),
                    ("stopping", "Being stopped"),
                    ("stopped", "Stopped"),
                ],
                default="published",
                max_length=12,
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="visitplan",
            name="stopped_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="stopped at"),
        ),
        migrations.AddField(
            model_name="visitplan",
            name="stopped_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="stopped by",
            ),
        ),
    ]
