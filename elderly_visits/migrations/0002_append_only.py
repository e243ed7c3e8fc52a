"""What happened to a concern is not rewritten."""

from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("elderly_visits", "0001_initial")]
    operations = [
        append_only("elderly_visits_concernevent"),
    ]
