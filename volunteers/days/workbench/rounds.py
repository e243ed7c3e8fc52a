"""Rounds in the workbench: who goes when, and sheet and times for a volunteer who has no phone."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from common.web import LoggedInRequest, day_in, requested_day
from people.access_log.services import log_access
from people.actors import AnyUser
from volunteers.days.permissions import can_plan_for
from volunteers.days.selectors.days import Day, assignments_without_time, day_of, days_of, drafts_of
from volunteers.days.selectors.rounds import rounds_on, volunteers_without_times
from volunteers.days.services.rounds import agree_on_drafts, discard_drafts, propose_times
from volunteers.days.services.sheets import record_printing
from volunteers.days.views.days import add_agreed_messages
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import Disclosure
from volunteers.tasks.permissions import can_dispatch
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden, worker_required
from workbench.roles import WORKER_ROLES

PER_PAGE = 30
# How many volunteers without times are listed; the list is sorted by how many each has.
_WITHOUT_TIMES = 20


class Rounds(WorkbenchView):
    """Who goes on a round on one day, with the sheet of each."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Visit schedules")
    header_icon = "date"
    template_name = "volunteers/workbench/rounds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        day = requested_day(self.request)
        page = Paginator(rounds_on(user, day), PER_PAGE).get_page(self.request.GET.get("page"))
        waiting = list(volunteers_without_times(user)[:_WITHOUT_TIMES])
        if shown := len(page) + len(waiting):
            log_access(
                actor=user,
                action=AccessAction.LIST,
                count=shown,
                request=self.request,
                detail=_("Visit schedules"),
            )
        return super().get_context_data(**kwargs) | {"day": day, "page_obj": page, "waiting": waiting}


@worker_required(WORKER_ROLES)
@never_cache
def volunteer_sheet(request: LoggedInRequest, pk: int, day: str) -> HttpResponse:
    """The sheet of a volunteer of one's regions to print: what the volunteer may know now, and nothing of other areas.

    404 when nothing of that day lies in one's regions, 403 for one's own: that sheet is on the portal.
    """
    volunteer = get_object_or_404(
        Volunteer.objects.visible_to(request.user).select_related("person", "region"), pk=pk
    )
    if volunteer.person.user_id == request.user.pk:
        return forbidden(request)
    if (chosen := day_in(day)) is None:
        raise Http404
    shown = day_of(volunteer, chosen)
    mine = [service for service in shown.services if can_dispatch(request.user, service.task)]
    if not mine:
        raise Http404
    _hide_what_lies_elsewhere(shown, request.user)
    record_printing(services=mine, day=chosen, actor=request.user, request=request)
    back = f"{reverse('volunteers_workbench:rounds')}?day={chosen.isoformat()}"
    context = {"day": shown, "who": volunteer.person.name, "back_url": back}
    return render(request, "volunteers/sheet.html", context)


def _hide_what_lies_elsewhere(day: Day, user: AnyUser) -> None:
    """Of services outside the user's area only the hour is left: it explains the gap in the round."""
    for service in day.services:
        service.hidden = not can_dispatch(user, service.task)
        if service.hidden:
            service.disclosure, service.companions = Disclosure(), []
            service.travel_m = service.travel_minutes = None


class RoundPlan(WorkbenchView):
    """Times for a volunteer's visits, proposed and agreed by the worker who has asked the volunteer."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Times for a volunteer")
    header_icon = "date"
    template_name = "volunteers/workbench/round_plan.html"

    @cached_property
    def volunteer(self) -> Volunteer:
        rows = Volunteer.objects.visible_to(self.request.user).select_related("person", "region")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        rounds = {"url": reverse("volunteers_workbench:rounds"), "label": _("Visit schedules")}
        return [*WorkbenchView.breadcrumbs_items, rounds]

    def get_page_subtitle(self) -> str:
        return self.volunteer.person.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafts = {row.assignment_id: row for row in drafts_of(self.volunteer)}
        days = [day for day in days_of(self.volunteer, drafts=True) if day.drafts]
        for day in days:
            _hide_what_lies_elsewhere(day, self.request.user)
        log_access(
            actor=self.request.user, action=AccessAction.READ, subject=self.volunteer.person,
            request=self.request, detail=_("Times for a volunteer"),
        )  # fmt: skip
        return super().get_context_data(**kwargs) | {
            "volunteer": self.volunteer,
            "days": days,
            "proposed": sum(day.drafts for day in days),
            "infeasible": [
                row
                for row in drafts.values()
                if row.starts_at is None and can_dispatch(self.request.user, row.task)
            ],
            "waiting": sum(row.pk not in drafts for row in assignments_without_time(self.volunteer)),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_plan_for(self.request.user, self.volunteer):
            return forbidden(request)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_plan_for(self.request.user, self.volunteer):
            return forbidden(request)
        if "agree" in request.POST:
            agreed = agree_on_drafts(volunteer=self.volunteer, actor=self.request.user)
            add_agreed_messages(request, agreed.count, agreed.problems)
        elif "discard" in request.POST:
            discard_drafts(volunteer=self.volunteer)
        else:
            propose_times(volunteer=self.volunteer)
        return redirect("volunteers_workbench:round_plan", self.volunteer.pk)
