"""What this floor does when somebody leaves. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from people.actors import Actor
from people.persons.models import Person
from people.signals import person_died
from service_requests.services.leaving import call_off_all
from timebank.giving.signals import account_settling


@receiver(person_died, dispatch_uid="request_lost_a_person")
def nobody_is_sent_to_a_house_in_mourning(sender: Any, person: Person, actor: Actor, **_more: Any) -> None:
    call_off_all(person=person, actor=actor, reason=lambda: _("It is no longer needed."))


@receiver(account_settling, dispatch_uid="request_of_a_settled_account")
def requests_end_before_the_account(sender: Any, person: Person, actor: Actor, **_more: Any) -> None:
    call_off_all(person=person, actor=actor, reason=lambda: _("The account was settled."))
