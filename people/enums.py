"""Roles and small vocabularies about people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regions.enums import Level


class Sex(models.TextChoices):
    """GB/T 2261.1, by the letters of the roster format."""

    MALE = "M", _("Male")
    FEMALE = "F", _("Female")


class Role(models.TextChoices):
    """What a login may do within one region and all below it. Volunteers, residents and relatives need no grant."""

    COMMUNITY_WORKER = "community_worker", _("Community worker")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    TOWNSHIP_OFFICER = "township_officer", _("Township officer")
    COUNTY_MANAGER = "county_manager", _("County manager")
    CITY_MANAGER = "city_manager", _("City manager")
    AUDITOR = "auditor", _("Auditor")


# Who works with people's files and may change them.
WORKER_ROLES = (
    Role.COMMUNITY_WORKER,
    Role.SOCIAL_WORKER,
    Role.TOWNSHIP_OFFICER,
    Role.COUNTY_MANAGER,
    Role.CITY_MANAGER,
)
# Who answers for others' work: approves organizations, grants roles, plans a month.
MANAGER_ROLES = (Role.TOWNSHIP_OFFICER, Role.COUNTY_MANAGER, Role.CITY_MANAGER)
# Who may look: workers, and auditors who change nothing.
STAFF_ROLES = (*WORKER_ROLES, Role.AUDITOR)

# How high a role stands: one gives roles up to one's own rank. Who is audited does not choose the auditor.
ROLE_RANKS = {
    Role.COMMUNITY_WORKER: 1,
    Role.SOCIAL_WORKER: 1,
    Role.TOWNSHIP_OFFICER: 2,
    Role.COUNTY_MANAGER: 3,
    Role.CITY_MANAGER: 4,
    Role.AUDITOR: 4,
}
# At which levels of region a role is at home.
ROLE_LEVELS = {
    Role.COMMUNITY_WORKER: (Level.COMMUNITY, Level.TOWNSHIP),
    Role.SOCIAL_WORKER: (Level.COMMUNITY, Level.TOWNSHIP, Level.COUNTY),
    Role.TOWNSHIP_OFFICER: (Level.TOWNSHIP,),
    Role.COUNTY_MANAGER: (Level.COUNTY,),
    Role.CITY_MANAGER: (Level.CITY,),
    Role.AUDITOR: (Level.COUNTY, Level.CITY),
}


class ConsentPurpose(models.TextChoices):
    VISITS = "visits", _("To be visited")
    HONOUR_ROLL = "honour_roll", _("To appear on the honour roll")
    GUARDIAN = "guardian", _("Guardian's consent to a minor's voluntary service")
    PERSONAL_DATA = "personal_data", _("Use of personal data")


class ConsentMethod(models.TextChoices):
    WRITTEN = "written", _("Signed on paper")
    ORAL = "oral", _("Said in person")
    PHONE = "phone", _("By telephone")
    ONLINE = "online", _("In the system")
    ROSTER = "roster", _("Taken over from a roster")


class AccessAction(models.TextChoices):
    READ = "read", _("Read")
    LIST = "list", _("Listed")
    EXPORT = "export", _("Exported")
    PRINT = "print", _("Printed")
    CHANGE = "change", _("Changed")
    REVEAL = "reveal", _("Address or phone revealed")


class AccessOutcome(models.TextChoices):
    ALLOWED = "allowed", _("Allowed")
    REFUSED = "refused", pgettext_lazy("access", "Refused")


class MandateScope(models.TextChoices):
    """What a mandate allows. Whoever holds one may see; to act for somebody has to be agreed to by itself."""

    READ = "read", _("See account, visits and services")
    ASK = "ask", _("Ask for services and settle them")
    GIVE = "give", _("Give time coins away")


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
