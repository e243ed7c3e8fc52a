from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.persons.models import Person
from timebank.earning.forms import ObjectionDecisionForm
from timebank.earning.models import StarObjection
from timebank.earning.permissions import can_decide_objection
from timebank.earning.services.objections import decide_objection
from timebank.pages import FileView, refusals_in
from workbench.guards import WorkbenchView, forbidden

PER_PAGE = 30


class ObjectionList(WorkbenchView):
    """What is said against stars of one's area; what waits comes first."""

    page_title = access_detail = gettext_lazy("Objections to stars")
    header_icon = "warning"
    template_name = "timebank/earning/workbench/objections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = StarObjection.objects.visible_to(self.request.user).select_related(
            "award__person", "award__region", "decided_by"
        )
        decided = self.request.GET.get("tab") == "decided"
        shown = rows.exclude(decided_at=None).order_by("-decided_at") if decided else rows.unanswered()
        return super().get_context_data(**kwargs) | {
            "page_obj": self.listed(shown, PER_PAGE),
            "decided": decided,
            "waiting": rows.unanswered().count(),
        }


class ObjectionPage(FileView):
    """One objection, the star it is about, and the decision."""

    header_icon = "warning"
    access_detail = gettext_lazy("Objection to a star")
    template_name = "timebank/earning/workbench/objection.html"

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

    def subjects(self) -> list[Person]:
        return [self.objection.award.person]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_decide_objection(self.request.user, self.objection):
            return forbidden(request)
        self.form = ObjectionDecisionForm(request.POST)
        if self.form.is_valid():
            with refusals_in(self.form):
                decide_objection(objection=self.objection, actor=self.request.user, **self.form.cleaned_data)
                messages.success(request, _("Decided; the volunteer has been told."))
                return redirect("timebank_objections:list")
        return self.shown_again()
