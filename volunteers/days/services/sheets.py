"""The round sheet: paper that shows names and homes, so that each printing is put on record for each one shown.

What stands on it and why: hour and length (to be on time), the name (whom to ask for), the address and, once the
hours of disclosure have begun, the door (paper is for those without a phone), the way from the one before, who comes
along, whom to call with questions, and lines for the hours of coming and going. No phone number of the one served, no
date of birth, no health, no door code: the code proves presence, and so it stays inside the door.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from people.access_log.models import AccessLog
from people.access_log.services import log_access
from people.logins.models import User
from volunteers.tasks.selectors.agreed_times import Service
from workbench.access_recording import AccessAction

if TYPE_CHECKING:
    from django.http import HttpRequest

# One line for each person for as long as somebody keeps printing the same sheet.
_EVERY = timedelta(hours=1)


def record_printing(*, services: Sequence[Service], day: date, actor: User, request: HttpRequest) -> int:
    """Write into the access log whose name or home the sheet of `day` shows; returns how many lines were written."""
    detail = _("Visit schedule for %(day)s") % {"day": day.isoformat()}
    people = {
        service.disclosure.beneficiary.pk: (service.disclosure.beneficiary, service.task.region_id)
        for service in services
        if service.disclosure.beneficiary is not None
        and (service.disclosure.name or service.disclosure.address)
    }
    known = set(
        AccessLog.objects.filter(
            subject__in=people, actor=actor.pk, action=AccessAction.PRINT, detail=detail,
            at__gt=timezone.now() - _EVERY,
        ).values_list("subject", flat=True)
    )  # fmt: skip
    for pk, (person, region) in people.items():
        if pk not in known:
            log_access(
                actor=actor, action=AccessAction.PRINT, subject=person, request=request, detail=detail,
                region_id=region,
            )  # fmt: skip
    return len(people) - len(known)
