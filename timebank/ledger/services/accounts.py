from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from people.persons.models import Person
from regions.codes import county_code_of
from regions.models import Region
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.errors import AccountNotEmpty
from timebank.ledger.models.accounts import Account, AccountSlot

# Accounts that a whole county uses at once, and how many can use one at the same moment without waiting.
BUSY_KINDS = (AccountKind.ISSUING, AccountKind.POOL, AccountKind.HONOURS)
SLOTS = 16

T = TypeVar("T")
# Below the number of parameters any of our databases takes in one query.
CHUNK = 500


class Owner(NamedTuple):
    """What names an account: its kind, its unit, and the person or the region it belongs to."""

    kind: str
    unit: str
    person_id: int | None = None
    region_id: str | None = None

    @classmethod
    def of(cls, account: Account) -> Owner:
        return cls(account.kind, account.unit, account.person_id, account.region_id)


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def county_or_city(region: Region | str) -> str:
    """The code of the county a region lies in; a city's own code for what belongs to no county."""
    code = region if isinstance(region, str) else region.pk
    return county_code_of(code) or code


def personal_owner(person_id: int, unit: str = Unit.COIN_MINUTES) -> Owner:
    return Owner(AccountKind.PERSONAL, unit, person_id)


def region_owner(kind: str, region: Region | str, unit: str = Unit.COIN_MINUTES) -> Owner:
    """A county's issuing, pool or honours account, named by any region inside the county."""
    return Owner(kind, unit, None, county_or_city(region))


def open_accounts(owners: Iterable[Owner]) -> dict[Owner, Account]:
    """The account of each owner; those that do not exist yet are opened. Takes few queries, whatever their number."""
    # Sorted, so that two transactions that open the same accounts do so in the same order and cannot block each other.
    wanted = sorted(set(owners), key=lambda owner: tuple(str(part or "") for part in owner))
    found = _find(wanted)
    if missing := [owner for owner in wanted if owner not in found]:
        with transaction.atomic():
            Account.objects.bulk_create(
                [
                    Account(
                        **owner._asdict(),
                        may_not_go_below_zero=owner.kind != AccountKind.ISSUING,
                        slots=slots_for(owner),
                    )
                    for owner in missing
                ],
                ignore_conflicts=True,
            )
            opened = _find(missing)
            AccountSlot.objects.bulk_create(
                [
                    AccountSlot(
                        account=account, number=number, may_not_go_below_zero=account.may_not_go_below_zero
                    )
                    for account in opened.values()
                    for number in range(1, account.slots + 1)
                ],
                ignore_conflicts=True,
            )
        found |= opened
    return found


def slots_for(owner: Owner) -> int:
    """One writer at a time is no crowd: SQLite's accounts need no slots."""
    return SLOTS if owner.kind in BUSY_KINDS and connection.features.has_select_for_update_skip_locked else 0


def _find(owners: Sequence[Owner]) -> dict[Owner, Account]:
    wanted = set(owners)
    people = sorted({owner.person_id for owner in owners if owner.person_id is not None})
    regions = sorted({owner.region_id for owner in owners if owner.region_id is not None})
    rows: list[Account] = []
    for some in chunks(people):
        rows += Account.objects.filter(person_id__in=some)
    for chunk in chunks(regions):
        rows += Account.objects.filter(region_id__in=chunk)
    if any(owner.person_id is None and owner.region_id is None for owner in owners):
        rows += Account.objects.filter(Q(person=None) & Q(region=None))
    return {owner: row for row in rows if (owner := Owner.of(row)) in wanted}


def personal(person: Person, unit: str = Unit.COIN_MINUTES) -> Account:
    """A person's account, opened when there is none."""
    owner = personal_owner(person.pk, unit)
    return open_accounts([owner])[owner]


def pool_of(region: Region | str, unit: str = Unit.COIN_MINUTES) -> Account:
    """The public pool of the county that `region` lies in, opened when there is none."""
    owner = region_owner(AccountKind.POOL, region, unit)
    return open_accounts([owner])[owner]


def issuing(region: Region | str, unit: str = Unit.COIN_MINUTES) -> Account:
    """The issuing account of the county that `region` lies in, opened when there is none."""
    owner = region_owner(AccountKind.ISSUING, region, unit)
    return open_accounts([owner])[owner]


def lock_accounts(pks: Iterable[int]) -> dict[int, Account]:
    """Lock accounts until the transaction ends and return them as they stand.

    Always in the order of their keys, so that two transfers in opposite directions never wait for each other. On
    SQLite the transaction itself is the lock: it is begun IMMEDIATE, and there is one writer at a time. Accounts with
    slots are only read: many use them at once, and each booking locks the slot it takes.
    """
    wanted = sorted(set(pks))
    found: dict[int, Account] = {}
    for some in chunks(wanted):
        rows = Account.objects.filter(pk__in=some).order_by("pk")
        found |= {row.pk: row for row in rows.select_for_update(no_key=True).filter(slots=0)}
        if len(found) < len(wanted):
            found |= {row.pk: row for row in rows.filter(slots__gt=0)}
    return found


@transaction.atomic
def close_account(*, account: Account) -> Account:
    """Close an account for good: it takes and gives nothing any more. Twice is as good as once.

    Raises `AccountNotEmpty` while anything is left on it or reserved.
    """
    current = lock_accounts([account.pk])[account.pk]
    if current.closed_at is None:
        # An account with slots belongs to a county, and a county does not end.
        if current.slots or current.balance or current.pending_debits or current.pending_credits:
            raise AccountNotEmpty
        current.closed_at = timezone.now()
        current.save(update_fields=["closed_at"])
    return current
