"""What a death stops here: the volunteer's work; what has not begun goes to others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from people.actors import Actor
from people.deaths.registry import Consequence, DeathEffect
from people.persons.models import Person
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.registration import leave

_AT_WORK = (VolunteerState.PENDING, VolunteerState.APPROVED, VolunteerState.SUSPENDED)


class VolunteeringEnds(DeathEffect):
    key = "volunteer"

    def count(self, person: Person) -> list[Consequence]:
        volunteer = self._volunteer(person)
        if volunteer is None:
            return []
        open_tasks = volunteer.assignments.filter(state__in=("offered", "accepted")).count()
        return [
            Consequence(_("Volunteering that ends"), 1),
            Consequence(_("Tasks that go to others"), open_tasks),
        ]

    def stop(self, person: Person, actor: Actor) -> Any:
        volunteer = self._volunteer(person)
        if volunteer is None:
            return None
        before = volunteer.state
        open_tasks = volunteer.assignments.filter(state__in=("offered", "accepted")).count()
        leave(volunteer=volunteer, actor=actor)
        return {"volunteer": volunteer.pk, "state": before, "tasks": open_tasks}

    def restore(self, person: Person, stopped: Any, actor: Actor) -> list[str]:
        volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=stopped["volunteer"])
        if volunteer.state == VolunteerState.LEFT:
            volunteer.state = stopped["state"]
            volunteer.save(update_fields=["state"])
        if stopped["tasks"]:
            return [_("Tasks that have gone to others: %(count)d.") % {"count": stopped["tasks"]}]
        return []

    def _volunteer(self, person: Person) -> Volunteer | None:
        return Volunteer.objects.filter(person=person, state__in=_AT_WORK).first()
