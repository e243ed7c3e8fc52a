"""Who decides about what a worker wrote down herself: never she."""

from __future__ import annotations

from elderly_visits.visits.models.report import VisitReport
from people.actors import AnyUser
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def can_decide_report(user: AnyUser, report: VisitReport) -> bool:
    """Township officers and above in the elder's region: neither who wrote it, nor the volunteer it is about, nor the
    elder."""
    if report.author_id == user.pk or report.visit.elder.person.user_id == user.pk:
        return False
    if report.assignment is not None and report.assignment.volunteer.person.user_id == user.pk:
        return False
    return covers(user, report.visit.elder.region_id, MANAGER_ROLES)
