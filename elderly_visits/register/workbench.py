"""What pages about one elder share; the card inside the door: six digits, and the same as a square code."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common.web import LoggedInRequest
from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_work_for
from elderly_visits.register.selectors.handlers import responsible_handler
from people.access_log.services import log_access
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden, worker_required
from workbench.roles import WORKER_ROLES


class ElderPage(WorkbenchView):
    """A page about one elder for whom the user works. Adds `elder`."""

    roles = WORKER_ROLES
    header_icon = "user"

    @cached_property
    def elder(self) -> Elder:
        rows = Elder.objects.visible_to(self.request.user).select_related(
            "person", "region__parent__parent", "worker"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def may_pass(self) -> bool:
        return can_work_for(self.request.user, self.elder)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"elder": self.elder}


@worker_required(WORKER_ROLES)
@never_cache
def door_card(request: LoggedInRequest, pk: int) -> HttpResponse:
    """A page to print. It names nobody: who finds it lying about learns no address and no name."""
    rows = Elder.objects.visible_to(request.user).select_related("person", "region", "worker")
    elder = get_object_or_404(rows, pk=pk)
    if not can_work_for(request.user, elder):
        return forbidden(request)
    if not elder.door_code:
        return redirect("elderly_visits_elder:inspect", elder.pk)
    log_access(
        actor=request.user,
        action=AccessAction.PRINT,
        subject=elder.person,
        request=request,
        detail=_("Door card"),
    )
    address = request.build_absolute_uri(f"{reverse('elderly_visits:door')}?code={elder.door_code}")
    context: dict[str, Any] = {
        "elder": elder,
        "code": f"{elder.door_code[:3]} {elder.door_code[3:]}",
        "square": square_code(address),
        "worker": responsible_handler(elder)[1],
    }
    return render(request, "elderly_visits/workbench/door_card.html", context)


def square_code(text: str) -> str:
    """A QR code as SVG; error correction M survives a scratched card."""
    drawn = segno.make_qr(text, error="m").svg_inline(scale=5, border=2, omitsize=True, title=None)
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from an address of our own; no text of users in it
