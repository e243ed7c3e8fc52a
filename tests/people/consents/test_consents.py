"""A consent is given, stays on record and is withdrawn."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from people.consents.enums import ConsentMethod, ConsentPurpose
from people.consents.models import Consent
from people.consents.services import give_consent, withdraw_consent
from people.logins.models import User
from people.persons.models import Person
from people.signals import consent_withdrawn


@pytest.mark.django_db
def test_a_consent_is_given_once_withdrawn_once_and_stays_on_record(worker: User, neighbour: Person) -> None:
    told: list[Consent] = []

    def listen(consent: Consent, **_: Any) -> None:
        told.append(consent)

    consent_withdrawn.connect(listen)
    try:
        first = give_consent(person=neighbour, purpose=ConsentPurpose.VISITS, method=ConsentMethod.ORAL)
        again = give_consent(person=neighbour, purpose=ConsentPurpose.VISITS, method=ConsentMethod.WRITTEN)
        assert first == again
        for _click in range(2):
            withdraw_consent(
                person=neighbour, purpose=ConsentPurpose.VISITS, recorded_by=worker, note="说不用了"
            )
    finally:
        consent_withdrawn.disconnect(listen)
    assert told == [first]
    first.refresh_from_db()
    assert (first.withdrawn_on, first.withdrawal_note) == (timezone.localdate(), "说不用了")
    renewed = give_consent(person=neighbour, purpose=ConsentPurpose.VISITS, method=ConsentMethod.PHONE)
    assert renewed != first
    assert list(Consent.objects.in_force()) == [renewed]
