"""An elder's file: everything there is, for those who may read it."""

from __future__ import annotations

from typing import Any

from elderly_visits.concerns.models import Concern
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.wording import spoken_slots
from people.access_log.models import AccessLog
from people.actors import AnyUser
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.mandates.models import Mandate
from workbench.person_links import links_for

_VISITS, _CONCERNS, _READERS = 24, 20, 20


def elder_file(elder: Elder, user: AnyUser) -> dict[str, Any]:
    """What the page of a file shows beside the elder's own fields; a fixed number of queries."""
    consents = list(
        Consent.objects.filter(person=elder.person_id).select_related("recorded_by").order_by("-given_on")
    )
    visits = (
        Visit.objects.filter(elder=elder)
        .select_related("task", "report__author")
        .prefetch_related("task__assignments__volunteer__person")
        .order_by("-month", "-ordinal", "-pk")[:_VISITS]
    )
    return {
        "contacts": list(elder.contacts.order_by("pk")),
        "consents": consents,
        "receives": spoken_slots(elder.slots),
        "links": links_for(user, elder.person_id),
        "agrees": any(
            consent.withdrawn_on is None and consent.purpose == ConsentPurpose.VISITS for consent in consents
        ),
        "visits": visits,
        "last_contact": VisitReport.objects.counting()
        .filter(visit__elder=elder)
        .order_by("-visited_at")
        .first(),
        "concerns": Concern.objects.filter(elder=elder)
        .select_related("owner")
        .prefetch_related("findings")
        .order_by("closed_at", "-raised_at")[:_CONCERNS],
        "mandates": Mandate.objects.filter(principal=elder.person_id).select_related("agent").order_by("-pk"),
        "readers": AccessLog.objects.filter(subject=elder.person_id).select_related("actor__person")[
            :_READERS
        ],
    }
