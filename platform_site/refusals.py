"""Who asked for what is not theirs to see: refusals come into the access log."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from people.access_log.services import log_refusal
from platform_site.middleware import RequestLogMiddleware
from workbench.access_recording import AccessAction
from workbench.views import whose_file_was_refused

REFUSED = {403, 404}
# Pages that people write: a wrong address there is nobody's file.
NOBODYS = {"wagtail_serve"}


class RefusalMiddleware:
    """A page of the site that says no (403) or knows nothing under that number (404) to somebody logged in.

    A stranger's file answers as one that does not exist, so both are written down; the address of a page alone, which
    anybody mistypes, is not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code in REFUSED
            and request.user.is_authenticated
            and self._is_a_file(request, response)
        ):
            log_refusal(
                request=request,
                action=AccessAction.READ if request.method in ("GET", "HEAD") else AccessAction.CHANGE,
                subject=whose_file_was_refused(request),
                # Names of pages and primary keys: other parts of an address may be secrets.
                detail=f"{response.status_code} {RequestLogMiddleware.format_request(request)}",
            )
        return response

    @staticmethod
    def _is_a_file(request: HttpRequest, response: HttpResponse) -> bool:
        match = request.resolver_match
        if match is None or match.view_name in NOBODYS:
            return False
        return response.status_code == 403 or bool(match.kwargs or match.args)
