from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from common.public_holidays import add_working_days
from people.actors import Actor
from people.persons.selectors import files_of
from timebank.earning import policy
from timebank.earning.allocation import levels_reached
from timebank.earning.models import StarAward
from timebank.earning.rulebooks import Policies, Rules
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.services.accounts import chunks


def certified_minutes_of(people: Iterable[int]) -> dict[int, int]:
    """Certified minutes of each person by key: the sum of the records that stand."""
    totals: dict[int, int] = {}
    for some in chunks(sorted(set(people))):
        rows = (
            ServiceRecord.objects.certified()
            .filter(person__in=files_of(some))
            .annotate(whose=Coalesce("person__merged_into_id", "person_id"))
            .values_list("whose")
            .annotate(total=Sum("minutes"))
            .order_by()
        )
        totals |= dict(rows)
    return totals


def award_stars(
    *,
    records: Sequence[ServiceRecord],
    policies: Policies,
    at: datetime,
    whose: Mapping[int, int] | None = None,
) -> dict[int, list[StarAward]]:
    """Award what the people of `records` have reached by now; the awards by the key of the record that reached it.

    Runs under the lock of their accounts. Levels from `stars.notice_from_level` on are on public notice first: the
    working days after today, and the star counts from the day after the last of them. `whose`: of a closed file's
    records, the file they count for.
    """
    last = {(whose or {}).get(record.person_id, record.person_id): record for record in records}
    totals = certified_minutes_of(last)
    held: set[tuple[int, int]] = set()
    for some in chunks(sorted(last)):
        held |= set(
            StarAward.objects.filter(person__in=some, withdrawn_at=None).values_list("person_id", "level")
        )
    today = timezone.localdate(at)
    awards: list[StarAward] = []
    for person_id, record in last.items():
        rules = policies.at(today, record.region_id)
        hours_of_levels = rules.value(policy.STAR_HOURS)
        reached = levels_reached(totals.get(person_id, 0), hours_of_levels)
        for level, hours in enumerate(hours_of_levels[:reached], start=1):
            if (person_id, level) not in held:
                awards.append(_award(person_id, record, level, int(hours * 60), totals[person_id], rules, at))
    StarAward.objects.bulk_create(awards, batch_size=500)
    by_record: dict[int, list[StarAward]] = {}
    for award in awards:
        by_record.setdefault(award.service_record_id, []).append(award)
    return by_record


def _award(
    person_id: int,
    record: ServiceRecord,
    level: int,
    threshold: int,
    certified: int,
    rules: Rules,
    at: datetime,
) -> StarAward:
    today = timezone.localdate(at)
    award = StarAward(
        person_id=person_id,
        level=level,
        threshold_minutes=threshold,
        certified_minutes=certified,
        service_record=record,
        region_id=record.region_id,
        awarded_at=at,
        effective_on=today,
    )
    days = rules.value(policy.STAR_NOTICE_DAYS)
    if days and level >= rules.value(policy.STAR_NOTICE_FROM_LEVEL):
        award.notice_from = today
        award.notice_until = add_working_days(today, days)
        award.effective_on = award.notice_until + timedelta(days=1)
    return award


@transaction.atomic
def withdraw_star(*, award: StarAward, reason: str, withdrawn_by: Actor = None) -> StarAward:
    """Take an award back, during its notice or later. The row stays; a second call changes nothing."""
    current = locked(award)
    if current.withdrawn_at is None:
        _withdraw([current], reason=reason, withdrawn_by=withdrawn_by)
    return current


def withdraw_unearned(
    *, person_id: int, certified: Mapping[int, int], withdrawn_by: Actor = None
) -> list[StarAward]:
    """Take back the awards whose hours a correction took away. Runs under the lock of the person's accounts."""
    unearned = list(
        StarAward.objects.select_for_update().filter(
            person=person_id, withdrawn_at=None, threshold_minutes__gt=certified.get(person_id, 0)
        )
    )
    _withdraw(unearned, reason=_("The hours were corrected."), withdrawn_by=withdrawn_by)
    return unearned


def _withdraw(awards: Sequence[StarAward], *, reason: str, withdrawn_by: Actor) -> None:
    now = timezone.now()
    for award in awards:
        award.withdrawn_at, award.withdrawn_by, award.withdrawal_reason = now, withdrawn_by, reason[:300]
        award.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
