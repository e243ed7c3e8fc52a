"""Moving a log-in to another number. Whoever holds the old number hears of it, whichever way it went."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.locking import locked
from common.phones import normalise_phone
from people.access_log.services import log_access
from people.logins.enums import IdentityCheck, PhoneChangeState
from people.logins.models import PhoneChange, PhoneChangeQuerySet, User
from people.logins.selectors import proven_login
from people.logins.services import change_phone, end_sessions
from people.persons.models import Person
from people.persons.services import update_person
from people.phone_changes.permissions import can_ask_phone_change, can_decide_phone_change
from people.signals import phone_change_asked, phone_changed
from workbench.access_recording import AccessAction


@transaction.atomic
def change_own_phone(*, user: User, phone: str, session_key: str) -> None:
    """Move one's own log-in, after a code to the old number and one to the new; other sessions than this one end.

    Raises ValidationError when the number is another's.
    """
    current = User.objects.select_for_update().get(pk=user.pk)
    if current.phone == phone:
        return
    old = current.phone or ""
    change_phone(user=current, phone=phone, verified=True)
    user.phone, user.phone_verified = phone, True
    end_sessions(user=current, except_for=session_key)
    person = Person.objects.filter(user=current).first()
    if person is None:
        # Registered a moment ago, and not even a name was given.
        return
    _lapse(PhoneChange.objects.waiting().filter(person=person))
    change = PhoneChange.objects.create(
        person=person, user=current, old_phone=old, new_phone=phone, state=PhoneChangeState.OWN,
        asked_by=current, decided_by=current, decided_at=timezone.now(),
    )  # fmt: skip
    _tell(change, actor=current)


@transaction.atomic
def ask_phone_change(
    *, person: Person, phone: str, checked: IdentityCheck, actor: User, note: str = ""
) -> PhoneChange:
    """Ask that somebody whose old phone is lost gets in with another number; a second person decides.

    The old number is told at once. Asking the same twice is asking once. Raises PermissionDenied, and ValidationError
    keyed by `phone` for a number that is another's, or while another change waits.
    """
    current = locked(person, "user", key_stays=True)
    if not can_ask_phone_change(actor, current):
        raise PermissionDenied
    number = normalise_phone(phone, mobile=True)
    _check_free(number, current)
    waiting = PhoneChange.objects.waiting().filter(person=current).first()
    if waiting is not None:
        if waiting.new_phone == number:
            return waiting
        raise ValidationError(
            {"phone": _("Another change of this number already waits for a second person.")}
        )
    change = PhoneChange.objects.create(
        person=current, user=current.user, old_phone=_number_of(current), new_phone=number, checked=checked,
        note=note.strip()[:200], asked_by=actor,
    )  # fmt: skip
    log_access(actor=actor, action=AccessAction.CHANGE, subject=current, detail="phone change asked")
    phone_change_asked.send(PhoneChange, change=change)
    return change


@transaction.atomic
def approve_phone_change(*, change: PhoneChange, actor: User) -> PhoneChange:
    """Agree as the second person: the log-in moves, all its sessions end, old and new number are told.

    Who has no log-in yet joins the own file at the first one with the new number. A second time changes nothing.
    Raises PermissionDenied for whoever asked for it, for the owner of the log-in and for anybody without the right, and
    ValidationError when it was decided otherwise or the number has become another's.
    """
    current = locked(change, "person")
    if not can_decide_phone_change(actor, current):
        raise PermissionDenied
    if current.state == PhoneChangeState.APPROVED:
        return current
    _check_waiting(current)
    person = locked(current.person, "user", key_stays=True)
    _check_free(current.new_phone, person)
    if person.user is not None:
        change_phone(user=person.user, phone=current.new_phone, verified=True)
        end_sessions(user=person.user)
    else:
        update_person(person=person, actor=actor, phone=current.new_phone)
    _decide(current, PhoneChangeState.APPROVED, actor)
    _tell(current, actor=actor)
    return current


@transaction.atomic
def refuse_phone_change(*, change: PhoneChange, actor: User) -> PhoneChange:
    """Say no; whoever asked may take back the own request in the same way. A second time changes nothing."""
    current = locked(change)
    if actor.pk != current.asked_by_id and not can_decide_phone_change(actor, current):
        raise PermissionDenied
    if current.state == PhoneChangeState.REFUSED:
        return current
    _check_waiting(current)
    _decide(current, PhoneChangeState.REFUSED, actor)
    return current


def lapse_phone_changes(*, asked_before: datetime) -> int:
    """Close requests that nobody decided in time; returns how many. Run daily."""
    return _lapse(PhoneChange.objects.waiting().filter(asked_at__lt=asked_before))


def _lapse(changes: PhoneChangeQuerySet) -> int:
    return changes.update(state=PhoneChangeState.LAPSED, decided_at=timezone.now())


def _number_of(person: Person) -> str:
    """With which number somebody gets in now: the log-in's, else the one in the file."""
    return (person.user.phone if person.user is not None else person.phone) or ""


def _check_free(number: str, person: Person) -> None:
    if person.user is not None and person.user.phone == number:
        raise ValidationError({"phone": _("This is the number the person already logs in with.")})
    if proven_login(number) is not None:
        raise ValidationError({"phone": _("This number is already used by another account.")})


def _check_waiting(change: PhoneChange) -> None:
    if change.state != PhoneChangeState.WAITING:
        raise ValidationError(_("This was decided in the meantime: %(state)s.") % {
            "state": change.get_state_display()
        })  # fmt: skip


def _decide(change: PhoneChange, state: PhoneChangeState, actor: User) -> None:
    change.state, change.decided_by, change.decided_at = state, actor, timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_at"])


def _tell(change: PhoneChange, *, actor: User) -> None:
    log_access(actor=actor, action=AccessAction.CHANGE, subject=change.person, detail="phone number changed")
    phone_changed.send(PhoneChange, change=change)
