"""A worker notes that a volunteer is ill or away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.forms import errors_added
from common.web import LoggedInRequest
from people.access_log.services import log_access
from volunteers.days.forms import AbsenceForm
from volunteers.days.models.absence import Absence
from volunteers.days.services.absences import end_absence, record_absence
from volunteers.days.views.absence import add_outcome_messages
from volunteers.registration.models.volunteer import Volunteer
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, worker_required
from workbench.roles import WORKER_ROLES
from workbench.scopes import in_scope


class VolunteerAway(WorkbenchView):
    """From when to when one volunteer of the worker's region cannot serve."""

    roles = WORKER_ROLES
    page_title = gettext_lazy("Ill or away")
    header_icon = "user"
    template_name = "volunteers/workbench/away.html"
    form: AbsenceForm | None = None

    @cached_property
    def volunteer(self) -> Volunteer:
        rows = Volunteer.objects.filter(in_scope(self.request.user, "region_id", WORKER_ROLES))
        return get_object_or_404(rows.select_related("person"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return f"{self.page_title} · {self.volunteer.person.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "form": self.form or AbsenceForm(),
            "absences": Absence.objects.ahead(self.volunteer),
            "lede": _("Tasks that can only be done on these days are passed on at once. The rest stay."),
            "button": _("Enter"),
            "back": reverse("volunteers_volunteer:inspect", args=[self.volunteer.pk]),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = form = AbsenceForm(request.POST)
        if form.is_valid():
            with errors_added(form):
                outcome = record_absence(
                    volunteer=self.volunteer, actor=self.request.user, **form.cleaned_data
                )
                log_access(
                    actor=self.request.user,
                    action=AccessAction.CHANGE,
                    subject=self.volunteer.person,
                    request=request,
                    detail=str(self.page_title),
                )
                add_outcome_messages(request, outcome)
                return redirect("volunteers_volunteer:inspect", self.volunteer.pk)
        return self.render_to_response(self.get_context_data())


@worker_required(WORKER_ROLES)
@require_POST
def back(request: LoggedInRequest, pk: int) -> HttpResponse:
    """The volunteer is back."""
    rows = Absence.objects.filter(in_scope(request.user, "volunteer__region_id", WORKER_ROLES))
    absence = get_object_or_404(rows.select_related("volunteer"), pk=pk)
    end_absence(absence=absence, actor=request.user)
    messages.success(request, _("Noted: the volunteer is back."))
    return redirect("volunteers_volunteer:inspect", absence.volunteer_id)
