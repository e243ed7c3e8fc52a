"""Telephone checks of visits by staff: the samples, the calls of one, a call; and what one worker entered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.web import key_in, requested_month
from elderly_visits.staff_checks.forms import StaffCallForm
from elderly_visits.staff_checks.models import StaffCall, StaffSample
from elderly_visits.staff_checks.permissions import can_call
from elderly_visits.staff_checks.selectors import (
    Number,
    calls_of,
    numbers_of,
    staff_samples,
    visits_of_worker,
)
from elderly_visits.staff_checks.services import record_staff_call
from people.logins.models import User
from timebank.errors import TimebankError
from timebank.oversight.enums import CallState
from timebank.oversight.selectors.samples import all_together
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden
from workbench.roles import OVERSIGHT_ROLES

_PER_PAGE = 50
_SAMPLES_SHOWN = 120


class StaffSampleList(WorkbenchView):
    """Each month's sample with the share of visits by staff that were confirmed."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("Telephone checks of visits by staff")
    header_icon = "comment"
    template_name = "elderly_visits/workbench/staff_samples.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = staff_samples(self.request.user)
        return super().get_context_data(**kwargs) | {
            "rows": rows[:_SAMPLES_SHOWN],
            "together": all_together([figures for _sample, figures in rows]),
        }


class StaffSamplePage(WorkbenchView):
    """The calls of a sample."""

    roles = OVERSIGHT_ROLES
    header_icon = "comment"
    template_name = "elderly_visits/workbench/staff_sample.html"

    @cached_property
    def sample(self) -> StaffSample:
        rows = StaffSample.objects.visible_to(self.request.user).defer("frame").select_related("county")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_page_title(self) -> str:
        return f"{self.sample.county.short_name} · {self.sample.month:%Y-%m}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_only = self.request.GET.get("tab") != "all"
        rows = calls_of(self.request.user, self.sample, open_only=open_only)
        return super().get_context_data(**kwargs) | {
            "sample": self.sample,
            "page_obj": self.listed(rows, _PER_PAGE, detail="telephone checks"),
            "open_only": open_only,
        }


class StaffCallPage(WorkbenchView):
    """One check: what to ask, the numbers once they are asked for, what was answered."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("A telephone check")
    header_icon = "comment"
    template_name = "elderly_visits/workbench/staff_call.html"
    form: StaffCallForm | None = None
    revealed = False

    @cached_property
    def call(self) -> StaffCall:
        rows = StaffCall.objects.visible_to(self.request.user).select_related(
            "sample__county", "report__visit__elder__person", "report__visit__elder__region", "report__author",
            "report__assignment",
        )  # fmt: skip
        return get_object_or_404(rows.defer("sample__frame"), uuid=self.kwargs["uuid"])

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers_of(self.call)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call = self.call
        return super().get_context_data(**kwargs) | {
            "call": call,
            "elder": call.report.visit.elder,
            "attempts": call.attempts_made.select_related("caller"),
            "may_call": call.state == CallState.TO_CALL and can_call(self.request.user, call),
            "revealed": self.revealed,
            "numbers": self.numbers,
            "anybody_counts": any(one.counts for one in self.numbers),
            "form": self.form or StaffCallForm(numbers=self.numbers, initial={"attempt": call.attempts + 1}),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        self._put_on_record(AccessAction.READ)
        return response

    def _put_on_record(self, action: AccessAction) -> None:
        self.put_on_record(action, subject=self.call.report.visit.elder.person, detail="telephone check")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the number, which is put on record, or write down the answer."""
        call, step = self.call, request.POST.get("step", "")
        if not can_call(self.request.user, call):
            return forbidden(request)
        if step == "reveal" and call.state == CallState.TO_CALL:
            self._put_on_record(AccessAction.REVEAL)
            self.revealed = True
            return self.render_to_response(self.get_context_data())
        if step != "answer":
            return redirect(call)
        self.form = StaffCallForm(request.POST, numbers=self.numbers)
        if self.form.is_valid():
            try:
                record_staff_call(call=call, actor=self.request.user, **self.form.cleaned_data)
            except TimebankError as error:
                self.form.add_error(None, str(error))
            else:
                messages.success(request, _("Recorded. Thank you."))
                return redirect("staff_checks:sample", call.sample.uuid)
        return self.render_to_response(self.get_context_data())


class VisitsOfWorker(WorkbenchView):
    """What one worker wrote down as visits in a month: when, where, how well it is proved, what the elder said."""

    roles = OVERSIGHT_ROLES
    header_icon = "user"
    template_name = "elderly_visits/workbench/staff_visits.html"

    @cached_property
    def worker(self) -> User:
        return get_object_or_404(User, pk=key_in(self.request.GET.get("worker", "")))

    def get_page_title(self) -> str:
        return _("Visits entered by %(name)s") % {"name": self.worker.display_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = requested_month(self.request)
        rows = visits_of_worker(self.request.user, self.worker.pk, month)
        if not rows.exists():
            # Whoever has nothing there learns no name.
            raise Http404
        return super().get_context_data(**kwargs) | {
            "month": month,
            "page_obj": self.listed(rows, _PER_PAGE, detail="visits by staff"),
        }
