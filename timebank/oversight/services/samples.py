from __future__ import annotations

import random
import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil

from django.db import transaction
from django.utils import timezone

from common.locking import locked
from common.months import add_months
from people.logins.models import User
from people.persons.models import Person
from policies.selectors import PolicyBook, book
from regions.enums import Level
from regions.models import Region, in_area
from timebank.care_registers import beneficiaries_of
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.services.accounts import chunks
from timebank.oversight import policy
from timebank.oversight.anomalies import PHONE_CHECK, Suspected, detector
from timebank.oversight.enums import CallResult, CallState
from timebank.oversight.errors import DecidedBefore, FourEyes, ReasonMissing
from timebank.oversight.models.samples import PhoneCall, PhoneCallAttempt, PhoneSample
from timebank.oversight.permissions import can_call
from timebank.oversight.services.anomaly_search import keep_suspected

# A record and the log-in that confirmed it; None where the evidence sufficed.
Frame = Sequence[tuple[int, int | None]]


def chosen(frame: Frame, *, seed: str, size: int) -> list[int]:
    """Draw `size` records from `frame`, at least one of each verifier; the same seed draws the same.

    What is left after one each is shared out by the number of services, the largest remainders first. More than
    `size` are drawn where there are more verifiers.
    """
    strata: defaultdict[str, list[int]] = defaultdict(list)
    for record, verifier in frame:
        strata[str(verifier or "")].append(record)
    size = min(len(frame), max(size, len(strata)))
    # One each; then the rest in proportion to what is left in each.
    shares = dict.fromkeys(strata, 1)
    left = {name: len(records) - 1 for name, records in strata.items()}
    rest, all_left = size - len(strata), sum(left.values())
    if all_left:
        exact = {name: rest * count / all_left for name, count in left.items()}
        for name, share in exact.items():
            shares[name] += int(share)
        missing = size - sum(shares.values())
        by_remainder = sorted(exact, key=lambda name: (-(exact[name] - int(exact[name])), name))
        for name in by_remainder[:missing]:
            shares[name] += 1
    drawn: list[int] = []
    for name in sorted(strata):
        # Each verifier's draw has a start of its own, so that it does not depend on the others.
        drawn += random.Random(f"{seed}:{name}").sample(sorted(strata[name]), shares[name])
    return sorted(drawn)


def draw_samples() -> list[PhoneSample]:
    """Draw the sample of the month before for each county that has none yet, from the day on that the policy says."""
    today = timezone.localdate()
    rules = book(today)
    month = add_months(today, -1)
    done = set(PhoneSample.objects.filter(month=month).values_list("county_id", flat=True))
    drawn = []
    for county in Region.objects.level(Level.COUNTY).exclude(pk__in=done):
        if today.day >= rules.value(policy.SAMPLE_DAY, county):
            sample = draw_sample(county=county, month=month, rules=rules)
            if sample is not None:
                drawn.append(sample)
    return drawn


@transaction.atomic
def draw_sample(
    *, county: Region, month: date, rules: PolicyBook | None = None, seed: str | None = None
) -> PhoneSample | None:
    """Draw which services of `month` in `county` are asked about; None where nobody can be asked. Once a month.

    The seed is made now, so that nobody knows before which services will be asked about; it is kept with what could be
    drawn.
    """
    Region.objects.select_for_update(no_key=True).get(pk=county.pk)
    if earlier := PhoneSample.objects.filter(county=county, month=month).first():
        return earlier
    rules = rules or book()
    records = list(
        ServiceRecord.objects.certified()
        .filter(in_area("region", county), minutes__gt=0)
        .filter(served_on__gte=month, served_on__lt=add_months(month, 1))
        .order_by("pk")
        .values_list("pk", "source_key", "recorded_by_id", "person_id")
    )
    served = beneficiaries_of(source for _pk, source, _by, _person in records)
    reachable = _with_phone(set(served.values()))
    frame: list[tuple[int, int | None]] = []
    asked: dict[int, int] = {}
    for pk, source, by, volunteer in records:
        person = served.get(source)
        if person in reachable and person != volunteer:
            frame.append((pk, by))
            asked[pk] = person
    if not frame:
        return None
    # Counted in decimals: 0.55 × 20 is a little more than 11 to a computer, and would be rounded up to 12.
    share = Decimal(str(rules.value(policy.SAMPLE_SHARE, county)))
    size = max(rules.value(policy.SAMPLE_LEAST, county), ceil(share * len(frame)))
    sample = PhoneSample.objects.create(
        county=county,
        month=month,
        seed=seed or secrets.token_hex(16),
        frame=frame,
        population=len(frame),
        nobody_to_call=len(records) - len(frame),
        verifiers=len({by for _pk, by in frame if by is not None}),
    )
    picks = chosen(frame, seed=sample.seed, size=size)
    PhoneCall.objects.bulk_create(
        [PhoneCall(sample=sample, record_id=pk, served_id=asked[pk]) for pk in picks], batch_size=500
    )
    return sample


def _with_phone(people: set[int]) -> set[int]:
    found: set[int] = set()
    for some in chunks(sorted(people)):
        rows = Person.objects.filter(pk__in=some, died_on=None).exclude(phone="")
        found |= set(rows.values_list("pk", flat=True))
    return found


@transaction.atomic
def record_call(*, call: PhoneCall, actor: User, result: str, attempt: int, note: str = "") -> PhoneCall:
    """Write down what a call brought. `attempt` counts from 1: the same attempt twice is one.

    Not confirmed opens a suspicion and needs a note; not reached is called again until the policy's last attempt.
    Raises `FourEyes`, `ReasonMissing`, `DecidedBefore`.
    """
    current = locked(call, "record__person", "served")
    if not can_call(actor, current):
        raise FourEyes
    if attempt <= current.attempts:
        made = list(current.attempts_made.order_by("at", "pk"))
        if attempt < 1 or made[attempt - 1].result != result or made[attempt - 1].caller_id != actor.pk:
            raise DecidedBefore
        return current
    if current.state != CallState.TO_CALL:
        raise DecidedBefore
    note = note.replace("\0", "").strip()[:300]
    if result == CallResult.NOT_CONFIRMED and not note:
        raise ReasonMissing
    current.attempts += 1
    PhoneCallAttempt.objects.create(call=current, caller=actor, result=CallResult(result), note=note)
    if result != CallResult.NOT_REACHED:
        current.state, current.decided_at = CallState(result), timezone.now()
    elif current.attempts >= book().value(policy.SAMPLE_ATTEMPTS, current.record.region_id):
        current.state, current.decided_at = CallState.UNREACHABLE, timezone.now()
    current.save(update_fields=["attempts", "state", "decided_at"])
    if result == CallResult.NOT_CONFIRMED:
        _suspect(current)
    return current


def _suspect(call: PhoneCall) -> None:
    found = Suspected(
        key=f"phone:{call.uuid}",
        region=call.record.region_id,
        figures={"day": call.record.served_on.isoformat()},
        persons=(call.record.person_id,),
        records=(call.record_id,),
    )
    keep_suspected(detector(PHONE_CHECK), [found])
