"""What was found at the last visit, as far as it may be said again: 'all well, as last time'.

Only what was harmless is taken over. Whatever called for attention, and what nobody saw, is asked anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.text import capfirst

from elderly_visits.register.models import Elder
from elderly_visits.visits import policy
from elderly_visits.visits.enums import Health, Hygiene, Living, Mood, Safety, Support
from elderly_visits.visits.models.report import SAFETY_FIELDS, VisitReport
from policies.selectors import book

HARMLESS: Mapping[str, Collection[str]] = {
    "health": (Health.GOOD, Health.STABLE),
    "mood": (Mood.GOOD, Mood.CALM),
    "living": (Living.NONE,),
    "support": (Support.GOOD, Support.SOME),
    **dict.fromkeys(SAFETY_FIELDS, (Safety.SAFE,)),
    "hygiene": (Hygiene.GOOD, Hygiene.FAIR),
}


class LastTime(NamedTuple):
    """The last report that counts of an elder: `answers` may be taken over; `anew` has to be asked, each with what was
    answered then ("" where nothing was)."""

    report: VisitReport
    answers: Mapping[str, str]
    anew: Mapping[str, str]

    @property
    def words(self) -> list[tuple[str, str]]:
        """Question and answer of what is taken over."""
        return [
            (capfirst(str(VisitReport.label_of(name))), str(getattr(self.report, f"get_{name}_display")()))
            for name in self.answers
        ]


def last_times(elders: Collection[Elder]) -> dict[int, LastTime]:
    """By the elder's key; who was not met lately, as policy says, is missing. At most three queries."""
    rules, now = book(keys=[policy.LAST_TIME_DAYS]), timezone.now()
    reports = (
        VisitReport.objects.counting().filter(visit__elder=OuterRef("pk")).order_by("-visited_at", "-pk")
    )
    latest = dict(
        Elder.objects.filter(pk__in=[elder.pk for elder in elders])
        .order_by()
        .annotate(latest=Subquery(reports.values("pk")[:1]))
        .values_list("latest", "region_id")
    )
    found = {}
    for report in VisitReport.objects.filter(pk__in=latest).select_related("visit", "author"):
        days = timedelta(days=rules.value(policy.LAST_TIME_DAYS, latest[report.pk]))
        if report.visited_at is not None and report.visited_at >= now - days:
            found[report.visit.elder_id] = _parted(report)
    return found


def last_time(elder: Elder) -> LastTime | None:
    return last_times([elder]).get(elder.pk)


def _parted(report: VisitReport) -> LastTime:
    answers, anew = {}, {}
    for name, harmless in HARMLESS.items():
        answer = getattr(report, name)
        if answer in harmless:
            answers[name] = answer
        else:
            anew[name] = str(getattr(report, f"get_{name}_display")()) if answer else ""
    return LastTime(report, answers, anew)
