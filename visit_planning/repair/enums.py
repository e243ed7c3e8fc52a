"""Why visits are matched again, and what became of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.badges import Badge, register_badges


class RepairCause(models.TextChoices):
    """Why visits were matched again between two plans."""

    DECLINED = "declined", _("A volunteer declined")
    WITHDRAWN = "withdrawn", _("A volunteer has withdrawn")
    AWAY = "away", _("A volunteer is ill or away")
    LEFT = "left", _("A volunteer left or was suspended")
    NO_ANSWER = "no_answer", _("No answer within the time limit")
    NEW_ELDER = "new_elder", _("A visit has become due")
    CLOSED = "closed", _("A place is cut off")
    OPENED = "opened", _("A place is accessible again")
    BY_WORKER = "by_worker", _("Requested by a worker")


class RepairState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("repair", "Waiting")
    DONE = "done", pgettext_lazy("repair", "Done")
    FAILED = "failed", pgettext_lazy("repair", "Given up")


class Fate(models.TextChoices):
    """What became of a visit in a repair."""

    WAITING = "waiting", pgettext_lazy("fate of a visit", "Waiting")
    FOUND = "found", pgettext_lazy("fate of a visit", "Somebody else was asked")
    NOBODY = "nobody", pgettext_lazy("fate of a visit", "Nobody was found")
    HELD = "held", pgettext_lazy("fate of a visit", "Already has a visitor")
    SEARCH = "search", pgettext_lazy("fate of a visit", "Others are being asked in turn")
    MOVED = "moved", pgettext_lazy("fate of a visit", "Moved to make room")
    OVER = "over", pgettext_lazy("fate of a visit", "No longer needed")


register_badges(
    "fate",
    {
        Fate.FOUND: Badge.OK,
        Fate.HELD: Badge.OK,
        Fate.NOBODY: Badge.BAD,
        Fate.OVER: Badge.INFO,
        Fate.SEARCH: Badge.INFO,
    },
    default=Badge.WARN,
)
