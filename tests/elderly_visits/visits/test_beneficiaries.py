"""The time bank can be told whom a visit was made to."""

from elderly_visits.register.models import Elder
from elderly_visits.visits.models.visit import Visit
from people.persons.models import Person
from timebank.care_registers import beneficiaries_of
from volunteers.tasks.services.assignments import offer


def test_a_visit_names_its_elder_and_other_services_nobody(volunteer, task, make_task, community):
    person = Person.objects.create(name="老人甲", region=community)
    elder = Elder.objects.create(person=person, region=community)
    Visit.objects.create(elder=elder, task=task, month="2026-11-01", ordinal=1, tier="high")
    visit = offer(task=task, volunteer=volunteer)
    shift = offer(task=make_task(kind="shift"), volunteer=volunteer)
    keys = [
        f"assignment:{visit.uuid}",
        f"assignment:{shift.uuid}",
        "assignment:x",
        f"{visit.uuid}",
        "x" * 150,
    ]
    assert beneficiaries_of(keys) == {f"assignment:{visit.uuid}": person.pk}


def test_a_thousand_services_are_looked_up_in_one_query(django_assert_num_queries, db):
    with django_assert_num_queries(2):
        beneficiaries_of(f"assignment:{n:032x}" for n in range(1500))
