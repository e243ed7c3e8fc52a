"""What waits for workers in visits to elders: who was not visited, concerns, late entries, telephone checks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.badges import badge_of
from common.months import add_months, last_day, this_month
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.selectors.concerns import concerns
from elderly_visits.files.selectors.register import flag_words
from elderly_visits.register.models import Elder
from elderly_visits.staff_checks.models import StaffCall
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.corrections import late_to_accept
from elderly_visits.visits.selectors.entering import last_day_to_enter
from elderly_visits.visits.selectors.rate import (
    Rate,
    closed,
    monthly_visit_rate,
    not_yet_visited,
    rates_below,
)
from timebank.oversight.enums import CallState
from volunteers.tasks.enums import TaskState
from workbench import today
from workbench.roles import MANAGER_ROLES, OVERSIGHT_ROLES
from workbench.scopes import common_region, in_scope, own_parts

# On the last day of a month everybody who is left is named, as far as one page goes.
_MOST_ON_THE_LAST_DAY = 60


class _NotVisited(today.Waiting, ABC):
    """Elders who agreed to be visited and were not, in one month."""

    button = gettext_lazy("Record the visit")

    @abstractmethod
    def month(self) -> date:
        """The month it is about, by its first day."""

    @abstractmethod
    def due(self, region: str) -> date:
        """The last day on which it can be done."""

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        place = region or common_region(user)
        if place is None:
            return Elder.objects.none()
        month = self.month()
        visits = (
            Visit.objects.filter(elder=OuterRef("pk"), month=month, task__state=TaskState.OPEN)
            .filter(task__ends_on__gte=timezone.localdate())
            .order_by("task__ends_on", "pk")
        )
        rows: Any = not_yet_visited(user, month, place)
        return (
            rows.filter(in_scope(user, "region_id"), consents=True)
            .annotate(
                planned=Subquery(visits.values("pk")[:1]),
                due=Coalesce(Subquery(visits.values("task__ends_on")[:1]), self.due(place)),
            )
            .order_by("due", F("worker").desc(nulls_last=True), "region_id", "pk")
        )

    def line(self, row: Any, user: Any) -> today.Line:
        planned = row.planned
        action = (
            reverse("elderly_visits_workbench:report", args=[planned])
            if planned
            else reverse("elderly_visits_workbench:other_visit", args=[row.pk])
        )
        return today.Line(
            name=row.person.name,
            url=reverse("elderly_visits_elder:inspect", args=[row.pk]),
            place=row.region.short_name,
            what=flag_words(row),
            badge=(row.get_risk_tier_display(), badge_of("risk_tier", row.risk_tier)),
            phone=row.person.phone,
            due=today.end_of(row.due),
            action=action,
            region_id=row.region_id,
        )

    def address(self, region: str) -> str:
        place = f"&region={region}" if region else ""
        return f"{reverse('dashboard:missing')}?month={self.month():%Y-%m}{place}"

    def rate(self, user: Any, region: str) -> Rate:
        """What the month has come to in the user's part of the region."""
        return sum((monthly_visit_rate(self.month(), code) for code in own_parts(user, region)), Rate())

    def count(self, user: Any, region: str, rows: QuerySet[Any]) -> int:
        rate = self.rate(user, region)
        return rate.missing - rate.declined

    def numbers(self, user: Any, region: str, digits: int) -> dict[str, int]:
        return {
            row.region.code[:digits]: row.rate.missing - row.rate.declined
            for row in rates_below(self.month(), region)
        }


class NotYetVisited(_NotVisited):
    key = "unvisited"
    title = gettext_lazy("Not yet visited this month")
    order = 10

    def month(self) -> date:
        return this_month()

    def due(self, region: str) -> date:
        return last_day(this_month())

    def most(self) -> int:
        return _MOST_ON_THE_LAST_DAY if timezone.localdate() == last_day(this_month()) else today.MOST_SHOWN

    def note(self, user: Any, region: str, number: int) -> str | Promise:
        left = (last_day(this_month()) - timezone.localdate()).days
        said = (
            _("The month ends tonight.")
            if not left
            else ngettext("%(n)d day is left after today.", "%(n)d days are left after today.", left)
            % {"n": left}
        )
        without = self.rate(user, region).declined
        if not without:
            return said
        more = ngettext(
            "%(n)d more elder has declined visits or was not asked.",
            "%(n)d more elders have declined visits or were not asked.",
            without,
        )
        return f"{said} {more % {'n': without}}"


