"""Several concerns of the list at once: reminded of, handed over, closed together."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from elderly_visits.concerns.policy import CONCERN_REMINDERS_A_DAY
from elderly_visits.concerns.services.concerns import raise_concern
from elderly_visits.concerns.services.reminders import remind_owner
from elderly_visits.visits.errors import VisitError
from notifications.models import Message
from policies.models import PolicyRow
from tests.conftest import in_english
from workbench.roles import Role

LIST = "/workbench/visits/concerns/"
BULK = f"{LIST}bulk/"
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def noon():
    """Far from midnight: what was sent today is counted."""
    day = timezone.now().replace(hour=4, minute=0)
    with time_machine.travel(day, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hers(make_elder, worker):
    return [
        raise_concern(
            elder=make_elder(f"老人{number}", worker=worker), kind="health", severity="routine", text="咳嗽"
        )
        for number in range(3)
    ]


def done(client, rows, action, **data):
    fields = {"confirmed": "1", "occasion": str(uuid4()), "action": action, "pk": [row.pk for row in rows]}
    return client.post(BULK, fields | data)


def fresh(rows):
    for row in rows:
        row.refresh_from_db()
    return rows


def reminders(worker):
    return Message.objects.filter(person=worker.person, key__startswith="concern-reminder")


def test_who_is_reminded_gets_one_message_and_each_history_says_so(log_in, officer, worker, hers):
    response = done(log_in(officer), hers, "remind", note="请今天看看")
    assert response.status_code == 302 and reminders(worker).count() == 1
    for concern in hers:
        event = concern.events.get(actor=officer)
        assert event.note == "请今天看看"
    assert "reminded 1 time" in in_english(log_in(officer)).get(LIST).content.decode()


def test_once_a_day_whoever_asks_and_again_the_next_day(officer, manager, worker, hers, noon):
    remind_owner(concern=hers[0], actor=officer, occasion=uuid4())
    with pytest.raises(VisitError) as refused:
        remind_owner(concern=hers[0], actor=manager, occasion=uuid4())
    assert refused.value.code == "often" and reminders(worker).count() == 1
    noon.shift(timedelta(days=1))
    remind_owner(concern=hers[0], actor=manager, occasion=uuid4())
    assert reminders(worker).count() == 2


def test_a_city_may_say_twice_a_day_or_never(officer, worker, hers, county):
    PolicyRow.objects.create(
        key=CONCERN_REMINDERS_A_DAY, value=2, valid_from=timezone.localdate(), region=county
    )
    for _time in range(2):
        remind_owner(concern=hers[0], actor=officer, occasion=uuid4())
    with pytest.raises(VisitError):
        remind_owner(concern=hers[0], actor=officer, occasion=uuid4())
    PolicyRow.objects.update(value=0)
    with pytest.raises(VisitError):
        remind_owner(concern=hers[1], actor=officer, occasion=uuid4())


def test_nobody_reminds_oneself_or_of_what_nobody_has(log_in, officer, worker, hers):
    text = done(in_english(log_in(worker)), hers[:1], "remind").content.decode()
    assert "You have it yourself." in text and reminders(worker).count() == 0
    hers[0].owner = None
    hers[0].save()
    assert "Nobody has it yet" in done(in_english(log_in(officer)), hers[:1], "remind").content.decode()


def test_the_page_sent_twice_reminds_once(log_in, officer, worker, hers):
    client, occasion = log_in(officer), str(uuid4())
    for _time in range(2):
        done(client, hers, "remind", occasion=occasion)
    assert reminders(worker).count() == 1 and hers[0].events.filter(actor=officer).count() == 1


def test_concerns_are_closed_together_with_one_text_and_an_emergency_stays(log_in, worker, hers, elder):
    grave = raise_concern(elder=elder, kind="safety", severity="emergency", text="煤气泄漏")
    response = done(in_english(log_in(worker)), [*hers, grave], "close", outcome="solved", note="已电话核实")
    assert {row.state for row in fresh(hers)} == {"closed"}
    assert {row.outcome_note for row in hers} == {"已电话核实"}
    grave.refresh_from_db()
    assert grave.state == "open" and "An emergency is closed on its own page" in response.content.decode()


@pytest.mark.parametrize(
    "fields", [{"note": "好"}, {"outcome": "solved"}, {"outcome": "referred", "note": "好"}]
)
def test_nothing_is_closed_without_outcome_and_text_or_as_a_referral(log_in, worker, hers, fields):
    assert done(log_in(worker), hers, "close", **fields).status_code == 200
    assert {row.state for row in fresh(hers)} == {"open"}


def test_words_that_say_nothing_are_refused_row_by_row(log_in, worker, hers):
    done(log_in(worker), hers, "close", outcome="solved", note="——")
    assert {row.state for row in fresh(hers)} == {"open"}


def test_concerns_are_handed_over_together_and_one_message_tells_of_them(
    log_in, officer, hers, make_user, community
):
    colleague = make_user("网格员丙", Role.COMMUNITY_WORKER, community)
    due = {row.pk: row.due_at for row in hers}
    done(log_in(officer), hers, "reassign", to=colleague.pk)
    assert {row.owner for row in fresh(hers)} == {colleague}
    assert {row.pk: row.due_at for row in hers} == due
    assert Message.objects.filter(person=colleague.person, kind="concern").count() == 1


@pytest.mark.parametrize("action", ["remind", "reassign", "close"])
def test_a_worker_next_door_and_an_auditor_do_nothing(
    log_in, worker_next_door, auditor, worker, hers, action
):
    data = {"outcome": "solved", "note": "好了", "to": worker.pk}
    assert done(log_in(worker_next_door), hers, action, **data).status_code == 404
    assert done(log_in(auditor), hers, action, **data).status_code == 403
    assert {(row.state, row.owner) for row in fresh(hers)} == {("open", worker)}
    assert not any(row.events.exclude(actor=None).exists() for row in hers)


def test_closed_concerns_offer_nothing_in_bulk(log_in, worker, hers):
    client = log_in(worker)
    done(client, hers, "close", outcome="solved", note="好了")
    assert 'name="pk"' not in client.get(f"{LIST}?tab=closed").content.decode()


def test_the_list_is_narrowed_to_an_owner_and_sorted_by_what_it_shows(log_in, officer, worker, hers):
    client = log_in(officer)
    hers[2].owner = officer
    hers[2].save()
    shown = client.get(f"{LIST}?tab=open&owner={worker.pk}").content.decode()
    assert "老人0" in shown and "老人2" not in shown
    hers[1].owner = None
    hers[1].save()
    assert "老人1" in client.get(f"{LIST}?tab=open&owner=nobody").content.decode()
    hers[2].due_at = hers[0].due_at - timedelta(days=3)
    hers[2].save()
    rows = client.get(f"{LIST}?tab=open&order=due").content.decode().split("<tbody>")[1]
    assert rows.index("老人2") < rows.index("老人0")


def test_all_of_the_list_are_those_of_its_tab_and_owner(log_in, officer, worker, hers):
    hers[2].owner = officer
    hers[2].save()
    client = in_english(log_in(officer))
    text = client.post(BULK, {"all": "remind", "asked": f"tab=open&owner={worker.pk}"}).content.decode()
    assert "2 rows are chosen" in text and "老人2" not in text


def test_the_name_in_the_list_leads_to_the_file(log_in, worker, hers):
    assert (
        f"/workbench/elderly_visits/elder/inspect/{hers[0].elder_id}/"
        in log_in(worker).get(LIST).content.decode()
    )
