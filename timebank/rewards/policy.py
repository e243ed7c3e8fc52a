from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policies.enums import Untried
from policies.registry import declare, same_form, untried

LONGEST_VOUCHER_DAYS = 3660


def _days(value: Any) -> None:
    same_form(1)(value)
    if not 0 < value <= LONGEST_VOUCHER_DAYS:
        raise ValidationError(_("Between one day and ten years."))


def _words(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise ValidationError(_("A list of words."))


VOUCHER_DAYS = declare(
    "timebank.points.voucher_days",
    title=_("Validity of a voucher"),
    initial=30,
    unit=_("days"),
    source=_("No rule found; a month to collect, after which the points are refunded"),
    help=_("A voucher is never valid for longer than its offer."),
    check=_days,
)
POINTS_LEAST_AGE = declare(
    "timebank.points.least_age",
    title=_("Minimum age for spending service points"),
    initial=0,
    unit=pgettext_lazy("length of time", "years of age"),
    source=_("Programme item 18 lets every volunteer redeem points and sets no age"),
    help=_("0: no minimum"),
)
POINTS_MONTH_LIMIT = declare(
    "timebank.points.month_limit",
    title=_("Maximum points a person can spend per month"),
    initial=0,
    unit=_("points"),
    source=_("No rule found"),
    help=_("0: no limit. Returned and expired vouchers do not count."),
)
LONGEST_SUSPENSION = declare(
    "timebank.points.longest_suspension_days",
    title=_("Longest suspension of a partner at a time"),
    initial=180,
    unit=_("days"),
    source=_("Half a year; what lasts longer is decided again"),
    check=_days,
)
OFFER_REFUSED_WORDS = declare(
    "timebank.points.refused_words",
    title=_("Words not allowed in offers"),
    initial=["现金", "提现", "红包", "返现", "购物卡", "充值卡", "彩票", "香烟"],
    source=_("Points cannot be exchanged for money or anything equivalent to money"),
    check=_words,
)
STAFF_INVITATION_DAYS = declare(
    "timebank.points.staff_invitation_days",
    title=_("Validity of an invitation to a partner's till"),
    initial=14,
    unit=_("days"),
    source=_("Two weeks; a telephone number may change hands"),
    check=_days,
)

untried(Untried.TERM, VOUCHER_DAYS, STAFF_INVITATION_DAYS)
untried(Untried.WHEN_ASKED, POINTS_LEAST_AGE, POINTS_MONTH_LIMIT)
untried(Untried.FROM_THEN_ON, OFFER_REFUSED_WORDS, LONGEST_SUSPENSION)
