from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from common.web import LoggedInRequest
from timebank.certificates.enums import RevocationReason
from timebank.certificates.forms import RevocationForm
from timebank.certificates.models import Certificate
from timebank.certificates.permissions import can_revoke_certificate
from timebank.certificates.services.lifecycle import revoke_certificate
from timebank.pages import refusals_in
from workbench.guards import forbidden, worker_required
from workbench.pages import render_form
from workbench.roles import MANAGER_ROLES


@worker_required(MANAGER_ROLES)
def revoke(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Take a certificate out of force."""
    found = get_object_or_404(
        Certificate.objects.visible_to(request.user).select_related("person").with_endings(), pk=pk
    )
    if not can_revoke_certificate(request.user, found):
        return forbidden(request)
    back = reverse("timebank_certificate:inspect", args=[pk])
    form = RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            revoke_certificate(
                certificate=found,
                reason=RevocationReason(form.cleaned_data["reason"]),
                note=form.cleaned_data["note"],
                revoked_by=request.user,
            )
            messages.success(request, _("The certificate is revoked from now on."))
            return redirect(back)
    return render_form(
        request,
        _("Revoke the certificate %(number)s") % {"number": found.written_number},
        form,
        icon="doc-full",
        back=back,
        trail=[(back, _("Certificates"))],
        lede=_("Anyone who verifies it will see that it was revoked, when and why. This cannot be undone."),
        button=_("Revoke it"),
    )
