"""Cells of rosters about a person; each reader raises ValueError with a sentence for who can mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tabular.cell_readers import normalise_text, printable
from people.persons.enums import Sex

_SEXES = {
    "m": Sex.MALE, "male": Sex.MALE, "男": Sex.MALE, "男性": Sex.MALE,
    "f": Sex.FEMALE, "female": Sex.FEMALE, "女": Sex.FEMALE, "女性": Sex.FEMALE,
}  # fmt: skip
# For lists to choose from.
SEX_WORDS = ("男", "女")
_NAME_LENGTH = 60


def read_sex(text: str) -> Sex:
    if found := _SEXES.get(normalise_text(text)):
        return found
    raise ValueError(_("Write M or F (男 or 女)."))


def read_name(text: str) -> str:
    """A name. Blanks that only make a Chinese name of two characters as wide as one of three (王　芳) are left out."""
    name = printable(_NAME_LENGTH)(" ".join(text.split()))
    return name if any(letter.isascii() and letter.isalpha() for letter in name) else name.replace(" ", "")
