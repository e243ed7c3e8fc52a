"""What a volunteer shows at the door, and what it proves (docs/decisions/0032-what-proves-that-somebody-was-there.md).

A code that changes proves place and moment: a line of the sheet in the home, the code on the organizer's phone, a code
sent to the elder's own phone. The code on the door card never changes and proves one thing: somebody was there once.
A position comes from the browser, which says what it is told to: it never lifts a grade, and may speak against one.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.encryption import blind_index
from notifications.sms import SMSError, send_sms
from people.actors import Actor
from policies.selectors import value
from regions.geo import geodesic_m
from regions.models import LocationQuality
from timebank.ledger.enums import EvidenceGrade
from volunteers.errors import CheckInRefused, NotAllowedNow
from volunteers.task_types import type_of
from volunteers.tasks import policy
from volunteers.tasks.codes import LINES_OF_A_SHEET, moment_codes, sheet_code
from volunteers.tasks.enums import AssignmentState, CheckInMethod
from volunteers.tasks.models.assignment import Assignment
from volunteers.tasks.models.code_use import CodeUse
from volunteers.tasks.models.task import Task

_HOUR = 3600
# A telephone may be slow, and the elder looks for her glasses.
CALL_BACK_MINUTES = 15


@dataclass(frozen=True, kw_only=True)
class Position:
    """What the phone said, and how far from the task that is; None where the task's place is only approximate."""

    index: str
    away_m: float | None
    accuracy_m: float | None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a code shows. `line` is the line of a sheet that is used up by it; `used` one that somebody used before."""

    method: CheckInMethod
    grade: EvidenceGrade
    line: int | None = None
    used: CodeUse | None = None


def scope_of(task: Task) -> str:
    """What the sheet of a task's place belongs to, as it is stored; empty where the place has none."""
    scope = type_of(task.kind).code_scope(task)
    return blind_index(scope) if scope else ""


