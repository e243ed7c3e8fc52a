"""What pages about one elder share; what is in the home: the door card, and the sheet of codes that change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import segno
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common.web import LoggedInRequest
from elderly_visits.register.models import Elder, ElderQuerySet
from elderly_visits.register.permissions import can_work_for
from elderly_visits.register.selectors.handlers import responsible_handler
from elderly_visits.register.services.elders import scope_of_sheet
from people.access_log.services import log_access
from people.logins.models import User
from volunteers.tasks.services.proof import lines_to_print
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden, worker_required
from workbench.roles import WORKER_ROLES

_SHEETS_AT_ONCE = 30


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
    # Behind the #, where no server, proxy or log reads it.
    address = request.build_absolute_uri(f"{reverse('elderly_visits:door')}#code={elder.door_code}")
    context: dict[str, Any] = {
        "elder": elder,
        "code": f"{elder.door_code[:3]} {elder.door_code[3:]}",
        "square": square_code(address),
        "worker": responsible_handler(elder)[1],
    }
    return render(request, "elderly_visits/workbench/door_card.html", context)


@worker_required(WORKER_ROLES)
@never_cache
def code_sheet(request: LoggedInRequest, pk: int) -> HttpResponse:
    """The sheet of one home, to print: the lines that have not been used."""
    elder = get_object_or_404(_homes(request), pk=pk)
    if not can_work_for(request.user, elder):
        return forbidden(request)
    if not elder.door_code:
        return redirect("elderly_visits_elder:inspect", elder.pk)
    back = reverse("elderly_visits_elder:inspect", args=[elder.pk])
    return _print_sheets(request, [elder], responsible_handler(elder)[1], back=back)


@worker_required(WORKER_ROLES)
@never_cache
def code_sheets(request: LoggedInRequest) -> HttpResponse:
    """The sheets of everybody of whom the worker is in charge, some at a time."""
    rows = _homes(request).on_register().filter(worker=request.user).order_by("region_id", "pk")
    page = Paginator(rows, _SHEETS_AT_ONCE).get_page(request.GET.get("page"))
    # Who was in charge and has gone to other work is named in the file still.
    mine = [elder for elder in page if elder.door_code and can_work_for(request.user, elder)]
    back = reverse("elderly_visits_elder:index")
    return _print_sheets(request, mine, request.user, back=back, page=page)


def _homes(request: LoggedInRequest) -> ElderQuerySet:
    rows = Elder.objects.visible_to(request.user)
    return rows.select_related("person", "region", "worker")


def _print_sheets(
    request: LoggedInRequest, elders: Sequence[Elder], worker: User | None, *, back: str, page: Any = None
) -> HttpResponse:
    """Each is put on record; that is one query for each, and the only one. `worker` is whom to ask."""
    scopes = {elder.pk: scope_of_sheet(elder) for elder in elders}
    lines = lines_to_print(scopes.values())
    for elder in elders:
        log_access(
            actor=request.user,
            action=AccessAction.PRINT,
            subject=elder.person,
            region_id=elder.region_id,
            request=request,
            detail=_("Code sheet"),
        )
    sheets = [(elder, lines[scopes[elder.pk]]) for elder in elders]
    address = request.build_absolute_uri(reverse("elderly_visits:door"))
    context = {
        "sheets": sheets,
        "worker": worker,
        "back": back,
        "page_obj": page,
        "square": square_code(address),
    }
    return render(request, "elderly_visits/workbench/code_sheet.html", context)


def square_code(text: str) -> str:
    """A QR code as SVG; error correction M survives a scratched card."""
    drawn = segno.make_qr(text, error="m").svg_inline(scale=5, border=2, omitsize=True, title=None)
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from an address of our own; no text of users in it
