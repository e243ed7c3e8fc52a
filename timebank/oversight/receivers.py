"""What oversight does when a record is corrected. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from timebank.earning.signals import record_correcting
from timebank.ledger.models.records import ServiceRecord
from timebank.oversight.services.holds import refuse_while_held


@receiver(record_correcting, dispatch_uid="timebank_record_correcting_refuse_while_held")
def record_correcting_refuse_while_held(sender: Any, record: ServiceRecord, **_: Any) -> None:
    refuse_while_held(record)
