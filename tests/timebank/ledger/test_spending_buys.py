"""What a balance buys is said in services."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests.timebank.conftest import rule
from timebank.ledger.selectors.spending import buys_in_words, what_it_buys

pytestmark = pytest.mark.django_db


def test_three_and_a_half_hours_buy_three_hours_of_company_and_one_clean_up(person):
    with override("zh-hans"):
        assert [str(one) for one in what_it_buys(210, limit=2)] == [
            "陪伴3次，每次1小时",
            "家务1次，每次2小时",
        ]
        assert buys_in_words(60, limit=1) == "时间币够请人：陪伴1次（每次1小时）。"


@pytest.mark.parametrize("minutes", [-5, 0, 29])
def test_who_has_too_little_hears_how_much_the_shortest_service_takes(minutes):
    assert what_it_buys(minutes) == []
    with override("en"):
        assert "30 minutes" in buys_in_words(minutes)


def test_a_minute_below_the_length_is_not_enough_for_it(person):
    assert what_it_buys(60)[0].times == 1
    assert all(one.category != "companionship" for one in what_it_buys(59))


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
    (only,) = what_it_buys(90, region=community)
    assert (only.category, only.times, only.minutes_each) == ("companionship", 2, 45)
