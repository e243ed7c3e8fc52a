"""A worker suspends a volunteer, having seen what goes to others, or takes one back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from common.forms import date_input, text_area
from common.web import LoggedInRequest, errors_shown
from people.access_log.services import log_page
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.permissions import can_review_volunteer
from volunteers.registration.services.suspension import suspend_volunteer, take_back, usual_last_day
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services.steps import NOT_BEGUN
from workbench.access_recording import AccessAction
from workbench.form_pages import FormPage
from workbench.guards import worker_required
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


class SuspendForm(forms.Form):
    note = text_area(gettext_lazy("Why? The volunteer will see it."), 300, 2)
    last_day = forms.DateField(
        label=gettext_lazy("Until (inclusive)"),
        widget=date_input(),
        help_text=gettext_lazy("It ends by itself. You can end it earlier on the volunteer's file."),
    )


class SuspendVolunteer(FormPage):
    """Why, until when, and what goes to others."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Suspend a volunteer")
    header_icon = "user"
    template_name = "volunteers/workbench/suspend.html"
    form_class = SuspendForm

    @cached_property
    def volunteer(self) -> Volunteer:
        rows = Volunteer.objects.filter(in_scope(self.request.user, "region_id", WORKER_ROLES))
        return get_object_or_404(rows.select_related("person"), pk=self.kwargs["pk"])

    def may_pass(self) -> bool:
        return can_review_volunteer(self.request.user, self.volunteer)

    def get_page_title(self) -> str:
        return f"{self.page_title} · {self.volunteer.person.name}"

    def get_initial(self) -> dict[str, Any]:
        return {"last_day": usual_last_day(self.volunteer.region_id)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        open_ones = Assignment.objects.filter(volunteer=self.volunteer, state__in=NOT_BEGUN)
        here = open_ones.filter(in_scope(self.request.user, "task__region_id"))
        shown = list(here.select_related("task").order_by("planned_for", "task__starts_on", "pk"))
        self.put_on_record(AccessAction.READ, subject=self.volunteer.person, detail=self.page_title)
        return super().get_context_data(**kwargs) | {
            "going": shown,
            "elsewhere": open_ones.count() - len(shown),
            "lede": _("While a volunteer is suspended, nothing is offered."),
            "button": pgettext("a volunteer", "Suspend"),
            "back": reverse("volunteers_volunteer:inspect", args=[self.volunteer.pk]),
        }

    def form_valid(self, form: SuspendForm) -> HttpResponse:
        suspend_volunteer(volunteer=self.volunteer, actor=self.request.user, **form.cleaned_data)
        self.put_on_record(AccessAction.CHANGE, subject=self.volunteer.person, detail=self.page_title)
        messages.success(self.request, _("Suspended. What was agreed goes to others."))
        return redirect("volunteers_volunteer:inspect", self.volunteer.pk)


@worker_required(WORKER_ROLES)
@require_POST
def end_suspension(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Take a suspended volunteer back before the last day."""
    rows = Volunteer.objects.filter(in_scope(request.user, "region_id", WORKER_ROLES))
    volunteer = get_object_or_404(rows.select_related("person"), pk=pk)
    with errors_shown(request):
        take_back(volunteer=volunteer, actor=request.user)
        log_page(request, AccessAction.CHANGE, subject=volunteer.person, detail=_("Suspension ended"))
        messages.success(request, _("Taken back; visits can be offered again."))
    return redirect("volunteers_volunteer:inspect", pk)
