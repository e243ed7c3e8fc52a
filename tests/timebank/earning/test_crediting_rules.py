"""Each rule by which services are credited: its edge, the night it changes, and a county's own rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from policies.models import PolicyRow
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import policy
from timebank.earning.models import StarAward
from timebank.earning.selectors.replay import replay
from timebank.earning.selectors.stars import star
from timebank.ledger.enums import ServiceCategory

# A Saturday and a Sunday.
BEFORE, AFTER = date(2026, 3, 7), date(2026, 3, 8)


@pytest.fixture
def brings(serve: Callable[..., Any], make_user: Callable[..., Any]) -> Callable[..., dict[str, int]]:
    """What a service of somebody new brings: minutes by kind of account, and points."""

    def make(
        on: date, minutes: int = 60, *, hour: str = "09:00", recorded: str = "", **fields: Any
    ) -> dict[str, int]:
        if recorded:
            fields["recorded_at"] = datetime.fromisoformat(f"{recorded} 18:00").replace(tzinfo=SHANGHAI)
        credit = serve(minutes, at=f"{on} {hour}", person=make_user("志愿者").person, **fields)
        found: Counter[str] = Counter()
        for made in credit.transfers:
            account = made.credit_account
            found["points" if account.unit == "points" else account.kind] += made.amount
        return dict(found)

    return make


def night(coefficient: float) -> dict[str, Any]:
    return {"coefficient": coefficient, "from": "22:00", "until": "06:00"}


# Key, the older value, the later one; a service, and what it brings by each.
RULES: list[tuple[str, Any, Any, dict[str, Any], dict[str, int], dict[str, int]]] = [
    (policy.CAP_PER_DAY, 59, 60, {}, {"personal": 59, "pool": 1, "points": 60}, {"personal": 60, "points": 60}),
    (policy.CAP_PER_MONTH, 59, 60, {}, {"personal": 59, "pool": 1, "points": 60}, {"personal": 60, "points": 60}),
    (policy.CAP_STORED, 59, 60, {}, {"personal": 59, "pool": 1, "points": 60}, {"personal": 60, "points": 60}),
    (policy.EXCESS_TO, "pool", "honours", {"minutes": 481}, {"personal": 480, "pool": 1, "points": 481},
     {"personal": 480, "honours": 1, "points": 481}),
    (policy.POINT_COEFFICIENTS, dict.fromkeys(ServiceCategory.values, 1.0), dict.fromkeys(ServiceCategory.values, 1.5),
     {"minutes": 61}, {"personal": 61, "points": 61}, {"personal": 61, "points": 92}),
    (policy.POINTS_AT_NIGHT, night(1), night(2), {"hour": "22:00"}, {"personal": 60, "points": 60},
     {"personal": 60, "points": 120}),
    (policy.POINTS_ON_HOLIDAYS, {"coefficient": 2, "days": "holidays"}, {"coefficient": 2, "days": "rest_days"}, {},
     {"personal": 60, "points": 60}, {"personal": 60, "points": 120}),
    (policy.POINT_GRADES, ["A"], ["A", "B"], {"evidence_grade": "B"}, {"personal": 60}, {"personal": 60, "points": 60}),
    (policy.POINT_GRADES, ["A", "B", "C"], [], {"evidence_grade": "C"}, {"personal": 60, "points": 60},
     {"personal": 60}),
    (policy.GROUP_COINS_TO, "donate_only", "pool", {"group": "队"}, {"donate_only": 60, "points": 60},
     {"pool": 60, "points": 60}),
    (policy.GROUP_POINTS, True, False, {"group": "队"}, {"donate_only": 60, "points": 60}, {"donate_only": 60}),
    (policy.LATE_RECORDS, "credit", "no_points", {"recorded": "2026-11-19"}, {"personal": 60, "points": 60},
     {"personal": 60}),
]  # fmt: skip
EACH = pytest.mark.parametrize(("key", "old", "new", "service", "by_old", "by_new"), RULES)


@EACH
def test_a_service_is_credited_by_the_rule_of_the_day_it_began(
    brings, key, old, new, service, by_old, by_new
):
    rule(key, old)
    rule(key, new, valid_from=AFTER)
    assert brings(BEFORE, **service) == by_old
    assert brings(AFTER, **service) == by_new


@EACH
def test_a_countys_own_rule_goes_before_the_citys_and_holds_nowhere_else(
    brings, county, community_far_away, key, old, new, service, by_old, by_new
):
    rule(key, new, valid_from=date(2026, 2, 1))
    rule(key, old, region=county)
    assert brings(BEFORE, **service) == by_old
    assert brings(BEFORE, **service, region=community_far_away) == by_new


@pytest.mark.parametrize(
    ("days", "recorded", "late"),
    [(3, "2026-03-11", False), (3, "2026-03-12", True), (4, "2026-03-12", False), (0, "2026-03-08", True)],
)
def test_a_record_is_late_one_working_day_after_those_of_the_rule(serve, days, recorded, late):
    # Served on a Saturday: Monday the 9th is the first working day.
    rule(policy.RECORD_DEADLINE, days)
    written = datetime.fromisoformat(f"{recorded} 23:59").replace(tzinfo=SHANGHAI)
    assert serve(60, at="2026-03-07 09:00", recorded_at=written).record.late is late


def test_the_deadline_is_that_of_the_day_and_the_county_of_the_service(serve, county, community_far_away):
    rule(policy.RECORD_DEADLINE, 100)
    rule(policy.RECORD_DEADLINE, 1, valid_from=AFTER)
    rule(policy.RECORD_DEADLINE, 1, region=county)
    for on, region, late in ((BEFORE, community_far_away, False), (AFTER, community_far_away, True)):
        written = datetime(2026, 3, 20, 12, tzinfo=SHANGHAI)
        assert serve(60, at=f"{on} 09:00", region=region, recorded_at=written).record.late is late
    assert serve(60, at="2026-03-07 19:00", recorded_at=written).record.late


def test_a_coin_is_as_long_as_the_rule_of_the_periods_last_day_says(serve, county):
    serve(90, at="2026-03-05 09:00")
    proposed = PolicyRow(key=policy.CAP_PER_DAY, value=480, valid_from=date.max)

    def coins(last: date, region: Any = None) -> tuple[float, float]:
        proposed.region = region
        found = replay(proposed=proposed, first=date(2026, 3, 1), last=last)
        return found.before.coins(found.before.to_people), found.after.coins(found.after.to_people)

    assert coins(BEFORE) == (1.5, 1.5)
    rule(policy.MINUTES_PER_COIN, 45, valid_from=AFTER)
    rule(policy.MINUTES_PER_COIN, 30, region=county)
    assert (coins(BEFORE), coins(AFTER), coins(AFTER, county)) == ((1.5, 1.5), (2.0, 2.0), (3.0, 3.0))


# --- Stars: by the rule of the day they are awarded ------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "stars"), [(119, 0), (120, 1), (299, 1), (300, 2), (301, 2)])
def test_a_star_takes_the_hours_of_the_rule_to_the_minute(serve, person, minutes, stars):
    rule(policy.STAR_HOURS, [2, 5])
    serve(minutes)
    assert star(person) == stars


@pytest.mark.parametrize(("level", "waiting"), [(1, [1, 2, 3]), (2, [2, 3]), (3, [3]), (4, [])])
def test_stars_are_on_notice_from_the_level_of_the_rule_on(serve, level, waiting):
    rule(policy.STAR_HOURS, [1, 2, 3])
    rule(policy.STAR_NOTICE_FROM_LEVEL, level)
    serve(180)
    found = StarAward.objects.filter(notice_until__isnull=False).order_by("level")
    assert list(found.values_list("level", flat=True)) == waiting


@pytest.mark.parametrize(
    ("days", "until", "effective"), [(0, None, 20), (1, 23, 24), (2, 24, 25), (5, 27, 28)]
)
def test_a_notice_takes_the_working_days_of_the_rule(serve, days, until, effective):
    # Awarded on Friday 20 November 2026.
    rule(policy.STAR_HOURS, [1])
    rule(policy.STAR_NOTICE_FROM_LEVEL, 1)
    rule(policy.STAR_NOTICE_DAYS, days)
    serve(60)
    award = StarAward.objects.get()
    assert (award.notice_until and award.notice_until.day, award.effective_on.day) == (until, effective)


STARS = pytest.mark.parametrize(
    ("key", "old", "new"),
    [(policy.STAR_HOURS, [100], [1]), (policy.STAR_NOTICE_FROM_LEVEL, 1, 2), (policy.STAR_NOTICE_DAYS, 5, 0)],
)


@STARS
@pytest.mark.parametrize(("first_day", "stars"), [(date(2026, 11, 20), 1), (date(2026, 11, 21), 0)])
def test_a_star_is_awarded_by_the_rule_of_that_day(serve, person, key, old, new, first_day, stars):
    rule(policy.STAR_HOURS, [1])
    if key == policy.STAR_NOTICE_DAYS:
        rule(policy.STAR_NOTICE_FROM_LEVEL, 1)
    rule(key, old, valid_from=date(2026, 1, 2))
    rule(key, new, valid_from=first_day)
    serve(60)
    assert star(person) == stars


@STARS
def test_a_star_is_awarded_by_the_rule_of_the_county_where_somebody_served(
    serve, person, other_person, county, community_far_away, key, old, new
):
    rule(policy.STAR_HOURS, [1])
    if key == policy.STAR_NOTICE_DAYS:
        rule(policy.STAR_NOTICE_FROM_LEVEL, 1)
    rule(key, old, valid_from=date(2026, 2, 1))
    rule(key, new, region=county)
    serve(60)
    serve(60, person=other_person, region=community_far_away)
    awards = StarAward.objects.filter(notice_until=None)
    assert list(awards.values_list("person", flat=True)) == [person.pk]
