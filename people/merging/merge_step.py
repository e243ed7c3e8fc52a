"""What becomes of people's own rows, and of two log-ins."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils.translation import gettext as _

from people.actors import Actor
from people.consents.models import Consent
from people.deaths.registry import Consequence
from people.kinship.models import Kinship
from people.logins.models import User
from people.mandates.models import Mandate
from people.merging.registry import Handling, MergeStep, declare
from people.persons.models import Person
from people.roles.models import RoleGrant


def _still_wanted(rows: Any, kept: Person) -> Any:
    """A consent does not come back by a merge where the file that stays has withdrawn the same since."""
    for consent in Consent.objects.filter(person=kept).exclude(withdrawn_on=None):
        rows = rows.exclude(
            purpose=consent.purpose, withdrawn_on=None, given_on__lte=consent.withdrawn_on or consent.given_on
        )
    return rows


def declare_relations() -> None:
    """What becomes of people's rows; called once from `AppConfig.ready()`."""
    declare("people.Consent", "person", Handling.MOVE, only=_still_wanted)
    for label, field in (
        ("Mandate", "principal"),
        ("Mandate", "agent"),
        ("Kinship", "person"),
        ("Kinship", "relative"),
    ):
        declare(f"people.{label}", field, Handling.MOVE)
    for label, field in (
        # Append-only: who read which file stays as it was; the reader's page asks for both.
        ("AccessLog", "subject"),
        ("DeathNotice", "person"),
        ("Merge", "kept"),
        ("Merge", "gone"),
        # A record of what was done to a log-in.
        ("PhoneChange", "person"),
        ("Person", "merged_into"),
        # Added to the file that stays by the service.
        ("Person_dialects", "person"),
    ):
        declare(f"people.{label}", field, Handling.KEEP)


class LoginsJoin(MergeStep):
    key = "logins"

    def refusals(self, kept: Person, gone: Person) -> list[str]:
        found = []
        if Kinship.objects.of(kept).of(gone).filter(ended_at=None).exists():
            found.append(_("The two are recorded as relatives of each other."))
        between = Q(principal=kept, agent=gone) | Q(principal=gone, agent=kept)
        if Mandate.objects.filter(between, revoked_at=None).exists():
            found.append(_("One of the two acts for the other under a mandate."))
        users = [pk for pk in (kept.user_id, gone.user_id) if pk]
        if gone.user_id and RoleGrant.objects.not_over().filter(user=gone.user_id).exists():
            found.append(_("The log-in of the file to be closed holds a role. Please end the role first."))
        if len(users) == 2 and Authenticator.objects.filter(user__in=users).exists():
            found.append(
                _("Both have a log-in, and one has a second factor. Please have that factor reset first.")
            )
        return found

    def count(self, kept: Person, gone: Person) -> list[Consequence]:
        if not gone.user_id:
            return []
        words = _("Log-in that ends") if kept.user_id else _("Log-in that opens the other file")
        return [Consequence(words, 1)]

    def before(self, kept: Person, gone: Person, actor: Actor) -> Any:
        if not (kept.user_id and gone.user_id):
            return None
        ended = User.objects.filter(pk=gone.user_id, is_active=True).update(is_active=False)
        for session in UserSession.objects.filter(user=gone.user_id):
            session.end()
        return {"user": gone.user_id} if ended else None

    def undo(self, kept: Person, gone: Person, done: Any, actor: Actor) -> None:
        User.objects.filter(pk=done["user"]).update(is_active=True)
