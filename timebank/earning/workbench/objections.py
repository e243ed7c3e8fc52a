"""Objections to stars in the workbench: the queue, and one with its decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import add_errors
from people.access_log.services import log_access
from timebank.earning.forms import ObjectionDecisionForm
from timebank.earning.models import StarObjection
from timebank.earning.permissions import can_decide_objection
from timebank.earning.services.objections import decide_objection
from timebank.errors import TimebankError
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden

PER_PAGE = 30


class ObjectionList(WorkbenchView):
    """What is said against stars of one's area; what waits comes first."""

    page_title = gettext_lazy("Objections to stars")
    header_icon = "warning"
    template_name = "timebank/earning/workbench/objections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        rows = StarObjection.objects.visible_to(user).select_related(
            "award__person", "award__region", "decided_by"
        )
        decided = self.request.GET.get("tab") == "decided"
        shown = rows.exclude(decided_at=None).order_by("-decided_at") if decided else rows.unanswered()
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("page"))
        if count := len(page.object_list):
            log_access(
                actor=user,
                action=AccessAction.LIST,
                count=count,
                request=self.request,
                detail=str(self.page_title),
            )
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "decided": decided,
            "waiting": rows.unanswered().count(),
        }


class ObjectionPage(WorkbenchView):
    """One objection, the star it is about, and the decision."""

    header_icon = "warning"
    template_name = "timebank/earning/workbench/objection.html"
    form: ObjectionDecisionForm | None = None

    @cached_property
    def objection(self) -> StarObjection:
        rows = StarObjection.objects.visible_to(self.request.user).select_related(
            "award__person", "award__region", "award__service_record", "decided_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return f"{self.objection.award.person.name} · {self.objection.award.level}★"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        objection = self.objection
        may_decide = can_decide_objection(self.request.user, objection)
        return super().get_context_data(**kwargs) | {
            "objection": objection,
            "award": objection.award,
            "others": objection.award.objections.exclude(pk=objection.pk),
            # Only who decides needs to ask back.
            "contact": objection.contact if may_decide else "",
            "form": (self.form or ObjectionDecisionForm())
            if may_decide and objection.decided_at is None
            else None,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        log_access(
            actor=self.request.user,
            action=AccessAction.READ,
            subject=self.objection.award.person,
            request=request,
            detail=_("Objection to a star"),
        )
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_decide_objection(self.request.user, self.objection):
            return forbidden(request)
        self.form = ObjectionDecisionForm(request.POST)
        if self.form.is_valid():
            try:
                decide_objection(objection=self.objection, actor=self.request.user, **self.form.cleaned_data)
            except TimebankError as error:
                add_errors(self.form, error)
            else:
                messages.success(request, _("Decided; the volunteer has been told."))
                return redirect(reverse("timebank_objections:list"))
        return self.render_to_response(self.get_context_data())
