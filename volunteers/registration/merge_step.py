"""Two volunteer profiles of one person: what was done and agreed goes to the one that stays, the other one has left."""

from __future__ import annotations

from typing import Any

from people.actors import Actor
from people.merging.registry import Handling, MergeStep, declare
from people.persons.models import Person
from volunteers.registration.enums import VolunteerState
from volunteers.registration.models.suspension import Suspension
from volunteers.registration.models.volunteer import Volunteer
from volunteers.registration.services.registration import leave, move_to
from volunteers.registration.signals import volunteer_stopped


def declare_relations() -> None:
    """What becomes of volunteers' rows; called once from `AppConfig.ready()`."""
    declare("volunteers.Volunteer", "person", Handling.PROFILE)
    for label, field in (
        ("CalendarFeed", "person"),
        ("PlannedStop", "person"),
        ("Absence", "volunteer"),
        ("Team", "leader"),
        ("TeamMember", "volunteer"),
        ("VolunteerSkill", "volunteer"),
        ("Suspension", "volunteer"),
        ("Assignment", "volunteer"),
    ):
        declare(f"volunteers.{label}", field, Handling.MOVE)


class ProfilesJoin(MergeStep):
    key = "volunteers"

    def before(self, kept: Person, gone: Person, actor: Actor) -> Any:
        rows = {row.person_id: row for row in Volunteer.objects.filter(person__in=[kept, gone])}
        if len(rows) < 2 or rows[gone.pk].state == VolunteerState.LEFT:
            return None
        return {"volunteer": rows[gone.pk].pk, "state": rows[gone.pk].state}

    def after(self, kept: Person, gone: Person, actor: Actor) -> None:
        self._suspend(kept, actor)
        left = Volunteer.objects.filter(person=gone).exclude(state=VolunteerState.LEFT).first()
        if left is None:
            return
        if left.state == VolunteerState.REJECTED:
            # It never was one; there is nothing to leave.
            return
        leave(volunteer=left, actor=actor)

    def _suspend(self, kept: Person, actor: Actor) -> None:
        """Whoever is suspended in one of the files is suspended: a second file is no way around it."""
        stays = Volunteer.objects.filter(person=kept, state=VolunteerState.APPROVED).first()
        suspension = Suspension.objects.in_force().filter(volunteer=stays).first() if stays else None
        if stays is not None and suspension is not None:
            move_to(stays, VolunteerState.SUSPENDED, actor, suspension.reason)
            volunteer_stopped.send(Volunteer, volunteer=stays, actor=actor)

    def undo(self, kept: Person, gone: Person, done: Any, actor: Actor) -> None:
        volunteer = Volunteer.objects.get(pk=done["volunteer"])
        volunteer.state = done["state"]
        volunteer.save(update_fields=["state"])
        # The suspension is back where it was.
        stays = Volunteer.objects.filter(person=kept, state=VolunteerState.SUSPENDED).first()
        if stays is not None and not stays.suspensions.in_force().exists():
            move_to(stays, VolunteerState.APPROVED, actor, "")
