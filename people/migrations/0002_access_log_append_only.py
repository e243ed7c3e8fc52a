from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    """What this table says has happened is not rewritten."""

    dependencies = [("people", "0001_initial")]
    operations = [append_only("people_accesslog")]
