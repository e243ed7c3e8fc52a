from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


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

    @classmethod
    def of(cls, record: Any) -> ServiceFacts:
        """Of a `ServiceRecord`, or of a row with its columns."""
        return cls(
            person_id=record.person_id,
            region_id=record.region_id,
            day=record.served_on,
            started_at=record.started_at,
            minutes=record.minutes,
            category=record.category,
            grade=record.evidence_grade,
            group=bool(record.group),
            late=record.late,
        )
