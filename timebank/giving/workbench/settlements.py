from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.persons.models import Person
from timebank.errors import TimebankError
from timebank.giving.errors import PlanChanged
from timebank.giving.forms import SettleForm, UndoSettlementForm
from timebank.giving.models.departures import Departure
from timebank.giving.services.settlements import (
    SettlementPlan,
    announce_departure,
    plan_settlement,
    settle,
    standing_departure,
    undo_settlement,
    wait_for_death,
    withdraw_departure,
)
from timebank.ledger.enums import SettlementCause
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.settlements import Settlement
from timebank.pages import FileView, refusals_in
from workbench.access_recording import AccessAction
from workbench.guards import WorkbenchView, forbidden
from workbench.roles import WORKER_ROLES
from workbench.scopes import covers, in_scope

PER_PAGE = 30


class SettlementList(WorkbenchView):
    """Who has died and is not settled yet, and what was settled."""

    page_title = access_detail = gettext_lazy("Accounts to settle")
    header_icon = "folder-open-inverse"
    template_name = "timebank/giving/workbench/settlements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        open_account = Account.objects.filter(person=OuterRef("pk"), closed_at=None)
        waiting = (
            Person.objects.filter(in_scope(user), Exists(open_account))
            .exclude(died_on=None)
            .select_related("region")
            .order_by("died_on", "pk")
        )
        done = Settlement.objects.visible_to(user).select_related("person", "settled_by")
        page = Paginator(done, PER_PAGE).get_page(self.request.GET.get("page"))
        people = list(waiting[:PER_PAGE])
        leaving = Departure.objects.filter(in_scope(user, "person__region_id"), ended_at=None)
        leaving = list(leaving.select_related("person__region", "entered_by").order_by("pk")[:PER_PAGE])
        if count := len(people) + len(leaving) + len(page.object_list):
            self.put_on_record(AccessAction.LIST, count=count)
        return super().get_context_data(**kwargs) | {"waiting": people, "leaving": leaving, "page_obj": page}


class SettlePage(FileView):
    """One person's accounts: exactly what will happen, and the button."""

    roles = WORKER_ROLES
    header_icon = "folder-open-inverse"
    access_detail = gettext_lazy("Settle an account")
    template_name = "timebank/giving/workbench/settle.html"

    @cached_property
    def person(self) -> Person:
        rows = Person.objects.filter(in_scope(self.request.user, "region_id", WORKER_ROLES)).select_related(
            "region"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Settle the account of %(name)s") % {"name": self.person.name}

    def _plan(self) -> SettlementPlan | None:
        """None when no pool is known; the page says so."""
        try:
            return plan_settlement(self.person)
        except TimebankError as error:
            messages.error(self.request, str(error))
            return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        planned = self._plan()
        settled = Settlement.objects.standing().filter(person=self.person).first()
        form = self.form or SettleForm(
            initial={
                "cause": SettlementCause.DEATH if self.person.died_on else SettlementCause.DEPARTURE,
                "agreed": planned.mark if planned else "",
            }
        )
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "plan": planned,
            "settled": settled,
            "departure": standing_departure(self.person),
            "wait": wait_for_death(self.person) if self.person.died_on else "",
            "form": form,
            "back": reverse("timebank_workbench:settlements"),
        }

    def subjects(self) -> list[Person]:
        return [self.person]

    def _announces(self, form: SettleForm) -> bool:
        """The first of the two steps of a departure."""
        is_departure = form.cleaned_data["cause"] == SettlementCause.DEPARTURE
        settled = Settlement.objects.standing().filter(person=self.person).exists()
        return is_departure and not settled and standing_departure(self.person) is None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "withdraw" in request.POST:
            withdraw_departure(person=self.person, actor=self.request.user)
            messages.success(request, _("The announcement is withdrawn."))
            return redirect("timebank_workbench:settle", self.person.pk)
        self.form = SettleForm(request.POST)
        if self.form.is_valid() and self._announces(self.form):
            with refusals_in(self.form):
                announce_departure(person=self.person, actor=self.request.user)
                self.put_on_record(AccessAction.CHANGE, subject=self.person)
                messages.success(request, _("Announced. A colleague or the township settles the account."))
                return redirect("timebank_workbench:settle", self.person.pk)
        elif self.form.is_valid():
            with refusals_in(self.form):
                try:
                    settlement = settle(person=self.person, actor=self.request.user, **self.form.cleaned_data)
                except PlanChanged as error:
                    messages.warning(request, str(error))
                    return redirect("timebank_workbench:settle", self.person.pk)
                self.put_on_record(AccessAction.CHANGE, subject=self.person)
                messages.success(request, _("The account is settled and closed."))
                return redirect("timebank_workbench:settlement", settlement.pk)
        return self.shown_again()


class SettlementPage(FileView):
    """What was settled, and taking it back when it was a mistake."""

    header_icon = "folder-open-inverse"
    access_detail = gettext_lazy("Settle an account")
    template_name = "timebank/giving/workbench/settlement.html"

    @cached_property
    def settlement(self) -> Settlement:
        rows = Settlement.objects.visible_to(self.request.user).select_related(
            "person", "region", "relative", "settled_by", "undone_by"
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Settlement of %(name)s") % {"name": self.settlement.person.name}

    def _may_undo(self) -> bool:
        return self.settlement.undone_at is None and covers(
            self.request.user, self.settlement.region_id, WORKER_ROLES
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "settlement": self.settlement,
            "may_undo": self._may_undo(),
            "form": self.form or UndoSettlementForm(),
            "back": reverse("timebank_workbench:settlements"),
        }

    def subjects(self) -> list[Person]:
        return [self.settlement.person]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._may_undo():
            return forbidden(request)
        self.form = UndoSettlementForm(request.POST)
        if self.form.is_valid():
            with refusals_in(self.form):
                undo_settlement(settlement=self.settlement, actor=self.request.user, **self.form.cleaned_data)
                self.put_on_record(AccessAction.CHANGE, subject=self.settlement.person)
                messages.success(
                    request, _("Reversed: the accounts are open again with their previous balances.")
                )
                return redirect("timebank_workbench:settlement", self.settlement.pk)
        return self.shown_again()
