from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.web import LoggedInRequest
from people.access_log.services import log_access
from people.persons.models import Person
from timebank.certificates.forms import CertificateForm
from timebank.certificates.models import Certificate, CertificateFile
from timebank.certificates.permissions import can_read_certificate
from timebank.certificates.selectors import certificates_of
from timebank.certificates.services.lifecycle import issue_certificate
from timebank.earning.selectors.stars import certified_minutes
from timebank.pages import refusals_in
from workbench.access_recording import AccessAction


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def certificates(request: LoggedInRequest) -> HttpResponse:
    """One's certificates, and a form for another. Only the holder asks for one: it is proof about a person."""
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        return redirect("timebank:home")
    form = CertificateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            issued = issue_certificate(
                person=person,
                since=form.cleaned_data["since"],
                until=form.cleaned_data["until"],
                key=f"portal:{person.pk}:{form.cleaned_data['once']}",
                issued_by=request.user,
            )
            messages.success(
                request, _("Your certificate %(number)s is ready.") % {"number": issued.written_number}
            )
            return redirect("timebank:certificates")
    context = {
        "person": person,
        "form": form,
        "once": form["once"].value() if form.is_bound and not form.errors.get("once") else uuid.uuid4(),
        "certificates": certificates_of(person),
        "certified_minutes": certified_minutes(person),
    }
    return render(
        request, "timebank/certificates/certificates.html", context, status=422 if form.errors else 200
    )


@require_safe
@login_required
@never_cache
def certificate_file(request: LoggedInRequest, key: str) -> HttpResponse:
    """The PDF, for its holder and for the staff of the region, whose reading goes on record."""
    try:
        found = get_object_or_404(Certificate.objects.select_related("person"), uuid=uuid.UUID(key))
    except ValueError as error:
        raise Http404 from error
    if not can_read_certificate(request.user, found):
        raise Http404
    if found.person.user_id != request.user.pk:
        log_access(
            actor=request.user,
            action=AccessAction.READ,
            subject=found.person,
            detail=f"certificate {found.written_number}",
            request=request,
        )
    stored = get_object_or_404(CertificateFile, certificate=found)
    response = HttpResponse(bytes(stored.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.written_number}.pdf"'
    return response
