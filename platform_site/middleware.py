"""Middleware of the site."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# Where a worker without a second factor may still go: setting it up, logging out, static files, the health check.
_ALLOWED_PREFIXES = ("/accounts/", "/static/", "/media/", "/i18n/", "/elder-mode/", "/health/")


class SecondFactorMiddleware:
    """Staff use a second factor. allauth has no 'force' setting: until one is set up, every page leads to setting it up.

    Once it is set up, allauth asks for it at each log-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            user.is_authenticated
            and not request.path.startswith(_ALLOWED_PREFIXES)
            and user.is_worker
            and not is_mfa_enabled(user)
        ):
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse('mfa_activate_totp')}?{query}")
        return self.get_response(request)
