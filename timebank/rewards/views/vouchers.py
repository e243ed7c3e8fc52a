from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.web import LoggedInRequest
from timebank.pages import refusals_told
from timebank.rewards.enums import VoucherState
from timebank.rewards.models.offers import Voucher
from timebank.rewards.selectors.offers import points_to_use
from timebank.rewards.services.vouchers import cancel_voucher
from timebank.rewards.views.offers import query_parameter

VOUCHERS_A_PAGE = 20


@require_safe
@login_required
def vouchers(request: LoggedInRequest) -> HttpResponse:
    """One's vouchers, the newest first."""
    page = Paginator(Voucher.objects.whole().filter(person=request.user.person), VOUCHERS_A_PAGE)
    context = {
        "page_obj": page.get_page(query_parameter(request, "page", 8)),
        "points": points_to_use(request.user.person),
    }
    return render(request, "timebank/rewards/vouchers.html", context)


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
    return render(request, "timebank/rewards/voucher.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def give_back(request: LoggedInRequest, uuid: UUID) -> HttpResponse:
    """Give a voucher back before it is used."""
    found = _own_voucher(request, uuid)
    if request.method == "POST":
        with refusals_told(request):
            found = cancel_voucher(voucher=found, actor=request.user)
            messages.success(request, _("Your points have been refunded."))
        return redirect("timebank:voucher", found.uuid)
    if found.state != VoucherState.ISSUED:
        return redirect("timebank:voucher", found.uuid)
    return render(request, "timebank/rewards/give_back.html", {"voucher": found})


def square(text: str) -> SafeString:
    """A QR code as SVG; error correction M survives a cracked screen and a creased sheet."""
    drawn = segno.make_qr(text, error="m").svg_inline(scale=5, border=2, omitsize=True, title=None)
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from an address of our own; no text of users in it
