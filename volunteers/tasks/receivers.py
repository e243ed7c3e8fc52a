"""What happens to tasks when a volunteer stops. One line each: the rule is in the service."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from people.actors import Actor
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.signals import volunteer_stopped
from volunteers.tasks.services.offers import release_assignments


@receiver(volunteer_stopped, dispatch_uid="volunteer_stopped_release_assignments")
def volunteer_stopped_release_assignments(sender: Any, volunteer: Volunteer, actor: Actor, **_: Any) -> None:
    release_assignments(volunteer=volunteer, actor=actor)
