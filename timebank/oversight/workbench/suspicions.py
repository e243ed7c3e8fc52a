from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.persons.models import Person
from timebank.oversight.anomalies import detectors
from timebank.oversight.enums import HoldState
from timebank.oversight.forms import SuspicionDecisionForm
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.permissions import can_check_suspicion, can_hold_credit
from timebank.oversight.selectors.suspicions import TABS, kind_label, reason, records_of, suspicions, tabs
from timebank.oversight.services.suspicions import claim_suspicion, decide_suspicion
from timebank.pages import FileView, refusals_told
from workbench.guards import WorkbenchView, forbidden
from workbench.roles import MANAGER_ROLES, OVERSIGHT_ROLES, has_role

PER_PAGE = 30


class SuspicionList(WorkbenchView):
    """What looks odd in the books of one's regions, with the reason in words."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("Suspicions")
    header_icon = "warning"
    access_detail = "suspicions"
    template_name = "timebank/oversight/workbench/suspicion_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, asked = self.request.user, self.request.GET
        tab = asked.get("tab", "")
        kinds = [(one.kind, one.label) for one in detectors()]
        kind = asked.get("kind", "")
        kind = kind if kind in dict(kinds) else ""
        tab = tab if tab in TABS else "open"
        page = self.listed(suspicions(user, tab, kind), PER_PAGE)
        return super().get_context_data(**kwargs) | {
            "tabs": tabs(user),
            "tab": tab,
            "kinds": kinds,
            "kind": kind,
            "page_obj": page,
            "rows": [
                {"suspicion": row, "kind": kind_label(row), "reason": reason(row)} for row in page.object_list
            ],
        }


class SuspicionPage(FileView):
    """One suspicion: what was found, in which records, what has been done, and what to do next."""

    roles = OVERSIGHT_ROLES
    header_icon = "warning"
    access_detail = "suspicion"
    template_name = "timebank/oversight/workbench/suspicion.html"

    @cached_property
    def suspicion(self) -> Suspicion:
        rows = Suspicion.objects.visible_to(self.request.user).select_related(
            "region__parent__parent", "owner"
        )
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_page_title(self) -> str:
        return kind_label(self.suspicion)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        suspicion, user = self.suspicion, self.request.user
        may_look = has_role(user, MANAGER_ROLES)
        return super().get_context_data(**kwargs) | {
            "suspicion": suspicion,
            "reason": reason(suspicion),
            "persons": suspicion.persons.all(),
            "workers": suspicion.workers.all(),
            "records": [
                {
                    "record": record,
                    "held": next((h for h in record.holds.all() if h.state == HoldState.HELD), None),
                    "corrected": hasattr(record, "correction"),
                    "may_hold": may_look and can_hold_credit(user, record),
                }
                for record in records_of(suspicion)
            ],
            "events": suspicion.events.select_related("actor"),
            "may_check": not suspicion.is_decided and can_check_suspicion(user, suspicion),
            "may_look": may_look,
            "form": self.form or SuspicionDecisionForm(),
        }

    def subjects(self) -> QuerySet[Person]:
        return self.suspicion.persons.all()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it on, or decide it. What is refused comes back with what was typed."""
        suspicion, step = self.suspicion, request.POST.get("step", "")
        if not can_check_suspicion(self.request.user, suspicion):
            return forbidden(request)
        with refusals_told(request):
            if step == "take":
                claim_suspicion(suspicion=suspicion, actor=self.request.user)
                messages.success(request, _("You are looking into this."))
            elif step in ("clear", "confirm"):
                self.form = SuspicionDecisionForm(request.POST)
                if not self.form.is_valid():
                    return self.shown_again()
                decide_suspicion(
                    suspicion=suspicion,
                    actor=self.request.user,
                    confirmed=step == "confirm",
                    note=self.form.cleaned_data["note"],
                )
                messages.success(request, _("The check is closed."))
        return redirect(suspicion)
