"""What one person is to another, and what proves it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class KinRelation(models.TextChoices):
    """What one person is to another."""

    SPOUSE = "spouse", _("Husband or wife")
    PARENT = "parent", _("Father or mother")
    CHILD = "child", _("Son or daughter")
    GRANDPARENT = "grandparent", _("Grandparent")
    GRANDCHILD = "grandchild", _("Grandchild")
    SIBLING = "sibling", _("Brother or sister")
    PARENT_IN_LAW = "parent_in_law", _("Parent of husband or wife")
    CHILD_IN_LAW = "child_in_law", _("Son-in-law or daughter-in-law")


INVERSE_KIN = {
    KinRelation.SPOUSE: KinRelation.SPOUSE,
    KinRelation.PARENT: KinRelation.CHILD,
    KinRelation.CHILD: KinRelation.PARENT,
    KinRelation.GRANDPARENT: KinRelation.GRANDCHILD,
    KinRelation.GRANDCHILD: KinRelation.GRANDPARENT,
    KinRelation.SIBLING: KinRelation.SIBLING,
    KinRelation.PARENT_IN_LAW: KinRelation.CHILD_IN_LAW,
    KinRelation.CHILD_IN_LAW: KinRelation.PARENT_IN_LAW,
}


class KinProof(models.TextChoices):
    """Who stands for it that two people are relatives."""

    RELATIVE = "relative", _("Confirmed by the relative")
    WORKER = "worker", _("A worker saw the document")


class KinDocument(models.TextChoices):
    """What a worker looked at."""

    HOUSEHOLD = "household", _("Household register")
    MARRIAGE = "marriage", _("Marriage certificate")
    BIRTH = "birth", _("Birth certificate")
    OTHER = "other", pgettext_lazy("document", "Another official document")
