"""Log-ins: a phone number that proved itself by SMS code, and the person it belongs to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.forms import refusal
from common.phones import DEMO_PREFIX, normalise_phone
from people.access_log.services import log_login
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.services import give_consent
from people.logins.models import KnownDevice, User
from people.logins.phone_owners import is_own_phone
from people.logins.selectors import unproven_logins, was_replaced_alone
from people.persons.models import Person
from people.persons.services import create_person
from workbench.access_recording import AccessAction

# How long a log-in that was asked for and never proven is kept.
UNVERIFIED_KEPT = timedelta(days=1)
# So many files may share one number; what stands in more is an institution's, and nobody's own.
MOST_FILES = 10
# Under which name a session remembers its device.
DEVICE = "device"


def login_for_phone(*, phone: str) -> User:
    """The log-in of a phone number; made when there is none.

    Asking for a code makes the log-in, so that numbers known and unknown cannot be told apart from outside. It opens
    nothing until the code proves the number, and is thrown away when that never happens.
    """
    number = normalise_phone(phone, mobile=True)
    user, created = User.objects.get_or_create(phone=number)
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def proven(*, phone: str | None, name: str, **more: Any) -> User:
    """A log-in under a name, whose phone needs no more proof. Not stored yet."""
    user = User(phone=phone, phone_verified=True, last_name=name, **more)
    user.set_unusable_password()
    return user


@transaction.atomic
def staff_login(*, phone: str, name: str) -> User:
    """The log-in of somebody who is to get a role, with a person of that name; both made where they are missing.

    Raises ValidationError keyed by `phone` when the number belongs to somebody of another name: a role given to the
    wrong number opens files to a stranger.
    """
    user = login_for_phone(phone=phone)
    person = Person.objects.filter(user=user).first()
    if person is None:
        unclaimed = Person.objects.select_for_update(no_key=True).filter(
            phone=user.phone, name=name, user=None, died_on=None, merged_into=None
        )
        files = list(unclaimed[:2])
        # As in `adopt_person`: a number that a worker typed into somebody's file makes nobody its owner.
        if len(files) == 1 and is_own_phone(files[0]) and not was_replaced_alone(files[0]):
            person = files[0]
            person.user = user
            person.save(update_fields=["user", "updated_at"])
        else:
            person = create_person(name=name, phone=user.phone or "", user=user)
        _name_login(user, person.name)
    elif person.name != name:
        text = _("This number belongs to %(name)s. Please check the name and the number.")
        raise refusal("phone", text % {"name": person.masked_name}, "other_name")
    return user


@transaction.atomic
def adopt_person(*, user: User) -> Person | None:
    """Join a log-in whose phone is proven to the file that came with a roster, if that is surely the same person.

    Surely: of the files with this phone none has a log-in, and there is exactly one of which somebody vouches that the
    number is the person's own (people.logins.phone_owners), whose person lives, and in which no worker alone put it in
    the place of another (people.phone_changes). The other files stay closed: an elder's number is often her daughter's.
    Returns the user's person, None while there is none.
    """
    existing = Person.objects.filter(user=user).first()
    if existing is not None or not (user.phone and user.phone_verified):
        return existing
    rows = Person.objects.select_for_update(no_key=True).filter(phone=user.phone, merged_into=None)
    files = list(rows.order_by("pk")[: MOST_FILES + 1])
    if len(files) > MOST_FILES or any(one.user_id for one in files):
        return None
    own = [one for one in files if is_own_phone(one)]
    if len(own) != 1 or own[0].died_on or was_replaced_alone(own[0]):
        return None
    person = own[0]
    person.user = user
    person._history_user = user
    person.save(update_fields=["user", "updated_at"])
    _name_login(user, person.name)
    return person


@transaction.atomic
def start_own_person(*, user: User, name: str) -> Person:
    """The file of somebody who registers: a name, the proven phone, and the consent given by registering (PIPL 13).

    Idempotent. Raises ValidationError keyed by `name`.
    """
    User.objects.select_for_update().get(pk=user.pk)
    existing = Person.objects.filter(user=user).first()
    if existing is not None:
        return existing
    person = create_person(name=name, phone=user.phone or "", user=user)
    give_consent(
        person=person, purpose=ConsentPurpose.PERSONAL_DATA, method=ConsentMethod.ONLINE, recorded_by=user
    )
    _name_login(user, person.name)
    return person


@transaction.atomic
def change_phone(*, user: User, phone: str, verified: bool) -> None:
    """Give a log-in another phone; the person's file follows where it had the old one.

    Who may do that and who hears of it is said in people.phone_changes.
    """
    if phone.startswith(DEMO_PREFIX) and user.phone and not user.phone.startswith(DEMO_PREFIX):
        # A demonstration shows the codes to these numbers to everybody.
        raise ValidationError(_("Numbers that begin with 100 belong to the demonstration."), code="demo")
    release_unverified_phone(phone=phone, except_for=user)
    if User.objects.filter(phone=phone).exclude(pk=user.pk).exists():
        raise ValidationError(_("This number is already used by another account."), code="phone_taken")
    old = user.phone
    user.phone, user.phone_verified = phone, verified
    user.save(update_fields=["phone", "phone_verified"])
    if old and old != phone:
        log_login(user=user, action=AccessAction.PHONE, detail=f"…{old[-4:]} → …{phone[-4:]}")
    if verified and (person := Person.objects.filter(user=user).first()) and person.phone in ("", old):
        person.phone = phone
        person._history_user = user
        person.save(update_fields=["phone", "updated_at"])


def end_sessions(*, user: User, except_for: str = "") -> int:
    """Log `user` out everywhere but in the session of that key, and forget the other devices; how many ended."""
    sessions = list(UserSession.objects.filter(user=user).exclude(session_key=except_for))
    for session in sessions:
        end_session(session=session)
    kept = (
        UserSession.objects.filter(user=user, session_key=except_for).values_list("data", flat=True).first()
    )
    KnownDevice.objects.filter(user=user).exclude(token_hash=(kept or {}).get(DEVICE, "")).delete()
    return len(sessions)


def end_session(*, session: UserSession) -> None:
    """End one session; a log-in from its device is news again."""
    KnownDevice.objects.filter(user=session.user_id, token_hash=session.data.get(DEVICE, "")).delete()
    session.end()


@transaction.atomic
def remember_device(*, user: User, token_hash: str, session_key: str) -> bool:
    """A log-in came from this device; returns whether it was never seen before while others were."""
    others = KnownDevice.objects.filter(user=user).exists()
    _device, created = KnownDevice.objects.update_or_create(
        user=user, token_hash=token_hash, defaults={"last_seen_at": timezone.now()}
    )
    UserSession.objects.filter(user=user, session_key=session_key).update(data={DEVICE: token_hash})
    return created and others


def forget_devices(*, unseen_since: datetime) -> int:
    """Forget devices from which nobody logged in for long; returns how many. Run daily."""
    gone, _details = KnownDevice.objects.filter(last_seen_at__lt=unseen_since).delete()
    return gone


def release_unverified_phone(*, phone: str, except_for: User | None = None) -> None:
    """Take `phone` from a log-in that somebody asked for and never proved, so that it blocks nobody."""
    shells = unproven_logins().filter(phone=phone)
    if except_for is not None:
        shells = shells.exclude(pk=except_for.pk)
    shells.delete()


def prune_unverified_logins() -> int:
    """Delete log-ins that were asked for and never proven; returns how many. Run daily."""
    gone, _details = unproven_logins().filter(date_joined__lt=timezone.now() - UNVERIFIED_KEPT).delete()
    return gone


def _name_login(user: User, name: str) -> None:
    user.last_name, user.first_name = name, ""
    user.save(update_fields=["last_name", "first_name"])
