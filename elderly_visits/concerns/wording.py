"""Words that are looked for again in the histories of concerns."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.languages import in_house

_REMINDED = _("Reminder sent to the owner")


def reminded_words() -> str:
    """What stands in the history of a concern whose owner was reminded; nobody can type it there."""
    return in_house(_REMINDED)
