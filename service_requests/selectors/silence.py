"""What follows when the one served says nothing until the term is over."""

from __future__ import annotations

from django.utils import timezone

from policies.selectors import value
from service_requests import policy
from service_requests.enums import Step
from timebank.ledger.enums import EvidenceGrade
from volunteers.tasks.duties import comes_from_own_circle, was_made_by_proxy
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.services.assignments import has_plausible_length

_PROVEN = (EvidenceGrade.A, EvidenceGrade.B)


def outcome_of_silence(served: Assignment) -> Step:
    """SILENCE: it is paid. Otherwise a worker asks both sides: UNUSUAL, for a length that nobody would believe;
    UNPROVEN, where nothing but the volunteer's own word, or a worker's, says that somebody was there.

    The rule is that of the day of the service, which both sides were told.
    """
    if not has_plausible_length(served):
        return Step.UNUSUAL
    if comes_from_own_circle(served) or was_made_by_proxy(served):
        return Step.UNPROVEN
    if served.evidence in _PROVEN:
        return Step.SILENCE
    day = timezone.localdate(served.checked_out_at)
    needs_proof = value(policy.SILENCE_NEEDS_PROOF, on=day, region=served.task.region_id)
    return Step.UNPROVEN if needs_proof else Step.SILENCE
