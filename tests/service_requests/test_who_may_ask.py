"""Who may ask for whom, with whose coins, and what is refused in kind words."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifications.models import Message
from people.kinship.models import Kinship
from people.mandates.models import MandateUse
from people.mandates.services import revoke_mandate
from people.persons.models import Person
from policies.models import PolicyRow
from service_requests.errors import NotYours, RequestError, TooFewCoins
from service_requests.models import ServiceRequest
from service_requests.services.ending import cancel
from service_requests.services.publishing import publish
from service_requests.services.settling import confirm, dispute
from tests.service_requests.conftest import coins, escrow, give_coins, wished
from timebank.ledger.models.transfers import Transfer

pytestmark = pytest.mark.django_db


def refused_fields(caught) -> set[str]:
    return set(caught.value.message_dict)


class TestAge:
    @pytest.mark.parametrize(
        ("born", "may"),
        [(date(1966, 11, 20), True), (date(1966, 11, 21), False), (date(1966, 2, 28), True), (None, False)],
    )
    def test_from_the_sixtieth_birthday_on(self, make_user, community, born, may):
        user = make_user("邻居", region=community, birth_date=born)
        give_coins(user.person, 120)
        fields = {"uuid": uuid.uuid4(), "beneficiary": user.person, "details": wished(community)}
        if may:
            assert publish(actor=user, **fields).state == "review"
        else:
            with pytest.raises(RequestError):
                publish(actor=user, **fields)
            assert coins(user.person) == (120, 0)

    def test_born_on_a_leap_day_the_birthday_is_the_first_of_march(self, make_user, community, clock):
        from datetime import datetime

        from tests.service_requests.conftest import SHANGHAI

        user = make_user("闰年", region=community, birth_date=date(1968, 2, 29))
        give_coins(user.person, 120)
        clock.move_to(datetime(2028, 2, 28, 12, tzinfo=SHANGHAI))
        fields = {"beneficiary": user.person}
        with pytest.raises(RequestError):
            publish(actor=user, uuid=uuid.uuid4(), **fields, details=wished(community))
        clock.move_to(datetime(2028, 2, 29, 12, tzinfo=SHANGHAI))
        assert publish(actor=user, uuid=uuid.uuid4(), **fields, details=wished(community))

    def test_a_county_that_says_65_is_heard(self, make_user, community, county):
        PolicyRow.objects.create(
            key="timebank.redeem.least_age", value=65, valid_from=date(2026, 1, 1), region=county, source_kind="choice",
            source="x",
        )  # fmt: skip
        user = make_user("邻居", region=community, birth_date=date(1963, 1, 1))
        give_coins(user.person, 120)
        with pytest.raises(RequestError, match="65"):
            publish(actor=user, uuid=uuid.uuid4(), beneficiary=user.person, details=wished(community))


class TestMandates:
    def test_a_daughter_with_the_scope_asks_and_the_elder_is_told(self, ask, daughter, elder, mandate):
        request = ask(actor=daughter)
        assert (request.channel, request.mandate) == ("mandate", mandate)
        assert MandateUse.objects.get().mandate == mandate
        assert Message.objects.filter(person=elder, kind="mandate_used").count() == 1
        assert coins(elder) == (120 + 60, 60)

    def test_each_act_under_it_is_told(self, served, daughter, elder):
        confirm(request=served, actor=daughter)
        assert MandateUse.objects.count() == 1
        assert Message.objects.filter(person=elder, kind="mandate_used").count() == 1

    def test_to_see_is_not_to_ask(self, ask, onlooker, asked):
        with pytest.raises(NotYours):
            ask(actor=onlooker)
        with pytest.raises(NotYours):
            cancel(request=asked, actor=onlooker)

    def test_a_mandate_that_was_taken_back_or_ran_out_opens_nothing(
        self, ask, daughter, mandate, elder, clock
    ):
        revoke_mandate(mandate=mandate, actor=elder.user)
        with pytest.raises(NotYours):
            ask(actor=daughter)
        assert not ServiceRequest.objects.exists() and coins(elder) == (180, 0)

    def test_a_stranger_neither_asks_nor_settles(self, ask, served, make_user):
        stranger = make_user("外人")
        with pytest.raises(NotYours):
            ask(actor=stranger)
        for step in (
            lambda: confirm(request=served, actor=stranger),
            lambda: dispute(request=served, actor=stranger, reason="x"),
            lambda: cancel(request=served, actor=stranger),
        ):
            with pytest.raises(NotYours):
                step()


class TestByTelephone:
    def test_the_worker_writes_down_what_was_said_and_how_it_was_agreed(self, ask, worker, elder):
        with pytest.raises(RequestError) as caught:
            ask(actor=worker, by_phone=True)
        assert refused_fields(caught) == {"agreed_note"}
        request = ask(actor=worker, by_phone=True, agreed_note="九点来电，本人同意付一小时")
        assert (request.channel, request.asked_by) == ("phone", worker)
        assert Message.objects.filter(person=elder, kind="request.asked").count() == 1

    def test_only_in_the_own_area_and_never_for_oneself(self, ask, worker_next_door, worker, community):
        with pytest.raises(NotYours):
            ask(actor=worker_next_door, by_phone=True, agreed_note="x")
        Person.objects.filter(pk=worker.person.pk).update(birth_date=date(1950, 1, 1), region=community)
        worker.person.refresh_from_db()
        give_coins(worker.person, 100)
        with pytest.raises(NotYours):
            publish(
                actor=worker, uuid=uuid.uuid4(), beneficiary=worker.person, by_phone=True,
                details=wished(community, agreed_note="x"),
            )  # fmt: skip


class TestSpouses:
    def test_coins_are_spent_for_a_spouse_that_somebody_verified(self, elder, community):
        husband = Person.objects.create(name="钱爷爷", region=community, birth_date=date(1970, 1, 1))
        fields = {"beneficiary": husband, "payer": elder, "details": wished(community)}
        with pytest.raises(NotYours):
            publish(actor=elder.user, uuid=uuid.uuid4(), **fields)
        Kinship.objects.create(
            person=elder, relative=husband, relation="spouse", named=husband.name, verified_at=timezone.now(),
            proof="worker", document="marriage",
        )  # fmt: skip
        request = publish(actor=elder.user, uuid=uuid.uuid4(), **fields)
        assert request.payer == elder and coins(elder) == (180, 60)


class TestCoins:
    def test_what_is_not_there_cannot_be_set_aside_and_the_words_say_what_can(self, ask, elder):
        ask(minutes=150)
        with pytest.raises(TooFewCoins) as caught, override("en"):
            ask(minutes=60)
        assert "30 minutes is available" in str(caught.value.message_dict["minutes"])
        assert coins(elder) == (180, 150) and escrow() == (0, 150)
        assert ServiceRequest.objects.count() == 1

    def test_sent_twice_it_is_asked_once(self, elder, community):
        fields = {"uuid": uuid.uuid4(), "beneficiary": elder, "details": wished(community)}
        first = publish(actor=elder.user, **fields)
        assert publish(actor=elder.user, **fields) == first
        assert coins(elder) == (180, 60) and Message.objects.filter(kind="request.asked").count() == 1

    def test_the_number_of_anothers_form_is_refused(self, asked, make_user, community):
        other = make_user("孙爷爷", region=community, birth_date=date(1940, 1, 1))
        give_coins(other.person, 100)
        with pytest.raises(RequestError):
            publish(actor=other, uuid=asked.uuid, beneficiary=other.person, details=wished(community))
        assert coins(other.person) == (100, 0)

    def test_killed_between_reserve_and_request_nothing_is_left(self, ask, elder, monkeypatch):
        def killed(*_args, **_kwargs):
            raise KeyboardInterrupt

        monkeypatch.setattr("service_requests.models.ServiceRequest.save", killed)
        with pytest.raises(KeyboardInterrupt):
            ask()
        assert coins(elder) == (180, 0) and not Transfer.objects.filter(reason="spent").exists()

    def test_killed_in_the_middle_of_paying_nothing_is_paid(self, served, elder, volunteer, monkeypatch):
        def killed(*_args, **_kwargs):
            raise KeyboardInterrupt

        monkeypatch.setattr("service_requests.services.settling.notify_requesters", killed)
        with pytest.raises(KeyboardInterrupt):
            confirm(request=served, actor=elder.user)
        served.refresh_from_db()
        assert served.state == "served"
        assert coins(elder) == (180, 60) and coins(volunteer.person) == (0, 0)


class TestWhatDoesNotFit:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"category": "visit"}, "category"),
            ({"category": "手术\0"}, "category"),
            ({"minutes": 29}, "minutes"),
            ({"minutes": 241}, "minutes"),
            ({"minutes": 10**40}, "minutes"),
            ({"minutes": -60}, "minutes"),
            ({"minutes": True}, "minutes"),
            ({"wish": " \0 "}, "wish"),
            ({"wish": "长" * 501}, "wish"),
            ({"address": ""}, "address"),
            ({"address": "路" * 201}, "address"),
            ({"first_day": date(2026, 11, 19)}, "first_day"),
            ({"last_day": date(2026, 11, 19)}, "last_day"),
            ({"last_day": date(2026, 12, 5)}, "last_day"),
            ({"last_day": date(9999, 12, 31)}, "last_day"),
            ({"slots": 0}, "slots"),
            ({"slots": 1 << 40}, "slots"),
            ({"prefers_sex": "X"}, "prefers_sex"),
        ],
    )
    def test_a_wrong_answer_is_named_and_nothing_is_set_aside(self, ask, elder, changes, field):
        with pytest.raises(RequestError) as caught:
            ask(**changes)
        assert refused_fields(caught) == {field}
        assert coins(elder) == (180, 0)

    def test_the_last_possible_day_is_in(self, ask):
        assert ask(last_day=timezone.localdate() + timedelta(days=14)).state == "review"

    def test_a_county_is_no_place_to_serve_in(self, ask, county):
        with pytest.raises(RequestError) as caught:
            ask(region=county)
        assert refused_fields(caught) == {"region"}

    def test_nothing_is_asked_for_the_dead(self, ask, elder):
        Person.objects.filter(pk=elder.pk).update(died_on=date(2026, 11, 1))
        with pytest.raises(RequestError):
            ask()

    @given(minutes=st.integers(-(10**20), 10**20), wish=st.text(max_size=60))
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_is_typed_the_books_stay_right(self, ask, elder, minutes, wish):
        try:
            request = ask(minutes=minutes, wish=wish)
        except RequestError:
            pass
        else:
            cancel(request=request, actor=elder.user)
        assert coins(elder) == (180, 0)
