"""A death: a step of its own, its consequences counted, a second person, and the way back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from people.deaths.models import DeathNotice
from people.deaths.services import confirm_death, consequences, record_death, take_back_death
from people.mandates.models import Mandate
from people.mandates.services import record_mandate
from people.persons.models import Person
from tests.conftest import in_english

pytestmark = pytest.mark.django_db


@pytest.fixture
def grandmother(make_user, community):
    return make_user("赵奶奶", region=community, birth_date=date(1940, 2, 3), sex="F").person


@pytest.fixture
def day():
    return timezone.localdate() - timedelta(days=2)


def posted(day, **changes):
    return {"died_on": day.isoformat(), "source": "family", "noticed_on": day.isoformat()} | changes


def page(person):
    return reverse("people_workbench:death", args=[person.pk])


def test_a_death_is_no_field_of_the_file_and_nothing_is_preselected(grandmother, worker, log_in):
    client = log_in(worker)
    edit = client.get(reverse("people_person:edit", args=[grandmother.pk])).content.decode()
    assert 'name="died_on"' not in edit
    asked = client.get(page(grandmother)).context["form"]
    assert not asked.initial and asked.fields["source"].choices[0][0] == ""
    assert client.post(page(grandmother), posted(timezone.localdate(), source="")).status_code == 200
    assert not DeathNotice.objects.exists()


def test_the_page_counts_what_the_death_stops_and_then_it_stops(grandmother, resident, worker, log_in, day):
    record_mandate(principal=grandmother, agent=resident.person, relation="女儿", actor=worker)
    words = {str(line.words): line.amount for line in consequences(grandmother)}
    assert sorted(words.values()) == [1, 1]
    client = in_english(log_in(worker))
    html = client.get(page(grandmother)).content.decode()
    assert "Mandates that end" in html and "Log-in that ends" in html
    assert client.post(page(grandmother), posted(day)).status_code == 302
    grandmother.refresh_from_db()
    assert grandmother.died_on == day and not grandmother.user.is_active
    assert not Mandate.objects.in_force().exists()
    notice = DeathNotice.objects.get()
    assert (notice.source, notice.entered_by, notice.confirmed_by) == ("family", worker, None)


def test_a_death_entered_by_double_click_is_one_death(grandmother, worker, log_in, day):
    client = log_in(worker)
    for _click in range(2):
        assert client.post(page(grandmother), posted(day)).status_code in (200, 302)
    assert DeathNotice.objects.count() == 1
    grandmother.refresh_from_db()
    assert grandmother.died_on == day


def test_strangers_find_no_page_and_auditors_no_button(
    grandmother, worker_next_door, auditor, log_in, day, manager_next_door
):
    for user in (worker_next_door, manager_next_door):
        assert log_in(user).get(page(grandmother)).status_code == 404
        assert log_in(user).post(page(grandmother), posted(day)).status_code == 404
    assert log_in(auditor).post(page(grandmother), posted(day)).status_code == 403
    assert not DeathNotice.objects.exists()


def test_who_entered_it_does_not_confirm_it(grandmother, worker, officer, log_in, day):
    record_death(person=grandmother, on=day, actor=worker)
    client = log_in(worker)
    client.post(page(grandmother), {"step": "confirm"})
    assert DeathNotice.objects.get().confirmed_by is None
    queue = reverse("people_workbench:deaths")
    assert grandmother.name in log_in(officer).get(queue).content.decode()
    log_in(officer).post(page(grandmother), {"step": "confirm"})
    log_in(officer).post(page(grandmother), {"step": "confirm"})
    assert DeathNotice.objects.get().confirmed_by == officer
    assert grandmother.name not in log_in(officer).get(queue).content.decode()


def test_a_mistaken_death_is_taken_back_by_another_person_and_what_it_stopped_goes_on(
    grandmother, resident, worker, officer, log_in, day
):
    mandate = record_mandate(principal=grandmother, agent=resident.person, relation="女儿", actor=worker)
    record_death(person=grandmother, on=day, actor=worker)
    own = log_in(worker).post(page(grandmother), {"step": "back", "reason": "同名"})
    assert own.status_code == 200
    grandmother.refresh_from_db()
    assert grandmother.died_on == day
    assert log_in(officer).post(page(grandmother), {"step": "back", "reason": " "}).status_code == 200
    assert log_in(officer).post(page(grandmother), {"step": "back", "reason": "同名误报"}).status_code == 302
    grandmother.refresh_from_db()
    grandmother.user.refresh_from_db()
    assert grandmother.died_on is None and grandmother.user.is_active
    assert Mandate.objects.in_force().get() == mandate
    notice = DeathNotice.objects.get()
    assert (notice.taken_back_by, notice.taken_back_why) == (officer, "同名误报")
    # And one day it is true.
    assert record_death(person=grandmother, on=day, actor=worker) != notice


def test_after_the_term_a_death_is_not_taken_back(grandmother, worker, officer, day):
    notice = record_death(person=grandmother, on=day, actor=worker)
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        assert notice.taken_back_until == timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=91)), pytest.raises(ValidationError):
        take_back_death(notice=notice, actor=officer, reason="误报")
    grandmother.refresh_from_db()
    assert grandmother.died_on == day


def test_a_mandate_that_was_recorded_anew_is_not_doubled(grandmother, resident, worker, officer, day):
    record_mandate(principal=grandmother, agent=resident.person, relation="女儿", actor=worker)
    notice = record_death(person=grandmother, on=day, actor=worker)
    Mandate.objects.create(principal=grandmother, agent=resident.person, relation="女儿")
    lost = take_back_death(notice=notice, actor=officer, reason="误报").lost
    assert len(lost) == 1 and resident.person.name in lost[0]
    assert Mandate.objects.in_force().count() == 1


def test_days_that_cannot_be_are_refused(grandmother, worker):
    today = timezone.localdate()
    for change in (
        {"on": today + timedelta(days=1)},
        {"on": date(1939, 1, 1)},
        {"on": today, "noticed_on": today - timedelta(days=1)},
    ):
        with pytest.raises(ValidationError):
            record_death(**({"person": grandmother, "actor": worker} | change))
    with pytest.raises(ValidationError):
        record_death(person=worker.person, on=today, actor=worker)
    assert not Person.objects.exclude(died_on=None).exists()


def test_a_wrong_day_is_corrected_without_a_second_notice(grandmother, worker, log_in, day):
    record_death(person=grandmother, on=day, actor=worker)
    other = day - timedelta(days=1)
    log_in(worker).post(page(grandmother), {"step": "day", "died_on": other.isoformat()})
    grandmother.refresh_from_db()
    assert grandmother.died_on == other and DeathNotice.objects.count() == 1


def test_confirming_is_for_the_area(grandmother, worker, worker_next_door, manager_next_door, day):
    notice = record_death(person=grandmother, on=day, actor=worker)
    for user in (worker_next_door, manager_next_door):
        with pytest.raises(ValidationError):
            confirm_death(notice=notice, actor=user)
