"""A voucher is never changed: what becomes of it is what becomes of its reservation in the ledger."""

from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("timebank", "0006_partners_offers_vouchers")]

    operations = [append_only("timebank_voucher")]
