"""The colour of a state. The map belongs to the vocabulary, which registers it; the word itself stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Badge(StrEnum):
    """The class of a badge in the style sheets of portal and workbench."""

    OK = "badge-ok"
    INFO = "badge-info"
    WARN = "badge-warn"
    BAD = "badge-bad"
    PLAIN = ""


_VOCABULARIES: dict[str, tuple[dict[str, Badge], Badge]] = {}


def register_badges(name: str, badges: Mapping[str, Badge], *, default: Badge = Badge.INFO) -> None:
    """The badges of a vocabulary by its values, `default` for those not named. Called below its enum.

    Values of different vocabularies are equal strings ("found", "open"), hence the name. Raises ValueError for a name
    that another map has.
    """
    known = _VOCABULARIES.setdefault(name, (dict(badges), default))
    if known != (dict(badges), default):
        raise ValueError(f"There are other badges by the name of {name!r}.")


def badge_of(name: str, value: str) -> Badge:
    """The badge of one value. Raises KeyError for a vocabulary that registered none."""
    badges, default = _VOCABULARIES[name]
    return badges.get(value, default)
