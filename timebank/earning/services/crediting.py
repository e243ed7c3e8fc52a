"""From a verified voluntary service to its record, coins, points and stars, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.actors import Actor
from timebank.earning import policy
from timebank.earning.allocation import Tally, after_settling
from timebank.earning.enums import ExcessDestination, GroupDestination
from timebank.earning.errors import RecordError
from timebank.earning.models import StarAward
from timebank.earning.rulebooks import Policies
from timebank.earning.selectors.explanation import explain
from timebank.earning.service_facts import ServiceFacts
from timebank.earning.services.caps import tally_of
from timebank.earning.services.merged import of_standing_file
from timebank.earning.services.messages import notify_of_credit
from timebank.earning.services.paying import Payment, check_payment, payment_drafts, reservation_accounts
from timebank.earning.services.records import Service, lateness, new_record, owner_of
from timebank.earning.services.stars import award_stars
from timebank.ledger.enums import AccountKind, EvidenceGrade, Reason, ServiceCategory, Unit
from timebank.ledger.errors import KeyConflict
from timebank.ledger.models.accounts import Account
from timebank.ledger.models.records import MINUTES_OF_A_DAY, ServiceRecord
from timebank.ledger.models.settlements import Settlement
from timebank.ledger.models.transfers import Transfer
from timebank.ledger.services.accounts import Owner, chunks, lock_accounts, open_accounts, region_owner
from timebank.ledger.services.posting import Draft, apply

# A phone's clock may run ahead of ours by this much.
CLOCK_TOLERANCE = timedelta(minutes=5)
EARNINGS = (Reason.EARNED, Reason.EARNED_IN_GROUP, Reason.PAID, Reason.POINTS)


@dataclass(frozen=True)
class Credit:
    """What a service brought: its record, the transfers, the stars it led to, and whether all this was there before."""

    record: ServiceRecord
    transfers: tuple[Transfer, ...]
    stars: tuple[StarAward, ...]
    replayed: bool = False

    def _sum(self, unit: Unit, earned: bool) -> int:
        return sum(
            row.amount
            for row in self.transfers
            if row.unit == unit
            and row.undoes_id is None
            and row.reason != Reason.SPENT
            and (row.reason in EARNINGS) == earned
        )

    @property
    def coin_minutes(self) -> int:
        """Minutes credited to the person, or, of a team's service, to where its coins go."""
        return self._sum(Unit.COIN_MINUTES, earned=True)

    @property
    def excess_minutes(self) -> int:
        """Minutes above a cap, which went to the county's pool or honours."""
        return self._sum(Unit.COIN_MINUTES, earned=False)

    @property
    def points(self) -> int:
        return self._sum(Unit.POINTS, earned=True)

    @property
    def lines(self) -> list[str]:
        """The credit explained in plain words."""
        return explain(self.record)


def record_service(
    *, service: Service, recorded_by: Actor = None, recorded_at: datetime | None = None
) -> Credit:
    """Record a verified service and credit it: record, coins, points, stars and the message, in one transaction.

    Coins come from the county's issuing account up to the caps in force on the day of the service; what is above goes
    to the county's pool (or honours). Points are minutes × coefficient; poor evidence earns none. Of somebody whose
    account is settled (died, left the city) the service is certified and its coins go to the pool. Where a team served
    as one (`group` names it) the coins can only be given away. With a `payment` the coins come from whoever asked for
    the service, as many as were reserved at most. A record written after its time says so. A replay with the same
    `source_key` returns the first credit and changes nothing. `recorded_at` (default: now) is for records taken over
    from elsewhere.

    Raises `RecordError` for what cannot be recorded, `KeyConflict` when `source_key` stands for another service.
    """
    return record_services(services=[service], recorded_by=recorded_by, recorded_at=recorded_at)[0]


def record_services(
    *,
    services: Sequence[Service],
    recorded_by: Actor = None,
    recorded_at: datetime | None = None,
    notify: bool = True,
) -> list[Credit]:
    """`record_service` for many at once, all or none, with a number of queries that hardly grows with theirs.

    Credits come back in the order of `services`; those recorded before are returned as replays.
    """
    now = timezone.now()
    at = min(recorded_at or now, now)
    services = [check_service(of_standing_file(service), at) for service in services]
    if len({service.source_key for service in services}) != len(services):
        raise KeyConflict
    try:
        with transaction.atomic():
            return _record(services, recorded_by=recorded_by, at=at, notify=notify)
    except IntegrityError:
        # The same source was recorded for somebody else at this moment. It is committed by now and will be found.
        with transaction.atomic():
            return _record(services, recorded_by=recorded_by, at=at, notify=notify)


