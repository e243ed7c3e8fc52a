"""How far a search for somebody who stands in has come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class SearchState(models.TextChoices):
    """How far the search for somebody who stands in has come."""

    ASKING = "asking", pgettext_lazy("search", "Asking")
    FOUND = "found", pgettext_lazy("search", "Someone accepted")
    EXHAUSTED = "exhausted", pgettext_lazy("search", "Everybody was asked")
    STOPPED = "stopped", pgettext_lazy("search", "Stopped")


register_badges(
    "search",
    {SearchState.ASKING: Badge.INFO, SearchState.FOUND: Badge.OK, SearchState.EXHAUSTED: Badge.BAD},
    default=Badge.WARN,
)
