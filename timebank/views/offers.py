"""What points buy: finding an offer, ordering it, and one's vouchers."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.models import Person
from people.web import LoggedInRequest
from policies.selectors import book
from regions.codes import level_of
from regions.enums import Level
from timebank import selectors
from timebank.enums import VoucherState
from timebank.errors import TimebankError
from timebank.models import Offer, Voucher
from timebank.models.offers import last_day_before
from timebank.offer_forms import OrderForm
from timebank.services import cancel_voucher, order_voucher
from timebank.services.vouchers import expiry_of

OFFERS_A_PAGE = 24
VOUCHERS_A_PAGE = 20


def asked(request: HttpRequest, name: str, longest: int = 60) -> str:
    """A word from the address, without what a database does not take."""
    return request.GET.get(name, "").replace("\0", "").strip()[:longest]


def _person(request: HttpRequest) -> Person | None:
    """Who is logged in, with their region; None for visitors and for a log-in without a name yet."""
    if not request.user.is_authenticated:
        return None
    return Person.objects.select_related("region").filter(user=request.user).first()


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What is on offer, the nearest first; open to everybody."""
    person = _person(request)
    points = selectors.points_to_use(person)
    counties = list(selectors.counties_with_offers())
    county = asked(request, "county", 12)
    if county not in {region.code for region in counties}:
        county = ""
    affordable = person is not None and asked(request, "affordable") == "1"
    query, near = asked(request, "q"), selectors.home_of(person)
    rows = selectors.offers_to_find(
        near=near,
        query=query,
        county=county,
        most_points=points if affordable else None,
    )
    context: dict[str, Any] = {
        "page_obj": Paginator(rows, OFFERS_A_PAGE).get_page(asked(request, "page", 8)),
        "person": person,
        "at_home": near is not None and level_of(near) == Level.COMMUNITY,
        "points": points,
        "counties": counties,
        "county": county,
        "query": query,
        "affordable": affordable,
    }
    return render(request, "timebank/points/offers.html", context)


def _offer(request: HttpRequest, uuid: UUID) -> Offer:
    rows = Offer.objects.visible_to(request.user).with_taken(timezone.now())
    return get_object_or_404(
        rows.select_related("partner__region__parent__parent", "reach__parent__parent"), uuid=uuid
    )


@require_safe
def offer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One offer: what, where, until when, for whom, and whether one's points suffice."""
    found, person = _offer(request, uuid), _person(request)
    points = selectors.points_to_use(person)
    now = timezone.now()
    context: dict[str, Any] = {
        "offer": found,
        "person": person,
        "points": points,
        "missing": max(0, found.price_points - points),
        "is_open": Offer.objects.on_offer(timezone.localdate(now)).filter(pk=found.pk).exists(),
        "good_until": last_day_before(expiry_of(found, now, book())),
    }
    return render(request, "timebank/points/offer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def order(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """'Are you sure?', and the order itself. A refusal leads back to the offer and says why."""
    found, person = _offer(request, uuid), request.user.person
    if request.method == "POST":
        form = OrderForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please look at the offer once more, then confirm."))
            return redirect("timebank:order", found.uuid)
        try:
            voucher = order_voucher(
                offer=found,
                person=person,
                order=form.cleaned_data["order"],
                price=form.cleaned_data["price"],
                actor=request.user,
            )
        except TimebankError as error:
            messages.error(request, str(error))
            return redirect("timebank:offer", found.uuid)
        return redirect("timebank:voucher", voucher.uuid)
    now = timezone.now()
    points = selectors.points_to_use(person)
    context: dict[str, Any] = {
        "offer": found,
        "points": points,
        "after": points - found.price_points,
        "missing": max(0, found.price_points - points),
        "good_until": last_day_before(expiry_of(found, now, book())),
        "form": OrderForm(initial={"order": uuid4(), "price": found.price_points}),
    }
    return render(request, "timebank/points/order.html", context)


@require_safe
@login_required
def vouchers(request: LoggedInRequest) -> HttpResponse:
    """One's vouchers, the newest first."""
    page = Paginator(selectors.vouchers_of(request.user.person), VOUCHERS_A_PAGE)
    context = {
        "page_obj": page.get_page(asked(request, "page", 8)),
        "points": selectors.points_to_use(request.user.person),
    }
    return render(request, "timebank/points/vouchers.html", context)


def _own_voucher(request: LoggedInRequest, uuid: UUID) -> Voucher:
    return get_object_or_404(Voucher.objects.whole().filter(person__user=request.user), uuid=uuid)


@require_safe
@login_required
@never_cache
def voucher(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """A voucher to show at the till: the square, the code, how to use it. Good on paper, too."""
    found = _own_voucher(request, uuid)
    address = request.build_absolute_uri(reverse("timebank:till_voucher", args=[found.secret]))
    context: dict[str, Any] = {
        "voucher": found,
        "state": found.state,
        "partner": found.offer.partner,
        "square": square(address) if found.state == VoucherState.ISSUED else "",
    }
    return render(request, "timebank/points/voucher.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def give_back(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """Give a voucher back before it is used."""
    found = _own_voucher(request, uuid)
    if request.method == "POST":
        try:
            found = cancel_voucher(voucher=found, actor=request.user)
        except TimebankError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The points are yours again."))
        return redirect("timebank:voucher", found.uuid)
    if found.state != VoucherState.ISSUED:
        return redirect("timebank:voucher", found.uuid)
    return render(request, "timebank/points/give_back.html", {"voucher": found})


def square(text: str) -> SafeString:
    """A QR code as SVG; error correction M survives a cracked screen and a creased sheet."""
    drawn = segno.make_qr(text, error="m").svg_inline(scale=5, border=2, omitsize=True, title=None)
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from an address of our own; no text of users in it
