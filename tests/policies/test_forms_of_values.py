"""What a value may look like, which values are in force together, and how a row stands on its own first day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from policies.enums import Standing
from policies.models import PolicyRow
from policies.registry import DECLARATIONS, declare, same_form, whole_number
from policies.selectors import book, explain_rows, rows_of
from regions.models import Region

KEY = "test.pace"
FIRST, LATER = date(2026, 1, 1), date(2026, 3, 1)


@pytest.fixture
def pace(db: None) -> Iterator[str]:
    yield declare(KEY, title="Pace", initial={"foot": 4, "wheel": 15}, source_kind="choice", source="a test")
    del DECLARATIONS[KEY]


def stored(value: Any, since: date = FIRST, region: Region | None = None) -> PolicyRow:
    return PolicyRow.objects.create(
        key=KEY, value=value, valid_from=since, region=region, source_kind="law", source="§ 1"
    )


@pytest.mark.parametrize(
    ("example", "value", "says"),
    [
        (1, "1", "value must be a number."),
        (1, float("nan"), "value must be a number."),
        (1.5, float("inf"), "value must be a number."),
        (1.5, float("-inf"), "value must be a number."),
        (1, -1, "value must not be negative."),
        (1, 1.5, "value must be a whole number."),
        (True, 1, "value must be yes or no."),
        (1, True, "value must be yes or no."),
        ("a", 1, "value has the wrong format."),
        ([1], 1, "value must be a list."),
        ([1], {}, "value must be a list."),
        ([1], [], "value must be a list."),
        ([1, 2], [1, "x"], "[] must be a number."),
        ([1, "x"], [1, 2], None),
        ({"a": 1}, [], "value must have exactly these entries: a."),
        ({"a": {"b": 1}}, {"a": {}}, "a must have exactly these entries: b."),
        ({"a": {"b": 1}}, {"a": {"b": -1}}, "a.b must not be negative."),
        ({"a": [1]}, {"a": [1.5]}, "a[] must be a whole number."),
        ({"a": [1]}, {"a": []}, "a must be a list."),
        ({"a": True}, {"a": 1}, "a must be yes or no."),
        ({"a": ""}, {"a": 1}, "a has the wrong format."),
        (1, 0, None),
        (1.5, 2, None),
        (True, False, None),
        ({"a": [1]}, {"a": [0, 7]}, None),
    ],
)
def test_a_value_has_the_form_of_the_first_one_and_the_refusal_names_the_place(
    example: Any, value: Any, says: str | None
) -> None:
    with translation.override("en"):
        if says is None:
            same_form(example)(value)
            return
        with pytest.raises(ValidationError) as refusal:
            same_form(example)(value)
        assert refusal.value.messages == [says]


def test_a_whole_number_lies_within_its_bounds_both_included() -> None:
    check = whole_number(2, 5)
    for right in (2, 5):
        check(right)
    for wrong in (1, 6, 2.0, True, "3", None):
        with pytest.raises(ValidationError):
            check(wrong)
    with translation.override("en"), pytest.raises(ValidationError, match="from 2 to 5"):
        check(6)


def test_each_combination_of_values_that_counts_somewhere_is_found_once(
    pace: str, city: Region, county: Region, county_next_door: Region
) -> None:
    assert book(LATER).variants(pace) == [({"foot": 4, "wheel": 15},)]
    stored({"foot": 5, "wheel": 15})
    stored({"foot": 6, "wheel": 15}, region=county)
    stored({"foot": 5, "wheel": 15}, region=county_next_door)
    assert book(LATER).variants(pace) == [({"foot": 5, "wheel": 15},), ({"foot": 6, "wheel": 15},)]


def test_a_row_of_a_larger_region_gives_way_on_the_very_day_on_which_both_begin(
    pace: str, county: Region
) -> None:
    everywhere, own = stored({"foot": 5, "wheel": 15}), stored({"foot": 6, "wheel": 15}, region=county)
    verdicts = {item.row: item for item in explain_rows(list(rows_of(pace)), on=FIRST, region=county)}
    assert verdicts[own].standing == Standing.IN_FORCE
    assert (verdicts[everywhere].standing, verdicts[everywhere].winner) == (Standing.LARGER_REGION, own)
    assert explain_rows([], on=FIRST) == []
