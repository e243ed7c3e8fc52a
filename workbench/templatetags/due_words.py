"""How long there is still time, and since when something waits, in words."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def due_words(due: datetime) -> str:
    """'overdue by 2 days', 'today until 18:00', 'tonight', 'tomorrow', '5 days left (12-05)'."""
    now, local = timezone.now(), timezone.localtime(due)
    days = (local.date() - timezone.localdate(now)).days
    if due < now:
        hours = int((now - due).total_seconds() // 3600)
        if hours < 1:
            return _("overdue since a moment ago")
        if hours < 24:
            return ngettext("overdue by %(n)d hour", "overdue by %(n)d hours", hours) % {"n": hours}
        over = hours // 24
        return ngettext("overdue by %(n)d day", "overdue by %(n)d days", over) % {"n": over}
    if days == 0:
        # What is due on a day is due until its last second.
        return (
            _("tonight at the latest")
            if local.hour == 23 and local.minute == 59
            else _("today until %(time)s") % {"time": date_format(local, "H:i")}
        )
    if days == 1:
        return _("tomorrow")
    day = date_format(local, "m-d")
    return ngettext("%(n)d day left (%(day)s)", "%(n)d days left (%(day)s)", days) % {"n": days, "day": day}


@register.filter
def since_words(since: datetime) -> str:
    """'since today', 'waiting for 3 days'."""
    days = (timezone.localdate() - timezone.localdate(since)).days
    if days <= 0:
        return _("since today")
    return ngettext("waiting for %(n)d day", "waiting for %(n)d days", days) % {"n": days}
