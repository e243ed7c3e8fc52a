"""A year of evenings at the care homes: enough hours for stars, and people who agreed to be named."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.models import Consent
from platform_site.demonstration.population import Population
from timebank.earning.services.crediting import record_services
from timebank.earning.services.records import Service
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer

# How many serve so much, and the weekdays (0 is Monday) and minutes of each.
REGULARS = (((2, 5), 180), ((2, 5), 180), *(((5,), 120),) * 10)
# Every fourth prefers not to be named.
NAMED_OF_FOUR = 3
WEEKS = 53


def make_honours(population: Population) -> None:
    """Services of the past year of a dozen volunteers, and consents of most of them."""
    approved = Volunteer.objects.filter(person__is_demo=True, state=VolunteerState.APPROVED)
    keys = list(approved.order_by("pk").values_list("pk", flat=True))
    keys = keys[:: max(1, len(keys) // len(REGULARS))][: len(REGULARS)]
    chosen = list(approved.filter(pk__in=keys).select_related("person", "region").order_by("pk"))
    by_month: defaultdict[tuple[int, int], list[Service]] = defaultdict(list)
    for volunteer, (weekdays, minutes) in zip(chosen, REGULARS, strict=False):
        for back in range(WEEKS * 7, 0, -1):
            day = population.today - timedelta(days=back)
            if day.weekday() in weekdays:
                by_month[day.year, day.month].append(_evening(volunteer, day, minutes))
    with transaction.atomic():
        for services in by_month.values():
            last = max(service.ended_at for service in services)
            record_services(services=services, recorded_at=last + timedelta(days=1), notify=False)
        Consent.objects.bulk_create(
            Consent(
                person=volunteer.person,
                purpose=ConsentPurpose.HONOUR_ROLL,
                method=ConsentMethod.WRITTEN,
                given_on=population.today - timedelta(days=30),
            )
            for number, volunteer in enumerate(chosen)
            if number % 4 < NAMED_OF_FOUR
        )


def _evening(volunteer: Volunteer, day: date, minutes: int) -> Service:
    # In the evening: nobody is on two services at once with a visit of the day.
    start = datetime.combine(day, time(19), tzinfo=timezone.get_current_timezone())
    return Service(
        person=volunteer.person,
        minutes=minutes,
        source_key=f"demo-evening:{volunteer.person_id}:{day}",
        category="culture",
        activity="敬老院文艺陪伴",
        started_at=start,
        ended_at=start + timedelta(minutes=minutes),
        place="敬老院活动室",
        content="唱歌、读报、下棋",
        region=volunteer.region,
        organiser="示例敬老志愿服务队",
        in_charge="示例队长",
        evidence_grade="A",
    )
