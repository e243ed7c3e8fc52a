"""What people have earned by day and month and keep now, read under the lock of their accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from timebank.earning.allocation import OF_A_PERSON, Tally
from timebank.ledger.enums import Reason, Unit
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import chunks


def tally_of(accounts: Iterable[Account], days: Iterable[date], without_record: int | None = None) -> Tally:
    """The tally of the people whose locked coin accounts are among `accounts`, for services of `days`.

    `without_record` leaves out what one record earned: the one that is being replaced.
    """
    tally = Tally()
    owners: dict[int, int] = {}
    for account in accounts:
        if (
            account.person_id is not None
            and account.unit == Unit.COIN_MINUTES
            and account.kind in OF_A_PERSON
        ):
            owners[account.pk] = account.person_id
            tally.stored(account.person_id, account.balance)
    months = {(day.year, day.month) for day in days}
    first = min((date(year, month, 1) for year, month in months), default=date.max)
    last = max((date(year + month // 12, month % 12 + 1, 1) for year, month in months), default=date.min)
    for some in chunks(sorted(owners)):
        rows = (
            Transfer.objects.in_effect()
            .filter(reason__in=[Reason.EARNED, Reason.EARNED_IN_GROUP], credit_account__in=some)
            .filter(service_record__served_on__gte=first, service_record__served_on__lt=last)
            .values_list("credit_account_id", "service_record__served_on", "service_record_id")
            .annotate(total=Sum("amount"))
            .order_by()
        )
        for account_id, day, record_id, total in rows:
            if record_id == without_record:
                tally.stored(owners[account_id], -total)
            else:
                tally.earned(owners[account_id], day, total)
    return tally
