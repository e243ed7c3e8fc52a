"""How many services are asked about by telephone, when, how often: each edge, the night, a county's own rule."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine
from django.db import transaction

from tests.timebank.conftest import SHANGHAI, rule
from tests.timebank.oversight import test_samples
from timebank.oversight import errors, policy
from timebank.oversight.enums import CallState
from timebank.oversight.services.samples import draw_sample, draw_samples, record_call

OCTOBER = date(2026, 10, 1)
elder, visits, call = test_samples.elder, test_samples.visits, test_samples.call


@pytest.mark.parametrize(("attempts", "over"), [(1, False), (2, True), (3, True)])
def test_somebody_counts_as_not_reached_after_the_calls_of_the_rule(call, officer, attempts, over):
    rule(policy.SAMPLE_ATTEMPTS, 2)
    for attempt in range(1, min(attempts, 2) + 1):
        done = record_call(call=call, actor=officer, result="not_reached", attempt=attempt)
    assert (done.state == CallState.UNREACHABLE) is over
    if attempts > 2:
        with pytest.raises(errors.DecidedBefore):
            record_call(call=call, actor=officer, result="confirmed", attempt=3)


def test_the_last_call_is_that_of_the_day_and_of_the_county(call, officer, county, county_next_door):
    rule(policy.SAMPLE_ATTEMPTS, 9)
    rule(policy.SAMPLE_ATTEMPTS, 1, valid_from=date(2026, 11, 21))
    with time_machine.travel(datetime(2026, 11, 20, 23, 59, tzinfo=SHANGHAI)):
        first = record_call(call=call, actor=officer, result="not_reached", attempt=1)
    assert first.state == CallState.TO_CALL
    rule(policy.SAMPLE_ATTEMPTS, 9, region=county_next_door)
    rule(policy.SAMPLE_ATTEMPTS, 3, region=county)
    with time_machine.travel(datetime(2026, 11, 21, 0, 1, tzinfo=SHANGHAI)):
        for attempt, state in ((2, CallState.TO_CALL), (3, CallState.UNREACHABLE)):
            done = record_call(call=call, actor=officer, result="not_reached", attempt=attempt)
            assert done.state == state


@pytest.mark.parametrize(("on", "drawn"), [(7, 0), (8, 1), (9, 1)])
def test_a_sample_is_drawn_from_the_day_of_the_rule_on(visits, on, drawn):
    rule(policy.SAMPLE_DAY, 8)
    visits(1)
    with time_machine.travel(datetime(2026, 11, on, 0, 1, tzinfo=SHANGHAI)):
        assert len(draw_samples()) == drawn


def test_the_day_of_the_draw_is_that_of_today_and_of_each_county(visits, county, community_far_away):
    rule(policy.SAMPLE_DAY, 28)
    rule(policy.SAMPLE_DAY, 10, valid_from=date(2026, 11, 12))
    rule(policy.SAMPLE_DAY, 20, region=county)
    visits(1)
    visits(1, region=community_far_away)
    drawn = []
    for day in (11, 12, 19, 20):
        with time_machine.travel(datetime(2026, 11, day, 1, tzinfo=SHANGHAI)):
            drawn.append([sample.county.name for sample in draw_samples()])
    assert drawn == [[], ["达川区"], [], ["通川区"]]


@pytest.mark.parametrize(("share", "least", "drawn"), [(0.5, 1, 10), (0.51, 1, 11), (0.55, 1, 11), (0.56, 1, 12),
                                                       (0.5, 11, 11), (0, 0, 1), (1, 0, 20)])  # fmt: skip
def test_a_share_is_rounded_up_once_it_is_not_whole(visits, county, share, least, drawn):
    # One is drawn whatever the rule says: each worker who confirmed services is asked about.
    rule(policy.SAMPLE_SHARE, share)
    rule(policy.SAMPLE_LEAST, least)
    visits(20)
    assert draw_sample(county=county, month=OCTOBER).calls.count() == drawn


@pytest.mark.parametrize(
    ("key", "few", "many"), [(policy.SAMPLE_SHARE, 0.1, 0.5), (policy.SAMPLE_LEAST, 2, 10)]
)
def test_how_many_are_drawn_is_the_rule_of_the_day_and_of_the_county(visits, county, key, few, many):
    rule(policy.SAMPLE_SHARE, 0)
    rule(policy.SAMPLE_LEAST, 0)
    rule(key, few, valid_from=date(2026, 1, 2))
    rule(key, many, valid_from=date(2026, 11, 21))
    visits(20)
    for day, drawn in ((20, 2), (21, 10)):
        with time_machine.travel(datetime(2026, 11, day, 12, tzinfo=SHANGHAI)), transaction.atomic():
            assert draw_sample(county=county, month=OCTOBER).calls.count() == drawn
            transaction.set_rollback(True)
    rule(key, few, region=county)
    with time_machine.travel(datetime(2026, 11, 21, 12, tzinfo=SHANGHAI)):
        assert draw_sample(county=county, month=OCTOBER).calls.count() == 2
