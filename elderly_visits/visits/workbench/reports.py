"""Reports in the workbench: entering one, and reading those there are."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_work_for
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.errors import ReportIncomplete
from elderly_visits.visits.forms.worker_report import WorkerReportForm
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.volunteer_lookup import find_volunteers
from elderly_visits.visits.services.by_workers import record_worker_visit, submit_on_behalf
from elderly_visits.visits.services.reports import default_method, draft_for, home_required
from people.access_log.services import log_access
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden
from workbench.roles import WORKER_ROLES


class _EnterReport(WorkbenchView):
    """A form with all questions; what is refused comes back with what was typed."""

    roles = WORKER_ROLES
    header_icon = "form"
    page_title = gettext_lazy("Enter a visit")
    template_name = "elderly_visits/workbench/report_form.html"
    form: WorkerReportForm | None = None

    @property
    @abstractmethod
    def elder(self) -> Elder:
        """Who was visited."""

    visit: Visit | None = None

    @abstractmethod
    def _form(self, data: Any = None) -> WorkerReportForm:
        """The form, with what was typed or what is known."""

    @abstractmethod
    def _submit(self, form: WorkerReportForm) -> VisitReport:
        """Call the service that stores it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "elder": self.elder,
            "contacts": self.elder.contacts.all(),
            "visit": self.visit,
            "form": self.form or self._form(),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_work_for(self.request.user, self.elder):
            return forbidden(request)
        response = super().get(request, *args, **kwargs)
        log_access(
            actor=self.request.user,
            action=AccessAction.READ,
            subject=self.elder.person,
            request=request,
            detail=_("Entering a visit"),
        )
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_work_for(self.request.user, self.elder):
            return forbidden(request)
        self.form = form = self._form(request.POST)
        if "look" in request.POST:
            # Looking somebody up is not sending: the page comes back with more names, and nothing is said to be wrong.
            form.errors.clear()
            return self.render_to_response(self.get_context_data())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            report = self._submit(form)
        except ReportIncomplete as error:
            form.say_what_is_missing(error.message_dict)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, self._thanks(report))
            return redirect("elderly_visits_visitreport:inspect", report.pk)
        return self.render_to_response(self.get_context_data())

    def _thanks(self, report: VisitReport) -> str:
        raised = report.concerns.count()
        entered = (
            _("The visit was recorded; the service waits for verification.")
            if report.assignment_id
            else _(
                "The visit was recorded. It counts as a visit, but no time is credited: it is part of "
                "your job."
            )
        )
        if not raised:
            return entered
        concerns = _("Concerns raised: %(count)d.") % {"count": raised}
        return f"{entered} {concerns}"


class EnterPlannedVisit(_EnterReport):
    """A visit of the plan: the worker's own, or one on behalf of a volunteer."""

    @cached_property
    def visit(self) -> Visit:  # type: ignore[override]  # None is for visits outside the plan
        rows = Visit.objects.visible_to(self.request.user).select_related(
            "elder__person", "elder__region__parent__parent", "task", "report__author"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def elder(self) -> Elder:
        return self.visit.elder

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = getattr(self.visit, "report", None)
        if report is not None and report.submitted_at is not None:
            return redirect("elderly_visits_visitreport:inspect", report.pk)
        return super().get(request, *args, **kwargs)

    def _form(self, data: Any = None) -> WorkerReportForm:
        user, typed = self.request.user, data or {}
        name, chosen = typed.get("name", "").strip(), typed.get("who", "")
        return WorkerReportForm(
            data,
            volunteers=find_volunteers(self.visit, user, name=name, chosen=chosen),
            report=draft_for(self.visit, user),
            method=default_method(self.visit),
            initial={"minutes": self.visit.task.minutes},
        )

    def _submit(self, form: WorkerReportForm) -> VisitReport:
        actor, began = self.request.user, form.cleaned_data["visited_at"]
        if form.volunteer is None:
            return record_worker_visit(
                elder=self.elder, actor=actor, visited_at=began, answers=form.answers(), visit=self.visit
            )
        return submit_on_behalf(
            visit=self.visit, volunteer=form.volunteer, actor=actor, started_at=began,
            minutes=form.cleaned_data["minutes"], answers=form.answers(),
        )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"home_required": home_required(self.visit)}


class EnterOtherVisit(_EnterReport):
    """A visit that no plan knew of: a crisis call, a chance to look in. The worker's own."""

    page_title = gettext_lazy("Enter an unplanned visit")

    @cached_property
    def elder(self) -> Elder:
        rows = Elder.objects.visible_to(self.request.user).select_related("person", "region__parent__parent")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def _form(self, data: Any = None) -> WorkerReportForm:
        return WorkerReportForm(data, volunteers=[], method=VisitMethod.HOME)

    def _submit(self, form: WorkerReportForm) -> VisitReport:
        return record_worker_visit(
            elder=self.elder,
            actor=self.request.user,
            visited_at=form.cleaned_data["visited_at"],
            answers=form.answers(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"home_required": self.elder.disabled}
