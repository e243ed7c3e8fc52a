"""Rules are dated rows: the past stands, the smaller region wins, and who may decide is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.logins.models import User
from policies.models import BEGINNING, PolicyRow
from policies.registry import DECLARATIONS, declare, group_of
from policies.selectors import book, explain_rows, rows_of, value
from policies.services import set_value, write_initial_rows
from policies.value_forms import assemble, display_value, leaves
from regions.models import Region

LogIn = Callable[[User], Client]
KEY = "test.hours"


@pytest.fixture
def hours(db: None) -> Iterator[str]:
    """A parameter of the tests: two numbers."""
    yield declare(
        KEY,
        title="Hours",
        initial={"day": 8, "night": 2},
        unit="h",
        source_kind="choice",
        source="a test",
        help="…",
    )
    del DECLARATIONS[KEY]


def decide(since: date, region: Region | None = None, **entries: int) -> PolicyRow:
    """Write a row as if it had been decided in time."""
    return PolicyRow.objects.create(
        key=KEY,
        value={"day": 8, "night": 2} | entries,
        valid_from=since,
        region=region,
        source_kind="law",
        source="§ 1",
    )


def test_a_parameter_counts_from_the_beginning_with_its_first_value(hours: str) -> None:
    assert value(hours) == {"day": 8, "night": 2}
    assert write_initial_rows() == 1
    assert write_initial_rows() == 0
    row = PolicyRow.objects.get(key=hours)
    assert (row.valid_from, row.region, row.source) == (BEGINNING, None, "a test")
    assert str(row.title) == "Hours"


def test_a_value_counts_from_its_day_and_the_past_keeps_its_own(hours: str) -> None:
    decide(date(2026, 1, 1), day=6)
    decide(date(2026, 3, 1), day=7)
    for day, expected in [
        (date(2025, 12, 31), 8),
        (date(2026, 1, 1), 6),
        (date(2026, 2, 28), 6),
        (date(2026, 3, 1), 7),
        (date(2030, 1, 1), 7),
    ]:
        assert value(hours, on=day)["day"] == expected
        assert book(day).value(hours)["day"] == expected


def test_the_smaller_region_wins_even_when_the_larger_decided_later(
    hours: str, city: Region, county: Region, community: Region, community_far_away: Region
) -> None:
    decide(date(2026, 1, 1), day=1)
    decide(date(2026, 1, 1), city, day=2)
    decide(date(2026, 1, 1), county, day=3)
    decide(date(2026, 2, 1), city, day=4)
    decide(date(2026, 3, 1), county, day=5)
    for region, day, expected in [
        (None, date(2026, 4, 1), 1),
        (community, date(2026, 1, 15), 3),
        (community, date(2026, 2, 15), 3),
        (community, date(2026, 4, 1), 5),
        (community_far_away, date(2026, 1, 15), 2),
        (community_far_away, date(2026, 4, 1), 4),
        (city, date(2026, 4, 1), 4),
    ]:
        assert value(hours, on=day, region=region)["day"] == expected
        assert book(day).value(hours, region)["day"] == expected


def test_a_book_asks_the_database_once(hours: str, county: Region, django_assert_num_queries: Any) -> None:
    decide(date(2026, 1, 1), county, day=3)
    with django_assert_num_queries(1):
        today = book()
        for _question in range(5):
            assert today.value(hours, county)["day"] == 3
            assert today[hours]["day"] == 8


def test_the_past_is_not_rewritten(hours: str, city_manager: User) -> None:
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today):
        with pytest.raises(ValidationError) as refusal:
            set_value(
                key=hours,
                value={"day": 1, "night": 1},
                valid_from=day,
                source_kind="law",
                source="§",
                author=city_manager,
            )
        assert "valid_from" in refusal.value.message_dict


def test_a_row_says_who_decided_it_and_where_it_comes_from(hours: str, city_manager: User) -> None:
    with time_machine.travel("2026-05-01T10:00+08:00"):
        row = set_value(
            key=hours,
            value={"day": 9, "night": 1},
            valid_from=date(2026, 5, 2),
            source_kind="law",
            source="达市府发〔2026〕1号",
            author=city_manager,
        )
        assert value(hours)["day"] == 8
    with time_machine.travel("2026-05-02T00:00+08:00"):
        assert value(hours)["day"] == 9
    assert (row.author, row.source) == (city_manager, "达市府发〔2026〕1号")


def test_saying_the_same_twice_is_saying_it_once_and_another_value_needs_another_day(
    hours: str, city_manager: User
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    kwargs: dict[str, Any] = {
        "key": hours,
        "valid_from": tomorrow,
        "source_kind": "law",
        "source": "§",
        "author": city_manager,
    }
    assert set_value(value={"day": 1, "night": 1}, **kwargs) == set_value(
        value={"day": 1, "night": 1}, **kwargs
    )
    with pytest.raises(ValidationError):
        set_value(value={"day": 2, "night": 1}, **kwargs)


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": 1},
        {"day": -1, "night": 1},
        {"day": 1.5, "night": 1},
        {"day": True, "night": 1},
        {"day": "8", "night": 1},
        {"day": 1, "night": 1, "x": 1},
        8,
        None,
    ],
)
def test_a_value_of_another_form_is_refused(hours: str, city_manager: User, wrong: Any) -> None:
    with pytest.raises(ValidationError):
        set_value(
            key=hours,
            value=wrong,
            valid_from=timezone.localdate() + timedelta(days=1),
            source_kind="law",
            source="§",
            author=city_manager,
        )
    assert not PolicyRow.objects.filter(key=hours).exists()


def test_a_parameter_is_declared_once(hours: str) -> None:
    with pytest.raises(ValueError, match="twice"):
        declare(KEY, title="again", initial=1, source_kind="choice", source="")


@pytest.mark.parametrize(
    "whole", [8, 1.5, True, "home", [1, 2], [], {"a": 1}, {"a": {"b": 1, "c": [1]}, "d": "x"}]
)
def test_a_value_taken_apart_and_put_together_is_itself(whole: Any) -> None:
    assert assemble({leaf.path: leaf.example for leaf in leaves(whole)}) == whole


def test_values_are_said_in_plain_words() -> None:
    assert display_value(1.0) == [("", "1")]
    assert display_value(["a", "b"]) == [("", "a, b")]
    assert display_value({"a": {"b": 2}, "c": 0.5}) == [("a · b", "2"), ("c", "0.5")]


@pytest.mark.django_db
def test_words_inside_a_value_are_said_and_chosen_in_the_readers_language(city_manager: User) -> None:
    from policies.forms import PolicyForm

    key = declare(
        "test.cadence",
        title="Cadence",
        initial={"high": {"every": "week"}},
        source_kind="choice",
        source="",
        words={"high": "高风险", "every": "每"},
        choices={"every": {"week": "周", "month": "月"}},
    )
    try:
        declaration = DECLARATIONS[key]
        assert display_value(declaration.initial, declaration.word) == [("高风险 · 每", "周")]
        form = PolicyForm(declaration=declaration, current=declaration.initial, user=city_manager)
        assert form.fields["value__high__every"].choices == [("week", "周"), ("month", "月")]
        assert form["value__high__every"].label == "高风险 · 每"
    finally:
        del DECLARATIONS[key]


def test_every_declared_parameter_has_a_form_that_gives_its_own_value_back(city_manager: User) -> None:
    from policies.forms import PolicyForm

    for declaration in DECLARATIONS.values():
        form = PolicyForm(declaration=declaration, current=declaration.initial, user=city_manager)
        data = {}
        for name, field in form.fields.items():
            shown = form[name].value()
            if shown is True:
                data[name] = "on"
            elif shown is not False and shown is not None:
                data[name] = (
                    str(field.prepare_value(shown)) if hasattr(field, "prepare_value") else str(shown)
                )
        data |= {"source_kind": "choice", "source": "test"}
        bound = PolicyForm(data, declaration=declaration, current=declaration.initial, user=city_manager)
        assert bound.is_valid(), (declaration.key, bound.errors)
        assert bound.cleaned_data["value"] == declaration.initial, declaration.key


# In the workbench


def address(key: str = KEY) -> str:
    return reverse("policies_workbench:rule", args=[key])


def posted(**changes: Any) -> dict[str, Any]:
    tomorrow = timezone.localdate() + timedelta(days=1)
    return {
        "value__day": 6,
        "value__night": 1,
        "valid_from": f"{tomorrow:%Y-%m-%d}",
        "region": "",
        "source_kind": "law",
        "source": "§ 2",
        "note": "",
    } | changes


@pytest.mark.parametrize("name", ["worker", "officer", "manager", "auditor"])
def test_all_staff_read_the_rules(
    log_in: LogIn, request: Any, hours: str, name: str, django_assert_max_num_queries: Any
) -> None:
    client = log_in(request.getfixturevalue(name))
    client.get(address())
    with django_assert_max_num_queries(15):
        page = client.get(reverse("policies_workbench:rules"))
    assert page.status_code == 200
    assert "Hours" in page.content.decode()
    assert client.get(address()).status_code == 200
    assert client.get(address("test.nothing")).status_code == 404


@pytest.mark.parametrize("name", ["worker", "officer", "auditor"])
def test_only_county_and_city_change_them(log_in: LogIn, request: Any, hours: str, name: str) -> None:
    client = log_in(request.getfixturevalue(name))
    assert client.get(address()).context["form"] is None
    client.post(address(), posted())
    assert not PolicyRow.objects.filter(key=hours).exists()


def test_the_city_decides_for_everywhere(log_in: LogIn, hours: str, city_manager: User) -> None:
    client = log_in(city_manager)
    assert client.get(address()).context["form"]["value__day"].value() == 8
    assert client.post(address(), posted()).status_code == 302
    row = PolicyRow.objects.get(key=hours)
    assert (row.value, row.region, row.author) == ({"day": 6, "night": 1}, None, city_manager)
    page = client.get(reverse("policies_workbench:rules")).content.decode()
    assert f"{row.valid_from:%Y-%m-%d}" in page


def test_a_county_decides_for_itself_alone(
    log_in: LogIn, hours: str, manager: User, county: Region, county_next_door: Region, city: Region
) -> None:
    client = log_in(manager)
    for region in (county_next_door.pk, city.pk):
        assert client.post(address(), posted(region=region)).context["form"].errors["region"]
    # Nothing chosen is the whole county: the picker offers only what lies inside it.
    assert county.name in client.get(address()).context["form"].fields["region"].help_text
    assert client.post(address(), posted(region="")).status_code == 302
    assert PolicyRow.objects.get(key=hours).region == county


def test_a_mistake_comes_back_with_everything_that_was_typed(
    log_in: LogIn, hours: str, city_manager: User
) -> None:
    client = log_in(city_manager)
    today = timezone.localdate()
    refused = client.post(address(), posted(valid_from=f"{today:%Y-%m-%d}", note="重要"))
    assert refused.context["form"].errors["valid_from"]
    assert refused.context["form"]["note"].value() == "重要"
    for wrong in (
        {"value__day": "-1"},
        {"value__day": "x"},
        {"value__day": ""},
        {"source": ""},
        {"valid_from": "x"},
    ):
        assert client.post(address(), posted(**wrong)).context["form"].errors
    assert not PolicyRow.objects.filter(key=hours).exists()


# Two values side by side, and what counted on a day


def compare(client: Client, **asked: Any) -> Any:
    return client.get(reverse("policies_workbench:compare", args=[KEY]), asked)


def test_two_values_stand_side_by_side_with_who_when_and_source(
    log_in: LogIn, hours: str, worker: User, city_manager: User, county: Region
) -> None:
    decide(date(2026, 1, 1), day=6)
    decide(date(2026, 3, 1), county, day=7)
    old, new = PolicyRow.objects.filter(key=hours).order_by("valid_from")
    page = compare(log_in(worker), a=old.pk, b=new.pk)
    assert page.context["lines"] == [("day", "6", "7"), ("night", "2", "2")]
    html = page.content.decode()
    assert "2026-01-01" in html and "2026-03-01" in html and "通川区" in html
    for wrong in ("", "0", "x", "9" * 400, "\0"):
        assert compare(log_in(worker), a=old.pk, b=wrong).context["lines"] == []


def test_which_row_counted_on_a_day_and_why_the_others_did_not(
    hours: str, city: Region, county: Region, county_next_door: Region, community: Region
) -> None:
    decide(date(2026, 1, 1), day=1)
    decide(date(2026, 2, 1), city, day=2)
    decide(date(2026, 1, 1), county, day=3)
    decide(date(2026, 3, 1), county, day=4)
    decide(date(2026, 1, 1), county_next_door, day=5)
    decide(date(2026, 9, 1), county, day=6)
    verdicts = explain_rows(list(rows_of(hours)), on=date(2026, 5, 1), region=community)
    assert verdicts[0].row.value["day"] == value(hours, on=date(2026, 5, 1), region=community)["day"] == 4
    assert {(found.row.value["day"], found.standing) for found in verdicts} == {
        (4, "in_force"),
        (1, "larger_region"),
        (2, "larger_region"),
        (3, "replaced"),
        (5, "elsewhere"),
        (6, "later"),
    }
    assert all(found.winner == verdicts[0].row for found in verdicts if found.row.value["day"] in (1, 2, 3))


def test_the_page_explains_and_keeps_what_was_asked(
    log_in: LogIn, hours: str, worker: User, community: Region, resident: User
) -> None:
    decide(date(2026, 1, 1), day=6)
    page = compare(log_in(worker), on="2026-02-01", region=community.pk)
    assert [item["verdict"].standing for item in page.context["verdicts"]] == ["in_force"]
    for wrong in ({"on": "x"}, {"on": "99999-01-01"}, {"on": "2026-02-01", "region": "nowhere\0"}):
        refused = compare(log_in(worker), **wrong)
        assert refused.status_code == 200 and refused.context["form"].errors
    assert compare(log_in(worker), on="2025-12-31").context["verdicts"][0]["verdict"].standing == "later"
    assert compare(log_in(resident)).status_code in (302, 403)
    assert log_in(worker).get(reverse("policies_workbench:compare", args=["test.nothing"])).status_code == 404


def test_every_rule_stands_in_a_group() -> None:
    assert [key for key in DECLARATIONS if not key.startswith("test.") and group_of(key) is None] == []


def test_rules_stand_in_groups_that_can_be_jumped_to(log_in: LogIn, officer: User) -> None:
    html = log_in(officer).get(reverse("policies_workbench:rules")).content.decode()
    assert 'href="#visits-concern"' in html and 'id="visits-concern"' in html
    assert (
        html.index('id="visits-concern"')
        < html.index("visits.concern.severities")
        < html.index('id="visits-plan"')
    )


def rules_shown(client: Client, **asked: str) -> set[str]:
    groups = client.get(reverse("policies_workbench:rules"), asked).context["groups"]
    return {rule.declaration.key for _group, rules in groups for rule in rules}


def test_rules_are_found_by_words_of_their_title_and_of_their_values(log_in: LogIn, officer: User) -> None:
    client = log_in(officer)
    title = str(DECLARATIONS["visits.concern.due_hours"].title)
    found = rules_shown(client, q=f"{title[:2]} {title[-2:]}")
    assert "visits.concern.due_hours" in found and len(found) < len(DECLARATIONS) / 2
    assert "visits.concern.severities" in rules_shown(client, q="SEVERITIES")
    nothing = client.get(reverse("policies_workbench:rules"), {"q": "飞机"})
    assert nothing.context["groups"] == [] and "换别的词" in nothing.content.decode()


def test_rules_are_narrowed_to_what_was_decided_here_and_what_comes(
    log_in: LogIn, hours: str, city_manager: User
) -> None:
    client = log_in(city_manager)
    assert hours not in rules_shown(client, only="changed") | rules_shown(client, only="coming")
    client.post(address(), posted())
    assert rules_shown(client, only="coming") == {hours}
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert rules_shown(log_in(city_manager), only="changed") == {hours}


def test_rules_that_can_be_tried_say_so(log_in: LogIn, officer: User) -> None:
    tried = rules_shown(log_in(officer), only="tried")
    assert "timebank.stars.hours" in tried and "site.access_log_months" not in tried
