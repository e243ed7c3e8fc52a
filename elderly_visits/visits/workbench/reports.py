"""Reports in the workbench: entering one, and reading those there are."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.forms import add_errors
from common.web import next_url
from elderly_visits.register.models import Elder
from elderly_visits.register.workbench import ElderPage
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.errors import ReportIncomplete
from elderly_visits.visits.forms.last_time import LastTimeForm
from elderly_visits.visits.forms.worker_report import WorkerReportForm
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.selectors.entering import had_agreed, visits_to_record
from elderly_visits.visits.selectors.last_time import LastTime, last_time
from elderly_visits.visits.selectors.volunteer_lookup import find_volunteers
from elderly_visits.visits.services.by_workers import record_worker_visit, submit_on_behalf
from elderly_visits.visits.services.reports import default_method, draft_for, home_required
from workbench.access_recording import AccessAction
from workbench.form_pages import FormPage


class _EnterReport(FormPage, ElderPage):
    """A form with all questions; what is refused comes back with what was typed."""

    header_icon = "form"
    page_title = gettext_lazy("Enter a visit")
    template_name = "elderly_visits/workbench/report_form.html"
    form_class = WorkerReportForm
    visit: Visit | None = None

    def get_page_title(self) -> str:
        return f"{self.page_title} · {self.elder.person.name}"

    @abstractmethod
    def _submit(self, form: WorkerReportForm) -> VisitReport:
        """Call the service that stores it."""

    @cached_property
    def last(self) -> LastTime | None:
        """What may be said again."""
        return last_time(self.elder)

    @property
    def _home_required(self) -> bool:
        return home_required(self.visit) if self.visit else self.elder.disabled

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"last": self.last}

    def _last_form(self, data: Any = None) -> LastTimeForm | None:
        if self.last is None:
            return None
        return LastTimeForm(data, shown=self.last, home_required=self._home_required)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("last_form", self._last_form())
        return super().get_context_data(**kwargs) | {
            "contacts": self.elder.contacts.all(),
            "visit": self.visit,
            "home_required": self._home_required,
            "agreed": had_agreed(self.elder, timezone.localdate()),
            "last": self.last,
            "next": next_url(self.request, ""),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        self.put_on_record(AccessAction.READ, subject=self.elder.person, detail=_("Entering a visit"))
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "as_last" in request.POST:
            return self._as_last()
        if "look" not in request.POST:
            return super().post(request, *args, **kwargs)
        # Looking somebody up is not sending: the page comes back with more names, and nothing is said to be wrong.
        form = self.get_form()
        form.errors.clear()
        return self.form_invalid(form)

    def _as_last(self) -> HttpResponse:
        """'All well, as last time': the worker's own visit, with what was asked anew."""
        form = self._last_form(self.request.POST)
        if form is None:
            return redirect(self.request.get_full_path())
        if form.is_valid() and not form.is_current:
            form.add_error(None, _("Meanwhile a newer report has come in: please look at it first."))
        if form.is_valid():
            try:
                return self._recorded(self._submit_as_last(form))
            except ReportIncomplete as error:
                form.say_what_is_missing(error.message_dict)
            except ValidationError as error:
                add_errors(form, error)
        return self.render_to_response(self.get_context_data(form=self._empty_form(), last_form=form))

    def _empty_form(self) -> WorkerReportForm:
        return self.form_class(**{**self.get_form_kwargs(), "data": None, "files": None})

    def _submit_as_last(self, form: LastTimeForm) -> VisitReport:
        return record_worker_visit(
            elder=self.elder,
            actor=self.request.user,
            visited_at=form.cleaned_data["visited_at"],
            answers=form.answers(),
            visit=self.visit,
            code=form.cleaned_data["code"],
            late_reason=form.cleaned_data["late_reason"],
            same_as=form.shown.report,
        )

    def form_valid(self, form: WorkerReportForm) -> HttpResponse:
        try:
            report = self._submit(form)
        except ReportIncomplete as error:
            form.say_what_is_missing(error.message_dict)
            return self.form_invalid(form)
        return self._recorded(report)

    def _recorded(self, report: VisitReport) -> HttpResponse:
        """Say what came of it. Back to the list one came from, unless there is something to read first."""
        messages.success(self.request, self._thanks(report))
        self._warn(report)
        inspect = reverse("elderly_visits_visitreport:inspect", args=[report.pk])
        return redirect(inspect if report.concerns.exists() else next_url(self.request, inspect))

    def _warn(self, report: VisitReport) -> None:
        """What keeps the visit from counting, and what to do about it."""
        if report.waits_for_acceptance and report.waits_for_consent:
            messages.warning(
                self.request,
                _(
                    "The elder's consent was written down after the visit began, by you or somebody close to you or "
                    "to the volunteer. The visit counts once somebody at the township has asked the elder and "
                    "accepted it."
                ),
            )
        elif report.waits_for_acceptance:
            messages.warning(
                self.request,
                _("It was entered late, and counts once somebody at the township has accepted it."),
            )
        if report.contact_made and report.without_consent:
            messages.warning(
                self.request,
                _(
                    "It does not count in the visit rate: on that day no consent of the elder was on record. Please "
                    "record on the file how the elder agreed; visits from then on count."
                ),
            )

    def _thanks(self, report: VisitReport) -> str:
        concern = report.concerns.first()
        entered = (
            _("The visit was recorded; the service waits for verification.")
            if report.assignment_id
            else _(
                "The visit was recorded among the visits by staff; no time is credited: it is part of "
                "your job."
            )
        )
        if concern is None:
            return entered
        number = concern.findings.count()
        raised = ngettext(
            "A concern was raised.", "A concern with %(count)d findings was raised.", number
        ) % {"count": number}
        return f"{entered} {raised}"


