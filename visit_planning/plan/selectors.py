"""What planning a month is asked about: which region."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from notifications.models import DeliveryState, Message
from people.actors import AnyUser
from regions import codes
from regions.codes import in_subtree
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


def published_regions(month: date, city: str) -> list[str]:
    """Codes of the regions in a city for which a month has gone out, without those inside another of them."""
    codes_there = VisitPlan.objects.published().filter(in_subtree("region", city), month=month)
    found: list[str] = []
    for code in sorted(set(codes_there.order_by().values_list("region_id", flat=True))):
        if not any(code.startswith(codes.prefix_of(other)) for other in found):
            found.append(code)
    return found


def messages_waiting(plan: VisitPlan) -> int:
    """How many messages of a plan still wait."""
    return Message.objects.of_batch(plan.batch).filter(state=DeliveryState.WAITING).count()


def plans(user: AnyUser) -> QuerySet[VisitPlan]:
    """Runs of the planner in the user's regions, the latest first."""
    return VisitPlan.objects.visible_to(user).select_related(
        "region__parent__parent", "requested_by", "published_by", "stopped_by"
    )
