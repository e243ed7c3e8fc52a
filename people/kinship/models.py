"""Who is a relative of whom: said by one side, confirmed by the other or by a worker who saw the document."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import login_on_record
from people.actors import AnyUser
from people.kinship.enums import INVERSE_KIN, KinDocument, KinProof, KinRelation
from workbench.scopes import in_scope, own_rows


class KinshipQuerySet(models.QuerySet["Kinship"]):
    def waiting(self) -> KinshipQuerySet:
        return self.filter(verified_at=None, declined_at=None, ended_at=None)

    def verified(self) -> KinshipQuerySet:
        """Confirmed and not ended: what counts."""
        return self.filter(ended_at=None).exclude(verified_at=None)

    def of(self, person: Any) -> KinshipQuerySet:
        """Those in which `person` is one of the two."""
        return self.filter(Q(person=person) | Q(relative=person))

    def in_queue_of(self, user: AnyUser) -> KinshipQuerySet:
        """Those of the people of one's regions, on either side."""
        return self.filter(_in_scope_of(user))

    def visible_to(self, user: AnyUser) -> KinshipQuerySet:
        """Both sides, and the workers of either side's region."""
        return self.filter(own_rows(user, "person__user", "relative__user") | _in_scope_of(user))


def _in_scope_of(user: AnyUser) -> Q:
    return in_scope(user, "person__region_id") | in_scope(user, "relative__region_id")


class Kinship(models.Model):
    """That `relative` is the `relation` of `person`, who said so.

    A proposal is kept whether or not the one who is named has a file here (`relative` is empty then): who proposes must
    not learn it. What was typed to find the relative is forgotten once the matter is decided. Changed by
    `people.kinship.services`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="kin_proposed", verbose_name=_("stated by")
    )
    relative = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kin_named",
        verbose_name=_("relative"),
    )
    relation = models.CharField(_("relation"), max_length=20, choices=KinRelation.choices)
    named = models.CharField(_("name of the relative"), max_length=60)
    named_phone = models.CharField(_("phone of the relative"), max_length=20, blank=True)
    # Only the blind index: of somebody who may not be here, the number itself is not ours to keep.
    named_id_index = models.CharField(max_length=64, blank=True, editable=False)
    proposed_at = models.DateTimeField(_("stated on"), default=timezone.now)
    verified_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    verified_by = login_on_record(_("confirmed by"))
    proof = models.CharField(_("how confirmed"), max_length=10, choices=KinProof.choices, blank=True)
    document = models.CharField(_("document seen"), max_length=20, choices=KinDocument.choices, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    declined_by = login_on_record(_("declined by"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = login_on_record(_("ended by"))

    objects = KinshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("relative")
        verbose_name_plural = _("relatives")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(relative=None) | ~Q(relative=F("person")), name="kinship_between_two"
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, proof="")
                | Q(verified_at__isnull=False, relative__isnull=False, proof__in=KinProof.values),
                name="kinship_verified_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(verified_at=None), name="kinship_declined_or_verified"
            ),
            models.UniqueConstraint(
                Least("person", "relative"),
                Greatest("person", "relative"),
                condition=Q(verified_at__isnull=False, ended_at=None),
                name="kinship_once_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_relation_display()}"

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None and self.ended_at is None

    def other(self, person: Any) -> Any:
        """The other of the two."""
        return self.relative if self.person_id == person.pk else self.person

    def relation_to(self, person: Any) -> KinRelation:
        """What the other one is to `person`."""
        relation = KinRelation(self.relation)
        return relation if self.person_id == person.pk else INVERSE_KIN[relation]
