"""A new elder in twelve fields; what is special lies in sections that open when something in them counts."""

from __future__ import annotations

import re
from datetime import date

import pytest

from elderly_visits.register.forms import ElderForm
from elderly_visits.register.models import Elder
from tests.elderly_visits.conftest import id_number

ADD = "/workbench/elderly_visits/elder/new/"
ORDINARY = {
    "name": "赵甲子", "id_number": id_number(date(1945, 5, 6), 44), "phone": "13900000001",
    "whole_address": "朝阳中路1号",
    "flags": ["living_alone"], "contact_name": "钱乙丑", "contact_relation": "女儿", "contact_phone": "13900000002",
    "agreed": "on", "agreed_how": "oral",
    # What a browser sends of the folded sections as they stand.
    "assistance": "none",
}  # fmt: skip


@pytest.fixture
def desk(log_in, worker):
    return log_in(worker)


def open_sections(page):
    return re.findall(r'<details class="form-section" open><summary>([^<]+)', page)


def test_a_new_elder_shows_twelve_fields_and_folds_the_rest(desk, worker):
    form = ElderForm(user=worker, colleagues=[worker])
    assert len(form.usual_fields) <= 12
    folded = [field.name for section in form.sections for field in section.fields]
    assert sorted([*folded, *(field.name for field in form.usual_fields)]) == sorted(form.fields)
    page = desk.get(ADD).content.decode()
    assert page.count('<details class="form-section"') == len(form.sections)
    assert open_sections(page) == []


def test_those_twelve_are_enough(desk, community, worker):
    answer = desk.post(ADD, ORDINARY | {"region": community.pk})
    assert answer.status_code == 302
    elder = Elder.objects.get()
    assert (elder.person.birth_date, elder.person.sex) == (date(1945, 5, 6), "F")
    assert elder.contacts.get().name == "钱乙丑"
    assert elder.person.consents.exists()


def test_a_section_opens_where_something_in_it_is_wrong(desk, community):
    page = desk.post(ADD, ORDINARY | {"region": community.pk, "lat": "31.2"}).content.decode()
    assert open_sections(page) == ["地图位置、备注"]
    assert not Elder.objects.exists()


def test_a_known_elder_shows_what_is_special_and_nothing_else(desk, make_elder):
    elder = make_elder(prefers_sex="F", lat=None, lon=None)
    page = desk.get(f"/workbench/elderly_visits/elder/edit/{elder.pk}/").content.decode()
    assert open_sections(page) == ["没有身份证号时：性别、出生日期", "怎样上门：方便的时间、方言、希望由谁来"]
