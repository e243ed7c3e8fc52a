from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common.web import LoggedInRequest
from people.logins.models import User
from timebank.pages import refusals_told
from timebank.rewards import voucher_codes
from timebank.rewards.enums import VoucherState
from timebank.rewards.errors import AlreadyRedeemed
from timebank.rewards.forms import CodeForm, ReceiptForm
from timebank.rewards.models.offers import Voucher
from timebank.rewards.models.partners import Partner, PartnerStaff
from timebank.rewards.permissions import works_for
from timebank.rewards.services.partners import accept_invitation, end_staff
from timebank.rewards.services.vouchers import redeem_voucher, was_redeemed_by

# Codes that could be right and are not one's own: a slip of the pen fails the check sign and is not counted. With
# 31^7 codes that is a chance of one in millions for whoever tries all day.
WRONG_CODES = {"wrong_voucher_code": "10/10m/user,40/d/user"}


def _may_try(request: HttpRequest, *, wrong: bool = False) -> bool:
    """Whether one may try a code now; `wrong` counts one more that was not right."""
    return bool(
        ratelimit.consume(
            request,
            app="timebank",
            action="wrong_voucher_code",
            config=WRONG_CODES,
            dry_run=not wrong,
            limit_get=True,
        )
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def till(request: LoggedInRequest) -> HttpResponse:
    """Where one works, what one is invited to, and the field for a code."""
    partners = list(Partner.objects.staffed_by(request.user).select_related("region").order_by("name"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and partners and form.is_valid():
        if not _may_try(request):
            return _too_often(request)
        code = voucher_codes.read_code(form.cleaned_data["code"])
        if code is None:
            form.add_error(
                "code", _("There is a mistake in this code. Please check it character by character.")
            )
        else:
            voucher = Voucher.objects.filter(code=code, offer__partner__in=partners).first()
            if voucher is not None:
                return redirect("timebank:till_voucher", voucher.secret)
            _may_try(request, wrong=True)
            form.add_error("code", _("There is no voucher with this code that you can redeem."))
    managed = set(Partner.objects.staffed_by(request.user, "manager").values_list("pk", flat=True))
    context: dict[str, Any] = {
        "form": form,
        "partners": [(partner, partner.pk in managed) for partner in partners],
        "invitations": PartnerStaff.objects.invitations_to(request.user, timezone.now()).select_related(
            "partner__region"
        ),
    }
    return render(request, "timebank/rewards/till.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def till_voucher(request: HttpRequest, secret: str) -> HttpResponse:
    """What the square leads to. Whoever works at this till sees the voucher; its owner is led to it; nobody else."""
    if not request.user.is_authenticated:
        return _nothing_here(request)
    if not _may_try(request):
        return _too_often(request)
    voucher = Voucher.objects.whole().filter(secret=secret).first() if len(secret) <= 32 else None
    if voucher is None or not works_for(request.user, voucher.offer.partner):
        if voucher is not None and voucher.person.user_id == request.user.pk:
            return redirect("timebank:voucher", voucher.uuid)
        _may_try(request, wrong=True)
        return _nothing_here(request)
    if request.method == "POST":
        return _redeem(request, voucher, request.user)
    receipt = _receipt(request.GET.get("receipt", ""))
    context: dict[str, Any] = {
        "voucher": voucher,
        "state": voucher.state,
        "partner": voucher.offer.partner,
        "taken_now": receipt is not None and was_redeemed_by(voucher, receipt),
        "own": voucher.person.user_id == request.user.pk,
        "form": ReceiptForm(initial={"receipt": uuid4()}),
    }
    if voucher.state == VoucherState.REDEEMED and voucher.redeemed_at is not None:
        context["taken"] = AlreadyRedeemed(at=voucher.redeemed_at, by=voucher.redeemed_by)
    return render(request, "timebank/rewards/till_voucher.html", context)


def _redeem(request: HttpRequest, voucher: Voucher, user: User) -> HttpResponse:
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please check the voucher again, then confirm."))
        return redirect("timebank:till_voucher", voucher.secret)
    receipt: UUID = form.cleaned_data["receipt"]
    response = redirect("timebank:till_voucher", voucher.secret)
    # Of a voucher that was taken before, the page itself says when and by whom, in large letters.
    with refusals_told(request), suppress(AlreadyRedeemed):
        redeem_voucher(voucher=voucher, actor=user, receipt=receipt)
        response["Location"] += f"?receipt={receipt}"
    return response


def _receipt(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _nothing_here(request: HttpRequest) -> HttpResponse:
    """The same for a code that is none and for one that is somebody else's."""
    return render(request, "timebank/rewards/nothing_here.html", status=404)


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "timebank/rewards/too_often.html", status=429)


@require_POST
@login_required
def answer_invitation(request: LoggedInRequest, pk: int) -> HttpResponse:
    """Agree to work at a till, or decline."""
    person = request.user.person
    staff = get_object_or_404(
        PartnerStaff.objects.invitations_to(request.user, timezone.now())
        | PartnerStaff.objects.in_force().filter(person=person),
        pk=pk,
    )
    with refusals_told(request):
        if request.POST.get("answer") == "yes":
            accept_invitation(staff=staff, user=request.user)
            messages.success(request, _("Welcome! You can now redeem vouchers."))
        else:
            end_staff(staff=staff, actor=request.user)
            messages.success(request, _("Done. You will not redeem vouchers there."))
    return redirect("timebank:till")
