"""Who is in charge gets to know when a repair found nobody."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from elderly_visits.register.selectors.handlers import responsible_handler
from notifications.services import notify
from people.persons.models import Person
from visit_planning.repair.enums import Fate
from visit_planning.repair.models import Repair


def notify_worker_in_charge(repair: Repair) -> None:
    """One message for each worker whose elders are left without a visitor, in the transaction of the repair."""
    rows = repair.visits.filter(fate=Fate.NOBODY).select_related("visit__elder__worker__person")
    counts: Counter[int] = Counter()
    people: dict[int, Person] = {}
    for row in rows.defer("visit__elder__address", "visit__elder__door", "visit__elder__door_code"):
        _role, user = responsible_handler(row.visit.elder)
        person = getattr(user, "person", None)
        if person is not None:
            counts[person.pk] += 1
            people[person.pk] = person
    with translation.override(settings.LANGUAGE_CODE):
        for key, count in sorted(counts.items()):
            notify(
                person=people[key],
                kind="repair",
                subject=str(repair.get_cause_display()),
                body=ngettext(
                    "For %(count)d visit nobody could be found yet. Please find a volunteer.",
                    "For %(count)d visits nobody could be found yet. Please find volunteers.",
                    count,
                )
                % {"count": count},
                key=f"repair:{repair.pk}:{key}",
                link=reverse("visit_planning_workbench:repair", args=[repair.pk]),
            )
