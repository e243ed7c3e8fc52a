"""The workbench of elders: register, files, reports, concerns and door cards, for whom they are."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from elderly_visits.concerns.enums import ConcernKind, Severity
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.register.models import Elder
from elderly_visits.visits.models.report import VisitReport
from elderly_visits.visits.models.visit import Visit
from elderly_visits.visits.services.by_workers import record_worker_visit
from facilities.models import Facility
from people.access_log.models import AccessLog
from people.mandates.models import Mandate
from tests.elderly_visits.conftest import ALL_WELL, id_number
from tests.elderly_visits.visits.test_pages import FORM
from timebank.ledger.models.records import ServiceRecord
from volunteers.tasks.services import assignments
from workbench.access_recording import AccessAction

NOW = datetime.fromisoformat("2026-07-08T10:00:00+08:00")
REGISTER = "/workbench/elderly_visits/elder/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def desk(log_in, worker):
    return log_in(worker)


@pytest.fixture
def concern(elder, worker):
    return raise_concern(
        elder=elder, kind=ConcernKind.SAFETY, severity=Severity.ROUTINE, text="地面湿滑", raised_by=worker
    )


def text_of(response):
    assert response.status_code == 200, response
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def logged(action):
    return AccessLog.objects.filter(action=action)


# Who


def addresses(elder, visit, concern, report):
    return [
        f"{REGISTER}inspect/{elder.pk}/",
        f"{REGISTER}edit/{elder.pk}/",
        f"{REGISTER}history/{elder.pk}/",
        f"/workbench/elderly_visits/visitreport/inspect/{report.pk}/",
        f"/workbench/visits/concerns/{concern.pk}/",
        f"/workbench/visits/{visit.pk}/report/",
        *(
            f"/workbench/visits/elders/{elder.pk}/{page}/"
            for page in ("concern", "visit", "door-card", "agree", "withdraw", "leave", "contact", "mandate")
        ),
    ]


def test_each_page_is_there_for_the_worker_and_a_404_next_door(
    elder,
    make_visit,
    concern,
    worker,
    log_in,
    worker_next_door,
    manager_next_door,
    resident,
    volunteer,
    client,
):
    report = record_worker_visit(
        elder=elder, actor=worker, visited_at=NOW - timedelta(minutes=30), answers=ALL_WELL
    )
    visit = make_visit(elder)
    pages = addresses(elder, visit, concern, report)
    own, next_door, far_away = log_in(worker), log_in(worker_next_door), log_in(manager_next_door)
    for page in pages:
        assert own.get(page).status_code == 200, page
        assert next_door.get(page).status_code == 404, page
        assert far_away.get(page).status_code == 404, page
    for user in (resident, volunteer.person.user):
        outsider = log_in(user)
        for page in [*pages, REGISTER, "/workbench/visits/concerns/"]:
            assert outsider.get(page).status_code in (302, 403), page
    for page in pages:
        assert client.get(page).status_code == 302


def test_an_auditor_looks_and_changes_nothing(elder, make_visit, concern, worker, log_in, auditor):
    report = record_worker_visit(
        elder=elder, actor=worker, visited_at=NOW - timedelta(minutes=30), answers=ALL_WELL
    )
    visit = make_visit(elder)
    eyes = log_in(auditor)
    readable = {
        f"{REGISTER}inspect/{elder.pk}/", f"{REGISTER}history/{elder.pk}/",
        f"/workbench/elderly_visits/visitreport/inspect/{report.pk}/", f"/workbench/visits/concerns/{concern.pk}/",
    }  # fmt: skip
    for page in addresses(elder, visit, concern, report):
        assert eyes.get(page).status_code == (200 if page in readable else 403), page
    assert eyes.post(f"/workbench/visits/concerns/{concern.pk}/", {"step": "take"}).status_code == 403
    assert eyes.post(f"/workbench/visits/elders/{elder.pk}/button/", {"step": "door_code"}).status_code == 403
    concern.refresh_from_db()
    assert concern.state == "open"


def test_a_worker_who_is_a_relative_elsewhere_does_not_find_that_file_in_the_workbench(
    make_elder, community_next_door, worker, desk
):
    mother = make_elder("母亲", region=community_next_door, flags={"disabled"}, birth_date=date(1945, 1, 1))
    mother.person.mandates_given.create(agent=worker.person, relation="女儿")
    assert "母亲" not in text_of(desk.get(REGISTER))
    assert desk.get(f"{REGISTER}inspect/{mother.pk}/").status_code == 404


# The register


def test_the_register_lists_ones_own_elders_with_the_state_of_the_month_and_is_on_record(
    desk, make_elder, make_visit, community_next_door, worker
):
    met, planned = make_elder("老人甲"), make_elder("老人乙")
    make_elder("老人丙", consent=None)
    make_elder("邻居", region=community_next_door)
    record_worker_visit(elder=met, actor=worker, visited_at=NOW, answers=ALL_WELL)
    make_visit(planned)
    shown = text_of(desk.get(REGISTER))
    for word in ("老人甲", "老人乙", "老人丙", "Visited", "Planned", "Declined", "Living alone"):
        assert word in shown
    for secret in ("邻居", "朝阳中路", met.person.phone, met.door_code):
        assert secret not in shown
    log = logged(AccessAction.LIST).get()
    assert (log.actor, log.count) == (worker, 3)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "visited"}, {"老人甲"}),
        ({"state": "not_visited"}, {"老人乙", "老人丙"}),
        ({"state": "not_planned"}, {"老人乙"}),
        ({"state": "declined"}, {"老人丙"}),
        ({"state": "left"}, {"老人丁"}),
        ({"risk_tier": "key"}, {"老人乙"}),
        ({"assistance": "dibao"}, {"老人丙"}),
        ({"q": "老人乙"}, {"老人乙"}),
        ({"q": "甲社区"}, {"老人甲", "老人乙", "老人丙"}),
        ({}, {"老人甲", "老人乙", "老人丙"}),
    ],
)
def test_the_register_can_be_narrowed(desk, make_elder, worker, query, names):
    record_worker_visit(elder=make_elder("老人甲"), actor=worker, visited_at=NOW, answers=ALL_WELL)
    make_elder("老人乙", flags={"disabled"})
    make_elder("老人丙", consent=None, assistance="dibao")
    gone = make_elder("老人丁")
    Elder.objects.filter(pk=gone.pk).update(left_on=timezone.localdate(), left_reason="moved")
    shown = text_of(desk.get(REGISTER, query))
    assert {name for name in ("老人甲", "老人乙", "老人丙", "老人丁") if name in shown} == names


def test_an_officer_narrows_by_community(log_in, officer, make_elder, community, community_next_door):
    make_elder("老人甲")
    make_elder("邻居", region=community_next_door)
    shown = text_of(log_in(officer).get(REGISTER, {"area": community_next_door.code}))
    assert "邻居" in shown
    assert "老人甲" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_takes_as_many_queries_for_three_as_for_one(
    desk, make_elder, count, django_assert_max_num_queries
):
    for n in range(count):
        make_elder(f"老人{n}")
    desk.get(REGISTER)
    with django_assert_max_num_queries(22):
        desk.get(REGISTER)


def test_the_export_holds_what_one_may_see_and_is_on_record(desk, make_elder, community_next_door, worker):
    make_elder("老人甲", id_number=id_number())
    make_elder("邻居", region=community_next_door)
    written = text_of(desk.get(REGISTER, {"export": "csv", "reason": "check"}))
    assert "老人甲" in written
    assert "2单元502室" in written
    assert "邻居" not in written
    assert id_number() not in written
    assert desk.get(REGISTER, {"export": "xlsx", "reason": "check"}).status_code == 200
    assert [(log.actor, log.count) for log in logged(AccessAction.EXPORT)] == [(worker, 1), (worker, 1)]


def test_an_export_asks_what_it_is_for_before_anything_leaves_and_keeps_the_answer(desk, make_elder):
    make_elder("老人甲")
    asked = desk.get(REGISTER, {"export": "csv", "q": "老人"})
    assert "老人甲" not in asked.content.decode()
    assert 'name="q" value="老人"' in asked.content.decode()
    assert not logged(AccessAction.EXPORT)
    assert "老人甲" in text_of(desk.get(REGISTER, {"export": "csv", "q": "老人", "reason": "县里要名单核对"}))
    assert [log.detail.endswith("县里要名单核对") for log in logged(AccessAction.EXPORT)] == [True]


@pytest.mark.parametrize("reason", ["", "x", "   ", "。。"])
def test_a_keystroke_is_no_reason(reason, desk, make_elder):
    make_elder("老人甲")
    assert "老人甲" not in desk.get(REGISTER, {"export": "csv", "reason": reason}).content.decode()


def elder_form(community, **fields):
    return {
        "name": "王秀英", "id_number": id_number(), "sex": "", "birth_date": "", "phone": "", "region": community.code,
        "whole_address": "朝阳中路12号3栋2单元502室", "lat": "", "lon": "", "flags": ["living_alone"],
        "ability_level": "", "assessed_on": "", "assistance": "none", "assistance_since": "", "prefers_sex": "",
        "worker": "", "contact_name": "李女儿", "contact_relation": "女儿", "contact_phone": "13900000000",
        "agreed": "on", "agreed_how": "oral", "note": "",
    } | fields  # fmt: skip


def test_a_worker_registers_an_elder_with_contact_and_consent(desk, community, worker):
    response = desk.post(f"{REGISTER}new/", elder_form(community))
    assert response.status_code == 302, response.content.decode()
    elder = Elder.objects.get()
    assert (elder.person.name, elder.address, elder.door) == ("王秀英", "朝阳中路12号3栋", "2单元502室")
    assert elder.location_quality == "approximate"
    assert elder.contacts.get().phone == "+8613900000000"
    assert elder.person.consents.get().recorded_by == worker
    assert len(elder.door_code) == 6


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("id_number", "511702195003041237", "ID number"),
        ("region", "511702001002", "outside your area"),
        ("flags", [], "hardship"),
        ("contact_phone", "", "belong together"),
    ],
)
def test_what_is_wrong_comes_back_with_everything_typed(
    desk, community, community_next_door, field, value, word
):
    shown = text_of(desk.post(f"{REGISTER}new/", elder_form(community, **{field: value})))
    assert word in shown
    assert "王秀英" in shown
    assert "李女儿" in shown
    assert not Elder.objects.exists()


def test_a_change_is_made_through_the_service_and_moves_the_tier(desk, elder, worker, community):
    form = elder_form(
        community, name="老人甲", id_number="", birth_date="1950-03-04", sex="F", flags=["disabled"],
        whole_address="朝阳中路14号1栋101室", phone=elder.person.phone,
    )  # fmt: skip
    assert desk.post(f"{REGISTER}edit/{elder.pk}/", form).status_code == 302
    changed = Elder.objects.get(pk=elder.pk)
    assert (changed.risk_tier, changed.address, changed.disabled) == ("key", "朝阳中路14号1栋", True)
    assert changed.door_code == elder.door_code
    assert changed.history.first().history_user == worker
    assert logged(AccessAction.CHANGE).filter(subject=elder.person).exists()


# The file


def test_the_file_shows_everything_and_its_reading_is_on_record(
    desk, elder, make_visit, concern, worker, make_user, volunteer
):
    elder.contacts.create(name="王女儿", phone="+8610000000001", relation="女儿")
    elder.person.mandates_given.create(agent=make_user("李儿子").person, relation="儿子")
    visit = make_visit(elder)
    assignments.offer(task=visit.task, volunteer=volunteer)
    record_worker_visit(elder=elder, actor=worker, visited_at=NOW, answers=ALL_WELL)
    desk.get(f"{REGISTER}inspect/{elder.pk}/")
    shown = text_of(desk.get(f"{REGISTER}inspect/{elder.pk}/"))
    for word in (
        "2单元502室",
        "王女儿",
        "李儿子",
        "地面湿滑",
        "志愿者甲",
        "Agrees to visits",
        "2026-07-08 10:00",
    ):
        assert word in shown
    assert elder.door_code not in shown
    assert logged(AccessAction.READ).filter(subject=elder.person, actor=worker).count() == 2
    assert shown.count("网格员甲") >= 2


def test_consent_contacts_mandate_and_door_code_are_kept_on_the_file(desk, elder, make_visit, worker):
    steps = f"/workbench/visits/elders/{elder.pk}/"
    visit = make_visit(elder)
    desk.post(f"{steps}withdraw/", {"note": "不想麻烦别人"})
    visit.task.refresh_from_db()
    assert visit.task.state == "cancelled"
    assert not Elder.objects.consenting().exists()
    desk.post(f"{steps}agree/", {"method": "oral", "given_on": "2026-07-08", "given_by": ""})
    assert Elder.objects.consenting().get() == elder
    desk.post(f"{steps}contact/", {"name": "王女儿", "relation": "女儿", "phone": "13900000001"})
    contact = elder.contacts.get()
    desk.post(f"{steps}button/", {"step": "contact", "pk": contact.pk})
    assert not elder.contacts.exists()
    desk.post(
        f"{steps}mandate/", {"name": "王女儿", "relation": "女儿", "phone": "13900000001", "how": "in_person"}
    )
    mandate = Mandate.objects.in_force().get()
    assert (mandate.principal, mandate.agent.name, mandate.recorded_by) == (elder.person, "王女儿", worker)
    desk.post(f"{steps}button/", {"step": "mandate", "pk": mandate.pk})
    assert not Mandate.objects.in_force().exists()
    before = elder.door_code
    desk.post(f"{steps}button/", {"step": "door_code"})
    elder.refresh_from_db()
    assert elder.door_code != before
    assert logged(AccessAction.CHANGE).filter(subject=elder.person).count() == 7


def test_a_contact_of_another_elder_cannot_be_removed_through_this_file(desk, elder, make_elder):
    other = make_elder("老人乙")
    contact = other.contacts.create(name="王女儿", phone="+8610000000001")
    response = desk.post(
        f"/workbench/visits/elders/{elder.pk}/button/", {"step": "contact", "pk": contact.pk}
    )
    assert response.status_code == 404
    assert other.contacts.exists()


def test_leaving_the_register_refuses_a_day_ahead_and_keeps_what_was_typed(desk, elder):
    address = f"/workbench/visits/elders/{elder.pk}/leave/"
    shown = text_of(desk.post(address, {"on": "2026-07-09", "reason": "moved", "note": "随儿子去成都"}))
    assert "date or an earlier one" in shown
    assert "随儿子去成都" in shown
    desk.post(address, {"on": "2026-07-08", "reason": "moved", "note": "随儿子去成都"})
    elder.refresh_from_db()
    assert elder.left_reason == "moved"
    assert desk.get(f"{REGISTER}inspect/{elder.pk}/").status_code == 200


def test_the_door_card_shows_code_and_square_names_nobody_and_is_on_record(desk, elder, worker):
    shown = text_of(desk.get(f"/workbench/visits/elders/{elder.pk}/door-card/"))
    card = shown.partition("<main")[2]
    assert f"{elder.door_code[:3]} {elder.door_code[3:]}" in card
    assert "<svg" in card
    assert worker.phone.removeprefix("+86") in card
    for secret in ("老人甲", "朝阳中路", elder.person.phone):
        assert secret not in card
    assert logged(AccessAction.PRINT).get().subject == elder.person


# Entering visits


def entry(**fields):
    return FORM | {"who": "me", "visited_at": "2026-07-08T09:30", "minutes": "30", "name": ""} | fields


def test_a_worker_enters_her_own_visit_which_earns_nothing(desk, visit, worker):
    response = desk.post(f"/workbench/visits/{visit.pk}/report/", entry(health="sick"))
    report = VisitReport.objects.submitted().get()
    assert response.url == f"/workbench/elderly_visits/visitreport/inspect/{report.pk}/"
    assert (report.author, report.assignment) == (worker, None)
    assert Concern.objects.get().report == report
    assert not ServiceRecord.objects.exists()
    shown = text_of(desk.get(response.url))
    assert "Ill, needs a doctor" in shown
    assert "no time is credited" in shown


def test_a_worker_enters_a_visit_for_a_volunteer_without_a_phone(desk, offered, visit, volunteer):
    shown = text_of(desk.get(f"/workbench/visits/{visit.pk}/report/"))
    assert "志愿者甲" in shown
    desk.post(f"/workbench/visits/{visit.pk}/report/", entry(who=str(volunteer.pk)))
    offered.refresh_from_db()
    assert (offered.state, offered.evidence, offered.minutes) == ("checked_out", "C", 30)
    assert VisitReport.objects.get().on_behalf_of == "志愿者甲"


def test_looking_up_a_volunteer_by_name_keeps_what_was_typed(desk, visit, make_volunteer):
    far = make_volunteer("远方志愿者", lat=31.4, lon=107.7)
    address = f"/workbench/visits/{visit.pk}/report/"
    assert "远方志愿者" not in text_of(desk.get(address))
    shown = text_of(desk.post(address, entry(name="远方", look="1", note="门口有积水")))
    assert "远方志愿者" in shown
    assert "门口有积水" in shown
    assert "Something still needs correcting" not in shown
    desk.post(address, entry(who=str(far.pk)))
    assert VisitReport.objects.get().on_behalf_of == "远方志愿者"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"visited_at": "2026-07-08T10:30"}, "still in the future"),
        ({"visited_at": ""}, "required"),
        ({"mood": ""}, "choose an answer"),
        ({"contact_made": ""}, "choose an answer"),
    ],
)
def test_what_is_missing_in_an_entry_comes_back_with_everything_typed(desk, visit, fields, word):
    shown = text_of(desk.post(f"/workbench/visits/{visit.pk}/report/", entry(note="门口有积水", **fields)))
    assert word in shown
    assert "门口有积水" in shown
    assert not VisitReport.objects.submitted().exists()


def test_a_visit_outside_the_plan_is_entered_from_the_file_and_a_double_click_is_one(desk, elder):
    for _click in range(2):
        desk.post(f"/workbench/visits/elders/{elder.pk}/visit/", entry(method="phone"))
    assert Visit.objects.get().ordinal == 0
    assert VisitReport.objects.counting().count() == 1


def test_a_visit_already_reported_leads_to_its_report(desk, visit):
    desk.post(f"/workbench/visits/{visit.pk}/report/", entry())
    report = VisitReport.objects.get()
    assert desk.get(f"/workbench/visits/{visit.pk}/report/").url.endswith(f"/inspect/{report.pk}/")


def test_reports_are_listed_within_the_region_and_drafts_are_not(
    desk, log_in, worker_next_door, visit, make_elder, worker
):
    VisitReport.objects.create(visit=visit, author=worker, note="草稿")
    record_worker_visit(elder=make_elder("老人乙"), actor=worker, visited_at=NOW, answers=ALL_WELL)
    address = "/workbench/elderly_visits/visitreport/"
    shown = text_of(desk.get(address))
    assert "老人乙" in shown
    assert "老人甲" not in shown
    assert "老人乙" not in text_of(log_in(worker_next_door).get(address))
    assert "老人乙" in text_of(desk.get(address, {"export": "csv", "reason": "check"}))


# Concerns


def test_the_list_shows_mine_all_overdue_and_closed(desk, concern, elder, officer, noon):
    theirs = raise_concern(elder=elder, kind=ConcernKind.HEALTH, severity=Severity.EMERGENCY, text="叫不醒")
    Concern.objects.filter(pk=theirs.pk).update(owner=officer)
    address = "/workbench/visits/concerns/"
    assert "叫不醒" not in text_of(desk.get(address))
    everything = text_of(desk.get(address, {"tab": "open"}))
    assert everything.index("叫不醒") < everything.index("地面湿滑")
    assert "due in 1 hour" in everything
    noon.shift(timedelta(hours=3))
    overdue = text_of(desk.get(address, {"tab": "overdue"}))
    assert "overdue for 2 hours" in overdue
    assert "地面湿滑" not in overdue
    assert "Nothing has been closed yet" in text_of(desk.get(address, {"tab": "closed"}))
    assert "地面湿滑" not in text_of(desk.get(address, {"tab": "open", "severity": "emergency"}))
    assert logged(AccessAction.LIST).count() == 4


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    desk, make_elder, count, django_assert_max_num_queries
):
    for n in range(count):
        raise_concern(
            elder=make_elder(f"老人{n}"), kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="情绪低落"
        )
    desk.get("/workbench/visits/concerns/")
    # One of them for the findings of all, one for the owners to narrow the list by.
    with django_assert_max_num_queries(16):
        desk.get("/workbench/visits/concerns/", {"tab": "open"})


def test_a_concern_is_taken_noted_handed_over_referred_and_closed(
    desk, log_in, concern, worker, officer, community
):
    address = f"/workbench/visits/concerns/{concern.pk}/"
    station = Facility.objects.create(
        name="甲驿站", type="station", region=community, lat=31.2125, lon=107.5025
    )
    shown = text_of(desk.get(address))
    assert "甲驿站" in shown
    assert "老人甲" in shown
    desk.post(address, {"step": "take"})
    desk.post(address, {"step": "note", "note": "已联系维修"})
    desk.post(address, {"step": "hand_over", "to": str(officer.pk), "note": "需要经费"})
    concern.refresh_from_db()
    assert (concern.owner, concern.level) == (officer, "township_officer")
    refused = text_of(
        desk.post(
            address, {"step": "close", "outcome": "referred", "referral": "care_point", "note": "转驿站"}
        )
    )
    assert "choose the care point" in refused
    assert "转驿站" in refused
    log_in(officer).post(
        address,
        {
            "step": "close",
            "outcome": "referred",
            "referral": "care_point",
            "facility": station.pk,
            "note": "转驿站",
        },
    )
    concern.refresh_from_db()
    assert (concern.state, concern.referral_facility) == ("closed", station)
    after = text_of(desk.get(address))
    for word in ("已联系维修", "需要经费", "转驿站", "甲驿站"):
        assert word in after
    assert 'name="step"' not in after
    assert logged(AccessAction.READ).filter(subject=concern.elder.person, detail="Concern").count() == 2


def test_a_concern_is_raised_from_the_file(desk, elder, worker):
    address = f"/workbench/visits/elders/{elder.pk}/concern/"
    assert "required" in text_of(desk.post(address, {"kind": "mood", "severity": "urgent", "text": ""}))
    for _click in range(2):
        response = desk.post(address, {"kind": "mood", "severity": "urgent", "text": "整天不出门"})
    raised = Concern.objects.get()
    assert (raised.raised_by, raised.severity) == (worker, "urgent")
    assert response.url == f"/workbench/visits/concerns/{raised.pk}/"


def test_the_menu_leads_workers_to_concerns_and_elders(desk):
    shown = text_of(desk.get("/workbench/"))
    assert "/workbench/visits/concerns/" in shown
    assert REGISTER in shown
