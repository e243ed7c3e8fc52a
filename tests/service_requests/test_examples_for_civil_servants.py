"""The rows of `docs/timebank-examples.zh.md` about services that are asked for, carried out from asking to paying."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from service_requests import policy
from service_requests.enums import RequestState
from service_requests.errors import RequestError, TooFewCoins
from service_requests.models import ServiceRequest
from service_requests.services.ending import cancel, report_no_show
from service_requests.services.matching import agree_time
from service_requests.services.publishing import publish
from service_requests.services.reviewing import approve
from service_requests.services.settling import confirm, decide, dispute
from service_requests.services.sweeping import sweep
from tests.service_requests.conftest import (
    SHANGHAI,
    TOMORROW_AT_TEN,
    coins,
    give_coins,
    offer_of,
    serve,
    wished,
)
from tests.timebank import test_examples_for_civil_servants as examples
from timebank.earning.selectors.stars import certified_minutes

pytestmark = pytest.mark.django_db

USES = [row for columns, row in examples.tables() if "事项" in columns and "请服务" in row["事项"]]
PAYMENTS = [row for columns, row in examples.tables() if "经过" in columns]
PHRASES = [*examples.PHRASES, (r"无异议(\d+)小时付款", policy.SILENCE_HOURS, int)]
STATES = {
    "已付款": RequestState.PAID,
    "待确认": RequestState.SERVED,
    "有异议": RequestState.DISPUTED,
    "裁定不付": RequestState.UNPAID,
    "志愿者未到": RequestState.NO_SHOW,
    "已取消": RequestState.CANCELLED,
}
spoken = examples.spoken


@pytest.mark.parametrize("row", USES, ids=lambda row: row["例"])
def test_who_is_old_enough_asks_for_a_service_as_the_document_says(row, make_user, community, clock):
    examples.decide(row["规则"], PHRASES)
    clock.move_to(datetime.fromisoformat(f"{row['日期']} 12:00").replace(tzinfo=SHANGHAI))
    person = make_user("王大爷", region=community, birth_date=date.fromisoformat(row["出生日期"])).person
    give_coins(person, 5 * 60)
    minutes = spoken(row["事项"].removeprefix("为自己请服务"))

    def ask() -> ServiceRequest:
        details = wished(community, minutes=minutes)
        return publish(uuid=uuid.uuid4(), beneficiary=person, actor=person.user, details=details)

    if row["办理"] == "办理":
        ask()
    else:
        assert row["办理"] == "不予办理"
        with pytest.raises(RequestError):
            ask()
    balance, reserved = coins(person)
    assert balance - reserved == spoken(row["自己可用"])
    assert (row["对方原有"], row["对方"], row["时间池"]) == ("—", "—", "—")


def carry_out(step: str, request: ServiceRequest, worker: Any, clock: Any) -> None:
    """One step of a row; a phrase that is not known fails it."""
    request.refresh_from_db()
    elder = request.beneficiary.user
    if found := re.fullmatch(r"实做(.+)", step):
        serve(offer_of(request), clock, minutes=spoken(found[1]))
    elif found := re.fullmatch(r"过(.+)", step):
        clock.move_to(timezone.now() + timedelta(minutes=spoken(found[1])))
        sweep()
    elif found := re.fullmatch(r"裁定付(.+)", step):
        decide(request=request, actor=worker, decision="part", minutes=spoken(found[1]), reason="问过双方")
    elif step in ("裁定全付", "裁定不付"):
        decision = "full" if step == "裁定全付" else "none"
        decide(request=request, actor=worker, decision=decision, minutes=None, reason="问过双方")
    elif step == "未到":
        clock.move_to(TOMORROW_AT_TEN + timedelta(hours=1))
        report_no_show(request=request, actor=elder)
    elif step == "取消":
        cancel(request=request, actor=elder)
    elif step == "异议":
        dispute(request=request, actor=elder, reason="时间不对")
    else:
        assert step == "确认", f"not known: {step}"
        confirm(request=request, actor=elder)


@pytest.mark.parametrize("row", PAYMENTS, ids=lambda row: row["例"])
def test_a_service_is_paid_as_the_document_says(row, make_user, community, worker, volunteer, clock):
    examples.decide(row["规则"], PHRASES)
    elder = make_user("赵奶奶", region=community, birth_date=date(1948, 2, 3)).person
    give_coins(elder, spoken(row["原有"]))
    fields = {
        "uuid": uuid.uuid4(),
        "beneficiary": elder,
        "actor": elder.user,
        "details": wished(community),
    }
    if row["结果"] == "不予受理":
        with pytest.raises(TooFewCoins):
            publish(**fields)
    else:
        request = approve(request=publish(**fields), actor=worker, description="陪老人散步")
        agree_time(assignment=offer_of(request), actor=volunteer.person.user, planned_for=TOMORROW_AT_TEN)
        for step in row["经过"].split("；"):
            carry_out(step, request, worker, clock)
        request.refresh_from_db()
        assert request.state == STATES[row["结果"]]
    assert coins(elder) == (spoken(row["老人"]), spoken(row["冻结"]))
    assert coins(volunteer.person) == (spoken(row["志愿者"]), 0)
    assert certified_minutes(volunteer.person) == spoken(row["认定"])


def test_the_document_holds_what_people_ask_about_paying():
    assert len(PAYMENTS) >= 15 and len(USES) >= 6