class LeftOfLastMonth(_NotVisited):
    """In the first days of a month: of whom no visit of the last one is on record. Who was there enters it late."""

    key = "left_of_last_month"
    title = gettext_lazy("Without a visit on record last month")
    button = gettext_lazy("Enter a visit made last month")
    order = 5

    def month(self) -> date:
        return add_months(this_month(), -1)

    def due(self, region: str) -> date:
        return last_day_to_enter(self.month(), region)

    def _is_over(self, region: str) -> bool:
        """Whether the month is closed, or can no longer be entered."""
        if timezone.localdate() > last_day_to_enter(self.month(), region):
            return True
        done = closed(self.month(), region)
        return done is not None and done.whole

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        place = region or common_region(user)
        if place is None or self._is_over(place):
            return Elder.objects.none()
        return super().rows(user, place)

    def numbers(self, user: Any, region: str, digits: int) -> dict[str, int]:
        return {} if self._is_over(region) else super().numbers(user, region, digits)

    def note(self, user: Any, region: str, number: int) -> str | Promise:
        day = self.due(region or common_region(user) or "")
        return _("Only visits that were made are entered, until %(day)s; then the month is closed.") % {
            "day": f"{day:%Y-%m-%d}"
        }


class OpenConcerns(today.Waiting):
    key = "concerns"
    title = gettext_lazy("Open concerns")
    button = gettext_lazy("Deal with it")
    order = 1
    region_path = "elder__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(concerns(user, "open"), region).filter(in_scope(user, "elder__region_id")).order_by(
            "due_at", "pk"
        )  # fmt: skip

    def line(self, row: Concern, user: Any) -> today.Line:
        return today.Line(
            name=row.elder.person.name,
            url=reverse("elderly_visits_elder:inspect", args=[row.elder_id]),
            place=row.elder.region.short_name,
            what=f"{row.get_kind_display()} · {row.owner.display_name}"
            if row.owner
            else row.get_kind_display(),
            badge=(row.get_severity_display(), badge_of("severity", row.severity)),
            phone=row.elder.person.phone,
            due=row.due_at,
            action=reverse("elderly_visits_workbench:concern", args=[row.pk]),
            region_id=row.elder.region_id,
        )

    def address(self, region: str) -> str:
        return f"{reverse('elderly_visits_workbench:concerns')}?tab=open"


class LateEntries(today.Waiting):
    """Visits entered late that wait for this user's word: what one entered oneself waits for somebody else."""

    key = "late_entries"
    title = gettext_lazy("Late entries to accept")
    button = gettext_lazy("Look at it")
    order = 40
    roles = act_roles = MANAGER_ROLES
    region_path = "visit__elder__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return self.within(late_to_accept(user), region).exclude(author=user)

    def line(self, row: VisitReport, user: Any) -> today.Line:
        elder = row.visit.elder
        return today.Line(
            name=elder.person.name,
            url=reverse("elderly_visits_elder:inspect", args=[elder.pk]),
            place=elder.region.short_name,
            what=row.late_reason,
            since=row.submitted_at,
            action=reverse("elderly_visits_visitreport:inspect", args=[row.pk]),
            region_id=elder.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("dashboard:corrections")


class ChecksOfStaffVisits(today.Waiting):
    key = "staff_calls"
    title = gettext_lazy("Elders to call about visits by staff")
    button = gettext_lazy("Call and note the answer")
    order = 70
    roles = OVERSIGHT_ROLES
    act_roles = MANAGER_ROLES
    region_path = "report__visit__elder__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        rows = StaffCall.objects.visible_to(user).filter(state=CallState.TO_CALL)
        return (
            self.within(rows, region)
            .select_related("report__visit__elder__person", "report__visit__elder__region", "report__author")
            .order_by("attempts", "pk")
        )

    def line(self, row: StaffCall, user: Any) -> today.Line:
        elder = row.report.visit.elder
        return today.Line(
            name=elder.person.name,
            url=reverse("elderly_visits_elder:inspect", args=[elder.pk]),
            place=elder.region.short_name,
            # Not the number on file, which the one who is checked may have typed: the page of the check tells which.
            action=row.get_absolute_url(),
            region_id=elder.region_id,
        )

    def address(self, region: str) -> str:
        return reverse("staff_checks:samples")


def register() -> None:
    """Called once at start."""
    today.register(OpenConcerns(), LeftOfLastMonth(), NotYetVisited(), LateEntries(), ChecksOfStaffVisits())
