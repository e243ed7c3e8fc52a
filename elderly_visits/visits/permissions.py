"""Who decides about what a worker wrote down herself: never she."""

from __future__ import annotations

from elderly_visits.visits.models.report import VisitReport
from people.actors import AnyUser
from people.kinship.selectors import close_to
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def can_decide_report(user: AnyUser, report: VisitReport) -> bool:
    """Township officers and above in the elder's region: neither who wrote it, nor the volunteer it is about, nor the
    elder, nor anybody close to one of them."""
    if not covers(user, report.visit.elder.region_id, MANAGER_ROLES):
        return False
    volunteer = None if report.assignment is None else report.assignment.volunteer.person
    sides = {report.visit.elder.person, volunteer, getattr(report.author, "person", None)} - {None}
    if report.author_id == user.pk or any(side.user_id == user.pk for side in sides if side is not None):
        return False
    return not close_to(getattr(user, "person", None)) & {side.pk for side in sides if side is not None}
