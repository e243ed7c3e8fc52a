"""The page of a run of the planner: how good the plan is, what it did, why visits have nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from people.logins.models import User
from regions.models import Region
from tests.conftest import in_english
from tests.visit_planning.dispatch.test_dispatch import LogIn, text, url
from tests.visit_planning.planning import DECEMBER, MakeElder, plan
from visit_planning.plan import wording
from visit_planning.plan.models.plan import VisitPlan
from volunteers.registration.models.volunteer import Volunteer

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.django_db]


@pytest.fixture
def run(make_elder: MakeElder, volunteer: Volunteer, community: Region) -> VisitPlan:
    """A month of two visits, one of which nobody makes."""
    make_elder()
    make_elder("乙", prefers_sex="M")
    return plan(community)


def test_the_page_says_how_good_the_plan_is_what_it_did_and_why_somebody_is_without(
    log_in: LogIn, worker: User, run: VisitPlan
) -> None:
    page = text(in_english(log_in(worker)).get(url("plan", run.pk)))
    for words in (
        "2026-12", "甲社区", "Provably the best plan", "No plan is better under the same rules", "Value of the plan",
        "Proven limit", "New offers", "No volunteer nearby of the sex the elder asked for", "Finding the best plan",
        "independent check", run.fingerprint[:16],
    ):  # fmt: skip
        assert words in page, words


def test_in_chinese_the_page_says_it_in_chinese(log_in: LogIn, worker: User, run: VisitPlan) -> None:
    page = text(log_in(worker).get(url("plan", run.pk)))
    assert "这个方案有多好" in page and "独立于求解程序的核验" in page


def test_a_reason_leads_to_the_visits_that_have_it(log_in: LogIn, worker: User, run: VisitPlan) -> None:
    page = log_in(worker).get(url("plan", run.pk)).content.decode()
    address = f"{url('dispatch')}?month=2026-12&amp;region={run.region_id}&amp;tab=open&amp;reason=no_gender"
    assert address in page
    board = text(log_in(worker).get(address.replace("&amp;", "&")))
    assert "乙" in board


def test_the_list_leads_to_the_page(log_in: LogIn, worker: User, run: VisitPlan) -> None:
    assert url("plan", run.pk) in log_in(worker).get(url("plans")).content.decode()


def test_who_works_elsewhere_finds_no_such_plan(
    log_in: LogIn, worker_next_door: User, resident: User, client: Client, run: VisitPlan
) -> None:
    assert log_in(worker_next_door).get(url("plan", run.pk)).status_code == 404
    assert log_in(resident).get(url("plan", run.pk)).status_code in (302, 403, 404)
    assert client.get(url("plan", run.pk)).status_code in (302, 404)


def test_a_run_that_was_interrupted_says_so(log_in: LogIn, worker: User, community: Region) -> None:
    unfinished = VisitPlan.objects.create(month=DECEMBER, region=community)
    assert "interrupted" in text(in_english(log_in(worker)).get(url("plan", unfinished.pk)))


def test_a_record_of_earlier_days_is_shown_as_far_as_it_goes(
    log_in: LogIn, worker: User, run: VisitPlan
) -> None:
    for name in ("objective", "bound", "uncovered", "offers", "kept", "moved", "engine", "rounds"):
        del run.figures[name]
    run.save()
    page = text(in_english(log_in(worker)).get(url("plan", run.pk)))
    assert "Provably the best plan" in page and "Value of the plan" not in page


def test_the_page_takes_as_many_queries_for_a_large_plan(
    log_in: LogIn, worker: User, run: VisitPlan, django_assert_max_num_queries: Any
) -> None:
    client = log_in(worker)
    client.get(url("plan", run.pk))
    run.figures["reasons"] = {f"reason{number}": number for number in range(50)}
    run.save()
    with django_assert_max_num_queries(14):
        client.get(url("plan", run.pk))


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"optimal": True, "gap": 0.0, "bound": 5.0}, "No plan is better"),
        ({"optimal": False, "gap": 0.0123, "bound": 5.0}, "1.23 %"),
        ({"optimal": False, "gap": 0.0, "bound": None}, "not determined"),
        ({}, "not determined"),
    ],
)
def test_one_sentence_says_what_is_proved(figures: dict[str, Any], words: str) -> None:
    assert words in wording.quality(figures)


def test_the_most_frequent_reason_comes_first_with_its_share() -> None:
    lines = wording.reasons_by_number({"reasons": {"no_gender": 1, "capacity_exhausted": 3, "no_dialect": 1}})
    assert [(line.name, line.number, line.share) for line in lines] == [
        ("capacity_exhausted", 3, 60), ("no_dialect", 1, 20), ("no_gender", 1, 20),
    ]  # fmt: skip
