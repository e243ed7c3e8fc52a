from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.logins.models import User
from policies.selectors import value
from regions.codes import full_code
from regions.enums import Level
from regions.models import Region
from timebank.ledger.services.accounts import county_or_city
from timebank.rewards import policy
from timebank.rewards.enums import OfferState
from timebank.rewards.errors import PartnerRefused
from timebank.rewards.models.offers import MOST_A_MONTH, MOST_POINTS, MOST_STOCK, Offer, Voucher
from timebank.rewards.models.partners import Partner
from timebank.rewards.services.partners import require_manager, tidy

FIELDS = (
    "title",
    "description",
    "kind",
    "price_points",
    "stock",
    "most_per_month",
    "valid_from",
    "valid_until",
    "reach",
)


@transaction.atomic
def create_offer(
    *,
    partner: Partner,
    actor: User,
    title: str,
    kind: str,
    price_points: int,
    description: str = "",
    stock: int | None = None,
    most_per_month: int | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    reach: Region | None = None,
) -> Offer:
    """A draft. `reach` (default: the partner's county) says whose people may order it.

    Raises PartnerRefused for who does not manage the partner, ValidationError by field.
    """
    require_manager(actor, partner)
    offer = Offer(
        partner=partner,
        title=title,
        description=description,
        kind=kind,
        price_points=price_points,
        stock=stock,
        most_per_month=most_per_month,
        valid_from=valid_from or timezone.localdate(),
        valid_until=valid_until,
        reach=reach or county_of(partner),
    )
    return _save(offer, actor)


@transaction.atomic
def update_offer(*, offer: Offer, actor: User, **changes: Any) -> Offer:
    """Change an offer. Vouchers that were ordered keep their title, price and time limit.

    Raises ValidationError by field, also for a stock below what is ordered already.
    """
    offer = _locked(offer, actor)
    for name in FIELDS:
        if name in changes:
            setattr(offer, name, changes[name])
    return _save(offer, actor)


@transaction.atomic
def publish_offer(*, offer: Offer, actor: User) -> Offer:
    """Put an offer before everybody. Repeating changes nothing. Raises PartnerRefused before the partner's approval."""
    offer = _locked(offer, actor)
    if not offer.partner.stands:
        raise PartnerRefused(_("Offers can be published once the partner has been approved."))
    _refuse_words(offer)
    return _set_state(offer, actor, OfferState.PUBLISHED)


@transaction.atomic
def withdraw_offer(*, offer: Offer, actor: User) -> Offer:
    """Take an offer down. Vouchers that were ordered stay good."""
    offer = _locked(offer, actor)
    return _set_state(offer, actor, OfferState.WITHDRAWN)


def county_of(partner: Partner) -> Region:
    """The county that a partner lies in; its city for one that lies in none."""
    return Region.objects.get(pk=county_or_city(partner.region))


def city_of(partner: Partner) -> Region:
    return Region.objects.get(pk=full_code(partner.region.code[: Level.CITY.digits]))


def _save(offer: Offer, actor: Actor) -> Offer:
    offer.title = tidy(offer.title)
    offer.description = offer.description.replace("\0", " ").strip()
    _refuse_numbers(offer)
    offer.changed_by = actor
    offer.full_clean(exclude=["partner", "reach", "changed_by"])
    _refuse_words(offer)
    if not offer.partner.region.code.startswith(offer.reach.prefix[:4]):
        raise ValidationError({"reach": _("An offer can only be for people in the partner's own city.")})
    if offer.pk is not None and offer.stock is not None:
        ordered = Voucher.objects.counted_in_stock(timezone.now()).filter(offer=offer).count()
        if offer.stock < ordered:
            raise ValidationError(
                {
                    "stock": _("%(count)d have already been redeemed; the quantity cannot be lower.")
                    % {"count": ordered}
                }
            )
    offer.save()
    return offer


def _refuse_numbers(offer: Offer) -> None:
    """Before the columns see them: a number beyond 64 bits is no longer a number to a database."""
    bounds = (("price_points", 1, MOST_POINTS), ("stock", 0, MOST_STOCK), ("most_per_month", 1, MOST_A_MONTH))
    for name, least, most in bounds:
        number = getattr(offer, name)
        if number is None and name != "price_points":
            continue
        whole = isinstance(number, int) and not isinstance(number, bool)
        if not whole or not least <= number <= most:
            raise ValidationError(
                {
                    name: _("A whole number between %(least)s and %(most)s.")
                    % {"least": least, "most": f"{most:,}"}
                }
            )


def _refuse_words(offer: Offer) -> None:
    """Points are never changed into money: an offer that speaks of it does not get through."""
    for word in value(policy.OFFER_REFUSED_WORDS, region=offer.partner.region_id):
        for field in ("title", "description"):
            if word.casefold() in getattr(offer, field).casefold():
                raise ValidationError(
                    {
                        field: _("Points buy goods and services, never money. Please leave out “%(word)s”.")
                        % {"word": word}
                    }
                )


def _set_state(offer: Offer, actor: Actor, state: OfferState) -> Offer:
    if offer.state != state:
        offer.state, offer.changed_by = state, actor
        offer.save(update_fields=["state", "changed_by"])
    return offer


def _locked(offer: Offer, actor: User) -> Offer:
    """For who manages the partner."""
    offer = locked(offer, "partner__region", "reach", key_stays=True)
    require_manager(actor, offer.partner)
    return offer
