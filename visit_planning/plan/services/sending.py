"""Sending a published plan out and stopping one: both go on where they were interrupted, and do nothing twice."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy

from common.bulk import parts
from common.languages import in_house
from notifications.models import DeliveryState, Message
from notifications.services import withdraw
from regions.codes import in_subtree
from visit_planning.errors import PlanInProgress
from visit_planning.plan.enums import PlanStage
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.services import lock
from visit_planning.plan.services.publishing import notify_planners
from visit_planning.plan.services.run import plan_month
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services.bulk_offers import notify_of_stopped_offers, revoke_offers

_KEYS = 2_000
# What a person set going and the clock finishes.
UNDER_WAY = (PlanStage.PUBLISHING, PlanStage.STOPPING)


def carry_out(*, pk: int) -> VisitPlan | None:
    """Go on with what somebody asked for: send a plan out, or stop it. None where nothing is under way.

    One that is stopped while it is being sent out is stopped here as well.

    Raises PlanInProgress while the month is being planned; the sweep comes by again.
    """
    plan = VisitPlan.objects.select_related("region", "published_by", "stopped_by").filter(pk=pk).first()
    if plan is None or plan.stage not in UNDER_WAY:
        return None
    if plan.stage == PlanStage.STOPPING:
        return _stop(plan)
    done = plan_month(month=plan.month, region=plan.region, actor=plan.published_by, draft=plan)
    if done.stage == PlanStage.STOPPING:
        return _stop(done)
    if done.stage == PlanStage.DRAFT:
        notify_planners(done)
    return done


def sweep() -> int:
    """Publications and stops that a lost nudge or a killed worker left behind; every minute by beat."""
    done = 0
    for pk in VisitPlan.objects.filter(stage__in=UNDER_WAY).order_by("pk").values_list("pk", flat=True):
        try:
            done += carry_out(pk=pk) is not None
        except PlanInProgress:
            continue
    return done


def _stop(plan: VisitPlan) -> VisitPlan:
    """Withdraw what waits, take back what nobody has answered; whoever read of it is told once."""
    with lock.planning(plan.month):
        withdraw(batch=plan.batch)
        offers = Assignment.objects.filter(
            in_subtree("task__visit__elder__region", plan.region_id),
            state=AssignmentState.OFFERED,
            task__visit__month=plan.month,
            explanation__plan=plan.pk,
        )
        pairs = list(offers.order_by("volunteer_id", "pk").values_list("pk", "volunteer_id"))
        for part in parts(pairs, _KEYS):
            _take_back(plan, part)
        VisitPlan.objects.filter(pk=plan.pk).update(stage=PlanStage.STOPPED)
    plan.refresh_from_db()
    return plan


@transaction.atomic
def _take_back(plan: VisitPlan, pairs: Sequence[tuple[int, int]]) -> None:
    volunteer_of = dict(pairs)
    taken = revoke_offers(
        assignment_ids=sorted(volunteer_of),
        actor=plan.stopped_by,
        note=in_house(gettext_lazy("The plan was stopped before all volunteers had been told.")),
        # Not "replaced": the next plan may ask the same people again.
        target=AssignmentState.CANCELLED,
    )
    # One that was on its way to the gateway when it was withdrawn may have arrived.
    told = Message.objects.of_batch(plan.batch).exclude(state=DeliveryState.WITHDRAWN, attempts=0)
    read_of_it = Volunteer.objects.filter(
        pk__among=sorted({volunteer_of[pk] for pk in taken}), person__in=told.values("person")
    )
    notify_of_stopped_offers(volunteer_ids=read_of_it.values_list("pk", flat=True), occasion=f"{plan.pk}")