def lines_to_print(scopes: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    """For each place, number and code of the lines that have not been used. One query."""
    rows = CodeUse.objects.filter(scope__in=scopes).values_list("scope").annotate(last=Max("line")).order_by()
    used = dict(rows)
    return {
        scope: [
            (line, sheet_code(scope, line))
            for line in range(used.get(scope, 0) + 1, used.get(scope, 0) + 1 + LINES_OF_A_SHEET)
        ]
        for scope in scopes
    }


def _last_line(scope: str) -> int:
    return CodeUse.objects.filter(scope=scope).aggregate(last=Max("line"))["last"] or 0


def read_code(assignment: Assignment, code: str) -> Proof | None:
    """What `code` proves at the place of an assignment now; None for a code that is not of this place."""
    digits = "".join(character for character in code if character.isdigit() and character.isascii())
    if not digits:
        return None
    # The moment is kept beside the code: a cache may forget late, and never by our clock.
    sent, until = cache.get(_call_back_key(assignment), ("", timezone.now()))
    if sent and timezone.now() < until and compare_digest(sent, blind_index(digits)):
        return Proof(method=CheckInMethod.CALL_BACK, grade=EvidenceGrade.A)
    task = assignment.task
    if scope := scope_of(task):
        if type_of(task.kind).codes_rotate:
            minutes = value(policy.ROTATING_MINUTES, region=task.region_id)
            good = moment_codes(scope, timezone.now(), minutes=minutes)
            if any(compare_digest(one, digits) for one in good):
                return Proof(method=CheckInMethod.ROTATING, grade=EvidenceGrade.A)
        elif proof := _read_line(task, scope, digits):
            return proof
    if task.check_in_index and compare_digest(blind_index(digits), task.check_in_index):
        return Proof(method=CheckInMethod.DOOR_CODE, grade=EvidenceGrade.B)
    return None


def _read_line(task: Task, scope: str, digits: str) -> Proof | None:
    used = _last_line(scope)
    last = used + 1 + value(policy.LINES_AHEAD, region=task.region_id)
    # From the newest: the line that is meant is nearly always among the first.
    for line in range(last, 0, -1):
        if not compare_digest(sheet_code(scope, line), digits):
            continue
        if line > used:
            return Proof(method=CheckInMethod.SHEET, grade=EvidenceGrade.A, line=line)
        before = CodeUse.objects.filter(scope=scope, line=line).select_related("assignment").first()
        # Two who go together read the same line.
        together = before is not None and before.assignment.task_id == task.pk
        if together and timezone.localdate(before.used_at) == timezone.localdate():  # type: ignore[union-attr]  # together
            return Proof(method=CheckInMethod.SHEET, grade=EvidenceGrade.A)
        return Proof(method=CheckInMethod.SHEET, grade=EvidenceGrade.B, used=before or CodeUse())
    return None


def use_up(assignment: Assignment, proof: Proof) -> None:
    """Note that the proof has served: its line, or the code that was sent. Raises CheckInRefused if one was faster."""
    cache.delete(_call_back_key(assignment))
    if proof.line is None:
        return
    try:
        with transaction.atomic():
            CodeUse.objects.create(scope=scope_of(assignment.task), line=proof.line, assignment=assignment)
    except IntegrityError as error:
        raise CheckInRefused(line_was_used(), code="used") from error


def note_entered_again(assignment: Assignment, used: CodeUse) -> None:
    """Somebody else's line was entered: one of the two did not have it from the sheet. Kept once."""
    if used.pk and used.assignment.volunteer_id != assignment.volunteer_id:
        CodeUse.objects.filter(pk=used.pk, entered_again_by=None).update(
            entered_again_by=assignment, entered_again_at=timezone.now()
        )


def line_was_used() -> str:
    return _(
        "This line of the sheet has been used before. Please cross it out, and take the next line that is not crossed "
        "out."
    )


# --- Position -------------------------------------------------------------------------------------------------------


def read_position(
    task: Task, lat: float | None, lon: float | None, accuracy: float | None
) -> Position | None:
    """What a phone said of where it is; None for nothing, or for what is no place on earth."""
    if lat is None or lon is None:
        return None
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    away = None
    if task.lat is not None and task.lon is not None and task.location_quality == LocationQuality.EXACT:
        away = geodesic_m(task.lat, task.lon, lat, lon)
    stated = accuracy if accuracy is not None and math.isfinite(accuracy) and accuracy >= 0 else None
    return Position(index=blind_index(f"position:{lat!r}:{lon!r}"), away_m=away, accuracy_m=stated)


def is_within(task: Task, position: Position | None) -> bool:
    return (
        position is not None
        and position.away_m is not None
        and position.away_m <= value(policy.FENCE_M, region=task.region_id)
    )


# --- Tries are counted ----------------------------------------------------------------------------------------------


def refuse_after_wrong_codes(assignment: Assignment) -> None:
    if cache.get(f"wrong-codes:{assignment.uuid}", 0) >= value(policy.WRONG_CODES):
        raise CheckInRefused(
            _(
                "Too many wrong codes. You can continue without a code now, or try again in an hour. The community "
                "worker can help you."
            ),
            code="pause",
        )


def count_wrong_code(assignment: Assignment) -> None:
    _count(f"wrong-codes:{assignment.uuid}", _HOUR)


def refuse_after_wrong_positions(assignment: Assignment) -> None:
    """Counted for the volunteer, not the visit: the answers at several doors would give a home away as well."""
    if cache.get(f"wrong-positions:{assignment.volunteer_id}", 0) >= value(policy.WRONG_CODES):
        raise CheckInRefused(
            _(
                "Your position has been tried too often. Please enter a code, or continue without one; the community "
                "worker can help you."
            ),
            code="pause",
        )


def count_wrong_position(assignment: Assignment) -> None:
    _count(f"wrong-positions:{assignment.volunteer_id}", _HOUR)


def _count(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds)
    return int(cache.incr(key))


# --- A code to the elder's own phone --------------------------------------------------------------------------------


def _call_back_key(assignment: Assignment) -> str:
    return f"call-back:{assignment.uuid}"


def can_call_back(assignment: Assignment) -> bool:
    """Whether a code can be sent: the one served has a telephone, and it is not the volunteer's own."""
    phone = type_of(assignment.task.kind).call_back_phone(assignment.task)
    person = assignment.volunteer.person
    own = {person.phone, person.user.phone if person.user else ""}
    return bool(phone) and phone not in own


def send_call_back(*, assignment: Assignment, actor: Actor) -> str:
    """Send a new code to the telephone of the one served, who reads it to the volunteer. Returns its last four digits.

    The code is good for CALL_BACK_MINUTES and once; a new one replaces it. Raises NotAllowedNow where no code can be
    sent, after as many as the policy allows in a day, and when the gateway did not take it.
    """
    today = timezone.localdate()
    task = assignment.task
    if assignment.state != AssignmentState.ACCEPTED or not task.starts_on <= today <= task.ends_on:
        raise NotAllowedNow(_("You can have a code sent when you are at the door."), code="state")
    if not can_call_back(assignment):
        raise NotAllowedNow(
            _("There is no telephone to which a code could be sent. Please use the sheet or the door card."),
            code="no_phone",
        )
    if _count(f"call-backs:{assignment.uuid}:{today}", 24 * _HOUR) > value(
        policy.CALL_BACKS_A_DAY, region=task.region_id
    ):
        raise NotAllowedNow(
            _(
                "No more codes are sent for this visit today. Please use the sheet or the door card, or continue "
                "without a code."
            ),
            code="often",
        )
    code = f"{secrets.randbelow(10**6):06d}"
    phone = type_of(task.kind).call_back_phone(task)
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "A volunteer says: I am with you now. Only if that is so, read this code to the volunteer: %(code)s. "
            "It is good for %(minutes)d minutes. Nobody there? Please tell your community worker."
        ) % {"code": code, "minutes": CALL_BACK_MINUTES}
    try:
        send_sms(phone=phone, text=text, code=code, minutes=CALL_BACK_MINUTES)
    except SMSError as error:
        raise NotAllowedNow(
            _("The text message could not be sent. Please use the sheet or the door card."), code="sms"
        ) from error
    until = timezone.now() + timedelta(minutes=CALL_BACK_MINUTES)
    cache.set(_call_back_key(assignment), (blind_index(code), until), 60 * CALL_BACK_MINUTES)
    return phone[-4:]
