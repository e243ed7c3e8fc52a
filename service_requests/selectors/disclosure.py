"""What a volunteer may know of the one who is served, and when (volunteers.tasks.disclosure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from policies.selectors import PolicyBook, book
from service_requests import policy
from service_requests.models import ServiceRequest
from volunteers.tasks.disclosure import Stage, stage_at
from volunteers.tasks.models.assignment import Assignment


@dataclass(frozen=True)
class Disclosure:
    """What a page may show. Fields that the stage does not reach are empty.

    `opens_at` is when door and phone will appear, `closes_at` until when they are shown; None without such a moment.
    """

    stage: Stage
    community: str = ""
    name: str = ""
    wish: str = ""
    address: str = ""
    door: str = ""
    phone: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    @property
    def shows_door(self) -> bool:
        return self.stage >= Stage.DOOR


def disclosed(
    request: ServiceRequest,
    assignment: Assignment,
    *,
    at: datetime | None = None,
    rules: PolicyBook | None = None,
) -> Disclosure:
    """What the volunteer of `assignment` may see now. The wish as it was written appears with the building."""
    rules = rules or book()
    region = request.region_id
    moment = stage_at(
        assignment,
        at=at or timezone.now(),
        before=timedelta(hours=rules.value(policy.DISCLOSE_BEFORE_HOURS, region)),
        after=timedelta(hours=rules.value(policy.DISCLOSE_AFTER_HOURS, region)),
    )
    stage, person = moment.stage, request.beneficiary
    return Disclosure(
        stage=stage,
        community=assignment.task.place_label if stage >= Stage.COMMUNITY else "",
        name=person.name if stage >= Stage.DOOR else person.masked_name if stage >= Stage.BUILDING else "",
        wish=request.wish if stage >= Stage.BUILDING else "",
        address=request.address if stage >= Stage.BUILDING else "",
        door=request.door if stage >= Stage.DOOR else "",
        phone=person.phone if stage >= Stage.DOOR else "",
        opens_at=moment.opens_at,
        closes_at=moment.closes_at,
    )
