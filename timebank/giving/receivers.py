"""What the time bank does when something changes about people. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from people.kinship.models import Kinship
from people.signals import kinship_ended, kinship_proposed, kinship_verified
from timebank.giving.services.arrangements import end_between
from timebank.giving.services.messages import notify_of_proposed_kinship, notify_of_verified_kinship


@receiver(kinship_proposed, dispatch_uid="timebank_kinship_proposed")
def kinship_proposed_notify_relative(sender: Any, kinship: Kinship, **_: Any) -> None:
    notify_of_proposed_kinship(kinship)


@receiver(kinship_verified, dispatch_uid="timebank_kinship_verified")
def kinship_verified_notify_both(sender: Any, kinship: Kinship, **_: Any) -> None:
    notify_of_verified_kinship(kinship)


@receiver(kinship_ended, dispatch_uid="timebank_kinship_ended")
def kinship_ended_end_arrangements(sender: Any, kinship: Kinship, **_: Any) -> None:
    end_between(kinship)
