"""Two files of one elder: visits and concerns go to the one that stays, the other leaves the register uncounted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from elderly_visits.register.enums import LeftReason
from elderly_visits.register.models import Elder
from elderly_visits.register.services.tiers import save_as
from elderly_visits.register.signals import visits_due_changed
from elderly_visits.visits.services.stopping import take_off
from people.actors import Actor
from people.merging.registry import Handling, MergeStep, declare
from people.persons.models import Person


def declare_relations() -> None:
    """What becomes of elders' rows; called once from `AppConfig.ready()`."""
    declare("elderly_visits.Elder", "person", Handling.PROFILE)
    for label in ("Concern", "EmergencyContact", "Visit"):
        declare(f"elderly_visits.{label}", "elder", Handling.MOVE)


def _both(kept: Person, gone: Person) -> tuple[Elder, Elder] | None:
    rows = {
        row.person_id: row for row in Elder.objects.filter(person__in=[kept, gone]).select_related("person")
    }
    return (rows[kept.pk], rows[gone.pk]) if len(rows) == 2 else None


class EldersJoin(MergeStep):
    key = "elders"

    def refusals(self, kept: Person, gone: Person) -> list[str]:
        both = _both(kept, gone)
        if both is not None and both[0].left_on is not None and both[1].left_on is None:
            return [_("The file that stays has left the register. Please merge in the other direction.")]
        return []

    def before(self, kept: Person, gone: Person, actor: Actor) -> Any:
        both = _both(kept, gone)
        if both is None:
            return None
        left_on = both[1].left_on.isoformat() if both[1].left_on else None
        return {"elder": both[1].pk, "left_on": left_on, "left_reason": both[1].left_reason}

    def after(self, kept: Person, gone: Person, actor: Actor) -> None:
        elder = Elder.objects.filter(person=gone).select_related("person").first()
        if elder is not None:
            on = elder.left_on or max(timezone.localdate(), elder.registered_on)
            take_off(elder=elder, on=on, reason=LeftReason.DUPLICATE, actor=actor)

    def undo(self, kept: Person, gone: Person, done: Any, actor: Actor) -> None:
        elder = Elder.objects.select_related("person").get(pk=done["elder"])
        elder.left_on = date.fromisoformat(done["left_on"]) if done["left_on"] else None
        elder.left_reason = done["left_reason"]
        save_as(elder, actor, reason=_("Merging taken back"), update_fields=["left_on", "left_reason"])
        if elder.left_on is None:
            visits_due_changed.send(Elder, elder=elder, actor=actor)
