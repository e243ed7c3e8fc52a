"""Visits that have been made and wait for a worker's word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone

from elderly_visits.visits.services.by_workers import submit_on_behalf
from elderly_visits.visits.services.reports import submit_report
from tests.door import next_line
from tests.elderly_visits.conftest import ALL_WELL, agree
from volunteers.tasks.services import assignments


def visited(
    visit: Any,
    volunteer: Any,
    *,
    minutes: int = 40,
    proved: bool = False,
    ago: timedelta = timedelta(0),
    **answers: Any,
) -> Any:
    """The volunteer came with the code of the door card (`proved`: with a line of the sheet), and reported."""
    ended = timezone.now() - ago
    own = volunteer.person.user
    with time_machine.travel(ended - timedelta(minutes=minutes), tick=False):
        found = agree(assignments.offer(task=visit.task, volunteer=volunteer))
        code = next_line(visit.task) if proved else visit.elder.door_code
        found = assignments.check_in(assignment=found, actor=own, code=code)
    with time_machine.travel(ended, tick=False):
        submit_report(assignment=found, actor=own, answers=ALL_WELL | answers)
    found.refresh_from_db()
    return found


def written_down(
    visit: Any, volunteer: Any, worker: Any, *, minutes: int = 40, ago: timedelta = timedelta(0)
) -> Any:
    """A worker entered the visit for a volunteer who has no telephone."""
    report = submit_on_behalf(
        visit=visit, volunteer=volunteer, actor=worker, minutes=minutes, answers=ALL_WELL,
        started_at=timezone.now() - ago - timedelta(minutes=minutes),
    )  # fmt: skip
    return report.assignment
