"""What an installation from before has: deaths get a notice, mandates an end."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from people.deaths.models import DeathNotice
from people.mandates.models import Mandate
from people.persons.models import Person

pytestmark = pytest.mark.django_db
migration = import_module("people.migrations.0004_persons_files")


def test_who_had_died_has_a_notice_by_whom_the_history_names(worker, community):
    person = Person(name="赵奶奶", region=community, died_on=date(2026, 3, 4))
    person._history_user = worker
    person.save()
    Person.objects.create(name="健在", region=community)
    migration.notices_for_the_dead(apps, None)
    notice = DeathNotice.objects.get()
    assert (notice.person, notice.entered_by, notice.source, notice.confirmed_at) == (
        person,
        worker,
        "file",
        None,
    )
    assert notice.settled_from > date(2026, 3, 4)


def test_mandates_without_an_end_get_one_in_a_year_and_will_be_told_of(resident, community):
    today = timezone.localdate()
    principal = Person.objects.create(name="赵奶奶", region=community)
    endless = Mandate.objects.create(principal=principal, agent=resident.person, relation="女儿")
    other = Person.objects.create(name="钱女士")
    dated = Mandate.objects.create(
        principal=principal, agent=other, relation="侄女", valid_until=today + timedelta(days=9)
    )
    migration.terms_for_mandates(apps, None)
    endless.refresh_from_db()
    dated.refresh_from_db()
    assert endless.term_untold and endless.valid_until.year == today.year + 1
    assert not dated.term_untold and dated.valid_until == today + timedelta(days=9)
