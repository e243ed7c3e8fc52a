"""Being there: check-in, check-out, verification, and what a worker does on somebody's behalf."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from hmac import compare_digest

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.encryption import blind_index
from common.locking import locked
from people.actors import Actor
from people.logins.models import User
from policies.selectors import value
from regions.geo import geodesic_m
from regions.models import LocationQuality
from timebank.earning.policy import AUTOMATIC_GRADES
from timebank.earning.services.crediting import record_service
from timebank.earning.services.paying import Payment
from timebank.earning.services.records import Service
from timebank.errors import TimebankError
from timebank.ledger.enums import EvidenceGrade
from volunteers.errors import CheckInRefused, NotAllowedNow, TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import type_of
from volunteers.tasks import policy
from volunteers.tasks.duties import earns, longest_by_one, may_credit_itself, why_not_decide
from volunteers.tasks.eligibility import Refusal, unprotected
from volunteers.tasks.enums import ACTIVE_STATES, AssignmentState, CheckInMethod, Origin, TaskState
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.offers import notify_of_change
from volunteers.tasks.services.steps import locked_assignment, note_vacancy, require, require_day, step
from volunteers.tasks.signals import assignment_checked_out, assignment_rejected, assignment_verified


def check_in(
    *,
    assignment: Assignment,
    actor: Actor,
    code: str = "",
    lat: float | None = None,
    lon: float | None = None,
    without_proof: bool = False,
) -> Assignment:
    """The volunteer is there, shown by the code at the door, a WGS-84 position within the fence, or both.

    Two proofs make evidence A, one makes B. A position proves something only where the task's own position is exact.
    `without_proof` lets in whoever can have none (a call by telephone, a door that nobody opens): evidence C, and a
    worker verifies. Checking in twice returns the first. Raises CheckInRefused with what did not fit, NotAllowedNow
    outside the task's days and for a minor or uninsured volunteer who may not serve today. Of the position only the
    distance is kept.
    """
    if not without_proof:
        _pause_after_wrong_codes(assignment)
    with transaction.atomic():
        current = locked_assignment(assignment)
        if current.state == AssignmentState.CHECKED_IN:
            return current
        require(current, AssignmentState.CHECKED_IN)
        task = current.task
        today = timezone.localdate()
        if not task.starts_on <= today <= task.ends_on:
            raise NotAllowedNow(
                _("You can check in from %(from)s to %(until)s.")
                % {"from": task.starts_on, "until": task.ends_on},
                code="window",
            )
        if missing := unprotected(task, current.volunteer, today):
            raise NotAllowedNow(
                " ".join(str(reason.label) for reason in missing)
                + " "
                + _("Please call the community worker."),
                code=missing[0].value,
            )
        code_fits = _code_fits(task, code)
        away_m = _distance(task, lat, lon)
        within = away_m is not None and away_m <= value(policy.FENCE_M, region=task.region_id)
        if code_fits or within or without_proof:
            method, grade = _proven_by(code_fits, within)
            return step(
                current,
                AssignmentState.CHECKED_IN,
                actor=actor,
                checked_in_at=timezone.now(),
                check_in_method=method,
                check_in_distance_m=None if away_m is None else round(away_m),
                evidence=grade,
            )
    if code.strip():
        _count_wrong_code(assignment)
    raise CheckInRefused(_what_did_not_fit(assignment.task, code, away_m, lat is not None), code="no_proof")


def _proven_by(code_fits: bool, within: bool) -> tuple[CheckInMethod, EvidenceGrade]:
    if code_fits and within:
        return CheckInMethod.BOTH, EvidenceGrade.A
    if code_fits:
        return CheckInMethod.DOOR_CODE, EvidenceGrade.B
    return (CheckInMethod.POSITION, EvidenceGrade.B) if within else (CheckInMethod.UNPROVEN, EvidenceGrade.C)


def _code_fits(task: Task, code: str) -> bool:
    digits = "".join(code.split())
    return bool(digits and task.check_in_index and compare_digest(blind_index(digits), task.check_in_index))


def _distance(task: Task, lat: float | None, lon: float | None) -> float | None:
    """Metres between the phone and the task; None when either is unknown or the task's place is only approximate."""
    if lat is None or lon is None or task.lat is None or task.lon is None:
        return None
    if task.location_quality != LocationQuality.EXACT:
        return None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return geodesic_m(task.lat, task.lon, lat, lon)


