"""Setting a suspect credit aside, releasing it, taking it back.

A hold is a reservation on the person's own accounts in favour of the issuing account the credit came from: it cannot be
spent, and it is still there. Lock order: the hold, then accounts by their keys.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.locking import locked
from people.actors import Actor
from people.logins.models import User
from timebank.earning.errors import AlreadyCorrected, RecordError
from timebank.earning.services.corrections import correct_record
from timebank.ledger.enums import Reason, TransferKind, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import county_or_city, lock_accounts
from timebank.ledger.services.posting import Draft, apply
from timebank.ledger.services.transfers import void
from timebank.oversight.enums import HoldState
from timebank.oversight.errors import DecidedBefore, FourEyes, ReasonMissing
from timebank.oversight.models.holds import CreditHold
from timebank.oversight.models.suspicions import Suspicion
from timebank.oversight.permissions import can_decide_hold, can_hold_credit, can_reverse_hold
from timebank.oversight.services.messages import notify_of_hold, notify_of_released_hold


@dataclass(frozen=True)
class _Brought:
    """What a record brought to one of the person's accounts, and from where."""

    account: Account
    source: Account
    amount: int

    @property
    def there(self) -> int:
        """As much of it as can still be set aside."""
        return max(0, min(self.amount, self.account.available))


def _text(text: str, most: int) -> str:
    cleaned = text.replace("\0", "").strip()[:most]
    if not cleaned:
        raise ReasonMissing
    return cleaned


def _lock_around(record: ServiceRecord) -> dict[int, Account]:
    """Lock every account that a hold or its reversal can touch, at once and in order: nobody waits in a circle."""
    own = Q(person=record.person_id) | Q(region=county_or_city(record.region_id))
    moved = Transfer.objects.filter(service_record=record)
    keys = {
        *Account.objects.filter(own).values_list("pk", flat=True),
        *moved.values_list("debit_account", flat=True),
        *moved.values_list("credit_account", flat=True),
    }
    return lock_accounts(keys)


def refuse_while_held(record: ServiceRecord) -> None:
    """Raise `RecordError` while what `record` brought is set aside. For who has locked its accounts."""
    if CreditHold.objects.filter(record=record, state=HoldState.HELD).exists():
        raise RecordError(
            "record", _("What this service earned is set aside for a check. Please decide that first.")
        )


@transaction.atomic
def hold_credit(
    *,
    record: ServiceRecord,
    actor: User,
    reason: str,
    contact: str,
    suspicion: Suspicion | None = None,
) -> CreditHold:
    """Set aside what `record` brought its volunteer, as far as it is still there, and tell the volunteer.

    `reason` and `contact` are read by the volunteer. A record that is held already returns its hold unchanged. Raises
    `FourEyes`, `ReasonMissing`, and `AlreadyCorrected` when a newer record has replaced this one.
    """
    if not can_hold_credit(actor, record):
        raise FourEyes
    reason, contact = _text(reason, 200), _text(contact, 80)
    accounts = _lock_around(record)
    if held := CreditHold.objects.filter(record=record, state=HoldState.HELD).first():
        return held
    if ServiceRecord.objects.filter(corrects=record).exists():
        raise AlreadyCorrected
    brought = _brought(record, accounts)
    hold = CreditHold(
        uuid=uuid.uuid4(),
        record=record,
        suspicion=suspicion,
        reason=reason,
        contact=contact,
        placed_by=actor,
        coin_minutes=sum(one.amount for one in brought if one.account.unit == Unit.COIN_MINUTES),
        points=sum(one.amount for one in brought if one.account.unit == Unit.POINTS),
        held_coin_minutes=sum(one.there for one in brought if one.account.unit == Unit.COIN_MINUTES),
        held_points=sum(one.there for one in brought if one.account.unit == Unit.POINTS),
    )
    hold.save(force_insert=True)
    apply(
        [
            Draft(
                key=f"hold:{hold.uuid}:{one.account.pk}",
                debit=one.account,
                credit=one.source,
                amount=one.there,
                reason=Reason.HELD,
                kind=TransferKind.PENDING,
                memo=record.activity,
                # Not the record itself: a correction would take the reservation for one of its credits.
                details={"record": str(record.uuid)},
                region=record.region_id,
                batch=hold.uuid,
            )
            for one in brought
            if one.there
        ],
        recorded_by=actor,
    )
    notify_of_hold(hold)
    return hold


