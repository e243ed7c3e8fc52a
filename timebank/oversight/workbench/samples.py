from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.persons.models import Person
from timebank.oversight.enums import CallState
from timebank.oversight.forms import CallForm
from timebank.oversight.models.samples import PhoneCall, PhoneSample
from timebank.oversight.permissions import can_call
from timebank.oversight.selectors.samples import all_together, samples
from timebank.oversight.services.samples import record_call
from timebank.pages import FileView, refusals_in
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden
from workbench.roles import OVERSIGHT_ROLES

PER_PAGE = 50
SAMPLES_SHOWN = 120


class SampleList(WorkbenchView):
    """Each month's sample with the share of services that were confirmed."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("Telephone checks")
    header_icon = "comment"
    template_name = "timebank/oversight/workbench/sample_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = samples(self.request.user)
        return super().get_context_data(**kwargs) | {
            "rows": rows[:SAMPLES_SHOWN],
            "together": all_together([figures for _sample, figures in rows]),
        }


class SamplePage(WorkbenchView):
    """The calls of a sample."""

    roles = OVERSIGHT_ROLES
    header_icon = "comment"
    access_detail = "telephone checks"
    template_name = "timebank/oversight/workbench/sample.html"

    @cached_property
    def sample(self) -> PhoneSample:
        rows = PhoneSample.objects.visible_to(self.request.user).defer("frame").select_related("county")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_page_title(self) -> str:
        return f"{self.sample.county.short_name} · {self.sample.month:%Y-%m}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_only = self.request.GET.get("tab") != "all"
        rows = (
            PhoneCall.objects.visible_to(self.request.user)
            .filter(sample=self.sample)
            .select_related("served", "record__person", "record__region")
        )
        if open_only:
            rows = rows.filter(state=CallState.TO_CALL)
        return super().get_context_data(**kwargs) | {
            "sample": self.sample,
            "page_obj": self.listed(
                rows.order_by("attempts", "pk"), PER_PAGE, region_id=self.sample.county_id
            ),
            "open_only": open_only,
        }


class CallPage(FileView):
    """One call: what to ask, the number once it is asked for, what was answered."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("A telephone check")
    header_icon = "comment"
    access_detail = "telephone check"
    template_name = "timebank/oversight/workbench/call.html"
    revealed = False

    @cached_property
    def call(self) -> PhoneCall:
        rows = PhoneCall.objects.visible_to(self.request.user).select_related(
            "sample__county", "served", "record__person", "record__region"
        )
        return get_object_or_404(rows.defer("sample__frame"), uuid=self.kwargs["uuid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call = self.call
        return super().get_context_data(**kwargs) | {
            "call": call,
            "attempts": call.attempts_made.select_related("caller"),
            "may_call": call.state == CallState.TO_CALL and can_call(self.request.user, call),
            "revealed": self.revealed,
            "form": self.form or CallForm(initial={"attempt": call.attempts + 1}),
        }

    def subjects(self) -> list[Person]:
        return [self.call.served]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the number, which is put on record, or write down the answer."""
        call, step = self.call, request.POST.get("step", "")
        if not can_call(self.request.user, call):
            return forbidden(request)
        if step == "reveal" and call.state == CallState.TO_CALL:
            self.put_on_record(AccessAction.REVEAL, subject=call.served)
            self.revealed = True
            return self.shown_again()
        if step != "answer":
            return redirect("timebank_oversight:call", call.uuid)
        self.form = CallForm(request.POST)
        if self.form.is_valid():
            with refusals_in(self.form):
                record_call(call=call, actor=self.request.user, **self.form.cleaned_data)
                messages.success(request, _("Recorded. Thank you."))
                return redirect("timebank_oversight:sample", call.sample.uuid)
        return self.shown_again()
