"""The books are watched over: coins counted, one invented slip found, a month's sample drawn and partly called."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from common.months import add_months
from people.roles.models import RoleGrant
from platform_site.demonstration.population import Population
from regions.models import Region
from timebank.earning.services.crediting import record_services
from timebank.earning.services.records import Service
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.enums import CallResult
from timebank.oversight.models.samples import PhoneCall, PhoneSample
from timebank.oversight.models.turnover import TurnoverRun
from timebank.oversight.services.anomaly_search import find_anomalies
from timebank.oversight.services.samples import draw_sample, record_call
from timebank.oversight.services.turnover import count_coins
from workbench.roles import Role

_ANSWERS = (CallResult.CONFIRMED,) * 6 + (CallResult.NOT_REACHED,)


def make_oversight(population: Population, county: Region) -> None:
    """Once: a second run finds that coins were counted and leaves everything as it is."""
    if TurnoverRun.objects.exists():
        return
    month = add_months(population.today, -1)
    _one_slip(month)
    count_coins(settled=True)
    find_anomalies()
    sample = draw_sample(county=county, month=month)
    if sample is not None:
        _call(sample, county)


def _one_slip(month: date) -> None:
    """A visit that somebody typed in once more, half an hour later."""
    record = ServiceRecord.objects.certified().filter(served_on__gte=month).order_by("pk").first()
    if record is None:
        return
    start = record.started_at + timedelta(minutes=record.minutes // 2)
    end_of_day = datetime.combine(record.served_on, time(23, 30), tzinfo=timezone.get_current_timezone())
    if start + timedelta(minutes=30) > min(end_of_day, timezone.now()):
        return
    record_services(
        services=[
            Service(
                person=record.person,
                minutes=30,
                source_key="demo:slip",
                category=record.category,
                activity="探访（补录）",
                started_at=start,
                ended_at=start + timedelta(minutes=30),
                place=record.place,
                content="重复补录示例",
                region=record.region,
                organiser=record.organiser,
                in_charge="",
                evidence_grade="C",
            )
        ],
        notify=False,
    )


def _call(sample: PhoneSample, county: Region) -> None:
    grant = RoleGrant.objects.filter(role=Role.COUNTY_MANAGER, region=county).select_related("user").first()
    if grant is None:
        return
    calls = list(PhoneCall.objects.filter(sample=sample).order_by("pk"))
    for call, answer in zip(calls, _ANSWERS, strict=False):
        record_call(call=call, actor=grant.user, result=answer, attempt=1)
