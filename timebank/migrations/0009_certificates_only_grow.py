"""Certificates, their files and what became of them only grow: the database itself refuses to change or delete them."""

from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("timebank", "0008_certificates")]

    operations = [
        append_only("timebank_certificate"),
        append_only("timebank_certificatefile"),
        append_only("timebank_certifiedrecord"),
        append_only("timebank_certificateending"),
    ]
