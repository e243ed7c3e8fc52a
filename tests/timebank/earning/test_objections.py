"""Objections to stars on public notice: anybody objects, a manager of the county decides, nothing counts meanwhile."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from notifications.models import Message
from tests.timebank.conftest import SHANGHAI, rule
from timebank.earning import errors, policy
from timebank.earning.enums import StarState
from timebank.earning.models import StarAward, StarObjection
from timebank.earning.selectors.explanation import explain
from timebank.earning.selectors.stars import star, star_and_waiting
from timebank.earning.services.objections import decide_objection, object_to_star

# The notice of a star awarded on 20 November 2026, a Friday, ends on the 27th; it counts from the 28th.
LATER = datetime(2026, 12, 3, 10, tzinfo=SHANGHAI)


@pytest.fixture
def award(serve, person):
    """Three stars for eight hours, on notice from today."""
    rule(policy.STAR_HOURS, [1, 2, 8])
    cache.clear()
    return serve(480, at="2026-11-19 08:00").stars[-1]


def test_a_star_waits_until_the_objection_is_dismissed_and_counts_from_that_day(award, person, manager):
    objection = object_to_star(award=award, text="那天他不在")
    with time_machine.travel(LATER):
        award.refresh_from_db()
        assert (award.state, star(person)) == (StarState.OBJECTION, 2)
        assert star_and_waiting(person) == (2, award)
        assert not StarAward.objects.in_force().filter(pk=award.pk).exists()
        with translation.override("en"):
            assert any("objection is being investigated" in line for line in explain(award.service_record))
        decide_objection(objection=objection, actor=manager, decision="dismissed", reason="核实无误")
        award.refresh_from_db()
        assert (award.state, award.effective_on, star(person)) == (StarState.EFFECTIVE, date(2026, 12, 3), 3)
    # The days between were not given afterwards.
    assert star(person, on=date(2026, 12, 2)) == 2


def test_dismissed_within_the_notice_it_counts_when_the_notice_ends(award, manager):
    objection = object_to_star(award=award, text="那天他不在")
    decide_objection(objection=objection, actor=manager, decision="dismissed", reason="核实无误")
    award.refresh_from_db()
    assert (award.state, award.effective_on) == (StarState.NOTICE, date(2026, 11, 28))


def test_a_star_that_was_wrong_is_taken_back_and_answers_every_objection(award, person, manager):
    first = object_to_star(award=award, text="那天他不在", contact="王五 13900000000")
    object_to_star(award=award, text="记错人了")
    decide_objection(objection=first, actor=manager, decision="withdrawn", reason="核实未到岗")
    award.refresh_from_db()
    assert (award.state, award.withdrawal_reason, award.withdrawn_by) == (
        StarState.WITHDRAWN,
        "核实未到岗",
        manager,
    )
    assert not StarObjection.objects.unanswered().exists()
    assert set(StarObjection.objects.values_list("contact", flat=True)) == {""}
    assert "核实未到岗" in Message.objects.get(person=person, kind="timebank.objection").body


def test_of_two_objections_both_have_to_be_dismissed(award, person, manager):
    first, second = (object_to_star(award=award, text=text) for text in ("那天他不在", "记错人了"))
    decide_objection(objection=first, actor=manager, decision="dismissed", reason="核实无误")
    with time_machine.travel(LATER):
        assert star(person) == 2
        decide_objection(objection=second, actor=manager, decision="dismissed", reason="核实无误")
        assert star(person) == 3
    assert Message.objects.filter(person=person, kind="timebank.objection").count() == 1


def test_the_mark_on_the_star_is_what_the_objections_say(award, manager):
    objection = object_to_star(award=award, text="那天他不在")
    for _twice in range(2):
        decide_objection(objection=objection, actor=manager, decision="dismissed", reason="核实无误")
        award.refresh_from_db()
        assert award.contested == award.objections.unanswered().exists() is False
    assert StarObjection.objects.get().reason == "核实无误"


def test_the_same_words_are_one_objection_and_after_the_notice_there_is_none(award):
    assert object_to_star(award=award, text="那天他不在") == object_to_star(award=award, text=" 那天他不在 ")
    with time_machine.travel(LATER), pytest.raises(errors.NoticeOver):
        object_to_star(award=award, text="晚了")


def test_an_objection_says_something_and_a_decision_has_a_reason(award, manager):
    with pytest.raises(errors.ObjectionRefused):
        object_to_star(award=award, text=" \0 ")
    objection = object_to_star(award=award, text="那天他不在")
    for given in ({"reason": " \0", "decision": "dismissed"}, {"reason": "是", "decision": "perhaps"}):
        with pytest.raises(errors.ObjectionRefused):
            decide_objection(objection=objection, actor=manager, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        StarObjection.objects.update(decision="dismissed", decided_at=timezone.now())


@pytest.mark.parametrize("name", ["worker", "officer", "auditor", "manager_next_door", "resident"])
def test_only_a_manager_of_the_county_decides(award, request, name):
    objection = object_to_star(award=award, text="那天他不在")
    with pytest.raises(errors.ObjectionRefused):
        decide_objection(
            objection=objection, actor=request.getfixturevalue(name), decision="dismissed", reason="?"
        )


def test_nobody_decides_about_a_star_of_their_own(award, person, county):
    person.user.role_grants.create(role="county_manager", region=county)
    with pytest.raises(errors.ObjectionRefused):
        decide_objection(
            objection=object_to_star(award=award, text="那天他不在"),
            actor=person.user,
            decision="dismissed",
            reason="?",
        )


# The public's form


def form_of(award):
    return reverse("timebank:object_to", args=[award.pk])


def test_anybody_finds_the_form_at_the_notice_and_sees_a_masked_name(award, client):
    assert form_of(award) in client.get(reverse("timebank:notice")).content.decode()
    html = client.get(form_of(award)).content.decode()
    assert "张**" in html and "张三丰" not in html
    sent = client.post(form_of(award), {"text": "那天他不在", "contact": ""})
    client.post(form_of(award), {"text": "那天他不在", "contact": ""})
    assert sent.status_code == 302
    assert StarObjection.objects.get().award == award


def test_what_cannot_be_taken_comes_back_as_it_was_written(award, client):
    rule(policy.OBJECTIONS_AN_HOUR, 1)
    client.post(form_of(award), {"text": "第一条"})
    again = client.post(form_of(award), {"text": "第二条", "contact": "王五"})
    assert again.context["form"].errors and again.context["form"]["contact"].value() == "王五"
    for text in ("", "  ", "长" * 501, "\0"):
        assert client.post(form_of(award), {"text": text}).context["form"].errors
    assert StarObjection.objects.count() == 1


@pytest.mark.parametrize("key", ["0", "999", "9" * 30])
def test_a_star_that_is_not_on_notice_has_no_form(award, client, key):
    assert client.get(f"/timebank/notice/{key}/object/").status_code == 404


def test_an_ended_notice_has_no_form(award, client):
    with time_machine.travel(LATER):
        assert client.get(form_of(award)).status_code == 404


# The workbench


def test_the_queue_shows_what_waits_in_ones_area_and_who_looked_is_on_record(
    award, log_in, worker, manager, worker_next_door, manager_next_door, django_assert_max_num_queries
):
    from people.access_log.models import AccessLog

    objection = object_to_star(award=award, text="那天他不在", contact="王五 13900000000")
    queue, one = reverse("timebank_objections:list"), reverse("timebank_objections:one", args=[objection.pk])
    for who in (worker_next_door, manager_next_door):
        client = log_in(who)
        assert "那天他不在" not in client.get(queue).content.decode()
        assert client.get(one).status_code == 404
    client = log_in(worker)
    client.get(queue)
    with django_assert_max_num_queries(20):
        assert "那天他不在" in client.get(queue).content.decode()
    page = client.get(one)
    # Who said it is for those who decide.
    assert page.context["form"] is None and "13900000000" not in page.content.decode()
    assert client.post(one, {"decision": "dismissed", "reason": "?"}).status_code == 403
    assert AccessLog.objects.filter(actor=worker, subject=award.person).exists()
    client = log_in(manager)
    assert "13900000000" in client.get(one).content.decode()
    returned = client.post(one, {"decision": "dismissed", "reason": ""})
    assert returned.context["form"].errors and StarObjection.objects.unanswered().exists()
    assert client.post(one, {"decision": "dismissed", "reason": "核实无误"}).status_code == 302
    assert client.post(one, {"decision": "withdrawn", "reason": "改判"}).status_code == 302
    award.refresh_from_db()
    assert award.state == StarState.NOTICE
    assert "核实无误" in client.get(one).content.decode()
    assert "那天他不在" in client.get(queue + "?tab=decided").content.decode()


def test_the_queue_is_for_staff(award, log_in, resident, client):
    queue = reverse("timebank_objections:list")
    assert client.get(queue).status_code == 302
    assert log_in(resident).get(queue).status_code == 403
