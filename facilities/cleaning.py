"""What a field of a care point may hold, said once for forms and imports. Each raises ValidationError in words."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regions import geo
from regions.models import Region

MAX_SERVICES = 20
MAX_SERVICE_LENGTH = 20
_BETWEEN_SERVICES = re.compile(r"[;；,，、\n]+")
# A prefecture is some 200 km across: what lies farther from its region belongs to another.
FARTHEST_FROM_REGION_M = 100_000


def clean_line(text: str, *, longest: int) -> str:
    """One line of text, blanks tidied."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) > longest:
        raise ValidationError(_("Longer than %(longest)s characters."), params={"longest": longest})
    if not line.isprintable():
        raise ValidationError(_("Contains an invisible character."))
    return line


def clean_services(text: str) -> list[str]:
    """Words between semicolons, commas or 、, each once, in the order given."""
    words = list(dict.fromkeys(re.sub(r"\s+", " ", word).strip() for word in _BETWEEN_SERVICES.split(text)))
    words = [word for word in words if word]
    if len(words) > MAX_SERVICES:
        raise ValidationError(_("At most %(count)s services."), params={"count": MAX_SERVICES})
    for word in words:
        if len(word) > MAX_SERVICE_LENGTH or not word.isprintable():
            raise ValidationError(
                _(
                    "“%(word)s” is too long for a service: use a word or two, with semicolons between "
                    "services."
                ),
                params={"word": word[:40]},
            )
    return words


def clean_count(text: str, *, largest: int) -> int | None:
    """A whole number above zero, or None for nothing."""
    plain = text.strip()
    if not plain:
        return None
    try:
        number = float(plain)
    except ValueError:
        number = -1.0
    if "_" in plain or not number.is_integer() or number <= 0:
        raise ValidationError(_("Write a whole number above zero, or leave it empty."))
    if number > largest:
        raise ValidationError(
            _("This is more than %(largest)s: probably a typing error."), params={"largest": largest}
        )
    return int(number)


def check_near_region(point: geo.Point, region: Region) -> None:
    """Refuse a position that cannot belong to the region."""
    distance = region.distance_to_m(*point)
    if distance is not None and distance > FARTHEST_FROM_REGION_M:
        raise ValidationError(
            _("This position is %(km)s km from %(region)s. Is it correct?"),
            params={"km": round(distance / 1000), "region": region.short_name},
        )
