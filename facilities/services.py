"""What changes a care point: one function per change, each atomic, recorded in its history with who did it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from common.phone_lists import normalise_phones
from common.suspensions import check_span
from facilities import policy
from facilities.enums import CorrectionState
from facilities.models import Facility, FacilityClosure, FacilityCorrection
from facilities.permissions import can_edit
from people.actors import Actor
from people.logins.models import User
from policies.selectors import value
from regions.models import LocationQuality

# Sent twice within this time, the same words are one report.
_SAME_REPORT = timedelta(minutes=30)


class FacilityError(ValidationError):
    """A change that cannot be; the message is for people."""


@transaction.atomic
def store_facility(*, facility: Facility, actor: Actor) -> Facility:
    """Store a new or changed care point whose fields a form has cleaned. Raises ValidationError for a twin."""
    if facility.point is not None and facility.location_quality == LocationQuality.UNKNOWN:
        facility.location_quality = LocationQuality.EXACT
    if facility.point is None:
        # Without a position nobody near it would ever find it.
        facility.place_at(facility.region)
    _refuse_twin(facility)
    _save(facility, actor)
    return facility


def _refuse_twin(facility: Facility) -> None:
    twin = (
        Facility.objects.filter(name=facility.name, type=facility.type, region_id=facility.region_id)
        .exclude(pk=facility.pk)
        .first()
    )
    if twin is None:
        return
    if twin.is_closed:
        raise FacilityError(
            {
                "name": _(
                    "A care point with this name and type existed here and was closed. Please "
                    "reopen it instead."
                )
            }
        )
    raise FacilityError({"name": _("There is already a care point with this name and type here.")})


@transaction.atomic
def verify_facility(*, facility: Facility, actor: Actor) -> Facility:
    """Record that the entry was checked today and is right. A second time on the same day changes nothing.

    Raises FacilityError when the care point is closed.
    """
    current = locked(facility)
    today = timezone.localdate()
    if current.is_closed:
        raise FacilityError(_("%(name)s is closed. Reopen it first.") % {"name": current.name})
    if current.verified_on != today:
        current.verified_on, current.verified_by = today, actor
        _save(current, actor, _("Checked"))
    return current


@transaction.atomic
def close_facility(*, facility: Facility, actor: Actor) -> Facility:
    """Take a care point off the register from today; its entry and history stay.

    Closing what is closed changes nothing. Raises FacilityError before it has opened.
    """
    current = locked(facility)
    today = timezone.localdate()
    if current.is_closed:
        return current
    if current.opened_on and today < current.opened_on:
        raise FacilityError(_("It cannot close before it opened, on %(day)s.") % {"day": current.opened_on})
    current.closed_on = today
    _save(current, actor, _("Closed"))
    return current


@transaction.atomic
def reopen_facility(*, facility: Facility, actor: Actor) -> Facility:
    """Put a closed care point back on the register. It has to be checked anew; reopening twice changes nothing."""
    current = locked(facility)
    if current.closed_on is None:
        return current
    current.closed_on = None
    current.verified_on, current.verified_by = None, None
    _save(current, actor, _("Reopened"))
    return current


@transaction.atomic
def close_for_a_while(*, facility: Facility, actor: User, until: date, reason: str) -> FacilityClosure:
    """Close a care point from today until that day; residents read both. It ends by itself, and twice is once.

    Raises FacilityError, ValidationError by field (`common.suspensions.check_span`).
    """
    current = locked(facility)
    _require_worker(actor, current)
    if current.is_closed:
        raise FacilityError(_("%(name)s is closed. Reopen it first.") % {"name": current.name})
    most = value(policy.LONGEST_CLOSURE, region=current.region_id)
    reason = check_span(until, reason, most_days=most)
    if (standing := current.suspension) is not None:
        if standing.until == until:
            return standing
        raise FacilityError(_("It is closed for a while already. Open it first, then decide again."))
    return FacilityClosure.objects.create(facility=current, until=until, reason=reason, imposed_by=actor)


@transaction.atomic
def open_early(*, facility: Facility, actor: User) -> None:
    """End a temporary closure before its time. Where there is none nothing happens."""
    current = locked(facility)
    _require_worker(actor, current)
    if (row := current.suspension) is not None:
        row.lift(actor)


def _require_worker(actor: User, facility: Facility) -> None:
    if not can_edit(actor, facility):
        raise FacilityError(_("This care point is outside your area."))


def _save(facility: Facility, actor: Actor, reason: str = "") -> None:
    # Read by simple-history.
    facility._history_user = actor  # type: ignore[attr-defined]
    facility._change_reason = reason or None  # type: ignore[attr-defined]
    facility.save()


@transaction.atomic
def report_correction(
    *, facility: Facility, text: str, phone: str = "", sender: str = ""
) -> FacilityCorrection:
    """Keep what somebody found wrong with an entry, for the workers of its region.

    `sender` is the network address, used for counting within the hour and never stored. The same words about the same
    entry within half an hour are one report. Raises FacilityError when too many reports came from one address.
    """
    text = text.strip()
    if not text:
        raise FacilityError({"text": _("Say in a few words what is wrong.")})
    phone = normalise_phones(phone)
    twin = FacilityCorrection.objects.filter(
        facility=facility, text=text, created_at__gte=timezone.now() - _SAME_REPORT
    ).first()
    if twin is not None:
        return twin
    if sender and not _may_report(sender, facility):
        raise FacilityError(
            _(
                "Too many reports came from your connection within the last hour. Please try again "
                "later, or call the community."
            )
        )
    return FacilityCorrection.objects.create(facility=facility, text=text, phone=phone)


def _may_report(sender: str, facility: Facility) -> bool:
    """Count a report; the address itself is kept nowhere."""
    key = "facilities-reports-" + hashlib.sha256(sender.encode()).hexdigest()[:32]
    cache.add(key, 0, timeout=3600)
    try:
        count = cache.incr(key)
    except ValueError:
        # The hour ended in between.
        count = 1
    return bool(count <= value(policy.REPORTS_AN_HOUR, region=facility.region_id))


@transaction.atomic
def handle_correction(
    *, correction: FacilityCorrection, actor: Actor, outcome: CorrectionState, note: str = ""
) -> FacilityCorrection:
    """Close a report as applied or rejected. The reporter's phone is forgotten. A second time changes nothing."""
    if outcome not in (CorrectionState.APPLIED, CorrectionState.REJECTED):
        raise FacilityError(_("Say whether the entry was corrected or was right."))
    current = locked(correction)
    if current.state != CorrectionState.OPEN:
        return current
    current.state, current.note, current.phone = outcome, note.strip()[:300], ""
    current.handled_by, current.handled_at = actor, timezone.now()
    current.save()
    return current
