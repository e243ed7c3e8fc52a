from __future__ import annotations

from people.actors import Actor
from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.models import Consent
from people.consents.services import give_consent, withdraw_consent
from people.persons.models import Person
from timebank.earning.errors import TooYoungToAgree

# Below it a guardian decides (Personal Information Protection Law, art. 31): a worker records that.
AGE_OF_OWN_CONSENT = 14


def join_honour_roll(*, person: Person, actor: Actor) -> Consent:
    """Agree on the portal. Twice changes nothing. Raises `TooYoungToAgree`."""
    if person.age is not None and person.age < AGE_OF_OWN_CONSENT:
        raise TooYoungToAgree
    return give_consent(
        person=person, purpose=ConsentPurpose.HONOUR_ROLL, method=ConsentMethod.ONLINE, recorded_by=actor
    )


def leave_honour_roll(*, person: Person, actor: Actor) -> None:
    """Take it back: the roll, which is never kept in a cache, leaves the name out from this moment."""
    withdraw_consent(person=person, purpose=ConsentPurpose.HONOUR_ROLL, recorded_by=actor)