class RecordVisit(ElderPage):
    """The one way to record a visit of an elder: leads to the planned visit that it was, or to one outside the plan."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = visits_to_record([self.elder.pk], timezone.localdate()).get(self.elder.pk)
        name, pk = ("report", visit.pk) if visit is not None else ("other_visit", self.elder.pk)
        asked = request.META.get("QUERY_STRING", "")
        return redirect(
            reverse(f"elderly_visits_workbench:{name}", args=[pk]) + (f"?{asked}" if asked else "")
        )


class EnterPlannedVisit(_EnterReport):
    """A visit of the plan: the worker's own, or one on behalf of a volunteer."""

    @cached_property
    def visit(self) -> Visit:  # type: ignore[override]  # None is for visits outside the plan
        rows = Visit.objects.visible_to(self.request.user).select_related(
            "elder__person", "elder__region__parent__parent", "task", "report__author"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def elder(self) -> Elder:
        return self.visit.elder

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = getattr(self.visit, "report", None)
        if report is not None and report.submitted_at is not None:
            return redirect("elderly_visits_visitreport:inspect", report.pk)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        user, typed = self.request.user, self.request.POST
        name, chosen = typed.get("name", "").strip(), typed.get("who", "")
        return super().get_form_kwargs() | {
            "volunteers": find_volunteers(self.visit, user, name=name, chosen=chosen),
            "report": draft_for(self.visit, user),
            "method": default_method(self.visit),
            "initial": {"minutes": self.visit.task.minutes},
        }

    def _submit(self, form: WorkerReportForm) -> VisitReport:
        actor, began = self.request.user, form.cleaned_data["visited_at"]
        if form.volunteer is None:
            return record_worker_visit(
                elder=self.elder, actor=actor, visited_at=began, answers=form.answers(), visit=self.visit,
                code=form.cleaned_data["code"], late_reason=form.cleaned_data["late_reason"],
            )  # fmt: skip
        return submit_on_behalf(
            visit=self.visit, volunteer=form.volunteer, actor=actor, started_at=began,
            minutes=form.cleaned_data["minutes"], answers=form.answers(),
            late_reason=form.cleaned_data["late_reason"],
        )  # fmt: skip


class EnterOtherVisit(_EnterReport):
    """A visit that no plan knew of: a crisis call, a chance to look in. The worker's own."""

    page_title = gettext_lazy("Enter an unplanned visit")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"volunteers": [], "method": VisitMethod.HOME}

    def _submit(self, form: WorkerReportForm) -> VisitReport:
        return record_worker_visit(
            elder=self.elder,
            actor=self.request.user,
            visited_at=form.cleaned_data["visited_at"],
            answers=form.answers(),
            code=form.cleaned_data["code"],
            late_reason=form.cleaned_data["late_reason"],
        )
