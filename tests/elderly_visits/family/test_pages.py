"""The family's page: dates and general words, nothing of what was found, and a way to tell the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import translation

from elderly_visits.concerns.enums import ConcernKind, Severity
from elderly_visits.concerns.models import Concern
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.family.services import notify_worker
from elderly_visits.visits.errors import VisitError
from elderly_visits.visits.services.by_workers import record_worker_visit
from people.access_log.models import AccessLog
from tests.elderly_visits.conftest import ALL_WELL, NOBODY_AT_HOME, agree
from volunteers.tasks.services import assignments
from workbench.access_recording import AccessAction

NOW = datetime.fromisoformat("2026-07-08T10:00:00+08:00")


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
def daughter(make_user, elder):
    user = make_user("王女儿")
    elder.person.mandates_given.create(agent=user.person, relation="女儿")
    return user


@pytest.fixture
def home(log_in, daughter):
    return log_in(daughter)


def page(client):
    response = client.get("/family/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_family_sees_the_last_visit_the_next_and_whom_to_call(home, elder, worker, make_visit, volunteer):
    record_worker_visit(elder=elder, actor=worker, visited_at=NOW - timedelta(minutes=30), answers=ALL_WELL)
    agree(assignments.offer(task=make_visit(elder).task, volunteer=volunteer), NOW + timedelta(days=2))
    shown = page(home)
    for word in ("老人甲", "女儿", "07-08", "07-10 10:00", "All was well", "网格员甲", f"tel:{worker.phone}"):
        assert word in shown


def test_a_visit_without_an_hour_yet_shows_its_days(home, elder, make_visit):
    make_visit(elder)
    assert "07-08 – 07-14" in page(home)


def test_what_was_found_and_who_came_is_not_for_the_family(home, elder, worker):
    record_worker_visit(
        elder=elder, actor=worker, visited_at=NOW,
        answers=ALL_WELL | {"health": "sick", "needs": "想要送餐", "note": "药快没有了"},
    )  # fmt: skip
    shown = page(home)
    assert "Something is being followed up" in shown
    assert "All was well" not in shown
    for secret in ("Ill, needs", "想要送餐", "药快没有了", "朝阳中路", elder.person.phone, elder.door_code):
        assert secret not in shown


def test_how_the_family_cares_is_looked_into_without_telling_the_family(home, elder, worker):
    record_worker_visit(elder=elder, actor=worker, visited_at=NOW, answers=ALL_WELL | {"support": "neglect"})
    shown = page(home)
    assert "followed up" not in shown
    assert "All was well" not in shown


def test_a_visit_that_reached_nobody_is_said_as_it_is(home, elder, worker):
    record_worker_visit(elder=elder, actor=worker, visited_at=NOW, answers=NOBODY_AT_HOME)
    shown = page(home)
    assert "not reached" in shown
    assert "All was well" not in shown


def test_the_reading_is_on_record_and_the_elders_own_is_not(home, daughter, elder, log_in, make_user):
    page(home)
    log = AccessLog.objects.get()
    assert (log.actor, log.subject, log.action) == (daughter, elder.person, AccessAction.READ)
    herself = make_user("本人")
    herself.person.delete()
    elder.person.user = herself
    elder.person.save()
    assert "老人甲" in page(log_in(herself))
    assert AccessLog.objects.count() == 1


@pytest.mark.parametrize("who", ["resident", "worker", "worker_next_door", "city_manager"])
def test_nobody_without_a_mandate_sees_anybody(elder, who, request, log_in):
    outsider = log_in(request.getfixturevalue(who))
    shown = page(outsider)
    assert "老人甲" not in shown
    assert "No elder is linked to your account yet" in shown
    assert outsider.post(f"/family/{elder.pk}/message/", {"text": "换时间"}).status_code == 404
    assert not Concern.objects.exists()


def test_strangers_are_led_to_the_log_in(client, elder):
    assert client.get("/family/").url.startswith("/accounts/login/")
    assert client.post(f"/family/{elder.pk}/message/").url.startswith("/accounts/login/")


def test_a_mandate_that_ended_shows_nothing_any_more(home, elder, noon):
    elder.person.mandates_given.update(valid_until=NOW.date())
    assert "老人甲" in page(home)
    noon.shift(timedelta(days=1))
    assert "老人甲" not in page(home)


def test_a_message_reaches_the_worker_once(home, elder, worker, daughter):
    for _click in range(2):
        assert home.post(f"/family/{elder.pk}/message/", {"text": "妈妈住院了"}).url == "/family/"
    concern = Concern.objects.get()
    assert (concern.kind, concern.severity, concern.owner, concern.raised_by) == (
        "other",
        "routine",
        worker,
        daughter,
    )
    assert "王女儿" in concern.text
    assert "妈妈住院了" in concern.text


def test_an_empty_message_is_refused_and_a_long_one_is_kept_in_the_form(home, elder):
    assert "required" in home.post(f"/family/{elder.pk}/message/", {"text": " "}).content.decode()
    long = "住院" * 300
    assert long in home.post(f"/family/{elder.pk}/message/", {"text": long}).content.decode()
    assert not Concern.objects.exists()
    assert home.get(f"/family/{elder.pk}/message/").url == "/family/"


def test_the_service_itself_refuses_who_does_not_speak_for_the_elder(elder, resident):
    with pytest.raises(VisitError):
        notify_worker(elder=elder, actor=resident, text="换时间")


def test_without_consent_the_page_says_that_nobody_comes(home, elder):
    elder.person.consents.update(withdrawn_on=NOW.date())
    assert "has not agreed to them" in page(home)


def test_the_page_takes_few_queries(home, elder, worker, make_visit, django_assert_max_num_queries):
    make_visit(elder)
    raise_concern(elder=elder, kind=ConcernKind.MOOD, severity=Severity.ROUTINE, text="情绪低落")
    with django_assert_max_num_queries(14):
        page(home)


def test_my_account_leads_to_the_family_for_those_who_have_one_here(home, log_in, resident):
    assert 'href="/family/"' in home.get("/me/").content.decode()
    assert 'href="/family/"' not in log_in(resident).get("/me/").content.decode()
