"""Which evidence is credited without a worker is a dated rule of the county."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.door import next_line
from tests.timebank.conftest import rule
from timebank.earning.policy import AUTOMATIC_GRADES
from volunteers.tasks.services import assignments

NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
PROOFS: dict[str, Any] = {
    "A": lambda task: {"code": next_line(task)},
    "B": lambda task: {"code": "123456", "lat": 31.212, "lon": 107.502},
    "C": lambda task: {"without_proof": True},
}


def credited(make_task: Any, volunteer: Any, grade: str, at: datetime = NOON) -> bool:
    """Whether a service of forty minutes with such evidence, ended at `at`, is credited by itself."""
    user = volunteer.person.user
    with time_machine.travel(at - timedelta(minutes=40), tick=False):
        offer = assignments.offer(task=make_task(), volunteer=volunteer)
        row = assignments.accept(assignment=offer, actor=user)
        row = assignments.check_in(assignment=row, actor=user, **PROOFS[grade](row.task))
    with time_machine.travel(at, tick=False):
        row = assignments.check_out(assignment=row, actor=user)
    assert row.evidence == grade
    return row.state == "verified"


@pytest.mark.parametrize("grade", ["A", "B", "C"])
@pytest.mark.parametrize("trusted", [[], ["A"], ["A", "B"], ["B", "C"]])
def test_evidence_of_the_grades_of_the_rule_is_credited_by_itself(make_task, volunteer, grade, trusted):
    rule(AUTOMATIC_GRADES, trusted)
    assert credited(make_task, volunteer, grade) is (grade in trusted)


def test_what_counts_is_the_rule_of_the_moment_the_service_ends(make_task, volunteer, make_volunteer):
    midnight = datetime(2026, 11, 21, tzinfo=NOON.tzinfo)
    rule(AUTOMATIC_GRADES, ["A", "B"], valid_from=midnight.date())
    assert not credited(make_task, volunteer, "B", at=midnight - timedelta(seconds=1))
    assert credited(make_task, make_volunteer("另一位"), "B", at=midnight)


def test_a_countys_own_rule_goes_before_the_citys(
    make_task, volunteer, make_volunteer, county, county_next_door
):
    rule(AUTOMATIC_GRADES, [])
    rule(AUTOMATIC_GRADES, ["B"], region=county_next_door)
    assert not credited(make_task, volunteer, "B")
    rule(AUTOMATIC_GRADES, ["B"], region=county)
    assert credited(make_task, make_volunteer("另一位"), "B")
