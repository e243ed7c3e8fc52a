"""Doors of the site: where a log-in leads, the gate of the workbench, the health check."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect


def after_login(request: HttpRequest) -> HttpResponse:
    """Workers go to the workbench, everybody else to the portal."""
    if request.user.is_authenticated and request.user.is_worker:
        return redirect("wagtailadmin_home")
    return HttpResponseRedirect("/")


def workbench_gate(request: HttpRequest) -> HttpResponse:
    """Wagtail sends here whoever may not enter. Straight at the log-in page this would loop for a logged-in volunteer."""
    from django.contrib.auth.views import redirect_to_login

    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/workbench/"), login_url="account_login")


def health(request: HttpRequest) -> HttpResponse:
    """Whether this process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
