"""The dispatch board: who has no visitor yet and why, who was asked, and what a worker does about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.months import first_day
from common.web import LoggedInRequest, errors_shown, key_in, posted_text
from elderly_visits.register.permissions import can_work_for
from elderly_visits.visits.models.visit import Visit
from people.actors import AnyUser
from visit_planning.dispatch.bulk_actions import DISPATCH_ACTIONS
from visit_planning.dispatch.candidates import Order, in_order, stops
from visit_planning.dispatch.forms import BoardForm
from visit_planning.dispatch.selectors import (
    Filters,
    Tab,
    board,
    board_rows,
    reason_counts,
    searches_of,
    tab_counts,
)
from visit_planning.dispatch.services import assign, cancel_visit, revoke_assignment
from visit_planning.reasons import reason_label
from visit_planning.stand_ins.enums import SearchState
from visit_planning.stand_ins.services.searching import start_search, stop_search
from volunteers.now.volunteers_for_task import Suggestions, best_volunteers
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.permissions import can_act_for
from volunteers.tasks.services.assignments import accept
from workbench.access_recording import AccessAction
from workbench.bulk import BulkPage, offer
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import MANAGER_ROLES, WORKER_ROLES, has_role
from workbench.scopes import in_scope

PER_PAGE = 30
MOST_AT_ONCE = 10
_NOT_BEGUN = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)


def to_dispatch(query: str = "") -> dict[str, Any]:
    """The breadcrumb that leads to the board."""
    return {"url": f"{reverse('visit_planning_workbench:dispatch')}{query}", "label": _("Dispatch of visits")}


# Where somebody can still be asked.
_TO_ASK = (Tab.OPEN, Tab.OFFERED)


def asked_for(user: AnyUser, query: QueryDict) -> tuple[BoardForm, Filters]:
    """What the address of a board asks for, and the form that shows it."""
    # The selector shows the month that the board shows, also before anybody chose one.
    month = first_day(timezone.localdate())
    form = BoardForm({"month": f"{month:%Y-%m}"} | query.dict(), user=user)
    asked = form.cleaned_data if form.is_valid() else {}
    return form, Filters(
        month=asked.get("month") or month,
        region=asked["region"].pk if asked.get("region") else "",
        tab=Tab(tab) if (tab := query.get("tab", "")) in Tab.values else Tab.OPEN,
        tier=asked.get("tier", ""),
        reason=query.get("reason", "")[:40],
    )


class DispatchBoard(WorkbenchView):
    """A month's visits in the worker's regions: without a volunteer, offered, accepted, done."""

    page_title = gettext_lazy("Dispatch of visits")
    header_icon = "calendar-alt"
    template_name = "visit_planning/workbench/dispatch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        form, filters = asked_for(user, self.request.GET)
        page = self.listed(board(user, filters), PER_PAGE, detail="dispatch board")
        counts = tab_counts(user, filters)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "filters": filters,
            "page_obj": page,
            "visits": list(page),
            "tabs": [(tab, counts[tab.value]) for tab in Tab],
            "reasons": reason_counts(user, filters) if filters.tab == Tab.OPEN else [],
            "may_plan": has_role(user, MANAGER_ROLES),
            "bulk": offer(
                self.request,
                address=reverse("visit_planning_workbench:dispatch_bulk"),
                actions=DISPATCH_ACTIONS if filters.tab in _TO_ASK else (),
                list_url=self.request.path,
                count=page.paginator.count,
            ),
        }


class DispatchBulk(BulkPage):
    """Several visits of the board at once."""

    header_icon = "calendar-alt"
    actions = DISPATCH_ACTIONS
    roles = WORKER_ROLES

    @property
    def list_url(self) -> str:  # type: ignore[override]  # asked when the addresses are there
        return reverse("visit_planning_workbench:dispatch")

    def rows(self) -> QuerySet[Visit]:
        return board_rows(Visit.objects.filter(in_scope(self.request.user, "elder__region_id")))

    def listed_rows(self, asked: QueryDict) -> QuerySet[Visit]:
        user = self.request.user
        rows = board(user, asked_for(user, asked)[1])
        return rows.filter(in_scope(user, "elder__region_id"))

    def row_name(self, row: Visit) -> str:
        return f"{row.elder.person.name} · {row.task.starts_on:%m-%d} – {row.task.ends_on:%m-%d}"

    def row_url(self, row: Visit) -> str:
        return reverse("visit_planning_workbench:dispatch_visit", args=[row.pk])


class VisitDispatch(WorkbenchView):
    """One visit: who is asked, who could be, and why or why not."""

    page_title = gettext_lazy("A visit")
    header_icon = "calendar-alt"
    template_name = "visit_planning/workbench/dispatch_visit.html"

    @cached_property
    def visit(self) -> Visit:
        rows = Visit.objects.visible_to(self.request.user).select_related(
            "elder__person", "elder__region__parent__parent", "task__region"
        )
        rows = rows.defer("elder__address", "elder__door", "elder__door_code", "elder__person__id_number")
        asked = Assignment.objects.select_related("volunteer__person", "task").order_by("-offered_at", "-pk")
        return get_object_or_404(
            rows.prefetch_related(Prefetch("task__assignments", asked)), pk=self.kwargs["pk"]
        )

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*WorkbenchView.breadcrumbs_items, to_dispatch(f"?month={self.visit.month:%Y-%m}")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit, user = self.visit, self.request.user
        self.put_on_record(AccessAction.READ, subject=visit.elder.person, detail="dispatch")
        rows = list(visit.task.assignments.all())
        current = [row for row in rows if row.state in ACTIVE_STATES]
        open_task = visit.task.state == TaskState.OPEN and visit.task.ends_on >= timezone.localdate()
        may_act = can_work_for(user, visit.elder)
        movable = [row for row in current if row.state in _NOT_BEGUN]
        full = len(current) >= visit.task.persons_needed
        asked = self.request.GET.get("order", "")
        order = Order(asked) if asked in Order.values else Order.BEST
        looked = may_act and open_task and (not full or movable)
        found = best_volunteers(visit.task) if looked else Suggestions()
        return super().get_context_data(**kwargs) | {
            "visit": visit,
            "current": [(row, row.state in _NOT_BEGUN, can_act_for(user, row)) for row in current],
            "earlier": [row for row in rows if row not in current],
            "may_act": may_act,
            "open_task": open_task,
            "movable": movable,
            "full": full,
            "candidates": in_order(found, order),
            "stops": stops(found),
            "looked_at": found.looked_at,
            "orders": list(Order),
            "order": order,
            "searches": searches_of(visit),
            "free": may_act and open_task and not full,
        }


def own_visit(request: HttpRequest, pk: int) -> Visit:
    """The visit if the user works for its elder, else 404."""
    rows = Visit.objects.visible_to(request.user).select_related("elder", "task")
    visit = get_object_or_404(rows, pk=pk)
    # Who may look (the family, an auditor) finds nothing to do here.
    return visit if can_work_for(request.user, visit.elder) else get_object_or_404(rows.none(), pk=pk)


def _carry_out(request: HttpRequest, pk: int, action: Callable[[], object], done: str) -> HttpResponse:
    """Call a service, say what came of it, and go back to the visit."""
    with errors_shown(request):
        action()
        messages.success(request, done)
    return redirect("visit_planning_workbench:dispatch_visit", pk)


def _assignment(request: HttpRequest, visit: Visit, key: str) -> Assignment:
    return get_object_or_404(
        Assignment.objects.select_related("task", "volunteer__person"), task=visit.task, pk=key_in(key)
    )


@worker_required(WORKER_ROLES)
@require_POST
def ask(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Ask a volunteer, in the place of another if one is named."""
    visit = own_visit(request, pk)
    pool = Volunteer.objects.approved().select_related("person")
    volunteer = get_object_or_404(pool, pk=key_in(request.POST.get("volunteer", "")))
    before = request.POST.get("replacing", "")
    replacing = _assignment(request, visit, before) if before else None
    return _carry_out(
        request,
        pk,
        lambda: assign(visit=visit, volunteer=volunteer, actor=request.user, replacing=replacing),
        _("%(name)s has been asked.") % {"name": volunteer.person.name},
    )


