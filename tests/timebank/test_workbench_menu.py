"""The time bank in the workbench's menu."""

import json
import re

import pytest

OVERSIGHT, PARTNERS = "/workbench/oversight/circulation/", "/workbench/timebank/partners/review/"
POOLS, SETTLEMENTS, OBJECTIONS = (
    "/workbench/timebank/pools/",
    "/workbench/timebank/settlements/",
    "/workbench/star-objections/",
)
BOOKS = "/workbench/timebank/transfer/"


def menu(client):
    """Addresses at the top, and those below an entry that opens."""
    html = client.get("/workbench/").content.decode()
    found = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL)
    top, below = set(), set()

    def walk(node, depth):
        if isinstance(node, dict):
            if "url" in node:
                (below if depth else top).add(node["url"])
            inner = depth + (str(node.get("_type", "")).endswith("SubMenuItem"))
            for value in node.values():
                walk(value, inner)
        elif isinstance(node, list):
            for value in node:
                walk(value, depth)

    walk(json.loads(found.group(1)), 0)
    return top, below


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("worker", {POOLS, SETTLEMENTS, OBJECTIONS, BOOKS}),
        ("manager", {OVERSIGHT, PARTNERS, POOLS, SETTLEMENTS, OBJECTIONS, BOOKS}),
        ("auditor", {OVERSIGHT, POOLS, SETTLEMENTS, OBJECTIONS, BOOKS}),
    ],
)
def test_all_rooms_of_the_time_bank_stand_below_one_entry(who, sees, request, log_in):
    client = log_in(request.getfixturevalue(who))
    top, below = menu(client)
    rooms = {OVERSIGHT, PARTNERS, POOLS, SETTLEMENTS, OBJECTIONS, BOOKS}
    assert below & rooms == sees
    assert not top & rooms
    for address in sees:
        assert client.get(address).status_code == 200


def test_no_entry_lights_up_with_another_whose_label_begins_alike(manager, log_in):
    client = log_in(manager)
    client.cookies["django_language"] = "zh-hans"
    html = client.get("/workbench/").content.decode()
    assert '"volunteers_workbench-review"' in html and '"timebank_partners-review"' in html
