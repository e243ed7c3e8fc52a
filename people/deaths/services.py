"""A death: recorded with its source, confirmed by a second person, taken back when it was a mistake."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from people.actors import Actor
from people.deaths.enums import NoticeSource
from people.deaths.models import DeathNotice
from people.deaths.registry import Consequence, effects
from people.logins.models import User
from people.persons.models import Person
from people.persons.permissions import can_change_person
from people.roles.permissions import is_above


def consequences(person: Person) -> list[Consequence]:
    """What recording the death would stop, counted; nothing is changed."""
    return [line for effect in effects() for line in effect.count(person) if line.amount]


def standing_notice(person: Person) -> DeathNotice | None:
    return DeathNotice.objects.standing().filter(person=person).select_related("person").first()


@transaction.atomic
def record_death(
    *,
    person: Person,
    on: date,
    actor: Actor = None,
    source: str = NoticeSource.FILE,
    noticed_on: date | None = None,
) -> DeathNotice:
    """Write the day of death into the file, stop what the dead no longer need, and keep what was stopped. Once.

    A notice that stands already is returned unchanged. Raises ValidationError for a day to come, one before the birth,
    a notice older than the death, and one's own death.
    """
    current = locked(person, key_stays=True)
    if (first := standing_notice(current)) is not None:
        return first
    if actor is not None and current.user_id == actor.pk:
        raise ValidationError(_("You cannot record this about yourself. Please ask a colleague."), code="own")
    user = current.user
    if actor is not None and user is not None and user.is_worker and not is_above(actor, user):
        raise ValidationError(_("Who holds a role is reported by whoever could end it."), code="staff")
    if current.merged_into_id is not None:
        raise ValidationError(_("This file was merged into another one."), code="merged")
    check_death(current, on)
    noticed_on = noticed_on or timezone.localdate()
    if noticed_on < on:
        raise ValidationError({"noticed_on": _("That is before the day of death.")}, code="before_death")
    if noticed_on > timezone.localdate():
        raise ValidationError({"noticed_on": _("This day has not come yet.")}, code="future")
    _write_day(current, current.died_on or on, actor)
    notice = DeathNotice.objects.create(
        person=current, source=NoticeSource(source), noticed_on=noticed_on, entered_by=actor
    )
    stopped = {effect.key: effect.stop(current, actor) for effect in effects()}
    notice.stopped = {key: what for key, what in stopped.items() if what}
    notice.save(update_fields=["stopped"])
    return notice


def check_death(person: Person, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"died_on": _("This day has not come yet.")}, code="future")
    if person.birth_date is not None and on < person.birth_date:
        raise ValidationError({"died_on": _("This date is before the date of birth.")}, code="before_birth")


@transaction.atomic
def correct_day_of_death(*, notice: DeathNotice, on: date, actor: User) -> None:
    """Another day for a death that stays one. Raises ValidationError as `record_death` does."""
    current = locked(notice, "person")
    if current.taken_back_at is None and current.person.died_on != on:
        check_death(current.person, on)
        _write_day(locked(current.person, key_stays=True), on, actor)


def _write_day(person: Person, on: date | None, actor: Actor) -> None:
    person.died_on = on
    if actor is not None:
        person._history_user = actor
    person.save(update_fields=["died_on", "updated_at"])


@transaction.atomic
def confirm_death(*, notice: DeathNotice, actor: User) -> DeathNotice:
    """A second person knows of the death as well: from then on, and after the waiting time, the account can be settled.

    Confirming twice is once. Raises ValidationError for who entered it, outside one's area, and for one taken back.
    """
    current = locked(notice, "person")
    if current.confirmed_at is not None:
        return current
    _refuse_stranger(current, actor)
    if current.taken_back_at is not None:
        raise ValidationError(_("This report was taken back."), code="taken_back")
    if current.entered_by_id == actor.pk:
        raise ValidationError(
            _("You entered this report. Please ask a colleague or the township to confirm it."), code="same"
        )
    current.confirmed_by, current.confirmed_at = actor, timezone.now()
    current.save(update_fields=["confirmed_by", "confirmed_at"])
    return current


@transaction.atomic
def take_back_death(*, notice: DeathNotice, actor: User, reason: str) -> DeathNotice:
    """The person lives: the day leaves the file, and what the notice stopped is put back where it can still stand.

    What could not be put back stands in `lost`. Twice is as good as once. Raises ValidationError for who entered it,
    outside one's area, without a reason, after the term, and while the account is settled.
    """
    current = locked(notice, "person")
    if current.taken_back_at is not None:
        return current
    person = locked(current.person, key_stays=True)
    current.person = person
    _refuse_stranger(current, actor)
    if current.entered_by_id == actor.pk:
        raise ValidationError(
            _("You entered this report. Please ask a colleague or the township to take it back."), code="same"
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Please say how you know that it was a mistake.")}, code="reason")
    if timezone.localdate() > current.taken_back_until:
        raise ValidationError(
            _("This could be taken back until %(day)s. Please ask the city's administration.")
            % {"day": current.taken_back_until.isoformat()},
            code="over",
        )
    for effect in effects():
        if why := effect.holds(person):
            raise ValidationError(why, code=effect.key)
    _write_day(person, None, actor)
    current.taken_back_at, current.taken_back_by = timezone.now(), actor
    current.taken_back_why = reason.strip()[:300]
    current.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    lost: list[str] = []
    for effect in effects():
        if stopped := current.stopped.get(effect.key):
            lost += effect.restore(person, stopped, actor)
    current.lost = lost
    current.save(update_fields=["lost"])
    return current


def _refuse_stranger(notice: DeathNotice, actor: User) -> None:
    if notice.person.user_id == actor.pk or not can_change_person(actor, notice.person):
        raise ValidationError(_("This person lives outside your area."), code="not_yours")
