"""The ledger and the service records only grow: the database itself refuses to change or delete their rows."""

from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("timebank", "0001_initial")]

    operations = [append_only("timebank_transfer"), append_only("timebank_servicerecord")]
