from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.web import LoggedInRequest
from people.persons.models import Person
from policies.selectors import book
from regions.codes import level_of
from regions.enums import Level
from timebank.pages import refusals_told
from timebank.rewards.forms import OrderForm
from timebank.rewards.models.offers import Offer, last_day_before
from timebank.rewards.selectors import offers as selectors_offers
from timebank.rewards.services.vouchers import expiry_of, order_voucher

OFFERS_A_PAGE = 24


def query_parameter(request: HttpRequest, name: str, longest: int = 60) -> str:
    """A word from the address, without what a database does not take."""
    return request.GET.get(name, "").replace("\0", "").strip()[:longest]


def logged_in_person(request: HttpRequest) -> Person | None:
    """Who is logged in, with their region; None for visitors and for a log-in without a name yet."""
    if not request.user.is_authenticated:
        return None
    return Person.objects.select_related("region").filter(user=request.user).first()


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What is on offer, the nearest first; open to everybody."""
    person = logged_in_person(request)
    points = selectors_offers.points_to_use(person)
    counties = list(selectors_offers.counties_with_offers())
    county = query_parameter(request, "county", 12)
    if county not in {region.code for region in counties}:
        county = ""
    affordable = person is not None and query_parameter(request, "affordable") == "1"
    query, near = query_parameter(request, "q"), selectors_offers.nearest_region_code(person)
    rows = selectors_offers.offers_to_find(
        near=near,
        query=query,
        county=county,
        most_points=points if affordable else None,
    )
    context: dict[str, Any] = {
        "page_obj": Paginator(rows, OFFERS_A_PAGE).get_page(query_parameter(request, "page", 8)),
        "person": person,
        "at_home": near is not None and level_of(near) == Level.COMMUNITY,
        "points": points,
        "counties": counties,
        "county": county,
        "query": query,
        "affordable": affordable,
    }
    return render(request, "timebank/rewards/offers.html", context)


def _offer(request: HttpRequest, uuid: UUID) -> Offer:
    rows = Offer.objects.visible_to(request.user).with_ordered(timezone.now())
    return get_object_or_404(
        rows.select_related("partner__region__parent__parent", "reach__parent__parent"), uuid=uuid
    )


@require_safe
def offer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One offer: what, where, until when, for whom, and whether one's points suffice."""
    found, person = _offer(request, uuid), logged_in_person(request)
    points = selectors_offers.points_to_use(person)
    now = timezone.now()
    context: dict[str, Any] = {
        "offer": found,
        "person": person,
        "points": points,
        "missing": max(0, found.price_points - points),
        "is_open": Offer.objects.on_offer(timezone.localdate(now)).filter(pk=found.pk).exists(),
        "good_until": last_day_before(expiry_of(found, now, book())),
    }
    return render(request, "timebank/rewards/offer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def order(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """'Are you sure?', and the order itself. A refusal leads back to the offer and says why."""
    found, person = _offer(request, uuid), request.user.person
    if request.method == "POST":
        form = OrderForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please check the offer again, then confirm."))
            return redirect("timebank:order", found.uuid)
        with refusals_told(request):
            voucher = order_voucher(offer=found, person=person, actor=request.user, **form.cleaned_data)
            return redirect("timebank:voucher", voucher.uuid)
        return redirect("timebank:offer", found.uuid)
    now = timezone.now()
    points = selectors_offers.points_to_use(person)
    context: dict[str, Any] = {
        "offer": found,
        "points": points,
        "after": points - found.price_points,
        "missing": max(0, found.price_points - points),
        "good_until": last_day_before(expiry_of(found, now, book())),
        "form": OrderForm(initial={"order": uuid4(), "price": found.price_points}),
    }
    return render(request, "timebank/rewards/order.html", context)
