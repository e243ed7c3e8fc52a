"""Vouchers: ordered with points, redeemed once, or given back.

The points are a reservation in the ledger from the person's account to the issuing account of the partner's county:
redeeming books it, giving back and expiry let it go. Locks are always taken in the order offer, person, accounts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.locking import locked
from common.months import first_day, midnight
from notifications.services import notify
from people.actors import Actor
from people.logins.models import User
from people.persons.models import Person
from policies.selectors import PolicyBook, book
from regions.codes import in_subtree
from timebank.ledger.enums import Reason, Unit
from timebank.ledger.errors import AlreadyResolved, InsufficientBalance, ReservationExpired
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import issuing, personal
from timebank.ledger.services.transfers import post, reserve, void
from timebank.ledger.wording import spoken_points
from timebank.rewards import errors, policy, voucher_codes
from timebank.rewards.enums import OfferState, VoucherState
from timebank.rewards.models.offers import Offer, Voucher, VoucherQuerySet
from timebank.rewards.permissions import works_for


@transaction.atomic
def order_voucher(
    *, offer: Offer, person: Person, order: UUID, price: int | None = None, actor: Actor = None
) -> Voucher:
    """Order one piece of an offer: reserve the points and make the voucher, or neither.

    `order` is the page that asked to confirm, so that sending it twice orders once; `price` what that page showed.
    Raises OfferRefused (`SoldOut`, outside its dates or its region, a limit reached, a price that has changed) and
    NotEnoughPoints, which says how many are missing.
    """
    offer = locked(offer, "partner__region", "reach", key_stays=True)
    person = locked(person, key_stays=True)
    if before := Voucher.objects.whole().filter(person=person, order=order).first():
        return before
    # After the locks: whoever waited for them looks at the clock anew.
    now, rules = timezone.now(), book()
    _refuse_offer(offer, now)
    _refuse_person(offer, person, rules)
    if price is not None and price != offer.price_points:
        raise errors.OfferRefused(
            _("The price has changed to %(price)s. Please check it again.")
            % {"price": spoken_points(offer.price_points)}
        )
    _refuse_limits(offer, person, now, rules)
    key = f"voucher:{person.pk}:{order}"
    try:
        reservation = reserve(
            key=key,
            debit=personal(person, Unit.POINTS),
            credit=issuing(offer.partner.region, Unit.POINTS),
            amount=offer.price_points,
            reason=Reason.REDEEMED,
            memo=offer.title,
            region=offer.partner.region,
            expires_at=expiry_of(offer, now, rules),
            recorded_by=actor,
        )
    except InsufficientBalance as error:
        raise errors.NotEnoughPoints(available=error.available, needed=error.needed) from error
    voucher = Voucher.objects.create(
        code=_unused_code(),
        order=order,
        offer=offer,
        person=person,
        title=offer.title,
        reservation=reservation,
        created_at=now,
    )
    return Voucher.objects.whole().get(pk=voucher.pk)


@transaction.atomic
def redeem_voucher(*, voucher: Voucher, actor: User, receipt: UUID) -> Voucher:
    """Take a voucher at the till, once. `receipt` is the page that asked to confirm: sent twice, it succeeds twice.

    Raises AlreadyRedeemed (when and by whom), VoucherCancelled, VoucherExpired, PartnerRefused (suspended, or the
    actor does not work there), VoucherRefused for a voucher of one's own.
    """
    # The offer's lock keeps an order that counts the stock from seeing this voucher half way.
    Offer.objects.select_for_update(of=("self",), no_key=True).get(pk=voucher.offer_id)
    voucher = _fresh(voucher)
    partner = voucher.offer.partner
    if not works_for(actor, partner):
        raise errors.PartnerRefused(_("You do not work at the till of this partner."))
    if (settled := voucher.resolution) is not None and settled.key == _receipt_key(voucher, receipt):
        return voucher
    _refuse_settled(voucher)
    if not partner.stands:
        raise errors.PartnerRefused(
            _("“%(name)s” is suspended; vouchers cannot be redeemed.") % {"name": partner.name}
        )
    if voucher.person.user_id == actor.pk:
        raise errors.VoucherRefused(_("You cannot redeem your own voucher. Please ask a colleague."))
    try:
        post(pending=voucher.reservation, key=_receipt_key(voucher, receipt), recorded_by=actor)
    except ReservationExpired as error:
        raise errors.VoucherExpired from error
    except AlreadyResolved as error:
        # Its owner gave it back at the same moment.
        _refuse_settled(_fresh(voucher))
        raise errors.VoucherRefused from error
    voucher = _fresh(voucher)
    _tell_of_redemption(voucher)
    return voucher


@transaction.atomic
def cancel_voucher(*, voucher: Voucher, actor: User) -> Voucher:
    """Its owner gives a voucher back: the points are free again, and so is the stock. Repeating changes nothing.

    Raises AlreadyRedeemed; VoucherRefused for who does not own it.
    """
    voucher = _fresh(voucher)
    if voucher.person.user_id is None or voucher.person.user_id != actor.pk:
        raise errors.VoucherRefused(_("Only its holder can return a voucher."))
    expired = voucher.state == VoucherState.EXPIRED
    if voucher.resolution is None:
        # Past its time it is let go exactly as the sweep would, so that both come to the same.
        key = f"expired:{voucher.reservation_id}" if expired else f"voucher:{voucher.uuid}:given-back"
        try:
            void(
                pending=voucher.reservation,
                key=key,
                reason=Reason.EXPIRED if expired else None,
                recorded_by=actor,
            )
        except AlreadyResolved:
            # The till was faster, or a second click of the owner; what it came to is read below.
            pass
        voucher = _fresh(voucher)
    if voucher.state == VoucherState.REDEEMED:
        _refuse_settled(voucher)
    return voucher


def give_back_vouchers(*, person: Person, actor: Actor) -> None:
    """The person's account is settled: what they ordered and did not fetch goes back. Runs within the settlement."""
    for voucher in _waiting(person).order_by("pk"):
        try:
            void(pending=voucher.reservation, key=f"voucher:{voucher.uuid}:given-back", recorded_by=actor)
        except AlreadyResolved:
            # The till was faster.
            continue


