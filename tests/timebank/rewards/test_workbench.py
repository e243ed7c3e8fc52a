"""Partners, offers and vouchers in the workbench, within one's regions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.timebank.rewards.helpers import order, redeem
from timebank.rewards.models.partners import Partner
from timebank.rewards.services.partners import register_partner


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


def test_a_partner_is_suspended_and_taken_back_on_its_file(shop, officer, log_in):
    client = log_in(officer)
    file, decide = (
        f"/workbench/timebank/partner/inspect/{shop.pk}/",
        f"/workbench/timebank/partners/review/{shop.pk}/",
    )
    assert client.get(file).status_code == 200
    for decision, note, state in (
        ("suspend", "", "approved"),
        ("suspend", "x\0y" * 500, "suspended"),
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


def test_the_lists_take_the_same_queries_at_one_row_and_at_three(make_offer, rich, clerk, officer, log_in):
    client = log_in(officer)

    def queries() -> list[int]:
        counts = []
        for name in ("partner", "offer", "voucher"):
            client.get(f"/workbench/timebank/{name}/")
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"/workbench/timebank/{name}/").status_code == 200
            counts.append(len(captured))
        return counts

    redeem(order(make_offer(price_points=10), rich), clerk)
    one = queries()
    for _ in range(2):
        redeem(order(make_offer(price_points=10), rich), clerk)
    assert queries() == one
