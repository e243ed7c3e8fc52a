"""What planning a month is asked about: which region."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from people.actors import AnyUser
from regions import codes
from regions.models import Region
from regions.selectors import cities
from visit_planning.errors import PlanningError
from visit_planning.plan.models.plan import VisitPlan


def planning_region(code: str | None) -> Region:
    """The region with this code, or the city when none is named. Raises PlanningError when there is none such."""
    if code:
        region = Region.objects.filter(code=code.strip()).first() if codes.is_code(code.strip()) else None
        if region is None:
            raise PlanningError(
                _("There is no region with the code “%(code)s”.") % {"code": code[:40]}, code="region"
            )
        return region
    found = list(cities()[:2])
    if not found:
        raise PlanningError(
            _("There are no regions yet: load them first (manage.py load_regions)."), code="region"
        )
    if len(found) > 1:
        raise PlanningError(_("There are several cities here: please name one by its code."), code="region")
    return found[0]


def plans(user: AnyUser) -> QuerySet[VisitPlan]:
    """Runs of the planner in the user's regions, the latest first."""
    return VisitPlan.objects.visible_to(user).select_related("region__parent__parent", "requested_by")
