from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.logins.models import User
from people.persons.models import Person
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.enums import HoldState
from timebank.oversight.forms import HoldForm, ReleaseForm, ReverseForm
from timebank.oversight.models.holds import CreditHold
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.permissions import can_decide_hold, can_hold_credit, can_reverse_hold
from timebank.oversight.services.holds import hold_credit, release_hold, reverse_hold
from timebank.pages import FileView, refusals_in
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
    access_detail = "holds"
    template_name = "timebank/oversight/workbench/hold_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decided = self.request.GET.get("tab") == "decided"
        rows = overseen(self.request.user)
        rows = rows.exclude(state=HoldState.HELD) if decided else rows.filter(state=HoldState.HELD)
        page = self.listed(rows, PER_PAGE)
        return super().get_context_data(**kwargs) | {"page_obj": page, "decided": decided}


class PlaceHold(FileView):
    """Set the credit of a record aside."""

    roles = MANAGER_ROLES
    page_title = gettext_lazy("Set a credit aside")
    header_icon = "lock"
    access_detail = "hold"
    template_name = "timebank/oversight/workbench/hold_new.html"

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

    def subjects(self) -> list[Person]:
        return [self.record.person]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_hold_credit(self.request.user, self.record):
            return forbidden(request)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_hold_credit(self.request.user, self.record):
            return forbidden(request)
        self.form = HoldForm(request.POST)
        if self.form.is_valid():
            with refusals_in(self.form):
                hold = hold_credit(
                    record=self.record,
                    actor=self.request.user,
                    suspicion=self.suspicion,
                    **self.form.cleaned_data,
                )
                messages.success(request, _("Set aside. The volunteer has been told."))
                return redirect("timebank_oversight:hold", hold.uuid)
        return self.shown_again()


class HoldPage(FileView):
    """One hold: what is set aside, what was spent before, and how it ends."""

    roles = OVERSIGHT_ROLES
    page_title = gettext_lazy("A credit set aside")
    header_icon = "lock"
    access_detail = "hold"
    template_name = "timebank/oversight/workbench/hold.html"
    release_form: Form | None = None
    reverse_form: Form | None = None

    @cached_property
    def hold(self) -> CreditHold:
        return get_object_or_404(overseen(self.request.user), uuid=self.kwargs["uuid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hold = self.hold
        return super().get_context_data(**kwargs) | {
            "hold": hold,
            "may_decide": hold.state == HoldState.HELD and can_decide_hold(self.request.user, hold),
            "may_reverse": can_reverse_hold(self.request.user, hold),
            "release_form": self.release_form or ReleaseForm(prefix="release"),
            "reverse_form": self.reverse_form or ReverseForm(prefix="reverse", most=hold.record.minutes),
        }

    def subjects(self) -> list[Person]:
        return [self.hold.record.person]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hold, step = self.hold, request.POST.get("step", "")
        if not can_decide_hold(self.request.user, hold):
            return forbidden(request)
        form: Form
        if step == "release":
            form = self.release_form = ReleaseForm(request.POST, prefix="release")
            decide, done = release_hold, _("Released. The volunteer has been told.")
        elif step == "reverse":
            form = self.reverse_form = ReverseForm(request.POST, prefix="reverse", most=hold.record.minutes)
            decide, done = (
                reverse_hold,
                _("Taken back, and the record corrected. The volunteer has been told."),
            )
        else:
            return redirect("timebank_oversight:hold", hold.uuid)
        if form.is_valid():
            with refusals_in(form):
                decide(hold=hold, actor=self.request.user, **form.cleaned_data)
                messages.success(request, done)
                return redirect("timebank_oversight:hold", hold.uuid)
        return self.shown_again()
