"""What was counted, found, drawn and said while watching over the books cannot be rewritten."""

from django.db import migrations

from common.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("timebank", "0012_oversight")]

    operations = [
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
