"""Points: by kind of service, at night, on holidays; by the minute."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from policies.registry import DECLARATIONS
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import policy
from timebank.earning.points import points_for
from timebank.earning.selectors.explanation import explain
from timebank.earning.service_facts import ServiceFacts


class Fixed:
    """Rules that a test lays down."""

    def __init__(self, **changes):
        self._changes = changes

    def value(self, key):
        return self._changes.get(key, DECLARATIONS[key].initial)


def night(coefficient=1.5, begins="22:00", until="06:00"):
    return {policy.POINTS_AT_NIGHT: {"coefficient": coefficient, "from": begins, "until": until}}


def holidays(coefficient=2, days="holidays"):
    return {policy.POINTS_ON_HOLIDAYS: {"coefficient": coefficient, "days": days}}


def points(at, minutes, category="visit", **rules):
    served = ServiceFacts(
        person_id=1,
        region_id="511702001001",
        day=date.fromisoformat(at[:10]),
        started_at=datetime.fromisoformat(at).replace(tzinfo=SHANGHAI),
        minutes=minutes,
        category=category,
        grade="A",
    )
    return points_for(served, Fixed(**rules)).amount


@pytest.mark.parametrize(
    ("at", "minutes", "expected"),
    [
        ("2026-03-05 21:00", 60, 60),
        ("2026-03-05 21:00", 61, 62),  # 60 + 1 × 1.5 = 61.5, half a point up.
        ("2026-03-05 21:30", 60, 75),
        ("2026-03-05 23:30", 60, 90),  # Over midnight it stays night.
        ("2026-03-05 05:30", 60, 75),
        ("2026-03-05 05:59:30", 2, 3),  # Whole minutes: the started one at 05:59 is night; 1.5 + 1.
        ("2026-03-05 06:00", 60, 60),
        ("2026-03-05 21:00", 600, 60 + 720 + 60),
    ],
)
def test_only_the_minutes_at_night_are_multiplied(at, minutes, expected):
    assert points(at, minutes, **night()) == expected


def test_a_night_within_one_day_is_a_window_too():
    assert points("2026-03-05 00:00", 120, **night(2, "01:00", "05:00")) == 180


@pytest.mark.parametrize(
    ("at", "days", "expected"),
    [
        ("2026-10-01 09:00", "holidays", 120),
        ("2026-10-07 09:00", "holidays", 120),  # Taken off in exchange for a Saturday.
        ("2026-10-04 09:00", "holidays", 120),  # A Sunday inside the break is one of its days.
        ("2026-02-21 09:00", "holidays", 120),  # So is the Saturday inside that of the Spring Festival.
        ("2026-10-10 09:00", "holidays", 60),  # That Saturday is worked.
        ("2026-10-10 09:00", "rest_days", 60),
        ("2026-10-17 09:00", "holidays", 60),  # An ordinary Saturday.
        ("2026-10-17 09:00", "rest_days", 120),
        ("2026-09-30 23:30", "holidays", 30 + 60),  # Half an hour of it lies on the holiday.
    ],
)
def test_holidays_know_the_exchanged_days_and_begin_at_midnight(at, days, expected):
    assert points(at, 60, **holidays(2, days)) == expected


def test_kind_night_and_holiday_multiply():
    assert points("2026-09-30 23:30", 60, "housework", **night(1.5), **holidays(2)) == round(
        1.2 * (30 * 1.5 + 30 * 1.5 * 2)
    )


@given(
    st.integers(0, 24 * 60 - 1), st.integers(1, 24 * 60), st.floats(0, 10), st.floats(0, 10), st.booleans()
)
def test_points_lie_between_the_least_and_the_most_the_coefficients_allow(
    start, minutes, dark, rest, weekends
):
    at = f"2026-09-30 {start // 60:02d}:{start % 60:02d}"
    days = "rest_days" if weekends else "holidays"
    got = points(at, minutes, **night(dark), **holidays(rest, days))
    factors = [1, dark, rest, dark * rest]
    assert minutes * min(factors) - 1 <= got <= minutes * max(factors) + 1


def test_each_figure_is_explained_and_earlier_credits_keep_theirs(serve):
    before = serve(60, at="2026-03-05 21:30", category="housework")
    rule(policy.POINTS_AT_NIGHT, {"coefficient": 1.5, "from": "22:00", "until": "06:00"}, date(2026, 3, 6))
    after = serve(60, at="2026-03-06 21:30", category="housework")
    assert (before.points, after.points) == (72, 90)
    with translation.override("en"):
        assert explain(before.record)[-1] == "72 points: 60 minutes × 1.2 for this kind of service."
        assert explain(after.record)[-1] == (
            "90 points: 60 minutes × 1.2 (Housework); 30 minutes of it at night × 1.5."
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"coefficient": 1.5, "from": "25:00", "until": "06:00"},
        {"coefficient": 1.5, "from": "22:00", "until": "22:00"},
        {"coefficient": 1.5, "from": "10 pm", "until": "06:00"},
        {"coefficient": 101, "from": "22:00", "until": "06:00"},
        {"coefficient": 10**400, "from": "22:00", "until": "06:00"},
        {"coefficient": -1, "from": "22:00", "until": "06:00"},
        {"coefficient": "2", "from": "22:00", "until": "06:00"},
        {"from": "22:00", "until": "06:00"},
        None,
    ],
)
def test_a_night_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValidationError):
        DECLARATIONS[policy.POINTS_AT_NIGHT].check(wrong)


@pytest.mark.parametrize("wrong", [{"coefficient": 2, "days": "always"}, {"coefficient": 2, "days": []}, 2])
def test_holidays_that_are_not_known_are_refused(wrong):
    with pytest.raises(ValidationError):
        DECLARATIONS[policy.POINTS_ON_HOLIDAYS].check(wrong)
