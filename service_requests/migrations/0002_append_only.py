"""What happened to a request is not rewritten."""

from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("service_requests", "0001_initial")]
    operations = [
        append_only("service_requests_requestevent"),
    ]
