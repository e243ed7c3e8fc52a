"""The first page of a new login."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from common.forms import taken
from common.web import LoggedInRequest, next_url
from people.logins.forms import WelcomeForm
from people.logins.services import start_own_person


@login_required
def welcome(request: LoggedInRequest) -> HttpResponse:
    """Ask a new log-in for a name, once, and lead on to where it was going."""
    target = next_url(request, "after_login")
    if hasattr(request.user, "person"):
        return redirect(target)
    form = WelcomeForm(request.POST or None)
    if taken(form, lambda data: start_own_person(user=request.user, name=data["name"])):
        return redirect(target)
    return render(request, "people/welcome.html", {"form": form, "next": request.GET.get("next", "")})
