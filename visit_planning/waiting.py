"""What waits for workers in planning: offers without an answer, visits that nobody makes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.badges import badge_of
from common.months import this_month
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.kept import current_progress
from visit_planning.dispatch.selectors import Filters, Tab, board, tab_counts
from visit_planning.reasons import reason_label
from volunteers.tasks.enums import AssignmentState
from workbench import today
from workbench.scopes import own_parts


class _OnTheBoard(today.Waiting):
    """The visits of one tab of the dispatch board, this month."""

    tab = Tab.OPEN
    region_path = "elder__region_id"

    def rows(self, user: Any, region: str) -> QuerySet[Any]:
        return board(user, Filters(month=this_month(), region=region, tab=self.tab))

    def numbers(self, user: Any, region: str, digits: int) -> dict[str, int]:
        found: Counter[str] = Counter()
        for code in own_parts(user, region):
            for part, counts in current_progress(this_month(), code, digits).items():
                found[part] += counts[self.tab.value]
        return {part: number for part, number in found.items() if number}

    def count(self, user: Any, region: str, rows: QuerySet[Any]) -> int:
        return tab_counts(user, Filters(month=this_month(), region=region))[self.tab.value]

    def line(self, row: Visit, user: Any) -> today.Line:
        elder = row.elder
        return today.Line(
            name=elder.person.name,
            url=reverse("elderly_visits_elder:inspect", args=[elder.pk]),
            place=elder.region.short_name,
            what=self.what(row),
            badge=(row.get_tier_display(), badge_of("risk_tier", row.tier)),
            phone=self.phone(row),
            due=today.end_of(row.task.ends_on),
            action=reverse("visit_planning_workbench:dispatch_visit", args=[row.pk]),
            region_id=elder.region_id,
        )

    def what(self, visit: Any) -> str | Promise:
        raise NotImplementedError

    def phone(self, visit: Any) -> str:
        return str(visit.elder.person.phone)

    def address(self, region: str) -> str:
        place = f"&region={region}" if region else ""
        return f"{reverse('visit_planning_workbench:dispatch')}?tab={self.tab.value}{place}"


class WithoutVolunteer(_OnTheBoard):
    key = "without_volunteer"
    title = gettext_lazy("Visits without a volunteer")
    button = gettext_lazy("Find somebody")
    order = 25

    def what(self, visit: Any) -> str | Promise:
        return reason_label(visit.task.unmatched_reason)


class OffersUnanswered(_OnTheBoard):
    """The volunteer who has not answered is the one to call."""

    key = "offers"
    tab = Tab.OFFERED
    title = gettext_lazy("Offers without an answer")
    button = gettext_lazy("Ask again or ask somebody else")
    order = 20

    def what(self, visit: Any) -> str | Promise:
        asked = [row.volunteer.person.name for row in _unanswered(visit)]
        return _("Asked: %(names)s") % {"names": "、".join(asked)} if asked else ""

    def phone(self, visit: Any) -> str:
        return next((row.volunteer.person.phone for row in _unanswered(visit)), "")


def _unanswered(visit: Any) -> list[Any]:
    return [row for row in visit.task.board if row.state == AssignmentState.OFFERED]


def register() -> None:
    """Called once at start."""
    today.register(OffersUnanswered(), WithoutVolunteer())
