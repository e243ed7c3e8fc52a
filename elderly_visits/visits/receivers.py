"""What visits do when somebody withdraws their consent. The rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from elderly_visits.visits.services.stopping import stop_visits
from people.actors import Actor
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.signals import consent_withdrawn


@receiver(consent_withdrawn, dispatch_uid="nobody_visits_without_consent")
def consent_withdrawn_stop_visits(sender: Any, consent: Consent, actor: Actor, **_: Any) -> None:
    if consent.purpose == ConsentPurpose.VISITS:
        stop_visits(person=consent.person, actor=actor)
