"""What the twelve digits say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.codes import (
    ancestor_codes,
    county_code_of,
    full_code,
    in_subtree,
    is_code,
    level_of,
    parent_code_of,
    prefix_of,
    subtree_range,
)
from regions.enums import Level

community_codes = st.from_regex(r"[1-9][0-9]0[1-9]0[1-9]00[1-9]00[1-9]", fullmatch=True)


@pytest.mark.parametrize(
    ("code", "level", "prefix", "parent"),
    [
        ("511700000000", Level.CITY, "5117", None),
        ("511702000000", Level.COUNTY, "511702", "511700000000"),
        ("511702003000", Level.TOWNSHIP, "511702003", "511702000000"),
        ("511702003010", Level.COMMUNITY, "511702003010", "511702003000"),
        # A round number inside a part is not an empty part.
        ("511710100000", Level.TOWNSHIP, "511710100", "511710000000"),
    ],
)
def test_the_zeros_of_a_code_say_its_level_prefix_and_parent(code, level, prefix, parent):
    assert (level_of(code), prefix_of(code), parent_code_of(code)) == (level, prefix, parent)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5117",
        "51170200300",
        "5117020030000",
        "51170200300x",
        "５１１７０２００３０００",
        "510000000000",
        "511700003000",
        "511702000001",
    ],
)
def test_a_text_that_is_no_code_of_the_hierarchy_has_no_level(text):
    with pytest.raises(ValueError, match=r"code|community|township"):
        level_of(text)


def test_digits_of_other_scripts_are_no_code():
    assert is_code("511702003000")
    assert not is_code("５１１７０２００３０００")


def test_a_prefix_is_filled_up_to_a_code():
    assert full_code("511702") == "511702000000"
    with pytest.raises(ValueError, match="12 digits"):
        full_code("51170")


def test_the_county_of_a_code_is_found_at_every_level():
    assert county_code_of("511702003010") == "511702000000"
    assert county_code_of("511702000000") == "511702000000"
    assert county_code_of("511700000000") is None


@given(community_codes)
def test_every_ancestor_holds_the_region_in_its_range(code):
    for ancestor in [*ancestor_codes(code), code]:
        low, high = subtree_range(ancestor)
        assert low <= code <= high
        assert low == ancestor


@given(community_codes, community_codes)
def test_a_range_holds_exactly_the_codes_that_share_its_prefix(one, other):
    for ancestor in ancestor_codes(one):
        low, high = subtree_range(ancestor)
        assert (low <= other <= high) == other.startswith(prefix_of(ancestor))


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("region", "region_id"),
        ("task__region", "task__region_id"),
        ("region_id", "region_id"),
        ("code", "code"),
        ("pk", "pk"),
    ],
)
def test_the_condition_runs_on_the_key_column_without_a_join(field, column):
    low, high = subtree_range("511702000000")
    assert dict(in_subtree(field, "511702000000").children) == {f"{column}__gte": low, f"{column}__lte": high}
