"""The menu: sections of what a role uses; what it cannot use is absent; one entry stands for itself."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import RequestFactory

from workbench.menu import Section, SectionMenuItem, sections_of, unfold_single_entries


def request_of(user: Any) -> Any:
    request = RequestFactory().get("/workbench/")
    request.user = user
    return request


def top(client: Any) -> list[tuple[str, list[str]]]:
    """The entries at the top of the menu in their order: (label, labels below)."""
    html = client.get("/workbench/menu/").content.decode()
    found = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found
    items: list[tuple[str, list[str]]] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if str(node.get("_type", "")).endswith("SubMenuItem"):
                menu, below = node["_args"]
                items.append((menu["label"], [entry["_args"][0]["label"] for entry in below]))
                return
            if str(node.get("_type", "")).endswith("LinkMenuItem"):
                items.append((node["_args"][0]["label"], []))
                return
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(json.loads(found.group(1))["modules"])
    return items


def test_a_manager_sees_sections_in_the_order_of_the_day(manager, log_in):
    labels = [label for label, _below in top(log_in(manager))]
    sections = [
        "今天",
        "老人",
        "探访",
        "志愿者",
        "时间银行与服务",
        "组织与服务点",
        "统计与规则",
        "权限与消息",
    ]
    assert [label for label in labels if label in sections] == sections
    # The eighth is the account of the user, at most two more.
    assert len(labels) <= len(sections) + 3


def test_what_a_role_cannot_use_is_absent(worker, manager, auditor, log_in):
    def below(user: Any, section: str) -> list[str]:
        return dict(top(log_in(user)))[section]

    assert "待核实" in below(worker, "志愿者")
    assert "待核实" not in below(auditor, "志愿者")
    assert "待审核的社会组织" in below(manager, "组织与服务点")
    assert "待审核的社会组织" not in below(worker, "组织与服务点")


@pytest.mark.parametrize("who", ["worker", "officer", "manager", "city_manager", "auditor"])
def test_every_entry_of_the_page_of_the_menu_can_be_opened(who, request, log_in):
    user = request.getfixturevalue(who)
    client = log_in(user)
    html = client.get("/workbench/menu/").content.decode()
    for _label, entries in sections_of(request_of(user)):
        for entry in entries:
            assert f'href="{entry.url}"' in html
            assert client.get(entry.url).status_code == 200, entry.url


def test_a_section_with_one_entry_shows_the_entry(auditor, monkeypatch):
    section = SectionMenuItem(Section.VISITS)
    one = section.entries(request_of(auditor))[:1]
    monkeypatch.setattr(section.menu, "menu_items_for_request", lambda request: one)
    items = [section]
    unfold_single_entries(request_of(auditor), items)
    assert [(item.label, item.url, item.order) for item in items] == [
        (one[0].label, one[0].url, section.order)
    ]
