"""Who may call about a visit by staff: never who made it."""

from __future__ import annotations

from elderly_visits.staff_checks.models import StaffCall
from elderly_visits.visits.permissions import can_decide_report
from people.actors import AnyUser


def can_call(user: AnyUser, call: StaffCall) -> bool:
    """Township officers and above in the elder's region, but neither who made the visit nor the elder."""
    return can_decide_report(user, call.report)
