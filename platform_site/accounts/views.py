"""Doors of the site: where a log-in leads, the gate of the workbench."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from common.web import LoggedInRequest, next_url
from timebank.rewards.models.partners import PartnerStaff
from volunteers.registration.models.volunteer import Volunteer


def sign_up(request: HttpRequest) -> HttpResponse:
    """Signing up is logging in for the first time: the same page, so that nobody stands before the wrong door."""
    if target := next_url(request, ""):
        return redirect_to_login(target, login_url="account_login")
    return redirect("account_login")


@login_required
@never_cache
def after_login(request: LoggedInRequest) -> HttpResponse:
    """Workers go to the workbench, volunteers to their tasks, who works in a partner's shop to the till.

    Somebody new is asked for a name first.
    """
    if not hasattr(request.user, "person"):
        return redirect_to_login(request.path, login_url="people:welcome")
    if request.user.is_worker:
        return redirect("wagtailadmin_home")
    if Volunteer.objects.filter(person__user=request.user).exists():
        return redirect("volunteers:home")
    if PartnerStaff.objects.of_user(request.user).exists():
        return redirect("timebank:till")
    return redirect("start")


@login_required
def start(request: LoggedInRequest) -> HttpResponse:
    """What somebody new may want here."""
    return render(request, "platform_site/start.html")


def workbench_gate(request: HttpRequest) -> HttpResponse:
    """Wagtail sends here whoever may not enter: at the log-in page a logged-in volunteer would go in circles."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/workbench/"), login_url="account_login")
