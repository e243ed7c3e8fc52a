"""Asking for a region: the list behind the selects, typed names, and the form field."""

from __future__ import annotations

import random

import pytest
from django import forms
from django.urls import reverse

from regions import selectors
from regions.forms import RegionField
from regions.models import Region
from regions.resolving import bare_name, resolve_region
from tests.regions.conftest import (
    CITY,
    COMMUNITY,
    COUNTY,
    FAR_COMMUNITY,
    NAMES,
    NEIGHBOUR,
    OTHER_COUNTY,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    make_region,
)

pytestmark = [pytest.mark.urls("tests.regions.urls"), pytest.mark.usefixtures("english")]


# --- the list behind the selects ---------------------------------------------------------------------------


def options(client, parent=None):
    return client.get(reverse("regions:options"), {} if parent is None else {"parent": parent})


def test_the_first_choice_is_the_county_where_there_is_one_city(client, hierarchy):
    assert options(client).json() == {
        "parent": None,
        "options": [
            {"code": COUNTY, "name": NAMES[COUNTY], "level": "county"},
            {"code": OTHER_COUNTY, "name": NAMES[OTHER_COUNTY], "level": "county"},
        ],
    }


def test_the_first_choice_is_the_city_where_there_are_several(client, hierarchy):
    make_region("511800000000")
    assert [option["code"] for option in options(client).json()["options"]] == [CITY, "511800000000"]


def test_nothing_is_offered_before_the_hierarchy_is_loaded(client, db):
    assert options(client).json() == {"parent": None, "options": []}


@pytest.mark.parametrize(
    ("parent", "offered"),
    [
        (COUNTY, [TOWNSHIP]),
        (TOWNSHIP, [COMMUNITY, NEIGHBOUR]),
        (COMMUNITY, []),
        (CITY, [COUNTY, OTHER_COUNTY]),
    ],
)
def test_the_next_choice_is_what_lies_directly_below(client, hierarchy, parent, offered):
    answer = options(client, parent).json()
    assert answer["parent"] == parent
    assert [option["code"] for option in answer["options"]] == offered


@pytest.mark.parametrize(("parent", "status"), [("511799000000", 404), ("5117", 400), ("x' OR 1", 400)])
def test_a_code_that_leads_nowhere_is_answered_kindly(client, hierarchy, parent, status):
    answer = options(client, parent)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_the_list_may_be_kept_by_any_cache_and_only_read(client, hierarchy, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = options(client, TOWNSHIP)
    assert "public" in answer["Cache-Control"]
    assert "max-age=3600" in answer["Cache-Control"]
    assert client.post(reverse("regions:options")).status_code == 405


# --- selectors ---------------------------------------------------------------------------------------------


def test_the_children_of_a_region_come_by_code(hierarchy):
    assert [region.code for region in selectors.children_of(hierarchy[CITY])] == [COUNTY, OTHER_COUNTY]


def test_full_names_of_many_codes_cost_one_query(hierarchy, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = selectors.full_names([COMMUNITY, COUNTY, CITY, "511799000000", "nonsense"])
    assert names == {
        COMMUNITY: hierarchy[COMMUNITY].full_name,
        COUNTY: hierarchy[COUNTY].full_name,
        CITY: hierarchy[CITY].full_name,
    }


# --- typed names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("红旗社区居民委员会", "红旗"),
        ("红旗村民委员会", "红旗"),
        ("东林镇", "东林"),
        ("渠县", "渠县"),
        ("朝阳街道", "朝阳"),
    ],
)
def test_people_leave_official_endings_out(name, short):
    assert bare_name(name) == short


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (COMMUNITY, COMMUNITY),
        (f" {COMMUNITY} ", COMMUNITY),
        ("５１１７０２００３００１", COMMUNITY),
        ("五里店社区居民委员会", NEIGHBOUR),
        ("五里店社区", NEIGHBOUR),
        ("五里店", NEIGHBOUR),
        ("里店", NEIGHBOUR),
        ("乙区", COUNTY),
        ("东林", OTHER_TOWNSHIP),
        ("红旗社区", COMMUNITY),
        ("红旗村", FAR_COMMUNITY),
        ("朝阳 红旗", COMMUNITY),
        ("朝阳街道红旗", COMMUNITY),
        ("甲市乙区朝阳街道红旗社区居民委员会", COMMUNITY),
        ("甲市、丙县、东林镇、红旗", FAR_COMMUNITY),
        ("丙县红旗", FAR_COMMUNITY),
    ],
)
def test_a_place_is_found_by_code_and_by_the_names_people_use(hierarchy, text, code):
    found = resolve_region(text)
    assert found.region is not None, [region.full_name for region in found.candidates]
    assert found.region.code == code


def test_packaged_regions_are_found_by_their_full_names(packaged_regions):
    sample = random.Random(5).sample(list(Region.objects.exclude(code=CITY).with_full_names()), 40)
    assert {region.full_name: resolve_region(region.full_name).region for region in sample} == {
        region.full_name: region for region in sample
    }


def test_a_name_that_several_places_bear_gives_all_of_them(hierarchy):
    found = resolve_region("红旗")
    assert found.region is None
    assert [region.code for region in found.candidates] == [COMMUNITY, FAR_COMMUNITY]
    assert not found.guesses


