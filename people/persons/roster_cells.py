"""Cells of rosters about a person; each reader raises ValueError with a sentence for who can mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tabular.cell_readers import normalise_text
from people.persons.enums import Sex

_SEXES = {
    "m": Sex.MALE, "male": Sex.MALE, "男": Sex.MALE, "男性": Sex.MALE,
    "f": Sex.FEMALE, "female": Sex.FEMALE, "女": Sex.FEMALE, "女性": Sex.FEMALE,
}  # fmt: skip


def read_sex(text: str) -> Sex:
    if found := _SEXES.get(normalise_text(text)):
        return found
    raise ValueError(_("Write M or F (男 or 女)."))
