"""What the rules look at in a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What the rules look at in a service. Times are aware; `group`: a team served as one; `late`: written too late."""

    person_id: int
    region_id: str
    day: date
    started_at: datetime
    minutes: int
    category: str
    grade: str
    group: bool = False
    late: bool = False
