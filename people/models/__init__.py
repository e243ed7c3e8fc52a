"""Models of people, a file per aggregate."""

from people.models.access import AccessLog
from people.models.consent import Consent, Mandate, MandateUse
from people.models.kinship import Kinship
from people.models.person import Dialect, Person
from people.models.user import RoleGrant, User

__all__ = [
    "AccessLog",
    "Consent",
    "Dialect",
    "Kinship",
    "Mandate",
    "MandateUse",
    "Person",
    "RoleGrant",
    "User",
]
