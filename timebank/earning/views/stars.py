from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.web import visitor_network
from timebank.earning.forms import ObjectionForm
from timebank.earning.models import StarAward
from timebank.earning.selectors.stars import stars_on_notice
from timebank.earning.services.objections import object_to_star
from timebank.pages import refusals_in


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Stars on public notice, open to everybody; names masked unless their owners agreed to the honour roll."""
    return render(request, "timebank/earning/notice.html", {"notices": stars_on_notice()})


@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is not right about a star on public notice. What cannot be taken comes back as it was written."""
    notices = stars_on_notice(award=pk)
    if not notices:
        raise Http404
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sender = visitor_network(request)
        with refusals_in(form):
            object_to_star(award=get_object_or_404(StarAward, pk=pk), sender=sender, **form.cleaned_data)
            messages.success(
                request, _("Thank you. Your objection will be investigated before the star takes effect.")
            )
            return redirect("timebank:notice")
    return render(request, "timebank/earning/objection.html", {"form": form, "notice": notices[0]})
