"""Middleware of the site: who must still do something before going on, and what the log may hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django_structlog.middlewares import RequestMiddleware

from common.web import clean_text, clean_values, is_own_url
from people.logins.models import User
from platform_site.content.publishing import follow_roles
from workbench.roles import CONTENT_ROLES, has_role

# Where a worker without a second factor may still go: setting it up, logging out, reading aids.
_BEFORE_SECOND_FACTOR = (
    "/accounts/2fa/",
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/static/",
    "/i18n/",
    "/elder-mode/",
    "/health/",
    "/workbench/jsi18n/",
    "/workbench/sprite/",
)
# Wagtail's own rooms that staff use; its users and settings are for those who look after the site.
_WORKBENCH_VIEWS = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_account",
        "wagtailadmin_dismissibles",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
    }
)
# Those in which the portal is written, and what of them shows more than the portal: reports list every change that
# staff made to anybody's file.
_CONTENT_ROOMS = ("wagtail.admin.", "wagtail.images.", "wagtail.documents.", "wagtail.contrib.table_block.")
_NOT_OF_CONTENT = (
    "wagtail.admin.views.reports",
    "wagtail.admin.views.collections",
    "wagtail.admin.views.workflows",
)
# Fails on purpose.
_NEVER_OPENED = "wagtailadmin_error_test"


class TextOnlyMiddleware(MiddlewareMixin):
    """The one place where text enters: what no database can keep is taken out before any page or form sees it.

    Addresses are not mended: one with such a character leads nowhere. Uploaded files are read by their own readers.
    """

    def process_request(self, request: HttpRequest) -> None:
        # Both are read by middleware already, so that cleaning them costs no parsing that would not take place anyway.
        request.GET = self._clean(request, request.GET)  # type: ignore[assignment]  # immutable, as the stubs want it
        request.COOKIES = {clean_text(name): clean_text(value) for name, value in request.COOKIES.items()}

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if clean_text(request.path_info) != request.path_info:
            raise Http404
        if request.method == "POST":
            # The check of the CSRF token has read the form by now.
            request.POST = self._clean(request, request.POST)  # type: ignore[assignment]  # as above

    @staticmethod
    def _clean(request: HttpRequest, values: QueryDict) -> QueryDict:
        """Text only, and no `next` that leads elsewhere or nowhere, whoever's page reads it."""
        values = clean_values(values)
        if "next" in values and not all(
            url == "" or is_own_url(request, url) for url in values.getlist("next")
        ):
            values = values.copy()
            del values["next"]
        return values


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Chinese until somebody chooses otherwise: a borrowed phone set to English must not change what an elder reads."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


class ContentPolicyMiddleware(CSPMiddleware):
    """The policy of the portal, and that of the workbench.

    Wagtail's own forms for who writes the portal (pages, pictures) write small scripts into the page, which cannot
    carry a nonce; nobody else opens them, and they show nobody's file.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith("/workbench/"):
            parts.replace = {
                **settings.WORKBENCH_POLICY,
                **(settings.WAGTAIL_POLICY if _is_wagtails_room(request) else {}),
                **(parts.replace or {}),
            }
        return parts


class LoggedInPagesMiddleware:
    """What somebody who is logged in has seen is kept by no browser and no proxy, and a log-out wipes what was.

    So the button *Back* shows nobody's name after a log-out on a shared computer. Answers that say themselves that
    they are the same for everybody (the map, the list of regions) stay as they are. Cookies are not wiped: language,
    large text and the known device belong to whoever uses the browser, and the session is ended by the log-out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        came_logged_in = request.user.is_authenticated
        response = self.get_response(request)
        stays_logged_in = request.user.is_authenticated
        if (came_logged_in or stays_logged_in) and "public" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "private, no-store"
        if came_logged_in and not stays_logged_in:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SecondFactorMiddleware(MiddlewareMixin):
    """Staff use a second factor. allauth has no 'force' setting: until it is set up, every page leads to setting it up.

    Once it is set up, allauth asks for it at each log-in.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        user = request.user
        if (
            user.is_authenticated
            and not request.path.startswith(_BEFORE_SECOND_FACTOR)
            and user.is_worker
            and not is_mfa_enabled(user, [Authenticator.Type.TOTP])
        ):
            return redirect_to_login(request.get_full_path(), login_url="mfa_activate_totp")
        return None


class OwnFileMiddleware(MiddlewareMixin):
    """A log-in that has not told its name yet is asked for it where a page needs the person, and led on afterwards."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, User.person.RelatedObjectDoesNotExist) or hasattr(
            request.user, "person"
        ):
            return None
        target = request.get_full_path() if request.method == "GET" else "/"
        return redirect_to_login(target, login_url="people:welcome")


class WorkbenchAccessMiddleware(MiddlewareMixin):
    """The workbench is for staff; of Wagtail's own rooms those of the portal are for its editors and approvers, the
    others for who looks after the site. What an editor may do there, Wagtail asks the groups.

    A logged-in volunteer gets the 403 page at once; strangers are sent to the log-in by Wagtail itself.
    """

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        user = request.user
        if not request.path.startswith("/workbench/") or not user.is_authenticated or user.is_superuser:
            return
        if not user.is_worker:
            raise PermissionDenied
        writes = has_role(user, CONTENT_ROLES)
        if writes:
            follow_roles(user)
        if _is_wagtails_room(request) and not (writes and _is_of_content(request)):
            raise PermissionDenied


def _module(request: HttpRequest) -> str:
    """Where the view is written: those of this project in this project, whatever Wagtail class they stand on."""
    match = request.resolver_match
    return "" if match is None else str(getattr(match.func, "view_class", match.func).__module__)


def _is_wagtails_room(request: HttpRequest) -> bool:
    """Whether this is one of Wagtail's own pages that staff do not use."""
    match = request.resolver_match
    if match is None or match.url_name is None:
        return False
    return _module(request).startswith("wagtail.") and match.url_name not in _WORKBENCH_VIEWS


def _is_of_content(request: HttpRequest) -> bool:
    """Whether this is one of those in which the portal is written."""
    module, match = _module(request), request.resolver_match
    if match is not None and match.url_name == _NEVER_OPENED:
        return False
    return module.startswith(_CONTENT_ROOMS) and not module.startswith(_NOT_OF_CONTENT)


class RequestLogMiddleware(RequestMiddleware):
    """The request log with names of pages and primary keys in place of addresses.

    What was searched for may be somebody's name or number, and the address of a calendar or a voucher is its secret.
    """

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        match = request.resolver_match
        if match is None:
            return f"{request.method} (no page)"
        keys = (f"{name}={value}" for name, value in match.kwargs.items() if isinstance(value, int))
        return " ".join([str(request.method), match.view_name, *keys])
