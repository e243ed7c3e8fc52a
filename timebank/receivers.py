"""What the time bank does when something changes about people. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from people.models import Kinship, Person
from people.signals import kinship_ended, kinship_proposed, kinship_verified, person_died
from timebank.services.arrangements import end_between, stop_for_death
from timebank.services.giving_messages import tell_of_kinship, tell_of_proposal


@receiver(kinship_proposed, dispatch_uid="timebank_kinship_proposed")
def who_is_named_is_asked(sender: Any, kinship: Kinship, **_: Any) -> None:
    tell_of_proposal(kinship)


@receiver(kinship_verified, dispatch_uid="timebank_kinship_verified")
def both_are_told(sender: Any, kinship: Kinship, **_: Any) -> None:
    tell_of_kinship(kinship)


@receiver(kinship_ended, dispatch_uid="timebank_kinship_ended")
def arrangements_end_with_the_tie(sender: Any, kinship: Kinship, **_: Any) -> None:
    end_between(kinship)


@receiver(person_died, dispatch_uid="timebank_person_died")
def nothing_is_given_by_itself_after_a_death(sender: Any, person: Person, **_: Any) -> None:
    stop_for_death(person)
