"""Who may pass: decorators, mixins and the frame of a page of the workbench."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.views.defaults import permission_denied
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from common.web import LoggedInRequest
from workbench.access_recording import AccessAction, record_access
from workbench.roles import STAFF_ROLES, has_role


def forbidden(request: HttpRequest) -> HttpResponse:
    """The site's 403 page. Wagtail would turn an exception into a redirect to its front page."""
    return permission_denied(request, PermissionDenied())


def worker_required(roles: Iterable[str] = STAFF_ROLES) -> Callable[[Any], Any]:
    """Decorate a view: strangers are led to the log-in, those without one of `roles` get the 403 page.

    So does who is refused inside the view by a PermissionDenied.
    """

    def decorate(view: Any) -> Any:
        @wraps(view)
        def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), login_url="account_login")
            if not has_role(request.user, roles):
                return forbidden(request)
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                return forbidden(request)

        return guarded_view

    return decorate


class WorkerRequiredMixin:
    """The same for class-based views: set `roles`, and `may_pass` where it depends on what the page is about."""

    roles: Iterable[str] = STAFF_ROLES

    def may_pass(self) -> bool:
        """Asked once the role is clear."""
        return True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return worker_required(self.roles)(self._dispatch)(request, *args, **kwargs)

    def _dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_pass():
            return forbidden(request)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class WorkbenchView(WorkerRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page of the workbench: set `page_title`, `header_icon`, `roles` and a `template_name` that extends
    "workbench/page.html". Breadcrumbs lead home by themselves."""

    template_name = "workbench/page.html"
    # What the access log says of the page.
    access_detail: Any = ""
    request: LoggedInRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def put_on_record(self, action: AccessAction, *, detail: Any = "", **what: Any) -> None:
        """That the user saw or changed something here; `what`: subject, count, region_id (as in `record_access`)."""
        record_access(
            actor=self.request.user,
            action=action,
            detail=str(detail or self.access_detail),
            request=self.request,
            **what,
        )

    def listed(self, rows: Any, per_page: int, **what: Any) -> Page[Any]:
        """The page of `rows` that the address asks for; that these people were listed is put on record."""
        page = Paginator(rows, per_page).get_page(self.request.GET.get("page"))
        if shown := len(page.object_list):
            self.put_on_record(AccessAction.LIST, count=shown, **what)
        return page
