"""The first page of the workbench and what the city changed about it."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from people.logins.models import User


def test_the_workbench_greets_workers_by_name_and_role(
    log_in: Callable[[User], Client], worker: User
) -> None:
    html = log_in(worker).get("/workbench/").content.decode()
    assert "网格员甲，您好" in html
    assert "社区工作者（网格员） (甲社区)" in html
    assert "<title>" in html and "守望" in html.split("<title>")[1].split("</title>")[0]


def test_the_menu_names_people_not_random_usernames(log_in: Callable[[User], Client], worker: User) -> None:
    html = log_in(worker).get("/workbench/").content.decode()
    assert worker.username not in html
    assert re.search(r'"name": "\\u7f51|"name": "网格员甲"', html)


def test_staff_are_not_asked_about_web_pages(log_in: Callable[[User], Client], manager: User) -> None:
    html = log_in(manager).get("/workbench/").content.decode()
    for word in ("Wagtail", "最近编辑", "您锁定的页面"):
        assert word not in re.sub(r"<(script|template|link)[^>]*>.*?</\1>|<[^>]+>", "", html, flags=re.DOTALL)


def test_names_of_staff_come_from_the_register_not_from_the_account_page(
    log_in: Callable[[User], Client], worker: User
) -> None:
    html = log_in(worker).get("/workbench/account/").content.decode()
    assert "first_name" not in html
    assert 'type="file"' not in html
