"""Phone numbers of places."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from common.phone_lists import Phone, normalise_phones, phone_links

WRITTEN = [
    ("0818-2123456", "+868182123456"),
    ("(0818) 212 3456", "+868182123456"),
    ("139 0000 0000", "+8613900000000"),
    ("0818-2123456转801", "+868182123456;ext=801"),
    ("0818-2123456 / 13900000000", "+868182123456, +8613900000000"),
    ("0818-2123456、0818-2123456", "+868182123456"),
    ("0818-2123456或13900000000", "+868182123456, +8613900000000"),
    ("12345", "12345"),
    ("400-820-8820", "+864008208820"),
    ("10000000001", "+8610000000001"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "stored"), WRITTEN)
def test_numbers_are_kept_in_one_form(text: str, stored: str) -> None:
    assert normalise_phones(text) == stored
    assert normalise_phones(stored) == stored


@pytest.mark.parametrize(
    "text", ["电话", "1", "99999", "0818-2123456转", "0818-21234567890", "0818-2123456 / 无"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        normalise_phones(text)


def test_a_number_without_its_area_code_is_asked_for_it() -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="has no area code"):
        normalise_phones("2123456")


def test_more_numbers_than_a_field_holds_are_refused() -> None:
    with pytest.raises(ValidationError):
        normalise_phones("0818-2123456、13900000000、13900000001")


def test_stored_numbers_become_links_that_can_be_read() -> None:
    with translation.override("en"):
        assert phone_links("+868182123456;ext=801, 12345") == [
            Phone("tel:+868182123456;ext=801", "0818 212 3456 ext. 801"),
            Phone("tel:12345", "12345"),
        ]


def test_stored_text_that_is_no_number_is_read_and_not_linked() -> None:
    assert phone_links("问居委会") == [Phone("", "问居委会")]
    assert phone_links("") == []
