"""What visits do when somebody withdraws their consent, and when tables change. The rules are in services."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from elderly_visits.visits.change_marks import remove
from elderly_visits.visits.services.keeping import watch_changes
from elderly_visits.visits.services.stopping import stop_visits
from people.actors import Actor
from people.consents.enums import ConsentPurpose
from people.consents.models import Consent
from people.signals import consent_withdrawn


@receiver(consent_withdrawn, dispatch_uid="nobody_visits_without_consent")
def consent_withdrawn_stop_visits(sender: Any, consent: Consent, actor: Actor, **_: Any) -> None:
    if consent.purpose == ConsentPurpose.VISITS:
        stop_visits(person=consent.person, actor=actor)


@receiver(pre_migrate, dispatch_uid="no_marks_while_tables_change")
def tables_change_without_triggers(sender: Any, using: str, plan: Any = (), **_: Any) -> None:
    if sender.name == "elderly_visits" and plan:
        remove(connections[using])


@receiver(post_migrate, dispatch_uid="marks_after_tables_changed")
def tables_changed_triggers_are_back(sender: Any, using: str, **_: Any) -> None:
    if sender.name == "elderly_visits":
        watch_changes(using=using)
