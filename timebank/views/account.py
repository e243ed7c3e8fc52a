"""Pages of the time bank on the portal: one's own account, and the public notice of stars."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.models import Person
from policies.selectors import book
from timebank import selectors, ways
from timebank.enums import AccountKind, Unit
from timebank.policy import REDEEM_LEAST_AGE
from timebank.selectors.kin import may_use_coins
from timebank.views.whose import whose

# Sequence numbers are 64-bit; anything longer was typed in.
LONGEST_NUMBER = 18


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """One's balance, what it buys, stars and statement; with `?for=UUID` those of a person one holds a mandate for."""
    seen = whose(request)
    context: dict[str, Any] = {"person": seen.person, "acting": seen.acting, "principals": seen.others}
    if seen.person is not None:
        context |= _account(request, seen.person)
        # Not `ways`: the frame of the site has ways of its own.
        context["ways_on"] = ways.ways_of(seen.person, acting=seen.acting)
        context["some_ways_seldom"] = any(not way["often"] for way in context["ways_on"])
        context["for_query"] = seen.query
    return render(request, "timebank/home.html", context)


def _account(request: HttpRequest, person: Person) -> dict[str, Any]:
    unit = Unit.POINTS if request.GET.get("unit") == Unit.POINTS else Unit.COIN_MINUTES
    before = request.GET.get("before", "")
    certified = selectors.certified_minutes(person)
    of_person, rules = selectors.accounts_of(person), book()
    accounts = {row.unit: row for row in of_person if row.kind == AccountKind.PERSONAL}
    group = next((row for row in of_person if row.kind == AccountKind.DONATE_ONLY), None)
    star, waiting_star = selectors.star_and_waiting(person)
    balance = selectors.balance(person, accounts=accounts)
    return {
        "balance": balance,
        "buys": selectors.what_it_buys(balance.available_minutes, region=person.region_id, rules=rules),
        "own_use_from": None
        if may_use_coins(person, rules=rules)
        else rules.value(REDEEM_LEAST_AGE, person.region_id),
        "group_minutes": group.available if group is not None else 0,
        "pending": selectors.open_reservations(of_person),
        "month": selectors.month_of(person, accounts.get(Unit.COIN_MINUTES)),
        "certified_minutes": certified,
        "star": star,
        "waiting_star": waiting_star,
        "next_star": selectors.next_star(person, certified=certified, rules=rules),
        "page": selectors.statement(
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


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Stars on public notice, open to everybody; names masked unless their owners agreed to the honour roll."""
    return render(request, "timebank/notice.html", {"notices": selectors.stars_on_notice()})
