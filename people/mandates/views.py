"""One's own mandates at the portal."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from common.web import LoggedInRequest
from people.mandates.models import Mandate, MandateUse
from people.mandates.permissions import can_revoke_mandate
from people.mandates.services import revoke_mandate


@login_required
def end_mandate(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Either side may end a mandate."""
    mandate = get_object_or_404(
        Mandate.objects.visible_to(request.user).select_related("principal", "agent"), pk=pk
    )
    if not can_revoke_mandate(request.user, mandate):
        raise PermissionDenied
    if request.method == "POST":
        revoke_mandate(mandate=mandate, actor=request.user)
        messages.success(request, _("The mandate has ended."))
        return redirect("people:me")
    return render(request, "people/end_mandate.html", {"mandate": mandate})


@login_required
def mandates(request: LoggedInRequest) -> HttpResponse:
    """Who may act for me and for whom I may act: what is allowed, until when, and each time it was used."""
    person = request.user.person
    rows = Mandate.objects.in_force().select_related("principal", "agent")
    uses = MandateUse.objects.filter(Q(mandate__principal=person) | Q(mandate__agent=person))
    context = {
        "person": person,
        "held": rows.filter(agent=person),
        "given": rows.filter(principal=person),
        "page_obj": Paginator(uses.select_related("mandate__agent", "mandate__principal"), 20).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "people/mandates.html", context)
