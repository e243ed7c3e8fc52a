"""What this floor does when somebody leaves. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from people.actors import Actor
from people.persons.models import Person
from service_requests.services.ending import cancel_open_requests
from timebank.giving.signals import account_settling


@receiver(account_settling, dispatch_uid="request_of_a_settled_account")
def account_settling_cancel_requests(sender: Any, person: Person, actor: Actor, **_more: Any) -> None:
    cancel_open_requests(person=person, actor=actor, reason=_("The account was settled."))
