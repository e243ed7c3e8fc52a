"""Cells as rosters write them: lines, lists of words, counts. Each reader raises ValueError with a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

_SEPARATORS = re.compile(r"[;；,，、/|\n]+")


def normalise_text(text: str) -> str:
    """Full-width letters and digits as plain ones, without blanks around, in small letters."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def split_words(text: str) -> list[str]:
    """The words of a list, whatever separates them."""
    return [word for part in _SEPARATORS.split(text) if (word := unicodedata.normalize("NFKC", part).strip())]


def printable(longest: int) -> Callable[[str], str]:
    """A reader of one line of at most `longest` characters."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise ValueError(_("Longer than %(longest)s characters.") % {"longest": longest})
        if not text.isprintable():
            raise ValueError(_("It contains a line break or another invisible character."))
        return text

    return read


def read_words(longest: int, most: int) -> Callable[[str], tuple[str, ...]]:
    """A reader of a list of words, whatever separates them; each at most `longest` characters, at most `most`."""

    read_line = printable(longest)

    def read(text: str) -> tuple[str, ...]:
        words = [read_line(word) for word in split_words(text)]
        for word in words:
            if not any(ch.isalnum() for ch in word):
                raise ValueError(_("“%(word)s” is not in the list of accepted words.") % {"word": word[:40]})
        if len(words) > most:
            raise ValueError(_("More than %(most)d words.") % {"most": most})
        return tuple(dict.fromkeys(words))

    return read


def read_count(least: int, most: int) -> Callable[[str], int]:
    """A reader of a whole number within bounds."""

    def read(text: str) -> int:
        number = normalise_text(text).replace(",", "")
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise ValueError(_("Enter a whole number."))
        if not least <= int(number) <= most:
            raise ValueError(_("Between %(least)d and %(most)d.") % {"least": least, "most": most})
        return int(number)

    return read
