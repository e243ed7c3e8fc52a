"""'Nobody cares for her' calls for somebody within a day. Installed cities learn it, unless they decided themselves.

Their first row, which the installation wrote and nobody since, names each answer: a new one follows it from today on, so
that concerns and badges of the past stay what they were.
"""

from django.conf import settings
from django.db import migrations
from django.utils import timezone, translation
from django.utils.translation import gettext

_KEY = "visits.concern.severities"
_ANSWER = "support.none"


def learn(apps, _editor):
    rows = apps.get_model("policies", "PolicyRow").objects
    own = list(rows.filter(key=_KEY, region=None).order_by("valid_from", "pk"))
    today = timezone.localdate()
    # Whoever has set the rule meant what it says; a value set for a region is the region's.
    if not own or any(row.author_id is not None for row in own) or own[-1].valid_from >= today:
        return
    if not isinstance(own[-1].value, dict) or own[-1].value.get(_ANSWER) != "routine":
        return
    with translation.override(settings.LANGUAGE_CODE):
        rows.create(
            key=_KEY,
            value=own[-1].value | {_ANSWER: "urgent"},
            valid_from=today,
            source_kind="choice",
            source=gettext("Three severities: act now, within a day, within a week"),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("elderly_visits", "0007_concern_findings"),
        ("policies", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [migrations.RunPython(learn, migrations.RunPython.noop)]
