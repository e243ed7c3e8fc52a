"""An elder who has died, or who was registered twice: visits stop and begin again, and nobody is counted twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from elderly_visits.register.enums import LeftReason
from elderly_visits.register.errors import ElderError
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.services.stopping import leave_register, open_visits, return_to_register
from people.deaths.models import DeathNotice
from people.deaths.services import consequences, record_death, take_back_death
from people.merging.services import confirm_merge, propose_merge, refusals, undo_merge
from people.persons.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_death_takes_the_elder_off_the_register_and_a_mistake_puts_her_back(
    elder, make_visit, worker, officer
):
    make_visit(elder)
    counted = {str(line.words): line.amount for line in consequences(elder.person)}
    assert counted["Visits that are called off"] == 1
    today = timezone.localdate()
    notice = record_death(person=elder.person, on=today, actor=worker)
    elder.refresh_from_db()
    assert (elder.left_on, elder.left_reason) == (today, LeftReason.DIED) and not open_visits(elder)
    taken = take_back_death(notice=notice, actor=officer, reason="误报")
    elder.refresh_from_db()
    assert elder.left_on is None and elder.left_reason == ""
    assert "1" in taken.lost[0]


def test_leaving_by_death_is_the_same_death(elder, worker):
    leave_register(elder=elder, on=timezone.localdate(), reason=LeftReason.DIED, actor=worker)
    elder.refresh_from_db()
    assert elder.left_reason == LeftReason.DIED and DeathNotice.objects.get().entered_by == worker


def test_nothing_is_preselected_when_an_elder_leaves_and_death_is_no_choice(
    elder, worker, log_in, make_visit
):
    make_visit(elder)
    page = log_in(worker).get(f"/workbench/visits/elders/{elder.pk}/leave/")
    choices = [value for value, _label in page.context["form"].fields["reason"].choices]
    assert choices[0] == "" and "died" not in choices and "duplicate" not in choices
    assert "：1" in page.content.decode() or ": 1" in page.content.decode()


def test_a_mistaken_removal_is_taken_back_within_its_term(elder, worker, log_in, clock):
    leave_register(elder=elder, on=timezone.localdate(), reason=LeftReason.MOVED, actor=worker)
    log_in(worker).post(f"/workbench/visits/elders/{elder.pk}/button/", {"step": "return"})
    elder.refresh_from_db()
    assert elder.left_on is None
    leave_register(elder=elder, on=timezone.localdate(), reason=LeftReason.MOVED, actor=worker)
    clock.shift(timedelta(days=91))
    elder.refresh_from_db()
    with pytest.raises(ElderError):
        return_to_register(elder=elder, actor=worker)


@pytest.fixture
def twice(make_elder, make_visit):
    """张奶奶, registered twice without an ID number, each time with a visit."""
    first = make_elder("张奶奶", phone="+8613800138001")
    second = make_elder("张奶奶", phone="+8613800138001")
    return first, second, make_visit(first), make_visit(second)


def test_visits_go_to_the_file_that_stays_and_the_other_is_in_no_figure(twice, worker, officer):
    kept, gone, _visit, moved = twice
    today = timezone.localdate()
    merge = propose_merge(kept=kept.person, gone=gone.person, actor=worker, reason="上门核实")
    assert Elder.objects.on_register().count() == 2
    confirm_merge(merge=merge, actor=officer)
    gone.refresh_from_db()
    assert gone.left_reason == LeftReason.DUPLICATE
    assert Elder.objects.on_register().get() == kept
    assert Elder.objects.counted_in(today.replace(day=1), today).get() == kept
    moved.refresh_from_db()
    assert moved.elder_id in (kept.pk, gone.pk)
    assert Visit.objects.filter(elder=kept).count() == (2 if moved.elder_id == kept.pk else 1)
    undo_merge(merge=merge, actor=worker, reason="两姐妹")
    moved.refresh_from_db()
    gone.refresh_from_db()
    assert moved.elder_id == gone.pk and gone.left_on is None
    assert Elder.objects.on_register().count() == 2


def test_the_file_that_has_left_does_not_stay(twice, worker):
    kept, gone, *_visits = twice
    leave_register(elder=kept, on=timezone.localdate(), reason=LeftReason.MOVED, actor=worker)
    assert refusals(kept.person, gone.person)
    assert not refusals(gone.person, kept.person)
    with pytest.raises(ValidationError):
        propose_merge(kept=kept.person, gone=gone.person, actor=worker, reason="核实")


ENTRY = {
    "name": "王奶奶", "sex": "F", "birth_date": "1946-02-03", "flags": ["living_alone"], "assistance": "none",
    "whole_address": "朝阳路1号", "phone": "", "note": "",
}  # fmt: skip


def test_who_registers_an_elder_is_asked_whether_it_is_the_one_who_has_a_file(worker, log_in, community):
    known = Person.objects.create(name="王奶奶", birth_date="1946-02-03", region=community)
    client = log_in(worker)
    data = {**ENTRY, "region": community.pk}
    address = "/workbench/elderly_visits/elder/new/"
    asked = client.post(address, data)
    assert asked.status_code == 200 and not Elder.objects.exists()
    html = asked.content.decode()
    assert f'name="use" value="{known.pk}"' in html and "朝阳路1号" in html
    assert client.post(address, {**data, "use": known.pk}).status_code == 302
    assert Elder.objects.get().person == known and Person.objects.filter(name="王奶奶").count() == 1


def test_somebody_else_of_the_same_name_gets_a_file_of_her_own(worker, log_in, community):
    known = Person.objects.create(name="王奶奶", birth_date="1946-02-03", region=community)
    client = log_in(worker)
    answer = client.post(
        "/workbench/elderly_visits/elder/new/", {**ENTRY, "region": community.pk, "different": str(known.pk)}
    )
    assert answer.status_code == 302 and Elder.objects.get().person != known
