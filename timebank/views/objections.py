"""Objecting to a star: the public's form, and the queue of those who decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from people.enums import AccessAction
from people.services import log_access
from people.workbench import WorkbenchView, refused
from timebank.errors import ObjectionRefused, TimebankError
from timebank.forms import DecisionForm, ObjectionForm
from timebank.models import StarAward, StarObjection
from timebank.permissions import can_decide_objection
from timebank.selectors import stars_on_notice
from timebank.services import decide_objection, object_to_star

PER_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is not right about a star on public notice. What cannot be taken comes back as it was written."""
    notices = stars_on_notice(award=pk)
    if not notices:
        raise Http404
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sender = request.META.get("REMOTE_ADDR", "")
        try:
            object_to_star(award=get_object_or_404(StarAward, pk=pk), sender=sender, **form.cleaned_data)
        except TimebankError as error:
            _add_error(form, error)
        else:
            messages.success(
                request, _("Thank you. Your objection will be looked into before the star counts.")
            )
            return redirect("timebank:notice")
    return render(request, "timebank/objection.html", {"form": form, "notice": notices[0]})


def _add_error(form: Any, error: TimebankError) -> None:
    field = error.field if isinstance(error, ObjectionRefused) else ""
    form.add_error(field or None, str(error))


class ObjectionList(WorkbenchView):
    """What is said against stars of one's area; what waits comes first."""

    page_title = gettext_lazy("Objections to stars")
    header_icon = "warning"
    template_name = "timebank/workbench/objections.html"

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
    template_name = "timebank/workbench/objection.html"
    form: DecisionForm | None = None

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
            "form": (self.form or DecisionForm()) if may_decide and objection.decided_at is None else None,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        log_access(
            actor=request.user,
            action=AccessAction.READ,
            subject=self.objection.award.person,
            request=request,
            detail=_("Objection to a star"),
        )
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_decide_objection(request.user, self.objection):
            return refused(request)
        self.form = DecisionForm(request.POST)
        if self.form.is_valid():
            try:
                decide_objection(objection=self.objection, actor=request.user, **self.form.cleaned_data)
            except TimebankError as error:
                _add_error(self.form, error)
            else:
                messages.success(request, _("Decided; the volunteer has been told."))
                return redirect(reverse("timebank_objections:list"))
        return self.render_to_response(self.get_context_data())
