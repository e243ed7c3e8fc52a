"""What changes people: one function per change, keyword-only, each atomic and recorded."""

from people.services.access import log_access
from people.services.consents import give_consent, withdraw_consent
from people.services.deaths import record_death
from people.services.kinship import (
    confirm_kinship,
    decline_kinship,
    end_kinship,
    propose_kinship,
    verify_kinship,
)
from people.services.logins import (
    adopt_person,
    change_phone,
    login_for_phone,
    prune_unverified_logins,
    release_unverified_phone,
    reset_second_factor,
    staff_login,
    start_own_person,
)
from people.services.mandates import record_mandate, restore_mandate, revoke_mandate, use_mandate
from people.services.persons import create_person, find_or_create_person, update_person
from people.services.roles import end_role, grant_role

__all__ = [
    "adopt_person",
    "change_phone",
    "confirm_kinship",
    "create_person",
    "decline_kinship",
    "end_kinship",
    "end_role",
    "find_or_create_person",
    "give_consent",
    "grant_role",
    "log_access",
    "login_for_phone",
    "propose_kinship",
    "prune_unverified_logins",
    "record_death",
    "record_mandate",
    "release_unverified_phone",
    "reset_second_factor",
    "restore_mandate",
    "revoke_mandate",
    "staff_login",
    "start_own_person",
    "update_person",
    "use_mandate",
    "verify_kinship",
    "withdraw_consent",
]
