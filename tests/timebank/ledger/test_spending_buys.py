"""What a balance buys is said in services."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests.timebank.conftest import rule
from timebank.ledger.selectors.spending import affordable_services, affordable_services_text

pytestmark = pytest.mark.django_db


def test_three_and_a_half_hours_buy_three_hours_of_company_and_one_clean_up(person):
    with override("zh-hans"):
        assert [str(one) for one in affordable_services(210, limit=2)] == [
            "陪伴3次，每次1小时",
            "家务1次，每次2小时",
        ]
        assert affordable_services_text(60, limit=1) == "时间币够请人：陪伴1次（每次1小时）。"


@pytest.mark.parametrize("minutes", [-5, 0, 29])
def test_who_has_too_little_hears_how_much_the_shortest_service_takes(minutes):
    assert affordable_services(minutes) == []
    with override("en"):
        assert "30 minutes" in affordable_services_text(minutes)


def test_a_minute_below_the_length_is_not_enough_for_it(person):
    assert affordable_services(60)[0].times == 1
    assert all(one.category != "companionship" for one in affordable_services(59))


def test_a_county_that_names_other_lengths_is_heard(county, community):
    lengths = dict.fromkeys(
        [
            "visit",
            "companionship",
            "housework",
            "health",
            "meals",
            "repair",
            "transport",
            "culture",
            "training",
            "other",
        ],
        0,
    ) | {"companionship": 45}
    rule("timebank.requests.typical_minutes", lengths, region=county)
    (only,) = affordable_services(90, region=community)
    assert (only.category, only.times, only.minutes_each) == ("companionship", 2, 45)
