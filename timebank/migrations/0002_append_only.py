"""The books, the papers drawn from them, and what was found while watching over them only grow."""

from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("timebank", "0001_initial")]
    operations = [
        append_only("timebank_transfer"),
        append_only("timebank_servicerecord"),
        append_only("timebank_voucher"),
        append_only("timebank_certificate"),
        append_only("timebank_certificatefile"),
        append_only("timebank_certifiedrecord"),
        append_only("timebank_certificateending"),
        append_only("timebank_turnoverrun"),
        append_only("timebank_anomalyrun"),
        append_only("timebank_suspicion", events=("DELETE",)),
        append_only("timebank_suspicion_records"),
        append_only("timebank_suspicion_persons"),
        append_only("timebank_suspicion_workers"),
        append_only("timebank_suspicionevent"),
        append_only("timebank_credithold", events=("DELETE",)),
        append_only("timebank_phonesample"),
        append_only("timebank_phonecall", events=("DELETE",)),
        append_only("timebank_phonecallattempt"),
    ]