def _record(services: Sequence[Service], *, recorded_by: Actor, at: datetime, notify: bool) -> list[Credit]:
    policies = Policies()
    books = CreditingAccounts(services, policies)
    first = _credits_of([service.source_key for service in services])
    for service in services:
        known = first.get(service.source_key)
        if known and (_whose(known.record), known.record.minutes) != (service.person.pk, service.minutes):
            raise KeyConflict
    fresh = [service for service in services if service.source_key not in first]
    if not fresh:
        return [first[service.source_key] for service in services]
    records = ServiceRecord.objects.bulk_create(
        [
            new_record(
                service,
                late=lateness(service, written_at=at, policies=policies, recorded_by=recorded_by),
                recorded_by=recorded_by,
                at=at,
            )
            for service in fresh
        ],
        batch_size=500,
    )
    tally = tally_of(books.accounts.values(), {record.served_on for record in records})
    drafts = [
        draft
        for service, record in zip(fresh, records, strict=True)
        for draft in books.drafts(record, tally, service.payment)
    ]
    transfers: dict[int, list[Transfer]] = {}
    for row in apply(drafts, recorded_by=recorded_by, created_at=at):
        transfers.setdefault(row.service_record_id or 0, []).append(row)
    stars = award_stars(records=records, policies=policies, at=at)
    made = dict(first)
    for record in records:
        credit = Credit(record, tuple(transfers.get(record.pk, ())), tuple(stars.get(record.pk, ())))
        made[record.source_key] = credit
        if notify:
            notify_of_credit(
                record=record, minutes=credit.coin_minutes, points=credit.points, stars=credit.stars
            )
    return [made[service.source_key] for service in services]


class CreditingAccounts:
    """The accounts that some services concern, opened and locked in one go: transactions cannot block each other."""

    def __init__(self, services: Sequence[Service], policies: Policies, others: Iterable[int] = ()) -> None:
        """`others` are keys of further accounts to lock."""
        self._policies = policies
        self._settled = _settled(services)
        owners: set[Owner] = set()
        for service in services:
            owners |= self._owners(service)
        opened = open_accounts(owners) | self._group_accounts(services)
        others = [*others, *reservation_accounts(service.payment for service in services)]
        locked = lock_accounts([*others, *(account.pk for account in opened.values())])
        self.accounts: dict[Owner, Account] = {owner: locked[account.pk] for owner, account in opened.items()}

    @staticmethod
    def _group_accounts(services: Sequence[Service]) -> dict[Owner, Account]:
        """Accounts for group service that the people have already: they count towards a person's caps."""
        found: dict[Owner, Account] = {}
        for some in chunks(sorted({service.person.pk for service in services})):
            rows = Account.objects.filter(person__in=some, kind=AccountKind.DONATE_ONLY)
            found |= {Owner.of(row): row for row in rows if row.unit == Unit.COIN_MINUTES}
        return found

    def _owners(self, service: Service) -> set[Owner]:
        person, region = service.person.pk, service.region
        if person in self._settled:
            return {region_owner(kind, region) for kind in (AccountKind.ISSUING, AccountKind.POOL)}
        owners = {owner_of(AccountKind.PERSONAL, person, region.pk, unit) for unit in Unit}
        owners |= {region_owner(AccountKind.ISSUING, region, unit) for unit in Unit}
        rules = self._policies.at(timezone.localdate(service.started_at), region.pk)
        excess = rules.value(policy.EXCESS_TO)
        honours = excess == ExcessDestination.HONOURS
        owners.add(region_owner(AccountKind.HONOURS if honours else AccountKind.POOL, region))
        if service.group:
            to_pool = rules.value(policy.GROUP_COINS_TO) == GroupDestination.POOL
            kind = AccountKind.POOL if to_pool else AccountKind.DONATE_ONLY
            owners.add(owner_of(kind, person, region.pk))
        return owners

    def drafts(self, record: ServiceRecord, tally: Tally, payment: Payment | None = None) -> list[Draft]:
        """The transfers that credit `record`."""
        rules = self._policies.at(record.served_on, record.region_id)
        if record.person_id in self._settled:
            minutes = record.minutes if payment is None else payment.minutes_for(record.minutes)
            outcome = after_settling(minutes)
        elif payment is None:
            outcome = tally.allocate(ServiceFacts.of(record), rules)
        else:
            outcome = tally.keep(ServiceFacts.of(record), payment.minutes_for(record.minutes), rules)
        points = outcome.points
        without_points = {} if points.amount else points.details
        if payment is None:
            drafts = [
                self._draft(
                    record, share.reason, share.to, share.minutes, {**share.details, **without_points}
                )
                for share in outcome.shares
            ]
        else:
            shares = [
                (self.accounts[owner_of(share.to, record.person_id, record.region_id)], share)
                for share in outcome.shares
            ]
            drafts = payment_drafts(payment, record, shares, details=without_points)
        if points.amount:
            kind = AccountKind.PERSONAL
            drafts.append(
                self._draft(record, Reason.POINTS, kind, points.amount, points.details, Unit.POINTS)
            )
        return drafts

    def _draft(
        self,
        record: ServiceRecord,
        reason: Reason,
        to: AccountKind,
        amount: int,
        details: Mapping[str, Any],
        unit: Unit = Unit.COIN_MINUTES,
    ) -> Draft:
        return Draft(
            key=f"record:{record.uuid}:{reason}",
            debit=self.accounts[region_owner(AccountKind.ISSUING, record.region_id, unit)],
            credit=self.accounts[owner_of(to, record.person_id, record.region_id, unit)],
            amount=amount,
            reason=reason,
            details=details,
            record=record,
            region=record.region_id,
            batch=record.uuid,
        )


