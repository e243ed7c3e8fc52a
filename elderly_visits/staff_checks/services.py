"""The random sample of visits by staff: drawing it, and writing down what was answered."""

from __future__ import annotations

import secrets
from datetime import date
from decimal import Decimal
from math import ceil

from django.db import transaction
from django.utils import timezone

from common.months import add_months, first_day
from elderly_visits.staff_checks import policy
from elderly_visits.staff_checks.anomalies import PHONE
from elderly_visits.staff_checks.enums import Way
from elderly_visits.staff_checks.errors import NotOnFile, NumberOfTheChecked
from elderly_visits.staff_checks.models import StaffCall, StaffCallAttempt, StaffSample
from elderly_visits.staff_checks.permissions import can_call
from elderly_visits.staff_checks.selectors import numbers_of
from elderly_visits.visits.selectors.rate import contacts
from people.logins.models import User
from policies.selectors import PolicyBook, book
from regions.codes import in_subtree
from regions.enums import Level
from regions.models import Region
from timebank.oversight.anomalies import Suspected
from timebank.oversight.enums import CallResult, CallState
from timebank.oversight.errors import DecidedBefore, FourEyes, ReasonMissing
from timebank.oversight.services.anomaly_search import keep_suspected
from timebank.oversight.services.samples import Frame, chosen

_BATCH = 500


def draw_staff_samples() -> list[StaffSample]:
    """Draw the sample of the month before for each county that has none yet, from the day on that the policy says."""
    today, rules = timezone.localdate(), book()
    month = add_months(first_day(today), -1)
    done = set(StaffSample.objects.filter(month=month).values_list("county_id", flat=True))
    drawn = []
    for county in Region.objects.filter(level=Level.COUNTY).exclude(pk__in=done).order_by("code"):
        if today.day >= rules.value(policy.SAMPLE_DAY, county):
            sample = draw_staff_sample(county=county, month=month, rules=rules)
            if sample is not None:
                drawn.append(sample)
    return drawn


@transaction.atomic
def draw_staff_sample(
    *, county: Region, month: date, rules: PolicyBook | None = None, seed: str | None = None
) -> StaffSample | None:
    """Draw which visits by staff of `month` in `county` are asked about, at least one of each worker; None where nobody
    can be asked. Once a month. The seed is made now, so that nobody knows before which visits will be asked about."""
    Region.objects.select_for_update(no_key=True).get(pk=county.pk)
    if earlier := StaffSample.objects.filter(county=county, month=month).first():
        return earlier
    rules = rules or book()
    rows = list(
        contacts(month)
        .by_staff()  # type: ignore[attr-defined]  # a VisitReportQuerySet
        .filter(in_subtree("visit__elder__region", county.pk))
        .order_by("pk")
        .values_list("pk", "author_id", "visit__elder__person__died_on")
    )
    # Also who has no telephone: somebody else than who made the visit asks in person.
    frame: list[tuple[int, int | None]] = [(pk, author) for pk, author, died_on in rows if died_on is None]
    if not frame:
        return None
    # Counted in decimals: 0.55 × 20 is a little more than 11 to a computer, and would be rounded up to 12.
    share = Decimal(str(rules.value(policy.SAMPLE_SHARE, county)))
    size = max(rules.value(policy.SAMPLE_LEAST, county), ceil(share * len(frame)))
    sample = StaffSample.objects.create(
        county=county,
        month=month,
        seed=seed or secrets.token_hex(16),
        frame=frame,
        population=len(frame),
        nobody_to_call=len(rows) - len(frame),
        workers=len({author for _pk, author in frame}),
    )
    picks = redrawn(sample.frame, seed=sample.seed, size=size)
    StaffCall.objects.bulk_create([StaffCall(sample=sample, report_id=pk) for pk in picks], batch_size=_BATCH)
    return sample


def redrawn(frame: Frame, *, seed: str, size: int) -> list[int]:
    """The reports that a seed draws from a frame: the same each time, in the time bank's way."""
    return chosen(frame, seed=seed, size=size)


@transaction.atomic
def record_staff_call(
    *, call: StaffCall, actor: User, result: str, attempt: int, note: str = "", way: str = Way.ELDER
) -> StaffCall:
    """Write down what a call brought, or a visit to ask. `attempt` counts from 1: the same attempt twice is one.

    `way` is the key of a number (elderly_visits.staff_checks.selectors.numbers_of) or `Way.IN_PERSON`. By a number that
    the one who is checked entered, nothing is confirmed and nobody counts as never reached. Not confirmed opens a
    suspicion and needs a note; not reached is asked again until the policy's last attempt.

    Raises `FourEyes`, `ReasonMissing`, `DecidedBefore`, `NotOnFile`, `NumberOfTheChecked`.
    """
    current = (
        StaffCall.objects.select_for_update(of=("self",))
        .select_related("report__visit__elder__person", "report__author__person", "report__assignment")
        .get(pk=call.pk)
    )
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
    used, own_number = _way_of(current, way)
    if own_number and result == CallResult.CONFIRMED:
        raise NumberOfTheChecked
    current.attempts += 1
    StaffCallAttempt.objects.create(
        call=current, caller=actor, result=CallResult(result), note=note, way=used, own_number=own_number
    )
    region = current.report.visit.elder.region_id
    if result != CallResult.NOT_REACHED:
        current.state, current.decided_at = CallState(result), timezone.now()
    elif current.attempts_made.filter(own_number=False).count() >= book().value(
        policy.SAMPLE_ATTEMPTS, region
    ):
        current.state, current.decided_at = CallState.UNREACHABLE, timezone.now()
    current.save(update_fields=["attempts", "state", "decided_at"])
    if result == CallResult.NOT_CONFIRMED:
        _suspect(current)
    return current


def _way_of(call: StaffCall, way: str) -> tuple[Way, bool]:
    """How somebody was asked, and whether by a number of the one who is checked."""
    if way == Way.IN_PERSON:
        return Way.IN_PERSON, False
    number = next((one for one in numbers_of(call) if one.key == way), None)
    if number is None:
        raise NotOnFile
    return number.way, not number.counts


def _suspect(call: StaffCall) -> None:
    report = call.report
    person = getattr(report.author, "person", None)
    found = Suspected(
        key=f"staff_phone:{call.uuid}",
        region=report.visit.elder.region_id,
        figures={
            "day": timezone.localdate(report.visited_at).isoformat(),
            "worker": report.author.display_name,
            "login": report.author_id,
            "month": f"{timezone.localdate(report.visited_at):%Y-%m}",
        },
        persons=(person.pk,) if person else (),
        workers=(report.author_id,),
    )
    keep_suspected(PHONE, [found])
