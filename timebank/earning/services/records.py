from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_holidays import is_later_than
from people.actors import Actor
from people.persons.models import Person
from regions.models import Region
from timebank.earning import policy
from timebank.earning.allocation import OF_A_PERSON
from timebank.earning.enums import LateConsequence
from timebank.earning.errors import RecordError
from timebank.earning.permissions import can_record_late
from timebank.earning.rulebooks import Policies
from timebank.earning.services.paying import Payment
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models.records import ServiceRecord
from timebank.ledger.services.accounts import Owner, region_owner

# How long the copied texts may be; longer ones are cut, the original stays where it came from.
TEXTS = {"activity": 200, "place": 200, "content": 500, "organiser": 120, "in_charge": 60, "group": 120}


def new_record(
    service: Service, *, late: bool, recorded_by: Actor, at: datetime, **extra: Any
) -> ServiceRecord:
    texts = {name: getattr(service, name).replace("\0", "")[:length] for name, length in TEXTS.items()}
    texts["organiser"] = texts["organiser"] or service.region.name
    return ServiceRecord(
        uuid=uuid.uuid4(),
        person=service.person,
        category=service.category,
        served_on=timezone.localdate(service.started_at),
        started_at=service.started_at,
        ended_at=service.ended_at,
        minutes=service.minutes,
        region=service.region,
        evidence_grade=service.evidence_grade,
        source_key=service.source_key,
        late=late,
        recorded_by=recorded_by,
        recorded_at=at,
        **texts,
        **extra,
    )


def lateness(service: Service, *, written_at: datetime, policies: Policies, recorded_by: Actor) -> bool:
    """Whether the record is written too late, by the rule of the day of the service (Order 67: 10 working days).

    Raises `RecordError` where only a manager of the county may still record it.
    """
    day = timezone.localdate(service.started_at)
    rules = policies.at(day, service.region.pk)
    if not is_later_than(timezone.localdate(written_at), day, rules.value(policy.RECORD_DEADLINE)):
        return False
    if rules.value(policy.LATE_RECORDS) == LateConsequence.NEEDS_MANAGER and (
        recorded_by is None or not can_record_late(recorded_by, service.region)
    ):
        raise RecordError(
            "recorded_at",
            _("This service was recorded too late: a county manager must confirm it."),
        )
    return True


def owner_of(kind: AccountKind, person_id: int, region_id: str, unit: Unit = Unit.COIN_MINUTES) -> Owner:
    """Who owns the account of that kind to which a service of this person in this region is credited."""
    if kind in OF_A_PERSON:
        return Owner(kind, unit, person_id)
    return region_owner(kind, region_id, unit)


@dataclass(frozen=True, kw_only=True)
class Service:
    """A verified voluntary service to be recorded; the fields are those of `ServiceRecord`."""

    person: Person
    minutes: int
    source_key: str
    category: str
    activity: str
    started_at: datetime
    ended_at: datetime
    place: str
    content: str
    region: Region
    organiser: str
    in_charge: str
    evidence_grade: str
    # The team that served as one; what it earns can only be given away.
    group: str = ""
    # Who asked for the service pays for it: then no coins are issued (timebank.earning.services.paying).
    payment: Payment | None = None
