"""Deciding on a draft: publish it, throw it away, or stop what is on its way. `sending` does the work."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from notifications.services import notify, withdraw
from people.logins.models import User
from people.roles.models import RoleGrant
from regions.codes import ancestor_codes
from visit_planning.errors import PlanningError
from visit_planning.plan.enums import PlanStage
from visit_planning.plan.models.plan import VisitPlan
from workbench.roles import MANAGER_ROLES
from workbench.scopes import covers


def _locked(plan: VisitPlan, actor: User) -> VisitPlan:
    current: VisitPlan = locked(plan)
    if not covers(actor, current.region_id, MANAGER_ROLES):
        raise PlanningError(_("You do not plan for this region."), code="not_yours")
    return current


@transaction.atomic
def request_publication(*, plan: VisitPlan, actor: User, messages: int) -> VisitPlan:
    """A manager who has seen how many `messages` it sends wants a draft to go out. Twice, or by two at once, is once.

    Raises PlanningError for a draft that was replaced or thrown away, and when it says another number by now.
    """
    current = _locked(plan, actor)
    if current.stage in (PlanStage.PUBLISHING, PlanStage.PUBLISHED):
        return current
    if current.stage != PlanStage.DRAFT or current.finished_at is None:
        raise PlanningError(
            _("This draft no longer stands: a newer plan has replaced it. Please open the newest one."),
            code="replaced",
        )
    if sum(current.figures["messages"].values()) != messages:
        raise PlanningError(
            _("The draft has changed meanwhile. Please look at its figures, then publish it."), code="changed"
        )
    current.stage, current.published_at, current.published_by = PlanStage.PUBLISHING, timezone.now(), actor
    current.save(update_fields=["stage", "published_at", "published_by"])
    return current


@transaction.atomic
def discard(*, plan: VisitPlan, actor: User) -> VisitPlan:
    """Throw a draft away: nobody was asked, and nobody will be. Raises PlanningError for one that went out."""
    current = _locked(plan, actor)
    if current.stage == PlanStage.DISCARDED:
        return current
    if current.stage != PlanStage.DRAFT:
        raise PlanningError(_("This plan has been published. You can stop it instead."), code="published")
    current.stage = PlanStage.DISCARDED
    current.save(update_fields=["stage"])
    return current


@transaction.atomic
def request_stop(*, plan: VisitPlan, actor: User) -> VisitPlan:
    """Stop a publication while messages wait: they are withdrawn at once, unanswered offers after. Twice is once.

    Raises PlanningError when all messages have been sent.
    """
    current = _locked(plan, actor)
    if current.stage in (PlanStage.STOPPING, PlanStage.STOPPED):
        return current
    if current.stage not in (PlanStage.PUBLISHING, PlanStage.PUBLISHED):
        raise PlanningError(_("This plan has not been published."), code="not_published")
    # Nobody has been written to yet while it is being written.
    if not withdraw(batch=current.batch) and current.stage != PlanStage.PUBLISHING:
        raise PlanningError(
            _(
                "All messages of this plan have been sent. You can still take back single visits under "
                "“Dispatch of visits”."
            ),
            code="sent",
        )
    current.stage, current.stopped_at, current.stopped_by = PlanStage.STOPPING, timezone.now(), actor
    current.save(update_fields=["stage", "stopped_at", "stopped_by"])
    return current


def notify_planners(plan: VisitPlan) -> None:
    """Tell who plans for the region that a draft waits for their decision; once a day, in the system."""
    around = [*ancestor_codes(plan.region_id), plan.region_id]
    grants = (
        RoleGrant.objects.current()
        .filter(role__in=list(MANAGER_ROLES), region__in=around, user__is_active=True)
        .select_related("user__person")
        .order_by("pk")
    )
    found = [getattr(grant.user, "person", None) for grant in grants]
    people = {person.pk: person for person in found if person is not None}
    with translation.override(settings.LANGUAGE_CODE):
        words = {
            "month": f"{plan.month:%Y-%m}",
            "region": plan.region.short_name,
            "count": sum(plan.figures["messages"].values()),
        }
        for person in people.values():
            notify(
                person=person,
                kind="plan",
                subject=_("A draft plan is waiting for you"),
                body=_(
                    "%(month)s, %(region)s: publishing it would send %(count)d messages. Nobody is asked "
                    "before you publish it."
                )
                % words,
                key=f"draft:{plan.pk}:{timezone.localdate()}:{person.pk}",
                link=reverse("visit_planning_workbench:plan", args=[plan.pk]),
            )
