"""Taking back many offers at once, as a new plan does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.bulk import insert
from notifications.models import Channel, Message
from people.actors import Actor
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.steps import note_vacancies

_CHUNK = 5000


@transaction.atomic
def revoke_offers(*, assignment_ids: Sequence[int], actor: Actor = None, note: str = "") -> list[int]:
    """Take back offers that nobody has answered; returns which. One that was answered meanwhile stays as it is.

    The bulk form of `replace` for the planner. Nobody is told: an offer without an answer promised nothing (but see
    `notify_of_moved_offers`). The number of queries does not grow with each row.
    """
    taken: list[int] = []
    now = timezone.now()
    for start in range(0, len(assignment_ids), _CHUNK):
        wanted = Assignment.objects.filter(pk__among=list(assignment_ids[start : start + _CHUNK]))
        # Tasks first, as everywhere: two services never wait for each other's rows.
        list(
            Task.objects.select_for_update()
            .filter(pk__in=wanted.values("task"))
            .order_by("pk")
            .values_list("pk")
        )
        offers = wanted.filter(state=AssignmentState.OFFERED)
        keys = list(offers.select_for_update().order_by("pk").values_list("pk", flat=True))
        Assignment.objects.filter(pk__among=keys).update(state=AssignmentState.REPLACED, note=note[:300])
        insert(
            AssignmentEvent,
            {"assignment_id": keys},
            at=now,
            actor=actor.pk if actor else None,
            from_state=AssignmentState.OFFERED,
            to_state=AssignmentState.REPLACED,
            note=note[:300],
        )
        note_vacancies(keys)
        taken += keys
    return taken


@transaction.atomic
def notify_of_moved_offers(*, volunteer_ids: Iterable[int], occasion: str) -> None:
    """Tell volunteers that offers of theirs went to somebody else before they had answered; once for each occasion.

    In the system only, without a text message: there is nothing for them to do.
    """
    rows = (
        Volunteer.objects.filter(pk__among=list(volunteer_ids)).order_by("pk").values_list("pk", "person_id")
    )
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Changes to the visits offered to you")
        body = _(
            "Someone who lives nearer or knows the elder can go, so you no longer need to answer. "
            "Thank you for being ready to help."
        )
    Message.objects.bulk_create(
        [
            Message(
                person_id=person,
                kind="change",
                channel=Channel.INBOX,
                subject=subject,
                body=body,
                link="/volunteer/",
                key=f"moved:{occasion}:{pk}",
            )
            for pk, person in rows
        ],
        ignore_conflicts=True,
    )
