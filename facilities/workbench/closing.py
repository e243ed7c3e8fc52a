"""A care point that is closed for a while: until when and why, and opening it before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from common.web import LoggedInRequest, errors_shown
from facilities import policy
from facilities.models import Facility
from facilities.services import close_for_a_while, open_early
from policies.selectors import value
from workbench.guards import worker_required
from workbench.roles import WORKER_ROLES
from workbench.suspending import SuspensionPage


class CloseForAWhile(SuspensionPage):
    roles = WORKER_ROLES
    page_title = gettext_lazy("Closed for a while")
    button = gettext_lazy("Close it until then")
    done = gettext_lazy("Residents now read until when it is closed, and why.")

    @cached_property
    def facility(self) -> Facility:
        return get_object_or_404(Facility.objects.editable_by(self.request.user), pk=self.kwargs["pk"])

    @property
    def lede(self) -> str:
        return self.facility.name

    def most_days(self) -> int:
        return value(policy.LONGEST_CLOSURE, region=self.facility.region_id)

    def consequences(self, until: date) -> Sequence[str]:
        return [
            _("It stays on the register; residents read your reason and until when."),
            _("Who looks for what is open now does not find it."),
        ]

    def suspend(self, until: date, reason: str) -> None:
        close_for_a_while(facility=self.facility, actor=self.request.user, until=until, reason=reason)

    def back(self) -> str:
        return reverse("facilities_facility:inspect", args=[self.facility.pk])


@worker_required(WORKER_ROLES)
@require_POST
def open_again(request: LoggedInRequest, pk: int) -> HttpResponse:
    """It is open before the day that was said."""
    facility = get_object_or_404(Facility.objects.editable_by(request.user), pk=pk)
    with errors_shown(request):
        open_early(facility=facility, actor=request.user)
        messages.success(request, _("Open again."))
    return redirect("facilities_facility:inspect", pk)