def points_in_vouchers(person: Person) -> int:
    """Points that wait in vouchers, those past their time and not yet swept among them."""
    return _waiting(person).aggregate(total=Sum("reservation__amount"))["total"] or 0


def _waiting(person: Person) -> VoucherQuerySet:
    return Voucher.objects.filter(person=person, reservation__resolution=None).select_related(
        "reservation__debit_account", "reservation__credit_account"
    )


def expiry_of(offer: Offer, now: datetime, rules: PolicyBook) -> datetime:
    """The end of the day until which a voucher ordered now is good. It never outlasts its offer."""
    days = rules.value(policy.VOUCHER_DAYS, offer.partner.region_id)
    last = timezone.localdate(now) + timedelta(days=days)
    if offer.valid_until is not None:
        last = min(last, offer.valid_until)
    return midnight(last + timedelta(days=1))


def _refuse_offer(offer: Offer, now: datetime) -> None:
    today = timezone.localdate(now)
    open_today = offer.valid_from <= today and (offer.valid_until is None or today <= offer.valid_until)
    if offer.state != OfferState.PUBLISHED or not offer.partner.stands or not open_today:
        raise errors.OfferRefused


def _refuse_person(offer: Offer, person: Person, rules: PolicyBook) -> None:
    if person.died_on is not None:
        raise errors.OfferRefused
    if not _is_reached(offer, person):
        raise errors.OfferRefused(
            _(
                "This is for people who live or serve in %(region)s. You can enter where you live "
                "on your page “Me”."
            )
            % {"region": offer.reach.full_name}
        )
    least = rules.value(policy.POINTS_LEAST_AGE, person.region_id)
    if least:
        age = person.age
        if age is None:
            raise errors.OfferRefused(
                _("Points can be spent from the age of %(age)d, but your birth date is not on file.")
                % {"age": least}
            )
        if age < least:
            raise errors.OfferRefused(_("Points can be spent from the age of %(age)d.") % {"age": least})


def _is_reached(offer: Offer, person: Person) -> bool:
    """Who lives in the offer's region, and who has served there: points are spent where they were earned."""
    if offer.reach.level == "city" or (person.region_id or "").startswith(offer.reach.prefix):
        return True
    return ServiceRecord.objects.of(person).filter(in_subtree("region", offer.reach.code)).exists()


def _refuse_limits(offer: Offer, person: Person, now: datetime, rules: PolicyBook) -> None:
    """Under the locks: the stock, and what one person may have in a month (by local calendar)."""
    counting = Voucher.objects.counted_in_stock(now)
    if offer.stock is not None and counting.filter(offer=offer).count() >= offer.stock:
        raise errors.SoldOut
    first = first_day(timezone.localdate(now))
    month = counting.filter(person=person, created_at__gte=midnight(first))
    if offer.most_per_month is not None and month.filter(offer=offer).count() >= offer.most_per_month:
        raise errors.OfferRefused(
            _("The limit is %(count)d per person per month, and you have reached it.")
            % {"count": offer.most_per_month}
        )
    limit = rules.value(policy.POINTS_MONTH_LIMIT, person.region_id)
    if limit:
        spent = month.aggregate(total=Sum("reservation__amount"))["total"] or 0
        if spent + offer.price_points > limit:
            raise errors.OfferRefused(
                _("The limit is %(limit)s per person per month; you can still spend %(left)s.")
                % {"limit": spoken_points(limit), "left": spoken_points(max(0, limit - spent))}
            )


def _refuse_settled(voucher: Voucher) -> None:
    """Raise what a voucher has come to, if it has come to anything."""
    state = voucher.state
    if state == VoucherState.REDEEMED:
        assert voucher.redeemed_at is not None
        raise errors.AlreadyRedeemed(at=voucher.redeemed_at, by=voucher.redeemed_by)
    if state == VoucherState.CANCELLED:
        raise errors.VoucherCancelled
    if state == VoucherState.EXPIRED:
        raise errors.VoucherExpired


def _fresh(voucher: Voucher) -> Voucher:
    return Voucher.objects.whole().get(pk=voucher.pk)


def _receipt_key(voucher: Voucher, receipt: UUID) -> str:
    return f"voucher:{voucher.uuid}:taken:{receipt}"


def was_redeemed_by(voucher: Voucher, receipt: UUID) -> bool:
    """Whether it was this very confirmation that took the voucher."""
    settled: Transfer | None = voucher.resolution
    return settled is not None and settled.key == _receipt_key(voucher, receipt)


def _unused_code() -> str:
    code = voucher_codes.new_code()
    while Voucher.objects.filter(code=code).exists():
        code = voucher_codes.new_code()
    return code


def _tell_of_redemption(voucher: Voucher) -> None:
    """Its owner hears of it at once: a voucher that a stranger used does not stay unnoticed."""
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            person=voucher.person,
            kind="timebank.voucher",
            subject=_("Your voucher was used"),
            body=_("“%(title)s” at %(partner)s for %(points)s.")
            % {
                "title": voucher.title,
                "partner": voucher.offer.partner.name,
                "points": spoken_points(voucher.price_points),
            },
            key=f"voucher-used:{voucher.pk}",
            link=reverse("timebank:voucher", args=[voucher.uuid]),
        )
