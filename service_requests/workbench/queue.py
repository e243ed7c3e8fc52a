"""What waits for a worker, and one request with everything that helps to decide about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.web import key_in
from people.access_log.services import log_access
from people.persons.models import Person
from service_requests.bulk_actions import REQUEST_ACTIONS
from service_requests.enums import RequestState
from service_requests.forms import ApproveForm, DecideForm, EnterForm, OptionalReasonForm, ReasonForm
from service_requests.models import ServiceRequest
from service_requests.permissions import (
    can_approve,
    can_decide,
    can_review,
    served_assignments,
    why_not_decide,
)
from service_requests.selectors.own_requests import RequestPage, page_of, request_page
from service_requests.selectors.queues import TABS, candidates, counts, in_area, queue
from service_requests.services.ending import cancel, is_overdue, report_no_show
from service_requests.services.matching import offer_to_volunteer
from service_requests.services.reviewing import approve, reject
from service_requests.services.settling import decide
from timebank.errors import TimebankError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.duties import Bench
from volunteers.tasks.services.assignments import record_on_behalf
from volunteers.tasks.workbench.queue import MOST_NAMES
from workbench.access_recording import AccessAction
from workbench.bulk import BulkPage, offer
from workbench.form_pages import StepsPage
from workbench.guards import WorkbenchView
from workbench.roles import WORKER_ROLES, has_role

PER_PAGE = 30


class RequestQueue(WorkbenchView):
    """To look at, disputed, without a volunteer, all."""

    page_title = gettext_lazy("Requested services")
    header_icon = "tasks"
    template_name = "service_requests/workbench/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, asked = self.request.user, self.request.GET
        counted = counts(user)
        tab = asked.get("tab", "")
        if tab not in TABS:
            tab = "disputed" if counted["disputed"] and not counted["review"] else "review"
        page = self.listed(queue(user, tab), PER_PAGE, detail=_("Requested services"))
        return super().get_context_data(**kwargs) | {
            "bulk": offer(
                self.request,
                address=reverse("service_requests_workbench:bulk"),
                actions=REQUEST_ACTIONS if tab == "looking" else (),
                list_url=self.request.path,
                count=page.paginator.count,
            ),
            "tabs": [
                ("review", _("For review"), counted["review"]),
                ("disputed", _("To decide"), counted["disputed"]),
                ("looking", _("Without a volunteer"), counted["looking"]),
                ("all", _("All"), None),
            ],
            "tab": tab,
            "page_obj": page,
            "pages": [page_of(row) for row in page],
        }


class RequestBulk(BulkPage):
    """Several requests without a volunteer at once."""

    header_icon = "tasks"
    actions = REQUEST_ACTIONS
    roles = WORKER_ROLES

    @property
    def list_url(self) -> str:  # type: ignore[override]  # asked when the addresses are there
        return reverse("service_requests_workbench:queue")

    def rows(self) -> QuerySet[ServiceRequest]:
        return in_area(self.request.user).select_related("beneficiary", "region")

    def listed_rows(self, asked: QueryDict) -> QuerySet[ServiceRequest]:
        return queue(self.request.user, "looking")

    def row_name(self, row: ServiceRequest) -> str:
        return f"{row.beneficiary.name} · {row.get_category_display()} · {row.last_day:%m-%d}"

    def row_url(self, row: ServiceRequest) -> str:
        return reverse("service_requests_workbench:request", args=[row.uuid])


class RequestsOfPerson(WorkbenchView):
    """What somebody has asked for, the newest first."""

    header_icon = "tasks"
    template_name = "service_requests/workbench/of_person.html"

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(Person.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Services requested for %(name)s") % {"name": self.person.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queue(self.request.user, "all").filter(beneficiary=self.person).order_by("-asked_at", "-pk")
        page = self.listed(rows, PER_PAGE, detail=_("Requested services"))
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "may_ask": has_role(self.request.user, WORKER_ROLES),
            "page_obj": page,
            "pages": [page_of(row) for row in page],
        }


class OneRequest(StepsPage):
    """One request: who asks for what, who comes, what has happened, and what to do next."""

    header_icon = "tasks"
    template_name = "service_requests/workbench/request.html"
    refusals = (ValidationError, TimebankError)

    @cached_property
    def row(self) -> ServiceRequest:
        return get_object_or_404(
            in_area(self.request.user).select_related("beneficiary", "region"), uuid=self.kwargs["uuid"]
        )

    @cached_property
    def page(self) -> RequestPage:
        found = request_page(self.request.user, self.row.uuid)
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return f"{self.row.get_category_display()} · {self.row.beneficiary.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, page = self.request.user, self.page
        row, assignment = page.request, page.assignment
        may_review = self.may_act()
        context = super().get_context_data(**kwargs) | {
            "page": page,
            "row": row,
            "assignment": assignment,
            "may_review": may_review,
            "may_decide": row.state == RequestState.DISPUTED and can_decide(user, row),
            "apart": self._apart(),
            "may_report": page.stage == "agreed" and assignment is not None and is_overdue(assignment),
        }
        if may_review and row.state == RequestState.OPEN and page.stage != "under_way":
            context["candidates"] = candidates(row)
        possible = {
            "approve": row.state == RequestState.REVIEW and can_approve(user, row),
            "reject": row.state == RequestState.REVIEW and can_approve(user, row),
            "enter": may_review and page.stage in ("agreed", "under_way"),
            "cancel": may_review and row.is_cancellable and page.stage != "under_way",
            "decide": context["may_decide"],
        }
        return context | {f"{step}_form": self.shown_form(step) for step in possible if possible[step]}

    def _apart(self) -> tuple[str, list[str]] | None:
        """Where the next word is somebody else's: why, and who may give it (none: a colleague, the township)."""
        user, row = self.request.user, self.row
        if not self.may_act():
            return None
        if row.state == RequestState.REVIEW and not can_approve(user, row):
            return why_not_decide(user, row) or "", []
        if row.state != RequestState.DISPUTED or (why := why_not_decide(user, row)) is None:
            return None
        rows = list(served_assignments(row))
        bench = Bench(rows)
        names = [one.display_name for found in rows for one in bench.deciders(found) if can_decide(one, row)]
        return why, names[:MOST_NAMES]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        log_access(
            actor=self.request.user, action=AccessAction.READ, subject=self.row.beneficiary, request=request,
            detail=_("Requested service"), region_id=self.row.region_id,
        )  # fmt: skip
        return response

    def may_act(self) -> bool:
        return can_review(self.request.user, self.row)

    def address(self) -> str:
        return reverse("service_requests_workbench:request", args=[self.row.uuid])

    def form_of(self, step: str, data: Any = None) -> Form | None:
        if step == "approve":
            return ApproveForm(data, initial={"description": self.row.wish})
        if step == "decide":
            return DecideForm(data)
        forms = {"reject": ReasonForm, "cancel": OptionalReasonForm, "enter": EnterForm}
        return forms[step](data, prefix=step) if step in forms else None

    def take(self, step: str, form: Form | None) -> str:
        row, actor = self.row, self.request.user
        data = form.cleaned_data if form is not None else {}
        if step == "approve":
            approve(request=row, actor=actor, description=data["description"])
            return _("Accepted. The best volunteer nearby is asked.")
        if step == "reject":
            reject(request=row, actor=actor, note=data["reason"])
            return _("Not accepted; the requester will see the reason, and the coins have been released.")
        if step == "cancel":
            cancel(request=row, actor=actor, reason=data["reason"])
            return _("Called off; both sides have been notified.")
        if step == "no_show":
            report_no_show(request=row, actor=actor)
            return _("Recorded; both sides have been notified.")
        if step == "ask":
            offer_to_volunteer(request=row, volunteer=self._volunteer(), actor=actor)
            return _("The volunteer has been asked.")
        if isinstance(form, EnterForm):
            assignment = self.page.assignment
            if assignment is None or assignment.task is None:
                raise Http404
            record_on_behalf(
                task=assignment.task,
                volunteer=assignment.volunteer,
                actor=actor,
                started_at=form.started_at(),
                minutes=data["minutes"],
                note=data["note"],
            )
            return _("Recorded. The beneficiary is asked to confirm.")
        if step == "decide":
            decide(
                request=row, actor=actor, decision=data["decision"], minutes=data["minutes"], reason=data["reason"]
            )  # fmt: skip
            return _("Decided; both sides will see the reason.")
        return ""

    def _volunteer(self) -> Volunteer:
        """One of those on the list: keys from elsewhere are nobody's."""
        asked = key_in(self.request.POST.get("volunteer", ""))
        rows = {candidate.volunteer.pk: candidate.volunteer for candidate in candidates(self.page.request)}
        if asked not in rows:
            raise Http404
        return rows[asked]
