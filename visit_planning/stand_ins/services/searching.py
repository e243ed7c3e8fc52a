"""A search for somebody who stands in: started once, moved by answers and by the clock, ended with word to all.

Everything happens under the lock of the visit's task, which an answer takes too: of several who say yes at once exactly
one gets the place, and the others read that somebody was a little faster.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.languages import in_house
from common.locking import locked
from common.months import midnight
from elderly_visits.register.selectors.handlers import responsible_handler
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.models.visit import Visit
from notifications.models import Channel
from notifications.services import notify
from people.actors import Actor
from people.logins.models import User
from policies.selectors import PolicyBook, book
from visit_planning.reasons import WINDOW_PASSED, reason_label
from visit_planning.stand_ins import policy
from visit_planning.stand_ins.answer_time import answer_by, end_of, morning_after
from visit_planning.stand_ins.enums import SearchState
from visit_planning.stand_ins.models import StandIn, StandInSearch
from volunteers.days.models.absence import Absence
from volunteers.errors import NotEligible
from volunteers.slots import parts_gone, slots_between, windows_on
from volunteers.tasks.eligibility import Refusal
from volunteers.tasks.enums import KEPT_STATES, AssignmentState, Origin, TaskState
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.task import Task
from volunteers.tasks.permissions import can_dispatch
from volunteers.tasks.policy import LEAD_MINUTES
from volunteers.tasks.services.assignments import offer
from volunteers.tasks.services.bulk_offers import revoke_offers
from volunteers.tasks.services.offers import is_open

_AWAY = "away"
# When somebody else's offer holds the place, the search looks again so much later.
_LOOK_AGAIN = timedelta(hours=1)


@transaction.atomic
def start_search(*, visit: Visit, actor: Actor = None, at_once: int | None = None) -> StandInSearch:
    """Rank who could stand in for a visit and ask the first (or the first `at_once`, default policy's) at once.

    `actor` is None when the clock or a repair starts it. Starting twice returns the search under way. Raises VisitError
    outside the actor's area, for a visit that is over, and where enough people hold it or are asked already.
    """
    task = Task.objects.select_for_update(no_key=True).get(pk=visit.task_id)
    if actor is not None and not can_dispatch(actor, task):
        raise VisitError(_("This visit is not in your area."), code="not_yours")
    if existing := StandInSearch.objects.asking().filter(visit=visit).first():
        return existing
    if not is_open(task):
        raise VisitError(_("The days for this visit have passed, or it is no longer needed."), code="over")
    if _held(task) >= task.persons_needed:
        raise VisitError(
            _(
                "Enough volunteers have been asked or have accepted. Please withdraw the visit from "
                "one of them first."
            ),
            code="full",
        )
    # The engine's libraries take a second to load: answers, which come this way too, do without.
    from visit_planning.stand_ins.services.ranking import rank_volunteers

    rules, now = book(), timezone.now()
    search = StandInSearch.objects.create(
        visit=visit,
        at_once=at_once or rules.value(policy.AT_ONCE, task.region_id),
        started_by=actor,
    )
    limit = rules.value(policy.LIST_LENGTH, task.region_id)
    StandIn.objects.bulk_create(
        [
            StandIn(
                search=search,
                volunteer_id=one.volunteer_id,
                rank=rank,
                cost_m=one.cost_m,
                distance_m=one.distance_m,
                again=one.again,
            )
            for rank, one in enumerate(rank_volunteers(visit, limit=limit, now=now, book=rules), 1)
        ]
    )
    _advance(search, task, now=now, rules=rules)
    return search


@transaction.atomic
def stop_search(*, search: StandInSearch, actor: User) -> StandInSearch:
    """A worker stops asking; offers without an answer are taken back. Stopping twice is once."""
    task = Task.objects.select_for_update(no_key=True).get(visit=search.visit_id)
    if not can_dispatch(actor, task):
        raise VisitError(_("This visit is not in your area."), code="not_yours")
    current = StandInSearch.objects.select_related("visit").get(pk=search.pk)
    if current.state == SearchState.ASKING:
        note = in_house(gettext_lazy("A stand-in is no longer needed."))
        _take_back(_unanswered(current), actor, note)
        _end(current, SearchState.STOPPED)
    return current


@transaction.atomic
def advance_search_of(*, task: Task) -> None:
    """Something has happened to a visit's task: let its search, if one is under way, take the next step."""
    current = locked(task, key_stays=True)
    search = StandInSearch.objects.asking().select_related("visit").filter(visit__task=current).first()
    if search is not None:
        _advance(search, current, now=timezone.now(), rules=book())


def sweep_searches(*, limit: int = 200) -> int:
    """Take the step of every search whose time has come: who did not answer makes room for the next. Returns how many.

    Runs every minute, and as often at once as it likes.
    """
    due = StandInSearch.objects.asking().filter(next_step_at__lte=timezone.now())
    tasks = list(Task.objects.filter(visit__searches__in=due).order_by("pk").distinct()[:limit])
    for task in tasks:
        advance_search_of(task=task)
    return len(tasks)


def _held(task: Task) -> int:
    """How many hold a place: whoever is asked to stand in holds none until the yes."""
    pending = {"state": AssignmentState.OFFERED, "origin": Origin.STAND_IN}
    return task.assignments.active().exclude(**pending).count()


def _unanswered(search: StandInSearch) -> list[Assignment]:
    rows = Assignment.objects.filter(stand_in__search=search, state=AssignmentState.OFFERED)
    return list(rows.select_related("task", "volunteer__person").order_by("pk"))


def _take_back(rows: list[Assignment], actor: Actor, note: str, *, thanks: str = "") -> None:
    revoke_offers(assignment_ids=[row.pk for row in rows], actor=actor, note=note)
    if thanks:
        for row in rows:
            notify(
                person=row.volunteer.person, kind="change", subject=thanks,
                body=f"{row.task.title} · {row.task.place} · {note}", key=f"stand-in:{row.uuid}", link="/volunteer/",
            )  # fmt: skip


def _end(search: StandInSearch, state: str, reason: str = "") -> None:
    search.state, search.reason, search.ended_at = state, reason, timezone.now()
    search.save(update_fields=["state", "reason", "ended_at"])


def _advance(search: StandInSearch, task: Task, *, now: datetime, rules: PolicyBook) -> None:
    """One step, under the lock of the task: end, or take back what is late and ask the next on the list."""
    with translation.override(settings.LANGUAGE_CODE):
        if task.state != TaskState.OPEN or not is_open(task):
            _take_back(_unanswered(search), None, _("The visit is no longer needed."))
            _end(search, SearchState.STOPPED)
            return
        kept = task.assignments.filter(state__in=KEPT_STATES).count()
        if kept >= task.persons_needed:
            _take_back(
                _unanswered(search), None, _("Somebody else answered a little earlier."),
                thanks=_("Thank you: someone has been found"),
            )  # fmt: skip
            _end(search, SearchState.FOUND)
            return
        late = [row for row in _unanswered(search) if row.expires_at is not None and row.expires_at <= now]
        _take_back(late, None, _("There was no answer in time."))
        if _held(task) >= task.persons_needed:
            _look_again(search, now + _LOOK_AGAIN)
            return
        _ask_next(search, task, task.persons_needed - kept, now=now, rules=rules)


def _look_again(search: StandInSearch, at: datetime) -> None:
    search.next_step_at = at
    search.save(update_fields=["next_step_at"])


def _ask_next(search: StandInSearch, task: Task, missing: int, *, now: datetime, rules: PolicyBook) -> None:
    waiting = _unanswered(search)
    rows = list(
        search.stand_ins.filter(assignment=None, passed_over="")
        .select_related("volunteer__person")
        .order_by("rank")
    )
    morning = morning_after(now, region=task.region_id, book=rules)
    if rows and morning > now:
        _look_again(search, min([morning, *(row.expires_at for row in waiting if row.expires_at)]))
        return
    left = _hours_left(task, now, rules)
    expires_at = answer_by(now=now, last_day=task.ends_on, region=task.region_id, book=rules)
    if (latest := _latest_answer(task, rules)) is not None and latest > now:
        expires_at = min(expires_at, latest)
    away = _away(rows, task)
    for row in rows:
        if len(waiting) >= max(search.at_once, missing):
            break
        if row.volunteer_id in away:
            row.passed_over = _AWAY
        elif not row.volunteer.availability & left:
            # The list may be of this morning: who had time then is not asked for hours that are over.
            row.passed_over = Refusal.NO_SLOT
        else:
            try:
                row.assignment = offer(
                    task=task, volunteer=row.volunteer, origin=Origin.STAND_IN, actor=search.started_by,
                    distance_m=row.distance_m, explanation={"again": row.again}, expires_at=expires_at,
                )  # fmt: skip
                waiting.append(row.assignment)
            except NotEligible as error:
                row.passed_over = str(error.code)[:40]
        row.save(update_fields=["assignment", "passed_over"])
    if waiting:
        _look_again(search, min(row.expires_at or expires_at for row in waiting))
    else:
        _give_up(search, task, now=now, rules=rules)


def _hours_left(task: Task, now: datetime, rules: PolicyBook) -> int:
    """The weekly slots in which the visit can still be made: those that the elder receives in, later than now."""
    gone = parts_gone(now, rules.value(LEAD_MINUTES, task.region_id))
    return task.slots & slots_between(task.starts_on, task.ends_on, timezone.localdate(now), gone)


def _latest_answer(task: Task, rules: PolicyBook) -> datetime | None:
    """Until when a yes still leaves time for the visit: before the last hours in which the elder receives."""
    lead = timedelta(minutes=rules.value(LEAD_MINUTES, task.region_id))
    for back in range((task.ends_on - task.starts_on).days + 1):
        day = task.ends_on - timedelta(days=back)
        if windows := windows_on(task.slots, day.weekday()):
            return midnight(day) + timedelta(minutes=windows[-1][1]) - lead
    return None


def _away(rows: list[StandIn], task: Task) -> set[int]:
    """Who has become ill or away for all of the visit's days since the list was made."""
    first = max(task.starts_on, timezone.localdate())
    absences = Absence.objects.in_force().filter(
        volunteer__in=[row.volunteer_id for row in rows], first_day__lte=first, last_day__gte=task.ends_on
    )
    return set(absences.values_list("volunteer_id", flat=True))


def _give_up(search: StandInSearch, task: Task, *, now: datetime, rules: PolicyBook) -> None:
    """Everybody was asked: whoever is in charge gets to know, with the reason."""
    from visit_planning.stand_ins.services.ranking import find_unmatched_reason

    visit = search.visit
    if _hours_left(task, now, rules):
        reason = find_unmatched_reason(visit, now=now, book=rules) or "all_declined"
    else:
        reason = WINDOW_PASSED
    _end(search, SearchState.EXHAUSTED, reason)
    Task.objects.filter(pk=task.pk).update(unmatched_reason=reason)
    _role, in_charge = responsible_handler(visit.elder)
    people = {
        user.person.pk: user.person
        for user in (search.started_by, in_charge)
        if user is not None and hasattr(user, "person")
    }
    for person in people.values():
        notify(
            person=person,
            kind="stand_in",
            subject=_("No stand-in found for a visit"),
            body=_("%(place)s, until %(until)s: everybody on the list was asked. %(reason)s")
            % {"place": task.place_label, "until": task.ends_on, "reason": str(reason_label(reason))},
            key=f"stand-in-search:{search.pk}:{person.pk}",
            link=reverse("visit_planning_workbench:dispatch_visit", args=[visit.pk]),
            channel=Channel.SMS if now + timedelta(days=1) > end_of(task.ends_on) else Channel.INBOX,
        )
