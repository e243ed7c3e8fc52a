"""What proves that a worker was at the door when she wrote her report: the code on the card in the home."""

from __future__ import annotations

from datetime import datetime, timedelta
from hmac import compare_digest

from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.register.models import Elder
from elderly_visits.visits import policy
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.errors import VisitError
from policies.selectors import value
from timebank.ledger.enums import EvidenceGrade


def grade_of(elder: Elder, *, method: str, visited_at: datetime, code: str) -> EvidenceGrade:
    """B with the code on the card, C without: she prints cards and sheets herself, and a browser's position proves
    nothing (decisions 0030 and 0032). The lines of the sheet are for volunteers, whose next line is known by the last.
    The code counts at the door only: a visit at home that began not long ago. Raises VisitError for another code.
    """
    code = "".join(code.split())
    if code and not (elder.door_code and compare_digest(code.encode(), elder.door_code.encode())):
        raise VisitError(
            {
                "code": _(
                    "The code does not match this door: please check it against the card inside the door, or leave "
                    "it empty."
                )
            }
        )
    within = timedelta(minutes=value(policy.AT_DOOR_MINUTES, region=elder.region_id))
    if not code or method != VisitMethod.HOME or timezone.now() - visited_at > within:
        return EvidenceGrade.C
    return EvidenceGrade.B
