"""Many offers at once, as a plan makes them and the next takes them back: in bulk, one message for each volunteer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.bulk import insert, new_uuids, reserve
from notifications.models import Channel, Message
from people.actors import Actor
from volunteers.registration.models.volunteer import Volunteer
from volunteers.tasks.enums import AssignmentState, Origin
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.steps import lock_tasks, note_vacancies

# Offers that are taken back at once.
_CHUNK = 5000
_NOTHING: Mapping[str, Any] = {}


class OfferRow(NamedTuple):
    """One line of a plan: which volunteer for which task, how far (metres), and why."""

    task_id: int
    volunteer_id: int
    distance_m: float | None = None
    explanation: Mapping[str, Any] = _NOTHING
    # Until when it waits for an answer, where that is earlier than policy's time.
    expires_at: datetime | None = None


@transaction.atomic
def offer_many(
    *, rows: Sequence[OfferRow], actor: Actor = None, label: str = "", batch: str = ""
) -> list[OfferRow]:
    """Write the offers of a plan in bulk: assignments, events, and one message per volunteer. Returns those written.

    The planner has checked the rules on the whole. Passed over is what has changed since: a task that is no longer
    open or has enough people by now, and a volunteer who holds that task already, so that a plan that was interrupted
    can be written again. The number of queries does not grow with the rows. With a `batch` the messages go out spread
    over time and can be withdrawn together.
    """
    free = _with_room(rows)
    if not free:
        return []
    now = timezone.now()
    tasks, volunteers, distances, explanations, expiring = zip(*free, strict=True)
    keys, uuids = reserve(Assignment, len(free)), new_uuids(len(free))
    insert(
        Assignment,
        {
            "id": keys,
            "uuid": uuids,
            "task_id": tasks,
            "volunteer_id": volunteers,
            "distance_m": [None if metres is None else round(metres) for metres in distances],
            "explanation": explanations,
            "expires_at": expiring,
        },
        state=AssignmentState.OFFERED,
        origin=Origin.MATCHED,
        offered_at=now,
    )
    insert(
        AssignmentEvent,
        {"assignment_id": keys},
        at=now,
        actor=actor.pk if actor else None,
        to_state=AssignmentState.OFFERED,
    )
    _tell_volunteers(volunteers, uuids, label, batch)
    return free


def _with_room(rows: Sequence[OfferRow]) -> list[OfferRow]:
    """Lock the tasks, and keep the rows for which they have room; those tasks lose the reason why nobody came."""
    wanted = sorted({row.task_id for row in rows})
    room, reasons = {}, []
    for task, persons, reason in (
        Task.objects.select_for_update(no_key=True)
        .open()
        .filter(pk__among=wanted)
        .order_by("pk")
        .values_list("pk", "persons_needed", "unmatched_reason")
    ):
        room[task] = persons
        if reason:
            reasons.append(task)
    holders: dict[int, set[int]] = defaultdict(set)
    for task, volunteer in (
        Assignment.objects.active().filter(task__pk__among=wanted).values_list("task_id", "volunteer_id")
    ):
        holders[task].add(volunteer)
    free = []
    for row in rows:
        here = holders[row.task_id]
        if row.volunteer_id not in here and len(here) < room.get(row.task_id, 0):
            here.add(row.volunteer_id)
            free.append(row)
    offered = {row.task_id for row in free}
    if cleared := [task for task in reasons if task in offered]:
        Task.objects.filter(pk__among=cleared).update(unmatched_reason="")
    return free


def _tell_volunteers(volunteers: Sequence[int], uuids: Sequence[str], label: str, batch: str) -> None:
    """One message for each volunteer, named by the first offer it tells of: two plans may be written at once."""
    counts = Counter(volunteers)
    first = dict(zip(reversed(volunteers), reversed(uuids), strict=True))
    persons = dict(Volunteer.objects.filter(pk__among=list(counts)).values_list("pk", "person_id"))
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Visits proposed for you")
        bodies = {
            count: ngettext(
                "%(count)d visit near you is waiting for your answer (%(label)s). Please say yes or no.",
                "%(count)d visits near you are waiting for your answer (%(label)s). Please say yes or no.",
                count,
            )
            % {"count": count, "label": label}
            for count in set(counts.values())
        }
    insert(
        Message,
        {
            "person_id": [persons[volunteer] for volunteer in counts],
            "body": [bodies[count] for count in counts.values()],
            "key": [f"offers:{first[volunteer]}" for volunteer in counts],
        },
        kind="offers",
        batch=batch,
        channel=Channel.SMS,
        subject=subject,
        link="/volunteer/",
    )


@transaction.atomic
def revoke_offers(
    *,
    assignment_ids: Sequence[int],
    actor: Actor = None,
    note: str = "",
    target: AssignmentState = AssignmentState.REPLACED,
) -> list[int]:
    """Take back offers that nobody has answered; returns which. One that was answered meanwhile stays as it is.

    The bulk form of `replace` for the planner. Nobody is told: an offer without an answer promised nothing (but see
    `notify_of_moved_offers`). The number of queries does not grow with each row. With CANCELLED as `target` the same
    volunteers may be asked for the same tasks again.
    """
    taken: list[int] = []
    now = timezone.now()
    for start in range(0, len(assignment_ids), _CHUNK):
        wanted = Assignment.objects.filter(pk__among=list(assignment_ids[start : start + _CHUNK]))
        # Tasks first, as everywhere: two services never wait for each other's rows.
        lock_tasks(Task.objects.filter(pk__in=wanted.values("task")))
        offers = wanted.filter(state=AssignmentState.OFFERED)
        keys = list(offers.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
        Assignment.objects.filter(pk__among=keys).update(state=target, note=note[:300])
        insert(
            AssignmentEvent,
            {"assignment_id": keys},
            at=now,
            actor=actor.pk if actor else None,
            from_state=AssignmentState.OFFERED,
            to_state=target,
            note=note[:300],
        )
        note_vacancies(keys)
        taken += keys
    return taken


@transaction.atomic
def notify_of_moved_offers(*, volunteer_ids: Iterable[int], occasion: str, batch: str = "") -> None:
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
    _tell_without_text(rows, subject, body, key=f"moved:{occasion}", batch=batch)


@transaction.atomic
def notify_of_stopped_offers(*, volunteer_ids: Iterable[int], occasion: str) -> None:
    """Tell volunteers who had read of offers that these were taken back because the plan was stopped; once each."""
    rows = (
        Volunteer.objects.filter(pk__among=list(volunteer_ids)).order_by("pk").values_list("pk", "person_id")
    )
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("The visits proposed to you are being planned again")
        body = _(
            "We asked you too early, sorry. You need not answer; we will write again when the plan is ready. "
            "Visits you have already accepted stay as agreed."
        )
    _tell_without_text(rows, subject, body, key=f"stopped:{occasion}")


def _tell_without_text(
    rows: Iterable[tuple[int, int]], subject: str, body: str, *, key: str, batch: str = ""
) -> None:
    Message.objects.bulk_create(
        [
            Message(
                person_id=person,
                kind="change",
                channel=Channel.INBOX,
                subject=subject,
                body=body,
                link="/volunteer/",
                key=f"{key}:{pk}",
                batch=batch,
            )
            for pk, person in rows
        ],
        ignore_conflicts=True,
    )
