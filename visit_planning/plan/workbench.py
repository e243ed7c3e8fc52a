"""Runs of the planner: what each came to, and the button that asks for another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_to_messages
from notifications.selectors import minutes_for
from visit_planning.errors import PlanningError
from visit_planning.jobs import carry_out_plan, plan_month_task
from visit_planning.plan import wording
from visit_planning.plan.enums import PlanStage
from visit_planning.plan.forms import PlanForm
from visit_planning.plan.models.plan import VisitPlan
from visit_planning.plan.selectors import messages_waiting, plans
from visit_planning.plan.services.publishing import discard, request_publication, request_stop
from workbench.form_pages import FormPage
from workbench.guards import WorkbenchView, forbidden, worker_required
from workbench.roles import MANAGER_ROLES, has_role
from workbench.scopes import covers

PER_PAGE = 20


class PlanRuns(FormPage):
    """What the planner did in the user's regions; managers ask for a month to be planned again."""

    page_title = gettext_lazy("Plans")
    header_icon = "history"
    template_name = "visit_planning/workbench/plans.html"
    form_class = PlanForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(plans(user), PER_PAGE).get_page(self.request.GET.get("page"))
        context = super().get_context_data(**kwargs)
        return context | {
            "page_obj": page,
            "plans": [(plan, _shares(plan)) for plan in page],
            "form": context["form"] if has_role(user, MANAGER_ROLES) else None,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_role(self.request.user, MANAGER_ROLES):
            return forbidden(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PlanForm) -> HttpResponse:
        month, region = form.cleaned_data["month"], form.cleaned_data["region"]
        plan_month_task.delay(month.isoformat(), region.pk, self.request.user.pk)
        messages.success(
            self.request,
            _(
                "A draft of %(month)s is being made for %(region)s. Please check again in a minute; nobody "
                "is asked before you publish it."
            )
            % {"month": f"{month:%Y-%m}", "region": region.full_name},
        )
        return redirect("visit_planning_workbench:plans")


class PlanRun(WorkbenchView):
    """One run: how good the plan is, what it did, where the time went, and why visits have nobody.

    A draft is published or thrown away here, what is on its way stopped.
    """

    page_title = gettext_lazy("Plan")
    header_icon = "history"
    template_name = "visit_planning/workbench/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = get_object_or_404(plans(self.request.user), pk=self.kwargs["pk"])
        figures = plan.figures
        board = (
            f"{reverse('visit_planning_workbench:dispatch')}?month={plan.month:%Y-%m}&region={plan.region_id}"
        )
        return super().get_context_data(**kwargs) | {
            "page_title": f"{_('Plan')} {plan.month:%Y-%m} · {plan.region.full_name}",
            "plan": plan,
            "share": _shares(plan),
            "quality": wording.quality(figures),
            "value": wording.value_and_limit(figures),
            "done": wording.done(figures),
            "phases": wording.phases(figures),
            "engine": wording.engine_phases(figures),
            "reasons": wording.reasons_by_number(figures),
            "board": board,
            "may_decide": covers(self.request.user, plan.region_id, MANAGER_ROLES),
            **self._sending(plan),
        }

    def _sending(self, plan: VisitPlan) -> dict[str, Any]:
        """What publishing would send, or what of it still waits."""
        if plan.stage == PlanStage.DRAFT and plan.finished_at:
            sent = plan.figures["messages"]
            return {"to_send": sum(sent.values()), "minutes": minutes_for(sum(sent.values()))}
        if plan.stage in (PlanStage.PUBLISHED, PlanStage.PUBLISHING):
            return {"waiting": messages_waiting(plan)}
        return {}


@worker_required(MANAGER_ROLES)
@require_POST
def decide(request: LoggedInRequest, pk: int, step: str) -> HttpResponse:
    """Publish a draft, throw it away, or stop what is being sent."""
    plan = get_object_or_404(plans(request.user), pk=pk)
    if not covers(request.user, plan.region_id, MANAGER_ROLES):
        raise Http404
    try:
        if step == "publish":
            # What the page said: nobody agrees to a number they have not seen.
            request_publication(plan=plan, actor=request.user, messages=_number(request.POST.get("messages")))
            messages.success(request, _("The plan is being sent out. Volunteers will hear of it one by one."))
        elif step == "discard":
            discard(plan=plan, actor=request.user)
            messages.success(request, _("The draft was thrown away. Nobody has heard of it."))
        else:
            request_stop(plan=plan, actor=request.user)
            messages.success(
                request,
                _(
                    "The plan is being stopped. Unsent messages are withdrawn; accepted visits stay as agreed."
                ),
            )
    except PlanningError as error:
        errors_to_messages(request, error)
    else:
        transaction.on_commit(lambda: carry_out_plan.delay(pk), robust=True)
    return redirect("visit_planning_workbench:plan", pk)


def _number(text: str | None) -> int:
    """The number on the button; -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _shares(plan: VisitPlan) -> dict[str, int]:
    """Percent of the visits with and without a volunteer, for the bar."""
    visits = plan.figures.get("visits") or 0
    matched = round(100 * plan.figures.get("matched", 0) / visits) if visits else 0
    return {"matched": matched, "unmatched": 100 - matched if visits else 0}