def _what_did_not_fit(task: Task, code: str, away_m: float | None, position_given: bool) -> str:
    sentences = []
    if code.strip():
        sentences.append(
            _("The code does not match this door: please check it against the card inside the door.")
        )
    if away_m is not None:
        sentences.append(
            _("Your phone says you are about %(distance)d m away.") % {"distance": max(50, round(away_m, -1))}
        )
    elif position_given:
        sentences.append(_("The exact position of this place is not known; please use the code at the door."))
    if not sentences:
        sentences.append(_("Please enter the code at the door, or share your position."))
    return " ".join(sentences)


def _wrong_codes_key(assignment: Assignment) -> str:
    return f"wrong-codes:{assignment.uuid}"


def _pause_after_wrong_codes(assignment: Assignment) -> None:
    if cache.get(_wrong_codes_key(assignment), 0) >= value(policy.WRONG_CODES):
        raise CheckInRefused(
            _("Too many wrong codes. Please try again in an hour, or ask the community worker."), code="pause"
        )


def _count_wrong_code(assignment: Assignment) -> None:
    key = _wrong_codes_key(assignment)
    cache.add(key, 0, 3600)
    cache.incr(key)


@transaction.atomic
def check_out(*, assignment: Assignment, actor: Actor) -> Assignment:
    """The volunteer is done. Good evidence within the plan is credited at once; the rest waits for a worker.

    What is settled on a floor above (volunteers.task_types) waits for that floor. Minutes run from check-in to now.
    Checking out twice returns the first.
    """
    current = locked_assignment(assignment)
    if current.state in (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED):
        return current
    if current.state != AssignmentState.CHECKED_IN or current.checked_in_at is None:
        raise NotAllowedNow(_("Please check in first."), code="state")
    now = timezone.now()
    minutes = min(max(1, int((now - current.checked_in_at).total_seconds() // 60)), 24 * 60)
    current = step(current, AssignmentState.CHECKED_OUT, actor=actor, checked_out_at=now, minutes=minutes)
    assignment_checked_out.announce(current, actor)
    if not type_of(current.task.kind).settles_itself and _credits_itself(current):
        return _verify(current, actor=None, minutes=minutes, note="")
    return current


def _credits_itself(assignment: Assignment) -> bool:
    """Evidence of a grade the policy trusts, a length neither too short nor forgotten, and nobody who made it up."""
    return (
        assignment.evidence in value(AUTOMATIC_GRADES, region=assignment.task.region_id)
        and has_plausible_length(assignment)
        and may_credit_itself(assignment)
    )


def has_plausible_length(assignment: Assignment) -> bool:
    """Whether the time served is neither hardly a service nor so long that somebody forgot to check out."""
    region = assignment.task.region_id
    minutes = assignment.minutes or 0
    return (
        minutes >= value(policy.SHORTEST_MINUTES, region=region)
        and minutes <= value(policy.LONGEST_SHARE, region=region) * assignment.task.minutes
    )


@transaction.atomic
def verify(*, assignment: Assignment, actor: User, minutes: int | None = None, note: str = "") -> Assignment:
    """A worker confirms that the service took place, with the minutes to be recorded. Verifying twice credits once.

    Much more than planned takes two: the first one's minutes are kept as a proposal, and it stays in the queue until
    somebody else agrees to as many or fewer. Raises TaskError when `actor` may not verify it (volunteers.tasks.duties)
    or for impossible minutes.
    """
    current = _to_verify(assignment, actor)
    if current.state == AssignmentState.VERIFIED:
        return current
    require(current, AssignmentState.VERIFIED)
    minutes = current.minutes if minutes is None else minutes
    if minutes is None or not 1 <= minutes <= 24 * 60:
        raise TaskError(_("Minutes must be between 1 and %(most)d.") % {"most": 24 * 60}, code="minutes")
    if current.minutes is not None and minutes > current.minutes:
        raise TaskError(
            _("You cannot record more than the %(minutes)d minutes between check-in and check-out.")
            % {"minutes": current.minutes},
            code="minutes",
        )
    if minutes > longest_by_one(current.task) and not _agrees(current, actor, minutes):
        return _propose(current, actor, minutes, note)
    return _verify(current, actor=actor, minutes=minutes, note=note)


def _agrees(current: Assignment, actor: User, minutes: int) -> bool:
    """Whether somebody else has found as many minutes before."""
    return (
        current.proposed_minutes is not None
        and current.proposed_by_id != actor.pk
        and minutes <= current.proposed_minutes
    )


def _propose(current: Assignment, actor: User, minutes: int, note: str) -> Assignment:
    """Keep what one person found until a second one agrees."""
    if (current.proposed_minutes, current.proposed_by_id) == (minutes, actor.pk):
        return current
    current.proposed_minutes, current.proposed_by = minutes, actor
    current.save(update_fields=["proposed_minutes", "proposed_by"])
    with translation.override(settings.LANGUAGE_CODE):
        said = " · ".join(filter(None, [_("Proposed: %(minutes)d minutes") % {"minutes": minutes}, note]))
    AssignmentEvent.objects.create(
        assignment=current, actor=actor, from_state=current.state, to_state=current.state, note=said[:300]
    )
    return current


def _to_verify(assignment: Assignment, actor: User) -> Assignment:
    """The locked assignment, if a worker's word counts for it at all and `actor` may give it."""
    current = locked_assignment(assignment)
    if type_of(current.task.kind).settles_itself:
        raise TaskError(
            _(
                "This service was requested with time coins: please confirm or settle it under the "
                "service request."
            ),
            code="settled_elsewhere",
        )
    if (reason := why_not_decide(actor, current)) is not None:
        raise TaskError(
            f"{reason.label} " + _("A colleague or the township decides about this service."),
            code="not_yours",
        )
    return current


@transaction.atomic
def settle(
    *, assignment: Assignment, actor: Actor, minutes: int, payment: Payment | None = None, note: str = ""
) -> Assignment:
    """Certify a service of a kind that is settled on a floor above, which has checked who may; `actor` None: the clock.

    Settling twice changes nothing. Raises NotAllowedNow before the check-out, TaskError for impossible minutes.
    """
    current = locked_assignment(assignment)
    if current.state == AssignmentState.VERIFIED:
        return current
    require(current, AssignmentState.VERIFIED)
    if not 1 <= minutes <= (current.minutes or 0):
        raise TaskError(
            _("You cannot record more than the %(minutes)d minutes between check-in and check-out.")
            % {"minutes": current.minutes or 0},
            code="minutes",
        )
    return _verify(current, actor=actor, minutes=minutes, note=note, payment=payment)


@transaction.atomic
def settle_without_service(*, assignment: Assignment, actor: Actor, note: str) -> Assignment:
    """The floor above finds that nothing is certified. The volunteer reads `note`. Twice is once."""
    current = locked_assignment(assignment)
    if current.state == AssignmentState.REJECTED:
        return current
    return step(current, AssignmentState.REJECTED, actor=actor, note=note)


def _verify(
    current: Assignment, *, actor: Actor, minutes: int, note: str, payment: Payment | None = None
) -> Assignment:
    """State, event, service record, coins, points and star: together or not at all."""
    task = current.task
    current = step(
        current,
        AssignmentState.VERIFIED,
        actor=actor,
        note=note,
        minutes=minutes,
        verified_at=timezone.now(),
        verified_by=actor,
    )
    # What relatives may be paid for, the floor above has asked before it was arranged.
    if payment is not None or earns(current):
        try:
            _record(current, minutes, actor, payment)
        except TimebankError as error:
            raise TaskError(str(error), code=getattr(error, "field", "timebank")) from error
    else:
        with translation.override(settings.LANGUAGE_CODE):
            notify_of_change(
                current,
                _("Your visit counts"),
                _("Time with one's own family is not certified as voluntary service."),
                about="family",
            )
    _close_when_served(task)
    assignment_verified.announce(current, actor)
    return current


def _record(current: Assignment, minutes: int, actor: Actor, payment: Payment | None) -> None:
    task = current.task
    assert current.checked_in_at is not None and current.checked_out_at is not None
    record_service(
        service=Service(
            person=current.volunteer.person,
            minutes=minutes,
            source_key=f"assignment:{current.uuid}",
            category=task.category,
            activity=task.title,
            started_at=current.checked_in_at,
            ended_at=current.checked_out_at,
            place=task.place,
            content=task.description or task.title,
            region=task.region,
            organiser=task.organiser,
            in_charge=task.in_charge,
            evidence_grade=current.evidence or EvidenceGrade.C,
            payment=payment,
            group=task.group,
        ),
        recorded_by=actor,
    )


def _close_when_served(task: Task) -> None:
    verified = task.assignments.filter(state=AssignmentState.VERIFIED).count()
    # A lapsed one too: what was served in time may be entered or confirmed later.
    if task.state in (TaskState.OPEN, TaskState.LAPSED) and verified >= task.persons_needed:
        task.state = TaskState.DONE
        task.save(update_fields=["state"])


@transaction.atomic
def reject(*, assignment: Assignment, actor: User, note: str) -> Assignment:
    """A worker finds that the service did not take place. The reason is required, and the volunteer reads it."""
    current = _to_verify(assignment, actor)
    if current.state == AssignmentState.REJECTED:
        return current
    if not note.strip():
        raise TaskError(_("Please say why; the volunteer will read it."), code="note")
    current = step(current, AssignmentState.REJECTED, actor=actor, note=note)
    notify_of_change(current, _("A service was not verified"), note)
    assignment_rejected.announce(current, actor)
    return current


@transaction.atomic
def reopen_rejected(*, assignment: Assignment, actor: User, note: str = "") -> Assignment:
    """Put a rejected service back into the queue, after the volunteer has explained it."""
    current = _to_verify(assignment, actor)
    return step(current, AssignmentState.CHECKED_OUT, actor=actor, note=note)


@transaction.atomic
def mark_no_show(*, assignment: Assignment, actor: Actor, note: str = "") -> Assignment:
    """The volunteer said yes and did not come."""
    current = locked_assignment(assignment)
    if current.state == AssignmentState.NO_SHOW:
        return current
    if current.task.starts_at is not None and timezone.now() < current.task.starts_at:
        raise TaskError(_("The shift has not begun yet."), code="early")
    return step(current, AssignmentState.NO_SHOW, actor=actor, note=note)


@transaction.atomic
def record_on_behalf(
    *, task: Task, volunteer: Volunteer, actor: User, started_at: datetime, minutes: int, note: str = ""
) -> Assignment:
    """A worker enters, for a volunteer who cannot use a phone, a service that took place. It waits for verification.

    Evidence C: typed in later. Raises TaskError for a time ahead or too long ago, outside the task's days, for much
    more than was planned, or for one's own service.
    """
    if volunteer.person.user_id == actor.pk:
        raise TaskError(_("You cannot enter your own service on your behalf."), code="own")
    if type_of(task.kind).is_barred(task, volunteer):
        raise TaskError(Refusal.BARRED.label, code="barred")
    now = timezone.now()
    if not 1 <= minutes <= 24 * 60:
        raise TaskError(_("Minutes must be between 1 and %(most)d.") % {"most": 24 * 60}, code="minutes")
    ended_at = started_at + timedelta(minutes=minutes)
    if ended_at > now:
        raise TaskError(_("This time is still in the future."), code="future")
    _refuse_unless_likely(task, started_at, minutes)
    task = locked(task)
    require_day(task, started_at)
    current = (
        Assignment.objects.select_for_update()
        .filter(task=task, volunteer=volunteer, state__in=ACTIVE_STATES)
        .first()
    )
    if current is None:
        if task.assignments.active().count() >= task.persons_needed:
            raise TaskError(_("Enough people have already been found."), code="full")
        current = Assignment.objects.create(
            task=task,
            volunteer=volunteer,
            origin=Origin.ASSIGNED,
            state=AssignmentState.ACCEPTED,
            accepted_at=started_at,
        )
        AssignmentEvent.objects.create(
            assignment=current, actor=actor, to_state=AssignmentState.ACCEPTED, note=note[:300]
        )
        note_vacancy(task)
    elif current.state in (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED):
        return current
    if current.state == AssignmentState.OFFERED:
        current = step(current, AssignmentState.ACCEPTED, actor=actor, accepted_at=started_at)
    current = step(
        current,
        AssignmentState.CHECKED_OUT,
        actor=actor,
        note=note,
        checked_in_at=started_at,
        checked_out_at=ended_at,
        minutes=minutes,
        check_in_method=CheckInMethod.ON_BEHALF,
        evidence=EvidenceGrade.C,
    )
    assignment_checked_out.announce(current, actor)
    return current


def _refuse_unless_likely(task: Task, started_at: datetime, minutes: int) -> None:
    """What is typed in stands on a word alone: not from long ago, and about as long as was planned."""
    days = value(policy.ON_BEHALF_DAYS, region=task.region_id)
    if timezone.localdate(started_at) < timezone.localdate() - timedelta(days=days):
        raise TaskError(
            _(
                "A service can be entered up to %(days)d days afterwards. For an older one, please ask the county."
            )
            % {"days": days},
            code="long_ago",
        )
    longest = int(value(policy.ON_BEHALF_SHARE, region=task.region_id) * task.minutes)
    if minutes > longest:
        raise TaskError(
            _(
                "This service was planned with %(planned)d minutes; at most %(longest)d can be entered. If it "
                "lasted longer, enter %(longest)d and say so in the note."
            )
            % {"planned": task.minutes, "longest": longest},
            code="minutes",
        )
