"""What the family tells the worker."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import in_house
from elderly_visits.concerns.enums import ConcernKind, Severity
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.register.models import Elder
from elderly_visits.register.permissions import can_speak_for
from elderly_visits.visits.errors import VisitError
from people.logins.models import User


@transaction.atomic
def notify_worker(*, elder: Elder, actor: User, text: str) -> Concern:
    """A message of the elder or a relative ("she is in hospital") reaches the worker as a routine concern.

    The same words twice are one message. Raises VisitError for a stranger, or without words.
    """
    if not can_speak_for(actor, elder):
        raise VisitError(_("You are not this elder's representative."), code="stranger")
    if not text.strip():
        raise VisitError(_("Please write what has changed."), code="text")
    said = gettext_lazy("Message from %(name)s: %(text)s")
    message = in_house(said, name=actor.display_name, text=text.strip())
    return raise_concern(
        elder=elder, kind=ConcernKind.OTHER, severity=Severity.ROUTINE, text=message, raised_by=actor
    )
