from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timebank.ledger.enums import Unit


def spoken_minutes(minutes: int) -> str:
    """'2 hours 5 minutes', '45 minutes', '1 hour'. The sign is the caller's to say."""
    hours, rest = divmod(abs(minutes), 60)
    spoken_hours = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    spoken_rest = ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    if hours and rest:
        return _("%(hours)s %(minutes)s") % {"hours": spoken_hours, "minutes": spoken_rest}
    return spoken_hours if hours else spoken_rest


def joined(sentences: Iterable[str]) -> str:
    """Sentences in a row: Chinese sets no blank between them."""
    return ("" if (get_language() or "").startswith("zh") else " ").join(sentences)


def spoken_points(points: int) -> str:
    return ngettext("%(count)d point", "%(count)d points", abs(points)) % {"count": abs(points)}


def spoken_amount(amount: int, unit: str) -> str:
    """An amount of either unit, without its sign."""
    return spoken_points(amount) if unit == Unit.POINTS else spoken_minutes(amount)
