"""What proves that a worker was at the door when she wrote her report: the code on the card, the phone's position."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.register.models import Elder
from elderly_visits.visits import policy
from elderly_visits.visits.enums import VisitMethod
from elderly_visits.visits.errors import VisitError
from policies.selectors import value
from regions.geo import geodesic_m
from regions.models import LocationQuality
from timebank.ledger.enums import EvidenceGrade
from volunteers.tasks.policy import FENCE_M


@dataclass(frozen=True)
class Proof:
    """What the phone gave, if anything; the position is WGS-84 and is not kept."""

    code: str = ""
    lat: float | None = None
    lon: float | None = None


def grade_of(elder: Elder, *, method: str, visited_at: datetime, proof: Proof) -> EvidenceGrade:
    """A for both proofs, B for one, C for none, as for volunteers. Proofs count at the door only: a visit at home that
    began not long ago. Raises VisitError for a code that is not this door's."""
    code = "".join(proof.code.split())
    fits = bool(code and elder.door_code) and compare_digest(code.encode(), elder.door_code.encode())
    if code and not fits:
        raise VisitError(
            {
                "code": _(
                    "The code does not match this door: please check it against the card inside the door, or leave "
                    "it empty."
                )
            }
        )
    within = timedelta(minutes=value(policy.AT_DOOR_MINUTES, region=elder.region_id))
    if method != VisitMethod.HOME or timezone.now() - visited_at > within:
        return EvidenceGrade.C
    proofs = fits + _is_near(elder, proof)
    return (EvidenceGrade.C, EvidenceGrade.B, EvidenceGrade.A)[proofs]


def _is_near(elder: Elder, proof: Proof) -> bool:
    if proof.lat is None or proof.lon is None or elder.lat is None or elder.lon is None:
        return False
    if elder.location_quality != LocationQuality.EXACT:
        return False
    if not (math.isfinite(proof.lat) and math.isfinite(proof.lon)):
        return False
    if abs(proof.lat) > 90 or abs(proof.lon) > 180:
        return False
    fence_m = value(FENCE_M, region=elder.region_id)
    return geodesic_m(elder.lat, elder.lon, proof.lat, proof.lon) <= fence_m
