"""Services of somebody whose file was merged into another (people.merging): late credits, and corrections afterwards.

Records go on naming the closed file. What one of them brought lies on the account of the file that stays; to take it
back, it first returns to the closed file's account, from which the contra-transfers can then go out, and what the
corrected record brings follows the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from people.actors import Actor
from timebank.earning.services.records import Service
from timebank.ledger.enums import Reason
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import Owner, close_account, lock_accounts, open_accounts
from timebank.ledger.services.posting import Draft, apply


def of_standing_file(service: Service) -> Service:
    """The same service for the file that stays, where the person's own was merged into it."""
    kept = service.person.merged_into
    return service if kept is None else replace(service, person=kept)


def bring_back(record: ServiceRecord, old: Sequence[Transfer], *, by: Actor) -> list[Account]:
    """Open the closed file's accounts that `record` was credited to, with what it brought; none for other records.

    Inside the caller's transaction, before it locks accounts. Raises `InsufficientBalance` when it was spent.
    """
    kept_id = record.person.merged_into_id
    if kept_id is None:
        return []
    needed: dict[int, int] = {}
    for row in old:
        if row.undoes_id is None and row.credit_account.person_id == record.person_id:
            needed[row.credit_account_id] = needed.get(row.credit_account_id, 0) + row.amount
    closed = list(Account.objects.filter(pk__in=needed).exclude(closed_at=None).order_by("pk"))
    owners = {row.pk: Owner(row.kind, row.unit, kept_id) for row in closed}
    mine = open_accounts(owners.values())
    locked = lock_accounts([*needed, *(row.pk for row in mine.values())])
    for row in closed:
        # A closed account is empty by its constraint, so that nothing can be hidden by opening it again.
        locked[row.pk].closed_at = None
        locked[row.pk].save(update_fields=["closed_at"])
    drafts = [
        Draft(
            key=f"merged-back:{record.uuid}:{row.pk}",
            debit=locked[mine[owners[row.pk]].pk],
            credit=locked[row.pk],
            amount=needed[row.pk],
            reason=Reason.MERGED,
            region=record.region_id,
            batch=_batch_of(row),
        )
        for row in closed
    ]
    if drafts:
        apply(drafts, recorded_by=by)
    return [locked[row.pk] for row in closed]


def send_on(record: ServiceRecord, accounts: Sequence[Account], *, by: Actor) -> None:
    """After the correction: what is left on these accounts goes to the file that stays, and they close again."""
    for account in lock_accounts(row.pk for row in accounts).values():
        if account.balance:
            owner = Owner(account.kind, account.unit, record.person.merged_into_id)
            draft = Draft(
                key=f"merged-on:{record.uuid}:{account.pk}",
                debit=account,
                credit=open_accounts([owner])[owner],
                amount=account.balance,
                reason=Reason.MERGED,
                region=record.region_id,
                batch=_batch_of(account),
            )
            apply([draft], recorded_by=by)
        close_account(account=account)


def _batch_of(account: Account) -> UUID | None:
    """The merge's own batch, so that taking the merge back finds these as well."""
    moved = Transfer.objects.filter(debit_account=account, reason=Reason.MERGED, undoes=None).order_by(
        "-sequence"
    )
    return moved.values_list("batch", flat=True).first()
