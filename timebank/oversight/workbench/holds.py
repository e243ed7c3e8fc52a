"""Credits that are set aside: the list, setting one aside, deciding about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import add_errors
from people.access_log.services import log_access
from people.logins.models import User
from timebank.errors import TimebankError
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.enums import HoldState
from timebank.oversight.forms import HoldForm, ReleaseForm, ReverseForm
from timebank.oversight.models.holds import CreditHold
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.permissions import can_decide_hold, can_hold_credit
from timebank.oversight.services.holds import hold_credit, release_hold, reverse_hold
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden
from workbench.roles import MANAGER_ROLES, OVERSIGHT_ROLES
from workbench.scopes import in_scope

PER_PAGE = 30


def overseen(user: User) -> Any:
    """Holds of the regions one watches over, without one's own: those are on one's statement."""
    rows = CreditHold.objects.visible_to(user).filter(in_scope(user, "record__region_id", OVERSIGHT_ROLES))
    return rows.exclude(record__person__user=user).select_related(
        "record__person", "record__region", "placed_by", "decided_by", "suspicion"
    )


class HoldList(WorkbenchView):
    """Set aside now, and what was decided before."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("Credits set aside")
    header_icon = "lock"
    template_name = "timebank/oversight/workbench/hold_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        decided = self.request.GET.get("tab") == "decided"
        rows = overseen(user)
        rows = rows.exclude(state=HoldState.HELD) if decided else rows.filter(state=HoldState.HELD)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        if shown := len(page.object_list):
            log_access(
                actor=user, action=AccessAction.LIST, count=shown, detail="holds", request=self.request
            )
        return super().get_context_data(**kwargs) | {"page_obj": page, "decided": decided}


class PlaceHold(WorkbenchView):
    """Set the credit of a record aside."""

    roles = MANAGER_ROLES
    page_title = gettext_lazy("Set a credit aside")
    header_icon = "lock"
    template_name = "timebank/oversight/workbench/hold_new.html"
    form: HoldForm | None = None

    @cached_property
    def record(self) -> ServiceRecord:
        rows = ServiceRecord.objects.visible_to(self.request.user).filter(
            in_scope(self.request.user, roles=MANAGER_ROLES)
        )
        return get_object_or_404(rows.select_related("person", "region"), uuid=self.kwargs["uuid"])

    @cached_property
    def suspicion(self) -> Suspicion | None:
        """The suspicion it belongs to: one about this record that the user may see."""
        rows = Suspicion.objects.visible_to(self.request.user).filter(records=self.record)
        return rows.undecided().order_by("-pk").first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        person = getattr(user, "person", None)
        contact = " ".join(
            filter(None, [user.display_name, person.phone.removeprefix("+86") if person else ""])
        )
        return super().get_context_data(**kwargs) | {
            "record": self.record,
            "suspicion": self.suspicion,
            "form": self.form or HoldForm(initial={"contact": contact}),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_hold_credit(self.request.user, self.record):
            return forbidden(request)
        response = super().get(request, *args, **kwargs)
        log_access(
            actor=self.request.user,
            action=AccessAction.READ,
            subject=self.record.person,
            detail="hold",
            request=request,
        )
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_hold_credit(self.request.user, self.record):
            return forbidden(request)
        self.form = HoldForm(request.POST)
        if self.form.is_valid():
            try:
                hold = hold_credit(
                    record=self.record,
                    actor=self.request.user,
                    suspicion=self.suspicion,
                    **self.form.cleaned_data,
                )
            except TimebankError as error:
                self.form.add_error(None, str(error))
            else:
                messages.success(request, _("Set aside. The volunteer has been told."))
                return redirect("timebank_oversight:hold", hold.uuid)
        return self.render_to_response(self.get_context_data())


class HoldPage(WorkbenchView):
    """One hold: what is set aside, what was spent before, and how it ends."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("A credit set aside")
    header_icon = "lock"
    template_name = "timebank/oversight/workbench/hold.html"
    returned: dict[str, Form]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.returned = {}

    @cached_property
    def hold(self) -> CreditHold:
        return get_object_or_404(overseen(self.request.user), uuid=self.kwargs["uuid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hold = self.hold
        return super().get_context_data(**kwargs) | {
            "hold": hold,
            "may_decide": hold.state == HoldState.HELD and can_decide_hold(self.request.user, hold),
            "release_form": self.returned.get("release") or ReleaseForm(prefix="release"),
            "reverse_form": self.returned.get("reverse")
            or ReverseForm(prefix="reverse", most=hold.record.minutes),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        log_access(
            actor=self.request.user,
            action=AccessAction.READ,
            subject=self.hold.record.person,
            detail="hold",
            request=request,
        )
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hold, step = self.hold, request.POST.get("step", "")
        if not can_decide_hold(self.request.user, hold):
            return forbidden(request)
        form: Form
        if step == "release":
            form = ReleaseForm(request.POST, prefix="release")
        elif step == "reverse":
            form = ReverseForm(request.POST, prefix="reverse", most=hold.record.minutes)
        else:
            return redirect("timebank_oversight:hold", hold.uuid)
        if form.is_valid():
            try:
                self._carry_out(step, form.cleaned_data)
            except TimebankError as error:
                add_errors(form, error)
            else:
                return redirect("timebank_oversight:hold", hold.uuid)
        self.returned = {step: form}
        return self.render_to_response(self.get_context_data())

    def _carry_out(self, step: str, data: dict[str, Any]) -> None:
        if step == "release":
            release_hold(hold=self.hold, actor=self.request.user, note=data["note"])
            messages.success(self.request, _("Released. The volunteer has been told."))
        else:
            reverse_hold(hold=self.hold, actor=self.request.user, note=data["note"], minutes=data["minutes"])
            messages.success(
                self.request, _("Taken back, and the record corrected. The volunteer has been told.")
            )
