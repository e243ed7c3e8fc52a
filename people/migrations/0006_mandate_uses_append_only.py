from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    """What was done for somebody stays told."""

    dependencies = [("people", "0005_mandate_scopes_and_uses")]
    operations = [append_only("people_mandateuse")]
