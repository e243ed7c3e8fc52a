"""Phone numbers have one written form."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from common.phones import normalise_phone

# Phones


@pytest.mark.parametrize(
    "text", ["13900001234", "139 0000 1234", "+86 139-0000-1234", "0086 13900001234", "8613900001234"]
)
def test_a_mobile_number_has_one_written_form(text: str) -> None:
    assert normalise_phone(text, mobile=True) == "+8613900001234"


@pytest.mark.parametrize("text", ["", "1390000123", "139000012345", "abc", "+", "99999999999"])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        normalise_phone(text)


def test_a_landline_is_a_phone_and_no_mobile_phone() -> None:
    assert normalise_phone("0818-2123456") == "+868182123456"
    with pytest.raises(ValidationError):
        normalise_phone("0818-2123456", mobile=True)


def test_numbers_of_the_demonstration_pass() -> None:
    assert normalise_phone("10000000001", mobile=True) == "+8610000000001"
