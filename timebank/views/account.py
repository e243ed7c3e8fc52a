"""Pages of the time bank on the portal: one's own account, and the public notice of stars."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.enums import AccessAction
from people.models import Person
from people.services import log_access
from policies.selectors import book
from timebank import selectors
from timebank.enums import Unit

# Sequence numbers are 64-bit; anything longer was typed in.
LONGEST_NUMBER = 18


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """One's balance, stars and statement; with `?for=UUID` those of a person one holds a mandate for."""
    people = selectors.people_whose_account_opens(request.user)
    own = next((person for person in people if person.user_id == request.user.pk), None)
    others = [person for person in people if person != own]
    person = own
    if asked := request.GET.get("for"):
        # Written as the link writes it; anything else is nobody's.
        person = next((person for person in people if str(person.uuid) == asked), None)
        if person is None:
            raise Http404
    if person is None:
        return render(request, "timebank/home.html", {"person": None, "principals": others})
    acting = person != own
    if acting:
        log_access(
            actor=request.user, action=AccessAction.READ, subject=person, detail="timebank", request=request
        )
    context = _account(request, person) | {"acting": acting, "principals": others}
    return render(request, "timebank/home.html", context)


def _account(request: HttpRequest, person: Person) -> dict[str, Any]:
    unit = Unit.POINTS if request.GET.get("unit") == Unit.POINTS else Unit.COIN_MINUTES
    before = request.GET.get("before", "")
    certified = selectors.certified_minutes(person)
    accounts, rules = selectors.personal_accounts(person), book()
    star, waiting_star = selectors.star_and_waiting(person)
    return {
        "person": person,
        "balance": selectors.balance(person, accounts=accounts),
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
    }


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Stars on public notice, open to everybody; names masked unless their owners agreed to the honour roll."""
    return render(request, "timebank/notice.html", {"notices": selectors.stars_on_notice()})