def _brought(record: ServiceRecord, accounts: dict[int, Account]) -> list[_Brought]:
    rows = (
        Transfer.objects.in_effect()
        .filter(service_record=record, credit_account__person=record.person_id)
        .values_list("credit_account", "debit_account")
        .annotate(total=Sum("amount"))
        .order_by("credit_account", "debit_account")
    )
    return [_Brought(accounts[credit], accounts[debit], total) for credit, debit, total in rows]


def _locked(hold: CreditHold, actor: User) -> CreditHold:
    current = locked(hold, "record__person")
    if not can_decide_hold(actor, current):
        raise FourEyes
    return current


def _let_go(hold: CreditHold, step: str, actor: Actor) -> None:
    pending = Transfer.objects.filter(batch=hold.uuid, kind=TransferKind.PENDING)
    for row in pending.select_related("debit_account", "credit_account").order_by("sequence"):
        void(pending=row, key=f"hold:{hold.uuid}:{step}:{row.sequence}", recorded_by=actor)


def _decide(
    hold: CreditHold, state: HoldState, actor: Actor, note: str, kept: int | None = None
) -> CreditHold:
    hold.state, hold.decided_at, hold.decided_by, hold.decision = state, timezone.now(), actor, note
    hold.kept_minutes = kept
    hold.save(update_fields=["state", "decided_at", "decided_by", "decision", "kept_minutes"])
    return hold


@transaction.atomic
def release_hold(*, hold: CreditHold, actor: User, note: str) -> CreditHold:
    """All is well: the credit can be used again, and the volunteer is told. Twice is as good as once.

    Raises `FourEyes`, `ReasonMissing`, `DecidedBefore` when it was taken back.
    """
    current = _locked(hold, actor)
    if current.state == HoldState.RELEASED:
        return current
    if current.state != HoldState.HELD:
        raise DecidedBefore
    note = _text(note, 200)
    _lock_around(current.record)
    _let_go(current, "release", actor)
    _decide(current, HoldState.RELEASED, actor, note, current.record.minutes)
    notify_of_released_hold(current)
    return current


@transaction.atomic
def reverse_hold(*, hold: CreditHold, actor: User, note: str, minutes: int = 0) -> CreditHold:
    """The service did not take place, or only `minutes` of it: the record is corrected and its credit taken back.

    `note` becomes the reason of the correction, which the volunteer reads. Twice with the same minutes is one. Raises
    `FourEyes`, `ReasonMissing`, `DecidedBefore`, `RecordError` for minutes that are no fewer than recorded, and
    `InsufficientBalance` when what has to be taken back was spent: then nothing changes and the hold stays.
    """
    current = _locked(hold, actor)
    if current.state == HoldState.REVERSED and current.kept_minutes == minutes:
        return current
    if current.state != HoldState.HELD:
        raise DecidedBefore
    if not can_reverse_hold(actor, current):
        raise FourEyes
    note = _text(note, 200)
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 <= minutes < current.record.minutes:
        raise RecordError(
            "minutes", _("Fewer minutes than were recorded, 0 for a service that did not take place.")
        )
    _lock_around(current.record)
    # In one transaction with the correction: nobody can spend between the two.
    _let_go(current, "reverse", actor)
    # Decided before it is corrected: a record that is held is not.
    decided = _decide(current, HoldState.REVERSED, actor, note, minutes)
    correct_record(record=current.record, reason=note, recorded_by=actor, minutes=minutes)
    return decided
