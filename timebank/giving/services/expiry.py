"""Coins whose time passes, where a city sets one. Announced the full notice before; then ended, the oldest first.

Two steps a day, each safe to run twice: `announce` writes a notice for every layer that will end, `expire_announced`
ends what notices of that day still find on the account. A rule taken back or made longer meanwhile ends nothing.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from common.months import midnight
from policies.models import PolicyRow
from policies.selectors import PolicyBook, book
from timebank.errors import TimebankError
from timebank.giving import policy
from timebank.giving.enums import ExpiryDestination
from timebank.giving.fifo_layers import Layer, minutes_in, unreserved_layers
from timebank.giving.models.expiry_notices import ExpiryNotice
from timebank.giving.selectors.expiry import layers_of, spendable_accounts
from timebank.giving.services import messages
from timebank.giving.services.gifts import home_region_code
from timebank.ledger.enums import AccountKind, Reason
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import lock_accounts, open_accounts, region_owner
from timebank.ledger.services.posting import Draft, apply


def sweep_expiry(*, day: date | None = None) -> tuple[int, int]:
    """The day's work: how many notices were written, and how many minutes ended."""
    day = day or timezone.localdate()
    return announce(day=day), expire_announced(day=day)


def announce(*, day: date) -> int:
    """Write and tell what will end within the notice in force; returns how many notices are new."""
    rules = book(day)
    if (oldest := _youngest_that_could_end(day, rules)) is None:
        return 0
    accounts = spendable_accounts().filter(
        Exists(Transfer.objects.filter(credit_account=OuterRef("pk"), created_at__lt=oldest))
    )
    rows = accounts.select_related("person").order_by("pk").iterator(chunk_size=500)
    return sum(_announce_for(account, day, rules) for account in rows)


def _youngest_that_could_end(day: date, rules: PolicyBook) -> datetime | None:
    """Coins credited from then on end nowhere within any notice; None where no rule ends any."""
    asked = (policy.EXPIRY_MONTHS, policy.EXPIRY_NOTICE_DAYS)
    rows = list(PolicyRow.objects.filter(key__in=asked, valid_from__lte=day).values_list("key", "value"))
    months = {value for key, value in rows if key == policy.EXPIRY_MONTHS}
    notices = {value for key, value in rows if key == policy.EXPIRY_NOTICE_DAYS}
    months.add(rules.value(policy.EXPIRY_MONTHS))
    notices.add(rules.value(policy.EXPIRY_NOTICE_DAYS))
    if not (ending := months - {0}):
        return None
    # Some days more than needed: months differ in length, and `_announce_for` counts exactly.
    last = day + timedelta(days=max(notices) + 4) - relativedelta(months=min(ending))
    return midnight(last)


def _announce_for(account: Account, day: date, rules: PolicyBook) -> int:
    person = account.person
    assert person is not None
    months = rules.value(policy.EXPIRY_MONTHS, person.region_id)
    if not months:
        return 0
    horizon = day + timedelta(days=rules.value(policy.EXPIRY_NOTICE_DAYS, person.region_id))
    covered = ExpiryNotice.objects.filter(account=account, done_on=None).aggregate(
        last=Max("credited_until")
    )["last"]
    due: defaultdict[date, list[Layer]] = defaultdict(list)
    for layer in _free_layers(account):
        if layer.ends_on(months) <= horizon and (covered is None or layer.day > covered):
            # Never earlier than the full notice from today.
            due[max(layer.ends_on(months), horizon)].append(layer)
    count = 0
    for expires_on, layers in sorted(due.items()):
        with transaction.atomic():
            notice, new = ExpiryNotice.objects.get_or_create(
                account=account,
                expires_on=expires_on,
                defaults={
                    "credited_until": max(layer.day for layer in layers),
                    "minutes": minutes_in(layers),
                },
            )
            if new:
                messages.notify_of_expiry(person, notice)
                count += 1
    return count


def _free_layers(account: Account) -> list[Layer]:
    return unreserved_layers(layers_of([account.pk])[account.pk], account.pending_debits)


def expire_announced(*, day: date) -> int:
    """End what was announced for `day` or before and is still there; returns the minutes that ended."""
    rules = book(day)
    due = ExpiryNotice.objects.filter(done_on=None, expires_on__lte=day).order_by("expires_on", "pk")
    total = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            total += _expire(pk, day, rules)
        except TimebankError:
            # No pool is known for this person: it stays announced, and the coins stay.
            continue
    return total


@transaction.atomic
def _expire(pk: int, day: date, rules: PolicyBook) -> int:
    notice = ExpiryNotice.objects.select_for_update(of=("self",)).select_related("account__person").get(pk=pk)
    person = notice.account.person
    assert person is not None
    if notice.done_on is not None:
        return 0
    months = rules.value(policy.EXPIRY_MONTHS, person.region_id)
    home = home_region_code(person)
    to_pool = rules.value(policy.EXPIRY_TO, home) == ExpiryDestination.POOL
    owner = region_owner(AccountKind.POOL if to_pool else AccountKind.ISSUING, home)
    goal = open_accounts([owner])[owner]
    account = lock_accounts([notice.account_id])[notice.account_id]
    layers = [layer for layer in _free_layers(account) if layer.day <= notice.credited_until]
    minutes = 0
    if months and account.closed_at is None:
        minutes = minutes_in(layer for layer in layers if layer.ends_on(months) <= day)
    notice.done_on, notice.expired_minutes = day, minutes
    if minutes:
        draft = Draft(
            key=f"expiry:{notice.pk}",
            debit=account,
            credit=goal,
            amount=minutes,
            reason=Reason.EXPIRED,
            region=goal.region_id,
            details={"months": months, "credited_until": notice.credited_until.isoformat()},
        )
        (notice.transfer,) = apply([draft])
    notice.save(update_fields=["done_on", "expired_minutes", "transfer"])
    return minutes