@worker_required(WORKER_ROLES)
@require_POST
def revoke(request: LoggedInRequest, pk: int, assignment: int) -> HttpResponse:
    """Take the visit back from a volunteer."""
    visit = own_visit(request, pk)
    row = _assignment(request, visit, str(assignment))
    note = posted_text(request, "note")
    return _carry_out(
        request,
        pk,
        lambda: revoke_assignment(assignment=row, actor=request.user, note=note),
        _("The visit is free again."),
    )


@worker_required(WORKER_ROLES)
@require_POST
def record_acceptance(request: LoggedInRequest, pk: int, assignment: int) -> HttpResponse:
    """The volunteer said yes by telephone, and the worker notes it."""
    visit = own_visit(request, pk)
    row = _assignment(request, visit, str(assignment))
    if not can_act_for(request.user, row):
        messages.error(request, _("You cannot accept for yourself here; please use your own page."))
        return redirect("visit_planning_workbench:dispatch_visit", pk)
    return _carry_out(
        request, pk, lambda: accept(assignment=row, actor=request.user), _("Noted as accepted.")
    )


@worker_required(WORKER_ROLES)
@require_POST
def cancel(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Call the visit off for good."""
    visit = own_visit(request, pk)
    note = posted_text(request, "note")
    return _carry_out(
        request,
        pk,
        lambda: cancel_visit(visit=visit, actor=request.user, note=note),
        _("The visit has been called off."),
    )


@worker_required(WORKER_ROLES)
@require_POST
def start_asking(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Begin to ask; how many at once may be said, otherwise the rule in force decides."""
    visit = own_visit(request, pk)
    text = request.POST.get("at_once", "").strip()
    with errors_shown(request):
        if text and not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_AT_ONCE):
            raise ValidationError(_("From 1 to %(most)d people at once.") % {"most": MOST_AT_ONCE})
        search = start_search(visit=visit, actor=request.user, at_once=int(text) if text else None)
        if search.state == SearchState.EXHAUSTED:
            messages.warning(
                request, _("There is nobody to ask: %(reason)s.") % {"reason": reason_label(search.reason)}
            )
        else:
            messages.success(request, _("The first on the list are being asked."))
    return redirect("visit_planning_workbench:dispatch_visit", pk)


@worker_required(WORKER_ROLES)
@require_POST
def stop_asking(request: LoggedInRequest, pk: int, search: int) -> HttpResponse:
    """Ask nobody any more."""
    visit = own_visit(request, pk)
    stop_search(search=get_object_or_404(visit.searches, pk=search), actor=request.user)
    messages.success(request, _("Asking has stopped."))
    return redirect("visit_planning_workbench:dispatch_visit", pk)