def test_a_misspelt_name_gives_similar_ones(hierarchy):
    found = resolve_region("五里殿社区")
    assert found.region is None
    assert found.guesses
    assert [region.code for region in found.candidates] == [NEIGHBOUR]


def test_a_single_character_says_too_little_to_choose_a_place(hierarchy):
    assert resolve_region("五").region is None


@pytest.mark.parametrize("text", ["", "  ", "、/", "火星", "511799999999", "朝阳 五里 红旗 x"])
def test_what_fits_nothing_finds_nothing(hierarchy, text):
    found = resolve_region(text)
    assert (found.region, list(found.candidates)) == (None, [])


def test_very_many_candidates_are_cut_short(hierarchy):
    for number in range(100, 130):
        make_region(f"{TOWNSHIP[:9]}{number}", name=f"东风第{number}社区")
    found = resolve_region("东风")
    assert (len(found.candidates), found.too_many) == (12, True)


# --- the field ---------------------------------------------------------------------------------------------


class SignUp(forms.Form):
    community = RegionField(level="community")


class AnyRegion(forms.Form):
    area = RegionField(required=False)


def bound(text, form_class=SignUp, name="community"):
    return form_class({name: text})


@pytest.mark.parametrize("text", [COMMUNITY, "朝阳街道红旗社区"])
def test_the_field_cleans_a_code_and_a_name_to_the_region(hierarchy, text):
    form = bound(text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["community"] == hierarchy[COMMUNITY]


def test_an_empty_answer_is_required_or_none(hierarchy):
    assert bound("").errors.as_data()["community"][0].code == "required"
    form = bound("  ", AnyRegion, "area")
    assert form.is_valid()
    assert form.cleaned_data["area"] is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("火星", "unknown"),
        ("511799999999", "unknown"),
        ("五里殿社区", "similar"),
        ("红旗", "several"),
        (TOWNSHIP, "level"),
        ("乙区", "level"),
    ],
)
def test_an_unclear_answer_says_how_to_mend_it_and_keeps_what_was_typed(hierarchy, text, code):
    form = bound(text)
    (error,) = form.errors.as_data()["community"]
    assert error.code == code
    page = str(form)
    assert f'value="{text}"' in page or f'value="{hierarchy[TOWNSHIP].full_name}"' in page


def test_very_many_places_ask_for_the_township(hierarchy):
    for number in range(100, 130):
        make_region(f"{TOWNSHIP[:9]}{number}", name=f"东风第{number}社区")
    assert bound("东风").errors.as_data()["community"][0].code == "too_many"


def test_the_places_that_a_name_can_mean_are_offered_without_any_script(hierarchy):
    page = str(bound("红旗"))
    for code in (COMMUNITY, FAR_COMMUNITY):
        assert f'type="radio" name="community_choice" value="{code}"' in page
        assert hierarchy[code].full_name in page
    form = SignUp({"community": "红旗", "community_choice": FAR_COMMUNITY})
    assert form.is_valid()
    assert form.cleaned_data["community"].code == FAR_COMMUNITY


def test_an_answer_outside_the_area_is_refused(hierarchy):
    form = SignUp({"community": FAR_COMMUNITY})
    form.fields["community"].within = hierarchy[COUNTY]
    assert form.errors.as_data()["community"][0].code == "outside"
    # The name means only one place inside the area.
    form = SignUp({"community": "红旗"})
    form.fields["community"].within = COUNTY
    assert form.is_valid()
    assert form.cleaned_data["community"].code == COMMUNITY


def test_limiting_one_form_leaves_the_next_one_free(hierarchy):
    SignUp().fields["community"].within = COUNTY
    assert bound(FAR_COMMUNITY).is_valid()


def test_the_picker_tells_its_script_where_to_begin(hierarchy):
    form = SignUp(initial={"community": hierarchy[COMMUNITY]})
    page = str(form)
    assert f'data-code="{COMMUNITY}"' in page
    assert f'data-path="{CITY},{COUNTY},{TOWNSHIP},{COMMUNITY}"' in page
    assert 'data-level="community"' in page
    assert 'data-options-url="/regions/options/"' in page
    assert f'value="{hierarchy[COMMUNITY].full_name}"' in page
    assert "regions/region_picker.js" in str(form.media)


def test_what_the_picker_shows_is_understood_when_it_comes_back(hierarchy):
    for code in (COMMUNITY, NEIGHBOUR, FAR_COMMUNITY):
        form = bound(hierarchy[code].full_name)
        assert form.is_valid()
        assert form.cleaned_data["community"] == hierarchy[code]


def test_what_is_typed_is_escaped(hierarchy):
    assert "<script>" not in str(bound('"><script>alert(1)</script>'))


@pytest.mark.parametrize(
    ("data", "changed"),
    [(COMMUNITY, False), ("朝阳街道红旗社区", False), (NEIGHBOUR, True), ("?", True), ("", True)],
)
def test_a_form_knows_whether_the_region_was_changed(hierarchy, data, changed):
    form = SignUp({"community": data}, initial={"community": COMMUNITY})
    assert form.has_changed() is changed
