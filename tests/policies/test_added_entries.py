"""A parameter with named entries learns those that a later version declares, also where a row was stored before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.logins.models import User
from policies.models import BEGINNING, PolicyRow
from policies.previews import Proposal
from policies.registry import DECLARATIONS, declare, overlaid
from policies.selectors import PolicyBook, book, value
from policies.services import set_value, write_initial_rows
from policies.value_forms import recorded
from regions.models import Region
from timebank.earning.rulebooks import Policies

LogIn = Callable[[User], Client]
KEY = "test.terms"
TODAY = {"day": 8, "night": 2, "rest": {"lunch": 60, "tea": 15}}


@pytest.fixture
def terms(db: None) -> Iterator[str]:
    """A parameter as today's version declares it."""
    yield declare(KEY, title="Terms", initial=TODAY, unit="h", source_kind="choice", source="a test")
    del DECLARATIONS[KEY]


def stored(entries: Any, since: date = BEGINNING, region: Region | None = None) -> PolicyRow:
    """A row that an earlier version wrote."""
    return PolicyRow.objects.create(
        key=KEY, value=entries, valid_from=since, region=region, source_kind="law", source="§ 1"
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, TODAY),
        (TODAY, TODAY),
        ({"day": 6}, TODAY | {"day": 6}),
        ({"day": 0, "night": 0}, TODAY | {"day": 0, "night": 0}),
        ({"rest": {"lunch": 45}}, TODAY | {"rest": {"lunch": 45, "tea": 15}}),
        ({"rest": {"supper": 5}, "dropped": 1}, TODAY),
        (7, 7),
    ],
)
def test_a_stored_value_lies_over_the_declared_one_entry_by_entry(row: Any, expected: Any) -> None:
    assert overlaid(TODAY, row) == expected


@pytest.mark.parametrize(
    ("base", "row"), [(8, 0), ([1, 2], [3]), ([], []), ("a", ""), (True, False), ({}, {"a": 1})]
)
def test_a_value_without_named_entries_is_replaced_as_a_whole(base: Any, row: Any) -> None:
    assert overlaid(base, row) == row


def test_merging_leaves_declaration_and_row_as_they_are(terms: str) -> None:
    row = stored({"day": 6, "rest": {"lunch": 45}})
    assert value(terms)["rest"] == {"lunch": 45, "tea": 15}
    assert DECLARATIONS[KEY].initial == TODAY
    row.refresh_from_db()
    assert row.value == {"day": 6, "rest": {"lunch": 45}}


def test_an_installed_city_learns_the_entries_of_a_later_version(terms: str) -> None:
    stored({"day": 6, "rest": {"lunch": 45}})
    assert write_initial_rows() == 0
    expected = {"day": 6, "night": 2, "rest": {"lunch": 45, "tea": 15}}
    assert value(terms) == expected
    assert book().value(terms) == book(keys=[terms])[terms] == expected
    assert Policies().on(date(2020, 1, 1)).value(terms) == expected


def test_an_entry_that_is_no_longer_declared_counts_nowhere(terms: str, city_manager: User) -> None:
    stored(TODAY | {"overtime": 4})
    assert value(terms) == TODAY
    tomorrow = timezone.localdate() + timedelta(days=1)
    row = set_value(
        key=terms, value=value(terms), valid_from=tomorrow, source_kind="law", source="§", author=city_manager
    )
    assert row.value == TODAY


def test_what_a_county_never_decided_follows_the_city_and_then_the_declaration(
    terms: str, city: Region, county: Region, community: Region, community_far_away: Region
) -> None:
    stored({"day": 6})
    stored({"day": 5, "night": 3}, date(2026, 1, 1), city)
    stored({"day": 4}, date(2025, 1, 1), county)
    for region, expected in [
        (None, {"day": 6, "night": 2}),
        (community_far_away, {"day": 5, "night": 3}),
        (community, {"day": 4, "night": 3}),
    ]:
        found = value(terms, on=date(2026, 2, 1), region=region)
        assert {name: found[name] for name in expected} == expected
        assert book(date(2026, 2, 1)).value(terms, region) == found


def test_a_later_row_of_the_same_region_hides_the_earlier_one_whole(terms: str, county: Region) -> None:
    stored({"day": 4, "night": 1}, date(2025, 1, 1), county)
    stored({"day": 3}, date(2026, 1, 1), county)
    assert value(terms, on=date(2026, 2, 1), region=county) == TODAY | {"day": 3}


def test_a_proposed_value_is_tried_on_what_is_in_force_otherwise(terms: str) -> None:
    row = stored({"day": 6})
    proposed = Proposal(terms, TODAY | {"day": 1}).row()
    assert PolicyBook(date(2026, 1, 1), [row, proposed]).value(terms) == TODAY | {"day": 1}


def test_a_row_is_read_with_what_came_after_it_and_what_went(terms: str) -> None:
    parts = recorded({"day": 6, "rest": {"lunch": 45}, "overtime": 4}, DECLARATIONS[KEY])
    assert [(part.name, part.text, bool(part.remark)) for part in parts] == [
        ("day", "6", False),
        ("night", "—", True),
        ("rest · lunch", "45", False),
        ("rest · tea", "—", True),
        ("overtime", "4", True),
    ]


# In the workbench


def test_the_pages_say_which_entries_come_from_the_declaration(
    log_in: LogIn, terms: str, worker: User, county: Region
) -> None:
    stored({"day": 6})
    stored({"night": 3}, date(2026, 1, 1), county)
    client = log_in(worker)
    page = client.get(reverse("policies_workbench:rules"), {"region": county.pk})
    (line,) = (
        rule for _group, rules in page.context["groups"] for rule in rules if rule.declaration.key == KEY
    )
    assert [(part.text, str(part.remark)) for part in line.parts] == [
        ("6", "沿用更大范围的规则"),
        ("3", ""),
        ("60", "初始值"),
        ("15", "初始值"),
    ]
    assert "沿用更大范围的规则" in page.content.decode()
    rows = client.get(reverse("policies_workbench:rule", args=[KEY]), {"region": county.pk}).context["rows"]
    assert [[part.text for part in row["parts"]] for row in rows] == [
        ["6", "3", "60", "15"],
        ["6", "—", "—", "—"],
    ]


def test_the_page_that_explains_shows_the_value_that_counted(log_in: LogIn, terms: str, worker: User) -> None:
    stored({"day": 6})
    stored({"day": 5}, date(2026, 1, 1))
    page = log_in(worker).get(reverse("policies_workbench:compare", args=[KEY]), {"on": "2026-02-01"})
    shown = {
        item["verdict"].standing: [part.text for part in item["parts"]] for item in page.context["verdicts"]
    }
    assert shown == {"in_force": ["5", "2", "60", "15"], "replaced": ["6", "—", "—", "—"]}


def test_the_form_begins_with_the_added_entry_and_stores_it(
    log_in: LogIn, terms: str, city_manager: User
) -> None:
    stored({"day": 6})
    client, address = log_in(city_manager), reverse("policies_workbench:rule", args=[KEY])
    form = client.get(address).context["form"]
    assert [form[name].value() for name in ("value__day", "value__night", "value__rest__tea")] == [6, 2, 15]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    tomorrow = timezone.localdate() + timedelta(days=1)
    data |= {"valid_from": f"{tomorrow:%Y-%m-%d}", "source_kind": "law", "source": "§ 2", "value__night": 1}
    assert client.post(address, data).status_code == 302
    assert PolicyRow.objects.get(key=KEY, valid_from=tomorrow).value == TODAY | {"day": 6, "night": 1}
