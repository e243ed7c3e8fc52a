"""What a volunteer sees of her own month."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from common.months import midnight
from policies.selectors import value
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks import policy
from volunteers.tasks.eligibility import committed_minutes
from volunteers.tasks.enums import AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment


@dataclass
class MyMonth:
    """Offers with their deadlines, what is coming, what is under way, what waits for verification, what was done."""

    volunteer: Volunteer
    offers: list[Assignment] = field(default_factory=list)
    coming: list[Assignment] = field(default_factory=list)
    under_way: list[Assignment] = field(default_factory=list)
    waiting: list[Assignment] = field(default_factory=list)
    committed_minutes: int = 0

    @property
    def minutes_left(self) -> int:
        return max(0, self.volunteer.monthly_cap_minutes - self.committed_minutes)

    @property
    def committed_percent(self) -> int:
        """Percent of the month's time already given, at most 100."""
        cap = self.volunteer.monthly_cap_minutes
        return min(100, round(100 * self.committed_minutes / cap)) if cap else 100


def my_month(volunteer: Volunteer) -> MyMonth:
    """Four lists in one query, plus the month's sum."""
    month = MyMonth(volunteer=volunteer)
    hours = value(policy.ANSWER_WITHIN_HOURS, region=volunteer.region_id)
    today = timezone.localdate()
    rows = (
        Assignment.objects.filter(
            volunteer=volunteer,
            state__in=(
                AssignmentState.OFFERED,
                AssignmentState.ACCEPTED,
                AssignmentState.CHECKED_IN,
                AssignmentState.CHECKED_OUT,
                AssignmentState.REJECTED,
            ),
        )
        .select_related("task__region", "task__project")
        .order_by("planned_for", "task__starts_on", "pk")
    )
    for row in rows:
        if row.state == AssignmentState.OFFERED:
            if row.task.state == TaskState.OPEN and row.task.ends_on >= today:
                row.answer_by = answer_by(row, hours)  # type: ignore[attr-defined]  # for the template
                month.offers.append(row)
        elif row.state == AssignmentState.ACCEPTED:
            month.coming.append(row)
        elif row.state == AssignmentState.CHECKED_IN:
            month.under_way.append(row)
        elif row.state == AssignmentState.CHECKED_OUT or _recent(row):
            month.waiting.append(row)
    month.coming.sort(key=lambda row: (row.planned_for or midnight(row.task.starts_on), row.pk))
    month.committed_minutes = committed_minutes(volunteer, today)
    return month


def answer_by(assignment: Assignment, hours: int) -> datetime:
    """Until when an offer waits: its own time or the policy's hours, but never past the task's last day."""
    waits = assignment.expires_at or assignment.offered_at + timedelta(hours=hours)
    return min(waits, midnight(assignment.task.ends_on + timedelta(days=1)))


def _recent(assignment: Assignment) -> bool:
    """A rejected service stays in sight for a month, so that its reason is read."""
    return assignment.checked_out_at is not None and assignment.checked_out_at > timezone.now() - timedelta(
        days=31
    )
