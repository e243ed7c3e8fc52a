"""Encryption of sensitive values and the blind index that finds them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from common.encryption import blind_index, decrypt, encrypt

# Encryption


@given(st.text(min_size=1))
def test_what_is_encrypted_comes_back_as_it_was(text: str) -> None:
    token = encrypt(text)
    assert text not in token or len(text) < 4
    assert decrypt(token) == text


def test_two_encryptions_of_the_same_look_different_and_their_indexes_the_same() -> None:
    assert encrypt("511702194803021234") != encrypt("511702194803021234")
    assert blind_index("511702194803021234") == blind_index("511702194803021234")
    assert blind_index("511702194803021234") != blind_index("511702194803021235")
    assert len(blind_index("x")) == 64


def test_without_keys_nothing_is_encrypted(settings: Any) -> None:
    settings.FIELD_KEYS = []
    with pytest.raises(ImproperlyConfigured):
        encrypt("x")
