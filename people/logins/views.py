"""The first page of a new login."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render

from common.forms import add_errors
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
    if request.method == "POST" and form.is_valid():
        try:
            start_own_person(user=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(target)
    return render(request, "people/welcome.html", {"form": form, "next": request.GET.get("next", "")})
