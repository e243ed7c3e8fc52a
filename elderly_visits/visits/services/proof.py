"""What proves that a worker was at the door when she wrote her report: the code on the card or sheet in the home."""

from __future__ import annotations

from datetime import datetime, timedelta
from hmac import compare_digest

from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.register.models import Elder
from elderly_visits.register.services.elders import sheet_scope
from elderly_visits.visits import policy
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.errors import VisitError
from policies.selectors import value
from timebank.ledger.enums import EvidenceGrade
from volunteers.tasks.codes import LINES_OF_A_SHEET, sheet_code
from volunteers.tasks.services.tasks import check_in_index


def grade_of(elder: Elder, *, method: str, visited_at: datetime, code: str) -> EvidenceGrade:
    """B with a code of this home, C without: she prints the sheets herself, so that a line proves no more to her than
    the card does, and a browser's position proves nothing (decisions 0030 and 0032). A code counts at the door only: a
    visit at home that began not long ago. Raises VisitError for a code that is not this door's.
    """
    code = "".join(code.split())
    if code and not _is_of(elder, code):
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


def _is_of(elder: Elder, code: str) -> bool:
    """Whether the code stands on the card or on any line of the sheet in this home."""
    scope = sheet_scope(elder.pk, check_in_index(elder.door_code))
    good = [elder.door_code, *(sheet_code(scope, line) for line in range(1, LINES_OF_A_SHEET + 1))]
    return any(one and compare_digest(code.encode(), one.encode()) for one in good)
