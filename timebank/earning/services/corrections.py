from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.actors import Actor
from people.kinship.selectors import close_to
from timebank.earning.errors import AlreadyCorrected, NothingToCorrect, OwnRecord, RecordError
from timebank.earning.rulebooks import Policies
from timebank.earning.services.caps import tally_of
from timebank.earning.services.crediting import Credit, CreditingAccounts, check_service
from timebank.earning.services.merged import bring_back, send_on
from timebank.earning.services.messages import notify_of_correction
from timebank.earning.services.paying import Payment, payment_behind
from timebank.earning.services.records import TEXTS, Service, lateness, new_record
from timebank.earning.services.stars import award_stars, certified_minutes_of, withdraw_unearned
from timebank.earning.signals import record_corrected, record_correcting
from timebank.ledger.enums import Reason, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.posting import Draft, apply
from timebank.ledger.services.transfers import undoing

CORRECTABLE = ("minutes", "category", "started_at", "ended_at", "evidence_grade", *TEXTS)


@transaction.atomic
def correct_record(
    *, record: ServiceRecord, reason: str, recorded_by: Actor = None, **changes: Any
) -> Credit:
    """Replace `record` by a new one with `changes`, any of `CORRECTABLE`; `minutes=0` when no service took place.

    What the old record brought is undone and the new one is credited by the rules of its day, together or not at all;
    stars follow. A service that the person served paid for is paid anew, never dearer than before. The same correction
    twice returns the first.

    Raises `OwnRecord`, `AlreadyCorrected`, `NothingToCorrect`, `RecordError` (what it brought is set aside, or lies on
    an account that is settled), and `InsufficientBalance` when the coins or points that have to be taken back were
    spent.
    """
    if unknown := set(changes) - set(CORRECTABLE):
        raise TypeError(f"These fields of a record cannot be corrected: {', '.join(sorted(unknown))}")
    owner = record.person.merged_into or record.person
    if recorded_by is not None and (
        recorded_by.pk in (record.person.user_id, owner.user_id)
        or {record.person_id, owner.pk} & close_to(getattr(recorded_by, "person", None))
    ):
        raise OwnRecord
    if not reason.strip():
        raise RecordError("reason", _("Please say why the record is corrected."))
    if all(getattr(record, name) == value for name, value in changes.items()):
        raise NothingToCorrect
    now = timezone.now()
    service = check_service(_corrected(record, changes), now, least_minutes=0)
    old = list(
        Transfer.objects.filter(service_record=record)
        .select_related("debit_account", "credit_account")
        .order_by("sequence")
    )
    policies = Policies()
    again = ServiceRecord.objects.filter(corrects=record).exists()
    brought = [] if again else bring_back(record, old, by=recorded_by)
    books = CreditingAccounts(
        [service], policies, {pk for row in old for pk in (row.debit_account_id, row.credit_account_id)}
    )
    if earlier := ServiceRecord.objects.filter(corrects=record).first():
        if any(getattr(earlier, name) != value for name, value in changes.items()):
            raise AlreadyCorrected
        transfers = tuple(Transfer.objects.filter(service_record=earlier).order_by("sequence"))
        return Credit(earlier, transfers, tuple(earlier.star_awards.all()), replayed=True)
    _refuse_what_cannot_come_back(record, old)
    corrected = new_record(
        service,
        late=_still_late(record, service, policies, recorded_by),
        recorded_by=recorded_by,
        at=now,
        corrects=record,
        correction_reason=reason.strip()[:300],
    )
    corrected.save(force_insert=True)
    tally = tally_of(
        books.accounts.values(), {record.served_on, corrected.served_on}, without_record=record.pk
    )
    if service.payment is not None:
        paid = [row.amount for row in old if row.reason == Reason.PAID and row.undoes_id is None]
        tally.stored(record.person_id, -sum(paid))
    credit = books.drafts(corrected, tally, service.payment)
    contra = [
        replace(undoing(row, key=f"undo:{row.sequence}"), batch=corrected.uuid)
        for row in old
        if row.undoes_id is None
    ]
    rows = apply(_in_order(credit, contra, service.payment), recorded_by=recorded_by, created_at=now)
    send_on(corrected, brought, by=recorded_by)
    whose = {corrected.person_id: owner.pk}
    stars = award_stars(records=[corrected], policies=policies, at=now, whose=whose).get(corrected.pk, [])
    withdraw_unearned(
        person_id=owner.pk, certified=certified_minutes_of([owner.pk]), withdrawn_by=recorded_by
    )
    record_corrected.send(ServiceRecord, record=record, actor=recorded_by)
    notify_of_correction(record=corrected, before=record.minutes)
    return Credit(corrected, tuple(row for row in rows if row.undoes_id is None), tuple(stars))


def _refuse_what_cannot_come_back(record: ServiceRecord, old: Sequence[Transfer]) -> None:
    """Read after the accounts are locked: a hold, or a settlement, cannot come between."""
    record_correcting.send(ServiceRecord, record=record)
    keys = {
        pk for row in old if row.undoes_id is None for pk in (row.debit_account_id, row.credit_account_id)
    }
    closed = Account.objects.filter(pk__in=keys).exclude(closed_at=None).select_related("person").first()
    if closed is not None:
        raise RecordError(
            "record",
            _(
                "The account of %(name)s has been settled, including what this service earned. To "
                "correct it, the settlement must be reversed first."
            )
            % {"name": closed.person.name if closed.person else closed},
        )


def _in_order(credit: list[Draft], contra: list[Draft], payment: Payment | None) -> list[Draft]:
    """The new credit first: only the difference has to be on the account.

    What was paid goes back through the escrow first, last step first: the payer pays again out of what comes back.
    """
    if payment is None:
        return [*credit, *contra]
    coins = [draft for draft in reversed(contra) if draft.debit.unit == Unit.COIN_MINUTES]
    points = [draft for draft in contra if draft.debit.unit != Unit.COIN_MINUTES]
    return [*coins, *credit, *points]


def _still_late(record: ServiceRecord, service: Service, policies: Policies, recorded_by: Actor) -> bool:
    """A correction is never late itself: what counts is when the service was first written down, and for which day."""
    if timezone.localdate(service.started_at) == record.served_on:
        return record.late
    first = record
    while first.corrects is not None:
        first = first.corrects
    return lateness(service, written_at=first.recorded_at, policies=policies, recorded_by=recorded_by)


def _corrected(record: ServiceRecord, changes: dict[str, Any]) -> Service:
    values: dict[str, Any] = {name: getattr(record, name) for name in CORRECTABLE} | changes
    return Service(
        person=record.person,
        region=record.region,
        source_key=f"correction:{record.uuid}",
        payment=payment_behind(record),
        **values,
    )
