"""Loads the models of every room for Django, which looks for them here. Import a model from its own room."""

from people.access_log.models import AccessCheck, AccessLog, AccessRemoval, AccessSeal
from people.consents.models import Consent
from people.deaths.models import DeathNotice
from people.kinship.models import Kinship
from people.logins.models import KnownDevice, PhoneChange, User
from people.mandates.models import Mandate, MandateUse
from people.merging.models import Merge, MovedRow
from people.persons.models import Dialect, Person
from people.roles.models import RoleGrant
