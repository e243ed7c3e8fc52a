from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.web import LoggedInRequest
from people.persons.models import Person
from policies.selectors import book
from timebank import menu
from timebank.earning.selectors.stars import certified_minutes, next_star, star_and_waiting
from timebank.home.selectors.period import accounts_of, month_of, open_reservations
from timebank.home.selectors.statement import statement
from timebank.home.views.account_access import account_access
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.policy import REDEEM_LEAST_AGE
from timebank.ledger.selectors.balances import balance as balances_balance
from timebank.ledger.selectors.spending import affordable_services, may_use_coins

# Sequence numbers are 64-bit; anything longer was typed in.
LONGEST_NUMBER = 18


@require_safe
@login_required
def home(request: LoggedInRequest) -> HttpResponse:
    """One's balance, what it buys, stars and statement; with `?for=UUID` those of a person one holds a mandate for."""
    seen = account_access(request)
    context: dict[str, Any] = {"person": seen.person, "acting": seen.acting, "principals": seen.others}
    if seen.person is not None:
        context |= _account(request, seen.person)
        context["menu_entries"] = menu.menu_of(seen.person, acting=seen.acting)
        context["has_other_entries"] = any(not entry["often"] for entry in context["menu_entries"])
        context["for_query"] = seen.query
    return render(request, "timebank/home/home.html", context)


def _account(request: HttpRequest, person: Person) -> dict[str, Any]:
    unit = Unit.POINTS if request.GET.get("unit") == Unit.POINTS else Unit.COIN_MINUTES
    before = request.GET.get("before", "")
    certified = certified_minutes(person)
    of_person, rules = accounts_of(person), book()
    accounts = {row.unit: row for row in of_person if row.kind == AccountKind.PERSONAL}
    group = next((row for row in of_person if row.kind == AccountKind.DONATE_ONLY), None)
    star, waiting_star = star_and_waiting(person)
    balance = balances_balance(person, accounts=accounts)
    return {
        "balance": balance,
        "buys": affordable_services(balance.available_minutes, region=person.region_id, rules=rules),
        "own_use_from": None
        if may_use_coins(person, rules=rules)
        else rules.value(REDEEM_LEAST_AGE, person.region_id),
        "group_minutes": group.available if group is not None else 0,
        "pending": open_reservations(of_person),
        "month": month_of(person, accounts.get(Unit.COIN_MINUTES)),
        "certified_minutes": certified,
        "star": star,
        "waiting_star": waiting_star,
        "next_star": next_star(person, certified=certified, rules=rules),
        "page": statement(
            person,
            unit=unit,
            accounts=accounts,
            rules=rules,
            before=int(before)
            if before.isascii() and before.isdigit() and len(before) <= LONGEST_NUMBER
            else None,
        ),
        "units": Unit.choices,
        # On the first page only: who leafs through old entries has seen the rest.
        "leafing": bool(before),
    }
