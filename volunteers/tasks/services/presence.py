"""Being there: check-in, check-out, and what a worker enters on somebody's behalf."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.logins.models import User
from policies.selectors import book, value
from timebank.ledger.enums import EvidenceGrade
from volunteers.errors import CheckInRefused, NotAllowedNow, TaskError
from volunteers.registration.models.volunteer import Volunteer
from volunteers.task_types import type_of
from volunteers.tasks import policy
from volunteers.tasks.eligibility import Refusal, unprotected
from volunteers.tasks.enums import (
    ACTIVE_STATES,
    AssignmentState,
    CheckInMethod,
    LongerReason,
    Origin,
)
from volunteers.tasks.models.assignment import Assignment, AssignmentEvent
from volunteers.tasks.models.task import Task
from volunteers.tasks.services.proof import (
    Position,
    Proof,
    count_wrong_code,
    count_wrong_position,
    is_within,
    line_was_used,
    note_entered_again,
    read_code,
    read_position,
    refuse_after_wrong_codes,
    refuse_after_wrong_positions,
    use_up,
)
from volunteers.tasks.services.self_credit import drawn_on_behalf, found_at_door, judge
from volunteers.tasks.services.steps import (
    locked_assignment,
    locked_with_volunteer,
    note_vacancy,
    require,
    require_day,
    step,
)
from volunteers.tasks.services.verifying import certify
from volunteers.tasks.signals import assignment_checked_out


def check_in(
    *,
    assignment: Assignment,
    actor: Actor,
    code: str = "",
    lat: float | None = None,
    lon: float | None = None,
    accuracy: float | None = None,
    without_proof: bool = False,
) -> Assignment:
    """The volunteer is there. What a code proves is decided in services.proof: one that changes is evidence A, that of
    the door card B; a WGS-84 position within the fence, or nothing (`without_proof`: a call by telephone, a door that
    nobody opens), lets in with evidence C.

    Whoever comes at another hour than agreed is let in as well; a worker then verifies. Checking in twice returns the
    first. Raises CheckInRefused with what did not fit, NotAllowedNow outside the task's days, while checked in
    elsewhere and for a minor or uninsured volunteer who may not serve today. Of the position the distance and a keyed
    hash are kept.
    """
    if code.strip() and not without_proof:
        refuse_after_wrong_codes(assignment)
    proof: Proof | None = None
    with transaction.atomic():
        current = locked_with_volunteer(assignment)
        if current.state == AssignmentState.CHECKED_IN:
            return current
        require(current, AssignmentState.CHECKED_IN)
        task = current.task
        _require_today(task)
        _require_protected(task, current.volunteer)
        _require_nowhere_else(current)
        position = read_position(task, lat, lon, accuracy)
        if not without_proof:
            proof = _shown(current, code, position)
        elif code.strip():
            # Typed and then "without a code": what it proves counts all the same.
            proof = read_code(current, code)
        usable = proof if proof is not None and proof.used is None else None
        if usable is not None or without_proof:
            usable = usable or Proof(method=CheckInMethod.UNPROVEN, grade=EvidenceGrade.C)
            use_up(current, usable)
            now = timezone.now()
            away = position.away_m if position else None
            return step(
                current,
                AssignmentState.CHECKED_IN,
                actor=actor,
                checked_in_at=now,
                check_in_method=usable.method,
                check_in_distance_m=None if away is None else round(away),
                position_index=position.index if position else "",
                waits_for=found_at_door(current, position, now, book()),
                evidence=usable.grade,
            )
    # Outside the transaction, which the refusal undoes.
    raise _refused(current, code, proof, position)


def _require_today(task: Task) -> None:
    if not task.starts_on <= timezone.localdate() <= task.ends_on:
        raise NotAllowedNow(
            _("You can check in from %(from)s to %(until)s.")
            % {"from": task.starts_on, "until": task.ends_on},
            code="window",
        )


def _require_protected(task: Task, volunteer: Volunteer) -> None:
    if missing := unprotected(task, volunteer, timezone.localdate()):
        raise NotAllowedNow(
            " ".join(str(reason.label) for reason in missing) + " " + _("Please call the community worker."),
            code=missing[0].value,
        )


def _require_nowhere_else(current: Assignment) -> None:
    """Nobody is at two doors. The caller has locked the volunteer: two taps at once are one after the other."""
    open_one = (
        Assignment.objects.filter(volunteer=current.volunteer_id, state=AssignmentState.CHECKED_IN)
        .exclude(pk=current.pk)
        .select_related("task__region")
        .first()
    )
    if open_one is not None and open_one.checked_in_at is not None:
        since = timezone.localtime(open_one.checked_in_at)
        raise NotAllowedNow(
            _(
                "You are still checked in at “%(task)s” (%(place)s) since %(when)s. Please finish there first: under "
                "My tasks, send the report or check out."
            )
            % {
                "task": open_one.task.title,
                "place": open_one.task.place_label,
                "when": f"{since:%H:%M}" if since.date() == timezone.localdate() else f"{since:%m-%d %H:%M}",
            },
            code="elsewhere",
        )


def _shown(current: Assignment, code: str, position: Position | None) -> Proof | None:
    """What was shown: the code, if one was typed; else a position within the fence, which proves little."""
    if code.strip():
        return read_code(current, code)
    if position is not None:
        refuse_after_wrong_positions(current)
    if is_within(current.task, position):
        return Proof(method=CheckInMethod.POSITION, grade=EvidenceGrade.C)
    return None


def _refused(
    current: Assignment, code: str, proof: Proof | None, position: Position | None
) -> CheckInRefused:
    """The answer to what did not fit, counted. It says nothing of how far, in which direction, or how nearly."""
    if proof is not None and proof.used is not None:
        note_entered_again(current, proof.used)
        return CheckInRefused(line_was_used(), code="used")
    if code.strip():
        count_wrong_code(current)
        return CheckInRefused(
            _(
                "The code does not match this place: please check it against the sheet or the card at the door."
            ),
            code="no_proof",
        )
    if position is None:
        return CheckInRefused(
            _("Please enter a code from the sheet or the card at the door."), code="no_proof"
        )
    count_wrong_position(current)
    return CheckInRefused(
        _("You do not seem to be there yet. At the door, please enter the code."), code="no_proof"
    )


@transaction.atomic
def check_out(*, assignment: Assignment, actor: Actor, longer: str = "") -> Assignment:
    """The volunteer is done. Good evidence is credited at once, with at most the planned minutes; the rest waits.

    `longer` (LongerReason) says that it took longer than planned and should count: a worker then sees both times. What
    is settled on a floor above (volunteers.task_types) waits for that floor. Minutes run from check-in to now. Checking
    out twice returns the first.
    """
    current = locked_assignment(assignment)
    if current.state in (AssignmentState.CHECKED_OUT, AssignmentState.VERIFIED):
        return current
    if current.state != AssignmentState.CHECKED_IN or current.checked_in_at is None:
        raise NotAllowedNow(_("Please check in first."), code="state")
    now = timezone.now()
    minutes = min(max(1, int((now - current.checked_in_at).total_seconds() // 60)), 24 * 60)
    said = str(LongerReason(longer).label) if longer in LongerReason.values else ""
    current = step(
        current, AssignmentState.CHECKED_OUT, actor=actor, note=said, checked_out_at=now, minutes=minutes
    )
    assignment_checked_out.announce(current, actor)
    if type_of(current.task.kind).settles_itself:
        return current
    waits, counted = judge(current, says_longer=bool(said))
    if not waits:
        return certify(current, actor=None, minutes=counted, note="")
    current.waits_for = waits
    current.save(update_fields=["waits_for"])
    return current


def has_plausible_length(assignment: Assignment) -> bool:
    """Whether the time served is neither hardly a service nor so long that somebody forgot to check out."""
    region = assignment.task.region_id
    minutes = assignment.minutes or 0
    return (
        minutes >= value(policy.SHORTEST_MINUTES, region=region)
        and minutes <= value(policy.LONGEST_SHARE, region=region) * assignment.task.minutes
    )


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
    task = locked(task, key_stays=True)
    require_day(task, started_at)
    current = (
        Assignment.objects.select_for_update(no_key=True)
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
        waits_for=drawn_on_behalf(task, volunteer.pk),
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
