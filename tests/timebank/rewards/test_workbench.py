"""Partners, offers and vouchers in the workbench, within one's regions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from notifications.models import Message
from tests.conftest import in_english
from tests.timebank.conftest import rule
from tests.timebank.rewards.helpers import order, redeem
from timebank.rewards import policy
from timebank.rewards.models.partners import Partner, PartnerSuspension
from timebank.rewards.services.partners import register_partner, suspend_partner


@pytest.fixture
def waiting(resident, community):
    return register_partner(
        person=resident.person, name="乙丑小店", kind="shop", region=community, address="乙街 3 号"
    )


def test_the_queue_shows_ones_own_region_and_its_word_counts(
    waiting, officer, manager, manager_next_door, log_in
):
    for user in (officer, manager):
        assert "乙丑小店" in log_in(user).get("/workbench/timebank/partners/review/").content.decode()
    next_door = log_in(manager_next_door)
    assert "乙丑小店" not in next_door.get("/workbench/timebank/partners/review/").content.decode()
    address = f"/workbench/timebank/partners/review/{waiting.pk}/"
    assert next_door.post(address, {"decision": "approve"}).status_code == 404
    assert log_in(officer).post(address, {"decision": "approve"}).status_code == 302
    assert Partner.objects.get().state == "approved"


@pytest.mark.parametrize("who", ["worker", "auditor", "resident"])
def test_who_does_not_manage_a_region_decides_nothing(who, request, waiting, log_in):
    client = log_in(request.getfixturevalue(who))
    response = client.post(f"/workbench/timebank/partners/review/{waiting.pk}/", {"decision": "approve"})
    assert response.status_code in (302, 403)
    assert Partner.objects.get().state == "pending"


def test_a_partner_is_suspended_until_a_day_and_taken_back_on_its_file(
    voucher, shop, clerk, officer, shopkeeper, log_in
):
    client = in_english(log_in(officer))
    file, page = (
        f"/workbench/timebank/partner/inspect/{shop.pk}/",
        f"/workbench/timebank/partners/{shop.pk}/suspend/",
    )
    today = timezone.localdate()
    asked = {"reason": "x\0y" * 60, "until": (today + timedelta(days=6)).isoformat()}
    assert page in client.get(file).content.decode()
    for wrong in ({"reason": " "}, {"until": ""}, {"until": "2020-01-01"}, {"until": "2099-01-01"}):
        assert client.post(page, asked | wrong | {"step": "decide"}).status_code == 200
    shown = client.post(page, asked).content.decode()
    assert "1 offer cannot be ordered" in shown and "1 voucher cannot be redeemed" in shown
    assert Partner.objects.get().stands
    for _click in range(2):
        assert client.post(page, asked | {"step": "decide"}).url == file
    row = PartnerSuspension.objects.get()
    assert (row.imposed_by, row.until) == (officer, today + timedelta(days=6))
    text = client.get(file).content.decode()
    assert f"Suspended until {row.until}" in text and "Lift the suspension" in text
    later = client.post(page, asked | {"until": (today + timedelta(days=7)).isoformat(), "step": "decide"})
    assert "suspended already" in later.content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert Partner.objects.get().stands and redeem(voucher, clerk)
    decide = f"/workbench/timebank/partners/review/{shop.pk}/"
    assert client.post(decide, {"decision": "reinstate", "next": file}).url == file
    assert Partner.objects.get().stands
    assert "lifted on" in client.get(file).content.decode()
    assert Message.objects.filter(person=shopkeeper.person, kind="timebank.partner").count() >= 2


def test_only_who_decides_there_suspends_and_never_who_works_there(
    shop, shopkeeper, worker, auditor, manager_next_door, township, log_in
):
    page = f"/workbench/timebank/partners/{shop.pk}/suspend/"
    asked = {"reason": "x", "until": timezone.localdate().isoformat(), "step": "decide"}
    assert log_in(manager_next_door).post(page, asked).status_code == 404
    shopkeeper.role_grants.create(role="township_officer", region=township)
    assert log_in(shopkeeper).post(page, asked).status_code == 404
    for user in (worker, auditor):
        assert log_in(user).post(page, asked).status_code in (302, 403)
    assert not PartnerSuspension.objects.exists()


def test_how_long_a_partner_can_be_suspended_is_a_rule(shop, officer):
    until = timezone.localdate() + timedelta(days=10)
    rule(policy.LONGEST_SUSPENSION, 10)
    with pytest.raises(ValidationError):
        suspend_partner(partner=shop, actor=officer, until=until, note="x")
    rule(policy.LONGEST_SUSPENSION, 11, date(2026, 2, 1))
    assert suspend_partner(partner=shop, actor=officer, until=until, note="x").holds


def test_a_word_on_its_file_about_its_state_leads_nowhere_else(shop, officer, log_in):
    client = log_in(officer)
    file, decide = (
        f"/workbench/timebank/partner/inspect/{shop.pk}/",
        f"/workbench/timebank/partners/review/{shop.pk}/",
    )
    assert client.get(file).status_code == 200
    for decision, note, state in (
        ("suspend", "x", "approved"),
        ("reinstate", "", "approved"),
        ("send_back", "x", "approved"),
        ("\0", "x", "approved"),
    ):
        answer = client.post(decide, {"decision": decision, "note": note, "next": file})
        assert (answer.status_code, answer.url) == (302, file)
        shop.refresh_from_db()
        assert shop.state == state
    assert client.post(decide, {"decision": "x", "next": "//evil.example"}).url.startswith("/workbench/")


def test_the_lists_hold_the_partners_of_ones_regions_without_names_and_codes(
    voucher, clerk, worker, auditor, manager_next_door, log_in
):
    redeem(voucher, clerk)
    for user in (worker, auditor):
        client = log_in(user)
        assert "甲子便民店" in client.get("/workbench/timebank/partner/").content.decode()
        assert "大米 5 公斤" in client.get("/workbench/timebank/offer/").content.decode()
        pages = [
            client.get("/workbench/timebank/voucher/").content.decode(),
            client.get(f"/workbench/timebank/voucher/inspect/{voucher.pk}/").content.decode(),
        ]
        for html in pages:
            assert "张**" in html and "张三丰" not in html
            assert voucher.code not in html and voucher.secret not in html
        table = client.get("/workbench/timebank/voucher/?export=csv&reason=check")
        assert "大米 5 公斤" in b"".join(table.streaming_content).decode()
    next_door = log_in(manager_next_door)
    for name, row in (("partner", voucher.offer.partner), ("offer", voucher.offer), ("voucher", voucher)):
        assert "甲子便民店" not in next_door.get(f"/workbench/timebank/{name}/").content.decode()
        assert next_door.get(f"/workbench/timebank/{name}/inspect/{row.pk}/").status_code == 404
        assert next_door.get(f"/workbench/timebank/{name}/edit/{row.pk}/").status_code == 404


def test_the_figures_of_a_partner_are_the_rows_they_lead_to(make_offer, rich, clerk, shop, officer, log_in):
    client = log_in(officer)
    redeem(order(make_offer(price_points=10), rich), clerk)
    order(make_offer(price_points=10), rich)
    file = client.get(f"/workbench/timebank/partner/inspect/{shop.pk}/")
    for name, state, figure in (
        ("offer", "published", "published"),
        ("voucher", "issued", "open_vouchers"),
        ("voucher", "redeemed", "redeemed"),
    ):
        address = f"/workbench/timebank/{name}/?partner={shop.pk}&state={state}"
        assert address.replace("&", "&amp;") in file.content.decode()
        assert len(client.get(address).context["object_list"]) == file.context[figure] > 0


def test_the_lists_take_the_same_queries_at_one_row_and_at_three(make_offer, rich, clerk, officer, log_in):
    client = log_in(officer)

    def queries() -> list[int]:
        counts = []
        shop = Partner.objects.get()
        for path in (
            "partner/",
            "offer/",
            "voucher/",
            f"partner/inspect/{shop.pk}/",
            f"offer/?partner={shop.pk}",
        ):
            client.get(f"/workbench/timebank/{path}")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/workbench/timebank/{path}").status_code == 200
            counts.append(len(captured))
        return counts

    redeem(order(make_offer(price_points=10), rich), clerk)
    one = queries()
    for _ in range(2):
        redeem(order(make_offer(price_points=10), rich), clerk)
    assert queries() == one
