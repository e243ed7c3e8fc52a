"""What certificates do when a record is corrected. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from people.actors import Actor
from timebank.certificates.services.lifecycle import supersede_certificates
from timebank.earning.signals import record_corrected
from timebank.ledger.models.records import ServiceRecord


@receiver(record_corrected, dispatch_uid="timebank_record_corrected_supersede_certificates")
def record_corrected_supersede_certificates(
    sender: Any, record: ServiceRecord, actor: Actor, **_: Any
) -> None:
    supersede_certificates(record=record, by=actor)
