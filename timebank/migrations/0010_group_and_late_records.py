"""A record says whether a team served as one, and whether it was written too late.

The table only grows: SQLite makes it anew for a new column and loses its triggers with the old one, so they are lifted
before and put back after. Records of before are marked by the ten working days that were the rule until now.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import TruncDate

from common.append_only import append_only
from common.working_days import is_later_than

GUARD = append_only("timebank_servicerecord")
WORKING_DAYS = 10


def mark_late_records(apps: Any, editor: Any) -> None:
    records = apps.get_model("timebank", "ServiceRecord").objects.using(editor.connection.alias)
    written = records.filter(corrects=None).annotate(written_on=TruncDate("recorded_at"))
    candidates = written.exclude(written_on__lte=F("served_on")).values_list("pk", "served_on", "written_on")
    late = [
        pk
        for pk, served_on, written_on in candidates.iterator(chunk_size=2000)
        if is_later_than(written_on, served_on, WORKING_DAYS)
    ]
    for start in range(0, len(late), 500):
        records.filter(pk__in=late[start : start + 500]).update(late=True)


class Migration(migrations.Migration):
    dependencies = [("timebank", "0009_certificates_only_grow")]

    operations = [
        migrations.RunPython(GUARD.reverse_code, GUARD.code),
        migrations.AddField(
            model_name="servicerecord",
            name="group",
            field=models.CharField(
                blank=True,
                default="",
                help_text="What a team earns as one can only be given away; the hours are each member's own.",
                max_length=120,
                verbose_name="team that served as one",
            ),
        ),
        migrations.AddField(
            model_name="servicerecord",
            name="late",
            field=models.BooleanField(
                default=False,
                help_text=(
                    "More working days lay between the service and its record than the rule of that day allowed."
                ),
                verbose_name="written too late",
            ),
        ),
        migrations.RunPython(mark_late_records, migrations.RunPython.noop),
        migrations.RunPython(GUARD.code, GUARD.reverse_code),
    ]
