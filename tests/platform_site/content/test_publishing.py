"""The portal is written by editors and published by a second person, without anybody being superuser."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.test.utils.form_data import nested_form_data, streamfield

from people.logins.models import User
from people.roles.models import RoleGrant
from people.roles.services import end_role
from platform_site.content import seed_pages
from platform_site.content.publishing import make_groups
from platform_site.jobs import publish_scheduled
from platform_site.models import HomePage, InfoPage, NewsIndexPage, NewsPage, author_of
from regions.models import Region
from workbench.roles import Role


@pytest.fixture(autouse=True)
def files_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def home(db: None) -> HomePage:
    seed_pages()
    make_groups()
    return HomePage.objects.get()


@pytest.fixture
def editor(make_user: Callable[..., User], city: Region, home: HomePage) -> User:
    return make_user("编辑甲", Role.EDITOR, city)


@pytest.fixture
def approver(make_user: Callable[..., User], city: Region, home: HomePage) -> User:
    return make_user("审核甲", Role.APPROVER, city)


def text(title: str, *blocks: tuple[str, Any], **fields: Any) -> dict[str, Any]:
    """What the form of an information page sends."""
    return nested_form_data(
        {
            "title": title, "title_en": "", "intro": "", "intro_en": "", "icon": "info", "slug": "",
            "search_description": "", "body": streamfield(list(blocks)), "body_en": streamfield([]),
            **fields,
        }
    )  # fmt: skip


def add(client: Client, home: HomePage, data: dict[str, Any]) -> Any:
    return client.post(reverse("wagtailadmin_pages:add", args=["platform_site", "infopage", home.pk]), data)


def change(client: Client, page: InfoPage, data: dict[str, Any]) -> None:
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | {"slug": page.slug})


def submit(client: Client, page: InfoPage) -> None:
    change(client, page, text(page.title) | {"action-submit": "1"})


def approve(client: Client, page: InfoPage) -> Any:
    task = page.current_workflow_task_state
    return client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": ""}
    )


def test_a_page_with_a_chinese_title_is_saved_at_the_first_click(
    log_in: Callable[[User], Client], editor: User, home: HomePage
) -> None:
    response = add(log_in(editor), home, text("重阳节探访安排"))
    page = InfoPage.objects.get(title="重阳节探访安排")
    assert response.status_code == 302
    assert page.slug == "chong-yang-jie-tan-fang-an-pai"
    assert not page.live


def test_a_second_page_of_the_same_title_gets_an_address_of_its_own(
    log_in: Callable[[User], Client], editor: User, home: HomePage
) -> None:
    for _time in range(2):
        add(log_in(editor), home, text("通知"))
    assert set(InfoPage.objects.filter(title="通知").values_list("slug", flat=True)) == {
        "tong-zhi",
        "tong-zhi-2",
    }


def test_what_an_editor_hands_in_an_approver_publishes(
    client: Client, log_in: Callable[[User], Client], editor: User, approver: User, home: HomePage
) -> None:
    add(log_in(editor), home, text("探访时间"))
    page = InfoPage.objects.get(title="探访时间")
    submit(log_in(editor), page)
    page.refresh_from_db()
    assert page.title in log_in(approver).get(reverse("wagtailadmin_home")).content.decode()
    approve(log_in(approver), page)
    page.refresh_from_db()
    assert page.live
    assert client.get(page.url).status_code == 200


def test_an_editor_publishes_nothing(log_in: Callable[[User], Client], editor: User, home: HomePage) -> None:
    add(log_in(editor), home, text("抢先发布") | {"action-publish": "1"})
    assert not InfoPage.objects.filter(title="抢先发布", live=True).exists()


def test_an_approver_does_not_publish_her_own_text(
    log_in: Callable[[User], Client], approver: User, home: HomePage
) -> None:
    client = log_in(approver)
    response = add(client, home, text("自己写自己发") | {"action-publish": "1"})
    page = InfoPage.objects.get(title="自己写自己发")
    assert response.status_code == 302 and not page.live
    # Saving it once more makes no second person.
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        text(page.title, slug=page.slug) | {"action-publish": "1"},
    )
    page.refresh_from_db()
    assert not page.live and author_of(page) == approver


def test_who_corrects_a_text_in_approval_leaves_it_to_another_approver(
    log_in: Callable[[User], Client],
    make_user: Callable[..., User],
    city: Region,
    editor: User,
    approver: User,
    home: HomePage,
) -> None:
    add(log_in(editor), home, text("春节安排"))
    page = InfoPage.objects.get(title="春节安排")
    submit(log_in(editor), page)
    log_in(approver).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), text("春节探访安排", slug=page.slug)
    )
    approve(log_in(approver), page)
    page.refresh_from_db()
    assert not page.live
    approve(log_in(make_user("审核乙", Role.APPROVER, city)), page)
    page.refresh_from_db()
    assert page.live and page.title == "春节探访安排"


def test_a_page_that_was_added_below_makes_nobody_else_the_author(
    log_in: Callable[[User], Client], editor: User, approver: User, home: HomePage
) -> None:
    """An editor who saves the list of news unchanged has not written what the approver changed in it."""
    index = NewsIndexPage.objects.get()
    own = text("各地动态", slug=index.slug)
    log_in(approver).post(reverse("wagtailadmin_pages:edit", args=[index.pk]), own)
    index.refresh_from_db()
    index.add_child(instance=NewsPage(title="一条新闻", slug="yi-tiao", live=False))
    log_in(editor).post(reverse("wagtailadmin_pages:edit", args=[index.pk]), own)
    index.refresh_from_db()
    assert index.latest_revision.user == editor
    assert author_of(index) == approver


def test_nobody_who_writes_takes_the_home_page_away(
    client: Client, log_in: Callable[[User], Client], approver: User, home: HomePage
) -> None:
    for page in (home, NewsIndexPage.objects.get()):
        for step in ("unpublish", "delete"):
            log_in(approver).post(reverse(f"wagtailadmin_pages:{step}", args=[page.pk]))
        assert client.get(page.url).status_code == 200
    news = InfoPage.objects.live().latest("pk")
    log_in(approver).post(reverse("wagtailadmin_pages:unpublish", args=[news.pk]))
    assert client.get(news.url).status_code == 404


def test_several_of_ones_own_texts_are_not_published_in_one_go(
    log_in: Callable[[User], Client], approver: User, home: HomePage
) -> None:
    client = log_in(approver)
    add(client, home, text("成批"))
    page = InfoPage.objects.get(title="成批")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", {"id": page.pk})
    page.refresh_from_db()
    assert not page.live


def drawn(colour: str) -> SimpleUploadedFile:
    file = BytesIO()
    Picture.new("RGB", (40, 30), colour).save(file, "PNG")
    return SimpleUploadedFile(f"{colour}.png", file.getvalue(), "image/png")


def uploaded(client: Client) -> tuple[Image, Document]:
    """A picture and a paper, as the editor brings them."""
    client.post(reverse("wagtailimages:add_multiple"), {"title": "食堂", "files[]": drawn("teal")})
    client.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "申请表", "files[]": SimpleUploadedFile("form.csv", b"a,b", "text/csv")},
    )
    return Image.objects.get(), Document.objects.get()


@pytest.mark.parametrize("who", ["editor", "approver"])
def test_a_file_that_a_page_shows_is_not_exchanged_afterwards(
    client: Client,
    log_in: Callable[[User], Client],
    editor: User,
    approver: User,
    home: HomePage,
    who: str,
) -> None:
    writer = log_in(editor)
    picture, paper = uploaded(writer)
    sent = text("申请养老服务") | {
        f"body-{name}": value for name, value in _stream([("attachment", paper.pk)]).items()
    }
    add(writer, home, sent | {"action-submit": "1"})
    page = InfoPage.objects.get(title="申请养老服务")
    approve(log_in(approver), page)
    cheat = log_in({"editor": editor, "approver": approver}[who])
    another = SimpleUploadedFile("form.csv", b"pay,here", "text/csv")
    common = {"tags": "", "collection": paper.collection_id}
    papers = reverse("wagtaildocs:edit", args=[paper.pk])
    for change in ({"title": "申请表", "file": another}, {"title": "请先汇款"}):
        assert "不能直接替换" in cheat.post(papers, common | change).content.decode()
    pictures = reverse("wagtailimages:edit", args=[picture.pk])
    answer = cheat.post(pictures, common | {"title": "食堂", "file": drawn("red")})
    assert "不能直接替换" in answer.content.decode()
    assert "申请表" in client.get(page.url).content.decode()
    assert b"".join(client.get(paper.url).streaming_content) == b"a,b"
    picture.refresh_from_db()
    assert "teal" in picture.file.name


def status_of(paper: Document, client: Client) -> int:
    answer = client.get(paper.url)
    # Read to its end, the file is closed.
    b"".join(answer.streaming_content if answer.streaming else [])
    return int(answer.status_code)


def test_a_paper_is_read_by_the_public_once_an_approver_has_published_its_page(
    client: Client, log_in: Callable[[User], Client], editor: User, approver: User, home: HomePage
) -> None:
    writer = log_in(editor)
    _picture, paper = uploaded(writer)
    assert status_of(paper, client) == 404
    sent = text("申请养老服务") | {
        f"body-{name}": value for name, value in _stream([("attachment", paper.pk)]).items()
    }
    add(writer, home, sent | {"action-submit": "1"})
    page = InfoPage.objects.get(title="申请养老服务")
    assert (status_of(paper, client), status_of(paper, log_in(approver))) == (404, 200)
    approve(log_in(approver), page)
    assert status_of(paper, client) == 200
    page.refresh_from_db()
    page.unpublish()
    assert status_of(paper, client) == 404


def test_a_title_is_put_right_while_no_page_shows_the_file(
    log_in: Callable[[User], Client], editor: User, home: HomePage
) -> None:
    writer = log_in(editor)
    _picture, paper = uploaded(writer)
    writer.post(
        reverse("wagtaildocs:edit", args=[paper.pk]),
        {"title": "养老服务申请表", "tags": "", "collection": paper.collection_id},
    )
    paper.refresh_from_db()
    assert paper.title == "养老服务申请表"


def test_pictures_attachments_and_tables_stand_in_a_page(
    client: Client, log_in: Callable[[User], Client], editor: User, approver: User, home: HomePage
) -> None:
    writer = log_in(editor)
    picture, paper = uploaded(writer)
    table = {
        "data": [["村", "时间"], ["甲村", "周一"]],
        "first_row_is_table_header": True,
        "table_header_choice": "row",
        "table_caption": "送餐",
    }
    blocks = [
        ("picture", {"image": picture.pk, "alt_text": "一张食堂的照片", "decorative": ""}),
        ("attachment", paper.pk),
        ("table", json.dumps(table)),
    ]
    address = reverse("wagtailadmin_pages:add", args=["platform_site", "infopage", home.pk])
    sent = text("送餐时间")
    for name, value in _stream(blocks).items():
        sent[f"body-{name}"] = value
    writer.post(address, sent | {"action-submit": "1"})
    page = InfoPage.objects.get(title="送餐时间")
    approve(log_in(approver), page)
    html = client.get(page.url).content.decode()
    assert 'alt="一张食堂的照片"' in html
    assert "<caption>送餐</caption>" in html and '<th scope="col">村</th>' in html
    assert b"".join(client.get(paper.url).streaming_content) == b"a,b"


def _stream(blocks: list[tuple[str, Any]]) -> dict[str, Any]:
    sent: dict[str, Any] = {"count": len(blocks)}
    for number, (kind, value) in enumerate(blocks):
        sent |= {
            f"{number}-type": kind,
            f"{number}-order": number,
            f"{number}-id": "",
            f"{number}-deleted": "",
        }
        parts = value if isinstance(value, dict) else {"": value}
        for part, given in parts.items():
            sent[f"{number}-value" + (f"-{part}" if part else "")] = given
    return sent


def test_a_page_appears_at_its_hour_and_goes_again(
    client: Client, log_in: Callable[[User], Client], editor: User, approver: User, home: HomePage
) -> None:
    add(log_in(editor), home, text("元旦通知"))
    page = InfoPage.objects.get(title="元旦通知")
    begins, ends = (timezone.localtime() + timedelta(days=days) for days in (1, 2))
    times = {"go_live_at": f"{begins:%Y-%m-%d %H:%M}", "expire_at": f"{ends:%Y-%m-%d %H:%M}"}
    change(log_in(approver), page, text(page.title, **times) | {"action-publish": "1"})
    found = []
    for hours in (1, 25, 49):
        with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
            publish_scheduled()
            found.append(client.get(f"/{page.slug}/").status_code)
    assert found == [404, 200, 404]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_they_see_no_files_no_reports_and_no_settings(
    log_in: Callable[[User], Client],
    make_user: Callable[..., User],
    city: Region,
    home: HomePage,
    role: Role,
) -> None:
    client = log_in(make_user("编辑乙", role, city))
    assert client.get(reverse("wagtailadmin_explore", args=[home.pk])).status_code == 200
    closed = [
        reverse(name)
        for name in (
            "dashboard:board",
            "rosters:import",
            "wagtailusers_users:index",
            "wagtailadmin_reports:site_history",
            "wagtailsites:index",
            "wagtailadmin_error_test",
        )
    ]
    assert {address: client.get(address).status_code for address in closed} == dict.fromkeys(closed, 403)


def test_who_works_with_files_does_not_write_the_portal(
    log_in: Callable[[User], Client], city_manager: User, home: HomePage
) -> None:
    response = log_in(city_manager).get(reverse("wagtailadmin_explore", args=[home.pk]))
    assert response.status_code == 403


def test_a_role_that_has_ended_writes_nothing_any_more(
    log_in: Callable[[User], Client], editor: User, city_manager: User, home: HomePage
) -> None:
    client = log_in(editor)
    assert client.get(reverse("wagtailadmin_explore", args=[home.pk])).status_code == 200
    end_role(actor=city_manager, grant=RoleGrant.objects.get(user=editor))
    assert client.get(reverse("wagtailadmin_explore", args=[home.pk])).status_code == 403


def test_one_role_left_takes_the_rights_of_the_other_away(
    log_in: Callable[[User], Client],
    make_user: Callable[..., User],
    city: Region,
    city_manager: User,
    editor: User,
    home: HomePage,
) -> None:
    both = make_user("两用", Role.EDITOR, city)
    RoleGrant.objects.create(user=both, role=Role.APPROVER, region=city)
    client = log_in(both)
    client.get(reverse("wagtailadmin_home"))
    end_role(actor=city_manager, grant=RoleGrant.objects.get(user=both, role=Role.APPROVER))
    add(log_in(editor), home, text("别人的稿子"))
    page = InfoPage.objects.get(title="别人的稿子")
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        text(page.title, slug=page.slug) | {"action-publish": "1"},
    )
    page.refresh_from_db()
    assert not page.live


def test_a_city_set_up_before_gets_its_groups_with_the_first_editor(
    log_in: Callable[[User], Client], make_user: Callable[..., User], city: Region
) -> None:
    seed_pages()
    client = log_in(make_user("编辑丙", Role.EDITOR, city))
    assert add(client, HomePage.objects.get(), text("第一篇")).status_code == 302
    assert InfoPage.objects.filter(title="第一篇").exists()
