"""What happened to an assignment is not rewritten."""

from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0001_initial")]
    operations = [
        append_only("volunteers_assignmentevent"),
    ]
