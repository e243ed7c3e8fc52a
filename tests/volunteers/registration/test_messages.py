"""Messages that workers type to volunteers, one or several at once."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from notifications.jobs import sweep
from notifications.models import Message
from people.access_log.models import AccessLog
from policies.models import PolicyRow
from tests.conftest import in_english
from volunteers.registration.models.volunteer import Skill, VolunteerSkill
from volunteers.registration.policy import STAFF_MESSAGES_A_DAY
from volunteers.registration.services.messages import write_to_volunteer

LIST = "/workbench/volunteers/volunteer/"
BULK = f"{LIST}bulk/"


def sent(client, rows, text="周六上午九点社区培训，欢迎参加。", **data):
    fields = {"confirmed": "1", "occasion": str(uuid4()), "action": "message", "text": text}
    return client.post(BULK, fields | {"pk": [row.pk for row in rows]} | data)


def told(volunteer):
    return Message.objects.filter(person=volunteer.person, kind="from_staff")


def test_a_workers_words_reach_each_volunteer_once_with_the_workers_name(
    log_in, worker, volunteer, make_volunteer
):
    other, client, occasion = make_volunteer("志愿者乙"), log_in(worker), str(uuid4())
    for _time in range(2):
        assert sent(client, [volunteer, other], occasion=occasion).status_code == 302
    for one in (volunteer, other):
        message = told(one).get()
        assert "网格员甲" in message.subject and "社区培训" in message.body and message.channel == "inbox"
    assert AccessLog.objects.filter(actor=worker, action="change").latest("pk").count == 2


def test_a_manager_may_send_text_messages(log_in, manager, volunteer):
    sent(log_in(manager), [volunteer])
    assert told(volunteer).get().channel == "sms"


def test_nobody_is_woken(volunteer, manager):
    with time_machine.travel(datetime.fromisoformat("2028-03-10T23:00+08:00"), tick=False) as clock:
        write_to_volunteer(volunteer=volunteer, actor=manager, text="培训", occasion=uuid4())
        sweep()
        assert told(volunteer).get().state == "waiting"
        clock.move_to(datetime.fromisoformat("2028-03-11T09:00+08:00"))
        sweep()
        assert told(volunteer).get().state == "sent"


@pytest.mark.parametrize("state", ["pending", "suspended", "left", "rejected"])
def test_who_is_not_approved_stays_on_the_page_with_the_reason(
    log_in, worker, volunteer, make_volunteer, state
):
    other = make_volunteer("志愿者乙", state=state)
    text = sent(in_english(log_in(worker)), [volunteer, other]).content.decode()
    assert "Only approved volunteers are written to" in text
    assert told(volunteer).count() == 1 and not told(other).exists()


def test_a_day_has_its_measure_and_a_city_may_say_another(worker, volunteer):
    def write():
        write_to_volunteer(volunteer=volunteer, actor=worker, text="培训", occasion=uuid4())

    write()
    write()
    with pytest.raises(ValidationError) as refused:
        write()
    assert refused.value.code == "often"
    PolicyRow.objects.create(key=STAFF_MESSAGES_A_DAY, value=3, valid_from=timezone.localdate())
    write()
    assert told(volunteer).count() == 3


@pytest.mark.parametrize("text", ["", "——", "字" * 301])
def test_what_says_nothing_or_too_much_is_not_sent(log_in, worker, volunteer, text):
    assert sent(log_in(worker), [volunteer], text=text).status_code == 200
    assert not told(volunteer).exists()


def test_next_door_an_auditor_and_the_volunteer_write_to_nobody(
    log_in, worker_next_door, auditor, volunteer, make_volunteer
):
    other = make_volunteer("志愿者乙")
    assert sent(log_in(worker_next_door), [other]).status_code == 404
    assert sent(log_in(auditor), [other]).status_code == 403
    assert sent(log_in(volunteer.person.user), [other]).status_code in (302, 403, 404)
    assert not told(other).exists()


def test_the_list_is_narrowed_by_skill_stars_and_place(
    log_in, officer, volunteer, make_volunteer, community_next_door
):
    skill = Skill.objects.create(code="hair", name="理发")
    there = make_volunteer("志愿者乙", region=community_next_door)
    VolunteerSkill.objects.create(volunteer=there, skill=skill)
    client = log_in(officer)

    def shown(query):
        html = client.get(f"{LIST}?{query}").content.decode()
        return {name for name in ("志愿者甲", "志愿者乙") if f"{name}</span>" in html}

    assert shown("") == {"志愿者甲", "志愿者乙"}
    assert shown(f"skill={skill.pk}") == {"志愿者乙"}
    assert shown(f"area={community_next_door.pk}") == {"志愿者乙"}
    assert shown("stars=1") == set()
