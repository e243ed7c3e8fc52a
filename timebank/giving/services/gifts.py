"""Giving coins away: to a relative, to a person in difficulty, to the county's pool. Certified time stays as it is.

What a confirm page shows is a `Plan`, computed by the same function that `give` follows under the lock; if the two
differ, nothing is booked and the page shows the new one.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actors import Actor
from people.kinship.models import Kinship
from people.kinship.services import locked_kinship
from people.persons.models import Person
from policies.selectors import book, value
from regions.codes import ancestor_codes, level_of
from regions.models import Level
from timebank.earning.policy import CAP_STORED
from timebank.giving.enums import GiftExcess, GiveTo
from timebank.giving.errors import GivingError, PlanChanged
from timebank.giving.models.earmarks import Earmark
from timebank.giving.policy import GIFT_EXCESS
from timebank.giving.selectors.relatives import refusal
from timebank.giving.services import messages
from timebank.ledger.enums import AccountKind, Reason, Unit
from timebank.ledger.errors import AmountNotPositive, AmountTooLarge, InsufficientBalance, KeyConflict
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import (
    Owner,
    county_or_city,
    lock_accounts,
    open_accounts,
    personal_owner,
    region_owner,
)
from timebank.ledger.services.posting import LARGEST_AMOUNT, Draft, apply
from timebank.ledger.wording import spoken_minutes
from timebank.rewards.selectors.offers import nearest_region_code


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What is asked for: `minutes` of `giver` to a relative (`kinship`), to somebody in difficulty in `region` (a code
    of the giver's own township or county), or to the county's pool. `source` is the kind of account it comes from."""

    giver: Person
    minutes: int
    to: str
    kinship: Kinship | None = None
    region: str | None = None
    source: str = AccountKind.PERSONAL

    @property
    def asks(self) -> dict[str, Any]:
        """What makes two requests the same."""
        return {
            "to": str(self.to),
            "minutes": self.minutes,
            "kinship": self.kinship.pk if self.kinship else None,
            "region": self.region,
            "source": str(self.source),
        }


@dataclass(frozen=True)
class Plan:
    """What will happen: minutes that reach the receiver, that go to the pool, and that the giver can use after."""

    gift: Gift
    receiver: Person | None
    reaches: int
    to_pool: int
    left: int

    @property
    def mark(self) -> str:
        """What the giver agreed to, for the form."""
        return f"{self.reaches}-{self.to_pool}"


@dataclass(frozen=True)
class Given:
    """The transfers of a gift; `replayed` when they were there before."""

    transfers: tuple[Transfer, ...]
    earmark: Earmark | None = None
    replayed: bool = False


def home_region_code(person: Person) -> str:
    """Code of the region a person belongs to: home, else where they served last. Raises `GivingError` for neither."""
    if (code := nearest_region_code(person)) is None:
        raise GivingError(_("Please enter where you live first: we do not know which public pool is yours."))
    return code


def areas_of(giver: Person) -> list[str]:
    """Codes of the areas for whose people in difficulty one may give: one's own township and county."""
    home = home_region_code(giver)
    around = [*reversed(ancestor_codes(home)), home]
    return [code for code in around if level_of(code) in (Level.TOWNSHIP, Level.COUNTY)]


def _owners(gift: Gift) -> tuple[Owner, Owner | None, Owner]:
    """The giver's account, the relative's if there is one, and the pool."""
    if gift.to == GiveTo.RELATIVE:
        if gift.kinship is None:
            raise GivingError(_("Please choose a relative."), "kinship")
        receiver = gift.kinship.other(gift.giver)
    else:
        receiver = None
    where = gift.region if gift.to == GiveTo.DIFFICULTY and gift.region else home_region_code(gift.giver)
    return (
        Owner(gift.source, Unit.COIN_MINUTES, gift.giver.pk),
        personal_owner(receiver.pk) if receiver is not None else None,
        region_owner(AccountKind.POOL, where),
    )


def _refuse_cheaply(gift: Gift) -> None:
    if not isinstance(gift.minutes, int) or isinstance(gift.minutes, bool) or gift.minutes <= 0:
        raise AmountNotPositive
    if gift.minutes > LARGEST_AMOUNT:
        raise AmountTooLarge
    if gift.to not in GiveTo.values:
        raise GivingError(_("Please choose a recipient."), "to")
    if gift.source not in (AccountKind.PERSONAL, AccountKind.DONATE_ONLY):
        raise GivingError(_("Nothing can be given from this account."), "source")
    if gift.source == AccountKind.DONATE_ONLY and gift.to == GiveTo.RELATIVE:
        raise GivingError(
            _(
                "Coins earned by a group can only go to people in difficulty or the public pool, not "
                "to relatives."
            ),
            "source",
        )
    if gift.to == GiveTo.DIFFICULTY and gift.region not in areas_of(gift.giver):
        raise GivingError(_("Please choose your own township or county."), "region")


def plan(gift: Gift) -> Plan:
    """What `give` would do now. Changes nothing. Raises what `give` raises."""
    _refuse_cheaply(gift)
    mine, theirs, _pool = _owners(gift)
    people = [owner.person_id for owner in (mine, theirs) if owner is not None]
    rows = {Owner.of(row): row for row in Account.objects.filter(person__in=people)}
    return _plan(gift, rows.get(mine), rows.get(theirs) if theirs else None)


