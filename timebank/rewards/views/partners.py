from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.tabular.responses import csv_response
from common.web import LoggedInRequest, requested_month
from timebank.pages import refusals_in, refusals_told
from timebank.rewards.enums import PartnerRole, PartnerState
from timebank.rewards.forms import (
    InvitationForm,
    OfferForm,
    PartnerDetailsForm,
    PartnerForm,
    details_of,
    offer_values,
)
from timebank.rewards.models.offers import Offer
from timebank.rewards.models.partners import Partner, PartnerStaff
from timebank.rewards.selectors import partners
from timebank.rewards.services.offers import (
    city_of,
    county_of,
    create_offer,
    publish_offer,
    update_offer,
    withdraw_offer,
)
from timebank.rewards.services.partners import end_staff, invite_staff, register_partner, update_partner

REDEEMED_A_PAGE = 50


def _managed(request: LoggedInRequest, uuid: UUID) -> Partner:
    rows = Partner.objects.staffed_by(request.user, PartnerRole.MANAGER).prefetch_related("suspensions")
    return get_object_or_404(rows.select_related("region__parent__parent"), uuid=uuid)


@login_required
def register(request: LoggedInRequest) -> HttpResponse:
    """Become a partner; what was typed stays when something is missing."""
    person = request.user.person
    initial = {"region": person.region, "phone": person.phone}
    form = PartnerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            partner = register_partner(person=person, **form.cleaned_data)
            messages.success(request, _("Thank you! The township will review the registration."))
            return redirect("timebank:partner", partner.uuid)
    return render(
        request, "timebank/rewards/partner_form.html", {"form": form, "title": _("Become a partner")}
    )


@require_safe
@login_required
@never_cache
def partner(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """What a manager looks after: offers and stock, staff, what was taken in a month."""
    found, month = _managed(request, uuid), requested_month(request)
    taken = Paginator(partners.redeemed_at_partner(found, month), REDEEMED_A_PAGE)
    context: dict[str, Any] = {
        "partner": found,
        "is_approved": found.stands,
        "offers": found.offers.with_ordered(timezone.now()).order_by("-state", "title", "pk"),
        "staff": found.staff.filter(ended_at=None).order_by("role", "invited_at"),
        "sums": partners.sums_by_month(found),
        "month": month,
        "page_obj": taken.get_page(request.GET.get("page", "")[:8]),
        "invitation": InvitationForm(),
    }
    return render(request, "timebank/rewards/partner.html", context)


@login_required
def change(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """Change the details, or mend and resend what was sent back."""
    found = _managed(request, uuid)
    waiting = found.state in (PartnerState.PENDING, PartnerState.SENT_BACK)
    form = (PartnerForm if waiting else PartnerDetailsForm)(request.POST or None, initial=details_of(found))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            update_partner(partner=found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("timebank:partner", found.uuid)
    context = {"form": form, "title": found.name, "partner": found}
    return render(request, "timebank/rewards/partner_form.html", context)


@require_safe
@login_required
def redeemed_csv(request: LoggedInRequest, uuid: UUID) -> StreamingHttpResponse:
    """What was taken in a month, for the books of the partner. Nobody's name stands in it."""
    found, month = _managed(request, uuid), requested_month(request)
    columns = {
        "at": _("Redeemed at"),
        "what": _("What"),
        "code": pgettext("voucher", "Code"),
        "points": _("Points"),
    }
    rows = (
        {
            "at": f"{timezone.localtime(row.redeemed_at):%Y-%m-%d %H:%M}",
            "what": row.title,
            "code": row.code,
            "points": row.price_points,
        }
        for row in partners.redeemed_at_partner(found, month).iterator(chunk_size=500)
    )
    return csv_response(f"points-{month:%Y-%m}", columns, rows)


# --- Staff -----------------------------------------------------------------------------------------------------------


@require_POST
@login_required
def invite(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    found = _managed(request, uuid)
    form = InvitationForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            staff = invite_staff(partner=found, actor=request.user, **form.cleaned_data)
            if staff.person_id is None and staff.invited_until is not None:
                until = date_format(timezone.localtime(staff.invited_until), "DATE_FORMAT")
                sentence = _("Invited. Please ask them to log in with this number and agree, by %(day)s.")
                messages.success(request, sentence % {"day": until})
            else:
                messages.info(request, _("This number is already registered here."))
            return redirect("timebank:partner", found.uuid)
    context = {"form": form, "title": _("Invite staff"), "partner": found}
    return render(request, "timebank/rewards/partner_form.html", context)


@require_POST
@login_required
def end(request: LoggedInRequest, uuid: UUID, pk: int) -> HttpResponse:
    found = _managed(request, uuid)
    staff = get_object_or_404(PartnerStaff.objects.filter(partner=found), pk=pk)
    with refusals_told(request):
        end_staff(staff=staff, actor=request.user)
        messages.success(request, _("%(name)s no longer redeems vouchers here.") % {"name": staff.name})
    return redirect("timebank:partner", found.uuid)


# --- Offers ----------------------------------------------------------------------------------------------------------


@login_required
def new_offer(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    found = _managed(request, uuid)
    initial = {"valid_from": timezone.localdate(), "reach": county_of(found)}
    return _offer_page(request, found, _("A new offer"), initial, partial(create_offer, partner=found))


@login_required
def change_offer(request: LoggedInRequest, uuid: UUID, offer: UUID) -> HttpResponse:
    found = _managed(request, uuid)
    row = get_object_or_404(found.offers.select_related("reach"), uuid=offer)
    return _offer_page(request, found, row.title, offer_values(row), partial(update_offer, offer=row))


def _offer_page(
    request: LoggedInRequest, found: Partner, title: str, initial: dict[str, Any], save: Callable[..., Offer]
) -> HttpResponse:
    """The form of an offer; 'Save and publish' is its second button."""
    form = OfferForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            offer = save(actor=request.user, **form.values(city_of(found)))
            messages.success(request, _("Saved."))
            if "publish" in request.POST:
                _publish(request, offer)
            return redirect("timebank:partner", found.uuid)
    context = {"form": form, "title": title, "partner": found}
    return render(request, "timebank/rewards/offer_form.html", context)


@require_POST
@login_required
def offer_state(request: LoggedInRequest, uuid: UUID, offer: UUID) -> HttpResponse:
    """Publish an offer, or take it down."""
    found = _managed(request, uuid)
    row = get_object_or_404(found.offers, uuid=offer)
    if request.POST.get("state") == "publish":
        _publish(request, row)
    else:
        withdraw_offer(offer=row, actor=request.user)
        messages.success(request, _("Withdrawn. Vouchers already issued remain valid."))
    return redirect("timebank:partner", found.uuid)


def _publish(request: LoggedInRequest, offer: Offer) -> None:
    with refusals_told(request):
        publish_offer(offer=offer, actor=request.user)
        messages.success(request, _("“%(title)s” has been published.") % {"title": offer.title})
