"""Mandates by which one person acts for another, and each use of one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from common.fields import login_on_record
from people.actors import AnyUser
from people.mandates.enums import MandateConsent, MandateScope
from workbench.scopes import in_scope, own_rows


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self) -> MandateQuerySet:
        today = timezone.localdate()
        return (
            self.agreed()
            .filter(valid_from__lte=today)
            .filter(Q(valid_until=None) | Q(valid_until__gte=today))
        )

    def agreed(self) -> MandateQuerySet:
        """Neither ended early nor waiting for a second person."""
        return self.filter(revoked_at=None).filter(Q(needs_second=False) | ~Q(confirmed_at=None))

    def waiting(self) -> MandateQuerySet:
        """Recorded by somebody close to one of the two: in force once a second person has agreed."""
        return self.filter(revoked_at=None, needs_second=True, confirmed_at=None)

    def with_number_to_check(self) -> MandateQuerySet:
        """Agreed ones whose representative has not logged in yet, and of whose number only one person knows.

        Once a second one has called it, it opens the representative's file at the first log-in.
        """
        unseen = self.agreed().filter(agent__user=None, agent__died_on=None).exclude(agent__phone="")
        today = timezone.localdate()
        return unseen.filter(Q(valid_until=None) | Q(valid_until__gte=today)).exclude(
            checked_phone=models.F("agent__phone")
        )

    def held_by(self, user: AnyUser) -> MandateQuerySet:
        """Those in force under which `user` may see; none for who has not logged in."""
        return self.in_force().filter(agent__user=user) if user.is_authenticated else self.none()

    def allowing(self, scope: MandateScope | str) -> MandateQuerySet:
        """Those that allow `scope`; each allows to see."""
        fields = {MandateScope.ASK: "may_ask", MandateScope.GIVE: "may_give"}
        field = fields.get(MandateScope(scope))
        return self.filter(**{field: True}) if field else self.all()

    def visible_to(self, user: AnyUser) -> MandateQuerySet:
        own = own_rows(user, "principal__user", "agent__user")
        return self.filter(own | in_scope(user, "principal__region_id"))


class Mandate(models.Model):
    """That a relative or worker (`agent`) may see for a person (`principal`), and act where the scopes say so.

    What was agreed is never widened: other scopes are a new mandate (people.mandates.services.record_mandate). Each act
    under it is a `MandateUse`, of which the principal is told.
    """

    principal = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="mandates_given", verbose_name=_("principal")
    )
    agent = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="mandates_held", verbose_name=_("representative")
    )
    relation = models.CharField(_("relation"), max_length=40)
    may_ask = models.BooleanField(_("may request services"), default=False)
    may_give = models.BooleanField(_("may give time coins away"), default=False)
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    recorded_by = login_on_record(_("recorded by"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    how = models.CharField(
        _("how consent was given"),
        max_length=10,
        choices=MandateConsent.choices,
        default=MandateConsent.UNKNOWN,
    )
    needs_second = models.BooleanField(_("needs a second person"), default=False)
    confirmed_by = login_on_record(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    # The number of the representative that a second person called; another one in the file is not checked.
    checked_phone = models.CharField(_("number checked"), max_length=20, blank=True, default="")
    phone_checked_by = login_on_record(_("number checked by"))
    phone_checked_at = models.DateTimeField(_("number checked at"), null=True, blank=True)
    renewed_by = login_on_record(_("renewed by"))
    renewed_at = models.DateTimeField(_("renewed at"), null=True, blank=True)
    # The end that both sides were last reminded of; another end asks for another reminder.
    reminded_of = models.DateField(null=True, blank=True, editable=False)
    # One from before mandates had a term got one: both sides have still to hear of it.
    term_untold = models.BooleanField(default=False, editable=False)
    revoked_by = login_on_record(_("revoked by"))

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(condition=~Q(principal=models.F("agent")), name="mandate_for_another"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | Q(recorded_by=None)
                | ~Q(confirmed_by=models.F("recorded_by")),
                name="mandate_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(phone_checked_by=None)
                | Q(recorded_by=None)
                | ~Q(phone_checked_by=models.F("recorded_by")),
                name="mandate_phone_checked_by_another",
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], name="mandate_end")]

    def __str__(self) -> str:
        return f"{self.agent} → {self.principal}"

    @property
    def is_in_force(self) -> bool:
        today = timezone.localdate()
        return (
            self.revoked_at is None
            and not self.is_waiting
            and self.valid_from <= today
            and (self.valid_until is None or self.valid_until >= today)
        )

    @property
    def is_waiting(self) -> bool:
        return self.revoked_at is None and self.needs_second and self.confirmed_at is None

    @property
    def has_number_to_check(self) -> bool:
        """As `with_number_to_check`, of one that stands."""
        agent = self.agent
        unseen = (
            agent.user_id is None and agent.died_on is None and agent.phone not in ("", self.checked_phone)
        )
        return unseen and self.revoked_at is None and not self.is_waiting

    @property
    def scopes(self) -> list[MandateScope]:
        """What it allows, in words that a page can show."""
        return [
            MandateScope.READ,
            *([MandateScope.ASK] if self.may_ask else []),
            *([MandateScope.GIVE] if self.may_give else []),
        ]

    @property
    def scope_labels(self) -> list[str]:
        return [str(scope.label) for scope in self.scopes]

    @property
    def scope_words(self) -> str:
        """All of them in one line."""
        return pgettext("between scopes", "; ").join(self.scope_labels)


def in_sight(user: AnyUser, person: str, region: str) -> Q:
    """The rows about oneself, about those whose mandate one holds, and of the regions in which one has a role.

    `person` and `region` are paths to the person and to a region's code.
    """
    principals = Mandate.objects.held_by(user).values("principal")
    return own_rows(user, f"{person}__user") | Q(**{f"{person}__in": principals}) | in_scope(user, region)


class MandateUseQuerySet(models.QuerySet["MandateUse"]):
    def visible_to(self, user: AnyUser) -> MandateUseQuerySet:
        """Those of the mandates one gave or holds, and of the people of one's regions."""
        own = own_rows(user, "mandate__principal__user", "mandate__agent__user")
        return self.filter(own | in_scope(user, "mandate__principal__region_id"))


class MandateUse(models.Model):
    """That somebody acted under a mandate. Append-only in the database itself.

    `what` is a sentence for the principal. Who has neither phone nor login hears it from the worker, who prints the
    list and reads it out.
    """

    mandate = models.ForeignKey(
        Mandate, models.PROTECT, related_name="uses", verbose_name=_("mandate"), db_index=False
    )
    scope = models.CharField(_("purpose of use"), max_length=10, choices=MandateScope.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    what = models.CharField(_("what was done on their behalf"), max_length=300)
    key = models.CharField(max_length=120, unique=True)

    objects = MandateUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate use")
        verbose_name_plural = _("mandate uses")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["mandate", "-at"], name="mandate_use_time")]

    def __str__(self) -> str:
        return self.what
