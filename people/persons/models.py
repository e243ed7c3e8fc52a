"""A human being, with or without a login."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from common.encryption import blind_index
from common.fields import EncryptedTextField, InitialsField
from common.forms import by_field, refusal
from common.pinyin import initials_of
from people.actors import Actor, AnyUser
from people.persons import id_numbers
from people.persons.enums import Sex
from workbench.scopes import in_scope, one_by_one


class Dialect(models.Model):
    """A way of speaking that visitor and visited may share: 达州话, 普通话, a sign language."""

    code = models.SlugField(_("code"), max_length=40, unique=True, allow_unicode=True)
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        verbose_name = _("dialect")
        verbose_name_plural = _("dialects")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(_(self.name))


class PersonQuerySet(models.QuerySet["Person"]):
    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        """With a name its initials change as well."""
        people, names = list(objs), list(fields)
        if "name" in names and "name_initials" not in names:
            names.append("name_initials")
            for person in people:
                person.name_initials = initials_of(person.name)
        return super().bulk_update(people, names, batch_size)

    def visible_to(self, user: AnyUser) -> PersonQuerySet:
        """Oneself, those one holds a mandate for, and the people of one's regions."""
        if not user.is_authenticated:
            return self.none()
        today = timezone.localdate()
        # One `filter`: all of it is about the same mandate.
        mandated = Q(
            pk__in=Person.objects.filter(
                Q(mandates_given__valid_until=None) | Q(mandates_given__valid_until__gte=today),
                Q(mandates_given__needs_second=False) | Q(mandates_given__confirmed_at__isnull=False),
                mandates_given__agent__user=user,
                mandates_given__revoked_at=None,
                mandates_given__valid_from__lte=today,
            ).values("pk")
        )
        # Of nearly all rows: their index would lead SQLite to everybody instead of the region.
        return self.filter(Q(user=user) | mandated | in_scope(user)).filter(one_by_one(Q(merged_into=None)))


class Person(models.Model):
    """A natural person (自然人). Volunteer and elder are one-to-one profiles on it.

    `id_number` (GB 11643) is encrypted; `id_number_index` is its blind index: equal numbers have equal indexes.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("login"),
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=60)
    # For finding somebody by "lj": each reading of the name (common.pinyin).
    name_initials = InitialsField(of="name")
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    id_number = EncryptedTextField(_("ID number"), blank=True, default="")
    id_number_index = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    phone = models.CharField(_("phone"), max_length=20, blank=True, db_index=True)
    region = models.ForeignKey(
        "regions.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("home region"),
    )
    dialects = models.ManyToManyField(Dialect, blank=True, related_name="+", verbose_name=_("dialects"))
    died_on = models.DateField(_("died on"), null=True, blank=True)
    # Two files of one person were merged (people.merging): this one is closed, and what could not move still names it.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_files", editable=False
    )
    is_demo = models.BooleanField(_("fictitious, for the demonstration"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    # Set before `save` by services: who did it, where no request tells the history.
    _history_user: Actor

    history = HistoricalRecords(excluded_fields=["id_number", "id_number_index", "name_initials"])
    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["region", "name"], name="person_region_name"),
            # Who registers somebody is shown who might be the same.
            models.Index(fields=["name", "birth_date"], name="person_name_birth"),
            models.Index(fields=["name_initials"], name="person_initials"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With a name its initials are written as well."""
        if "name" in (fields := kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*fields, "name_initials"}
        super().save(*args, **kwargs)

    def set_id_number(self, text: str) -> None:
        """Set the ID number with its blind index, and sex and birth date from it. Does not save.

        Raises ValidationError, keyed by field, for a number that is none, and for a sex or birth date on file that
        contradicts it: one of the two is a slip of the pen, and only people can say which.
        """
        number = by_field("id_number", id_numbers.normalise_id_number, text)
        born, sex = id_numbers.birth_date(number), id_numbers.sex(number)
        if self.birth_date and self.birth_date != born:
            message = gettext("The birth date does not match the ID number, which gives %(date)s.")
            raise refusal("birth_date", message % {"date": born}, "contradiction")
        if self.sex and self.sex != sex:
            message = gettext("The sex does not match the ID number, which gives: %(sex)s.")
            raise refusal("sex", message % {"sex": sex.label}, "contradiction")
        self.birth_date, self.sex = born, sex
        self.id_number, self.id_number_index = number, blind_index(number)

    def age_on(self, day: date) -> int | None:
        """Full years on `day`; a person born on 29 February has the birthday on 1 March in other years."""
        if self.birth_date is None:
            return None
        return (
            day.year
            - self.birth_date.year
            - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))
        )

    @property
    def age(self) -> int | None:
        return self.age_on(timezone.localdate())

    @property
    def masked_name(self) -> str:
        """张** : for those who need to recognise but not to know."""
        return self.name[:1] + "*" * max(1, len(self.name) - 1) if self.name else ""

    @property
    def masked_phone(self) -> str:
        local = self.phone.removeprefix("+86")
        return f"{local[:3]}****{local[-4:]}" if len(local) >= 7 else "****" if local else ""

    @property
    def masked_id_number(self) -> str:
        return f"{self.id_number[:3]}***********{self.id_number[-4:]}" if self.id_number else ""
