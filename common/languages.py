"""Sentences in the language of the installation: for what is stored, and read by others than who caused it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise


def in_house(sentence: str | Promise, **words: Any) -> str:
    """The (lazy) sentence in the installation's language, whatever language the page is read in; `words` fill it in."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(sentence) % {name: str(word) for name, word in words.items()} if words else str(sentence)