def _plan(gift: Gift, mine: Account | None, theirs: Account | None) -> Plan:
    if gift.giver.died_on is not None:
        raise GivingError(_("This person has died."))
    available = mine.available if mine is not None else 0
    if gift.minutes > available:
        raise InsufficientBalance(available=available, needed=gift.minutes, unit=Unit.COIN_MINUTES)
    left = available - gift.minutes
    if gift.to != GiveTo.RELATIVE:
        return Plan(gift, None, 0, gift.minutes, left)
    kinship = gift.kinship
    assert kinship is not None
    rules, today = book(), timezone.localdate()
    if why := refusal(gift.giver, kinship, rules, today):
        raise GivingError(why, "kinship")
    receiver = kinship.other(gift.giver)
    fits = min(gift.minutes, room_under_cap(receiver, theirs))
    excess = gift.minutes - fits
    if excess and (rules.value(GIFT_EXCESS, gift.giver.region_id) == GiftExcess.REFUSE or not fits):
        raise GivingError(
            _("%(name)s can only receive %(minutes)s at the moment because of the limit per account.")
            % {"name": receiver.name, "minutes": spoken_minutes(fits)},
            "minutes",
        )
    return Plan(gift, receiver, fits, excess, left)


def room_under_cap(person: Person, account: Account | None) -> int:
    """Minutes that still fit on a personal account under the cap in force; what a group earned counts towards it."""
    cap: int = value(CAP_STORED, region=person.region_id)
    if not cap:
        return LARGEST_AMOUNT
    beside = Account.objects.coins(AccountKind.DONATE_ONLY).filter(person=person).first()
    kept = sum(row.balance for row in (account, beside) if row is not None)
    return max(0, cap - kept)


def give(*, gift: Gift, form_key: uuid.UUID | str, actor: Actor, agreed: str | None = None) -> Given:
    """Book a gift. The same `form_key` again returns the first time's; with other content it is a `KeyConflict`.

    `agreed` is the `mark` of the plan that the giver saw; `PlanChanged` when it would be another one now. Raises
    `GivingError`, `InsufficientBalance`, `AccountClosed` and what the ledger raises for amounts. Only the owner gives.
    """
    if actor is None or actor.pk != gift.giver.user_id:
        raise GivingError(_("Only the account holder can give from it."))
    return book_gift(gift, key=f"gift:{gift.giver.uuid}:{form_key}", actor=actor, agreed=agreed)


@transaction.atomic
def book_gift(gift: Gift, *, key: str, actor: Actor = None, agreed: str | None = None) -> Given:
    """For the services of this package: book under a key of their own."""
    _refuse_cheaply(gift)
    owners = _owners(gift)
    accounts = open_accounts(owner for owner in owners if owner is not None)
    # The pool is not locked as a whole: many give to it at once, each to a slot of it.
    locked = lock_accounts(account.pk for owner, account in accounts.items() if owner != owners[2])
    mine = locked[accounts[owners[0]].pk]
    theirs = locked[accounts[owners[1]].pk] if owners[1] is not None else None
    pool = accounts[owners[2]]
    if first := Transfer.objects.filter(key=key).select_related("earmark").first():
        return _replayed(first, gift, mine)
    # People and kinship as they stand under the lock.
    kinship = locked_kinship(gift.kinship) if gift.kinship is not None else None
    gift = replace(gift, giver=Person.objects.get(pk=gift.giver.pk), kinship=kinship)
    planned = _plan(gift, mine, theirs)
    if agreed is not None and agreed != planned.mark:
        raise PlanChanged
    transfers = apply(_drafts(planned, key, mine, theirs, pool), recorded_by=actor)
    earmark = None
    if gift.to == GiveTo.DIFFICULTY:
        assert gift.region is not None
        earmark = Earmark.objects.create(
            transfer=transfers[0],
            donor=gift.giver,
            region_id=gift.region,
            county_id=county_or_city(gift.region),
            minutes=gift.minutes,
        )
    messages.notify_of_gift(planned.gift, planned.receiver, planned.reaches, planned.to_pool, transfers[0])
    return Given(tuple(transfers), earmark)


def _replayed(first: Transfer, gift: Gift, mine: Account) -> Given:
    if first.debit_account_id != mine.pk or first.details.get("asks") != gift.asks:
        raise KeyConflict
    rows = [first]
    if first.batch is not None:
        rows += Transfer.objects.filter(batch=first.batch).exclude(pk=first.pk)
    return Given(tuple(rows), getattr(first, "earmark", None), replayed=True)


def _drafts(planned: Plan, key: str, mine: Account, theirs: Account | None, pool: Account) -> Sequence[Draft]:
    gift, batch = planned.gift, uuid.uuid4()
    common: dict[str, Any] = {
        "debit": mine,
        "batch": batch,
        "details": {"asks": gift.asks},
        "region": pool.region_id,
    }
    drafts = []
    if planned.reaches:
        assert theirs is not None
        drafts.append(Draft(key=key, credit=theirs, amount=planned.reaches, reason=Reason.GIFT, **common))
    if planned.to_pool:
        second = f"{key}:pool" if drafts else key
        drafts.append(
            Draft(key=second, credit=pool, amount=planned.to_pool, reason=Reason.DONATION, **common)
        )
    return drafts