def _whose(record: ServiceRecord) -> int:
    """The file a record counts for: the one it names, or the one that was merged into."""
    return record.person.merged_into_id or record.person_id


def _settled(services: Sequence[Service]) -> set[int]:
    """Keys of the people whose accounts have been settled: what is confirmed of them later goes to the pool."""
    people: set[int] = set()
    for some in chunks(sorted({service.person.pk for service in services})):
        rows = Settlement.objects.standing().filter(person__in=some)
        people.update(rows.values_list("person_id", flat=True))
    return people


def _credits_of(source_keys: Sequence[str]) -> dict[str, Credit]:
    """What was credited before under these keys."""
    credits: dict[str, Credit] = {}
    for some in chunks(source_keys):
        rows = (
            ServiceRecord.objects.filter(source_key__in=some)
            .select_related("person")
            .prefetch_related("transfers", "star_awards")
        )
        for record in rows:
            transfers = sorted(record.transfers.all(), key=lambda row: row.sequence)
            credits[record.source_key] = Credit(
                record, tuple(transfers), tuple(record.star_awards.all()), replayed=True
            )
    return credits


def check_service(service: Service, now: datetime, least_minutes: int = 1) -> Service:
    """The service, if it can be recorded. Raises `RecordError` that names the field."""
    minutes = service.minutes
    if (
        not isinstance(minutes, int)
        or isinstance(minutes, bool)
        or not least_minutes <= minutes <= MINUTES_OF_A_DAY
    ):
        raise RecordError(
            "minutes", _("The time served must be in whole minutes, at least 1 minute and at most 24 hours.")
        )
    if not 0 < len(service.source_key) <= 150 or "\0" in service.source_key:
        raise RecordError("source_key", _("A record needs a source of 1 to 150 characters."))
    if service.category not in ServiceCategory.values:
        raise RecordError("category", _("Unknown kind of service."))
    if service.evidence_grade not in EvidenceGrade.values:
        raise RecordError("evidence_grade", _("The evidence grade must be A, B or C."))
    if not service.activity.strip():
        raise RecordError("activity", _("Please say which activity it was."))
    if timezone.is_naive(service.started_at) or timezone.is_naive(service.ended_at):
        raise RecordError("started_at", _("The times need a time zone."))
    if service.ended_at < service.started_at:
        raise RecordError("ended_at", _("The service cannot end before it began."))
    if service.ended_at > now + CLOCK_TOLERANCE:
        raise RecordError("ended_at", _("A service can only be recorded after it has taken place."))
    # A started minute counts as a whole one.
    if timedelta(minutes=minutes - 1) >= service.ended_at - service.started_at and minutes > 0:
        raise RecordError("minutes", _("The time served is longer than the time between beginning and end."))
    if service.payment is not None:
        check_payment(service.payment, served_by=service.person, minutes=minutes)
    return service
