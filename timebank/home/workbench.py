"""One person's time account as workers read it: what there is, and from what it came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from people.persons.models import Person
from timebank.certificates.models import Certificate
from timebank.earning.selectors.stars import certified_minutes, next_star, star
from timebank.home.selectors.statement import statement
from timebank.ledger.enums import Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.selectors.balances import balance
from timebank.pages import FileView
from workbench.person_tabs import tabs_of
from workbench.scopes import in_scope

SHOWN = 20


class PersonAccount(FileView):
    """Stars, hours, coins and points of somebody in one's regions, each with the rows behind it."""

    header_icon = "history"
    access_detail = gettext_lazy("Time account")
    template_name = "timebank/home/workbench/account.html"

    @cached_property
    def person(self) -> Person:
        rows = Person.objects.filter(in_scope(self.request.user), merged_into=None)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def subjects(self) -> Iterable[Person]:
        return [self.person]

    def get_page_title(self) -> str:
        return f"{self.access_detail} · {self.person.name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, minutes = self.person, certified_minutes(self.person)
        records = ServiceRecord.objects.certified().of(person).order_by("-started_at", "-pk")
        return super().get_context_data(**kwargs) | {
            "person": person,
            "person_tabs": tabs_of(self.request.user, person.pk, "account"),
            "star": star(person),
            "next_star": next_star(person, certified=minutes),
            "minutes": minutes,
            "balance": balance(person),
            "records": records[:SHOWN],
            "statements": [statement(person, unit=unit, limit=SHOWN) for unit in Unit.values],
            "certificates": Certificate.objects.visible_to(self.request.user)
            .filter(person=person)
            .order_by("-pk")[:SHOWN],
        }


def account_address(user: Any, person: int) -> str | None:
    """The page of a person's account, where there is one and the user may read it."""
    shown = Account.objects.filter(in_scope(user, "person__region_id"), person=person).exists()
    return reverse("timebank_workbench:account", args=[person]) if shown else None
