"""The portal's own pages: home, texts, elder mode, navigation, what a form looks like."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.utils.translation import override
from wagtail.models import Page, Site

from facilities.enums import FacilityType
from facilities.models import Facility
from people.logins.models import User
from platform_site.content import seed_pages
from platform_site.content.seeding import read_pages
from platform_site.models import HomePage, InfoPage
from platform_site.portal import elder_mode, menu
from platform_site.templatetags.icons import ICONS, icon
from regions.models import Region
from tests.demonstration import open_demonstration
from tests.platform_site.catalogues import ROOT


@pytest.fixture
def pages(db: None) -> HomePage:
    for kept in caches.all():
        kept.clear()
    seed_pages()
    return HomePage.objects.get()


@pytest.fixture
def english() -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_seeding_twice_changes_nothing(pages: HomePage) -> None:
    before = list(
        Page.objects.order_by("path").values_list("path", "slug", "title", "latest_revision_created_at")
    )
    assert seed_pages() == 0
    assert (
        list(Page.objects.order_by("path").values_list("path", "slug", "title", "latest_revision_created_at"))
        == before
    )


def test_seeding_leaves_alone_what_somebody_changed(pages: HomePage) -> None:
    InfoPage.objects.filter(slug="privacy").update(title="我们怎样对待您的信息")
    InfoPage.objects.get(slug="about-visits").delete()
    assert seed_pages() == 1
    assert InfoPage.objects.get(slug="privacy").title == "我们怎样对待您的信息"


def test_the_site_begins_at_our_home_page_and_the_welcome_page_is_gone(pages: HomePage) -> None:
    assert Site.objects.get().root_page_id == pages.pk
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage]


def test_home_answers_the_four_questions_in_chinese_first(pages: HomePage, client: Client) -> None:
    html = client.get("/").content.decode()
    assert '<html lang="zh-hans"' in html
    for question in ("我要找服务", "我家有老人", "我要当志愿者", "我们是组织"):
        assert question in html


def test_every_text_has_an_english_twin(pages: HomePage, english: Client) -> None:
    for page in InfoPage.objects.live():
        html = english.get(page.url).content.decode()
        assert f"<h1>{page.title_en}</h1>".replace("'", "&#x27;") in html
        assert not re.search(r"[\u3400-\u9fff]", _main(html)), page.slug


def _main(html: str) -> str:
    return html.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_page_without_english_shows_its_chinese_marked_as_such(pages: HomePage, english: Client) -> None:
    pages.add_child(instance=InfoPage(title="只有中文", slug="only-chinese", body=[("text", "<p>正文</p>")]))
    html = english.get("/only-chinese/").content.decode()
    assert "<h1>只有中文</h1>" in html
    assert '<div class="prose" lang="zh-Hans">' in html


def test_both_languages_of_a_text_have_the_same_parts() -> None:
    for slug, content in read_pages():
        parts = [
            [next(iter(block)) for block in content[language].get("body", [])] for language in ("zh", "en")
        ]
        assert parts[0] == parts[1], slug


def test_addresses_in_the_texts_lead_somewhere(pages: HomePage, client: Client) -> None:
    addresses = {
        block["action"]["address"]
        for _slug, content in read_pages()
        for language in ("zh", "en")
        for block in content[language].get("body", [])
        if "action" in block
    }
    for address in addresses:
        if address.startswith("/"):
            assert client.get(address).status_code in (200, 302), address
        else:
            assert re.fullmatch(r"tel:\d+", address)


def test_figures_on_the_home_page_are_counted(pages: HomePage, client: Client, community: Region) -> None:
    for name in ("甲", "乙"):
        Facility.objects.create(
            name=name,
            type=FacilityType.MEAL_SITE,
            region=community,
            lat=31.2,
            lon=107.5,
            location_quality="exact",
        )
    Facility.objects.create(
        name="丙", type=FacilityType.MEAL_SITE, region=community, lat=31.2, lon=107.5, location_quality="exact",
        closed_on="2024-01-01",
    )  # fmt: skip
    html = client.get("/").content.decode()
    assert re.search(r"<dt>养老服务点</dt><dd>2</dd>", html)


def test_home_costs_few_queries(
    pages: HomePage, client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(15):
        client.get("/")
    with django_assert_max_num_queries(10):
        client.get("/")  # the figures are remembered for five minutes


@pytest.mark.parametrize("size", elder_mode.SIZES)
def test_elder_mode_is_kept_in_a_cookie(pages: HomePage, client: Client, size: int) -> None:
    answer = client.post("/elder-mode/", {"size": size, "next": "/privacy/"})
    assert (answer.status_code, answer["Location"]) == (302, "/privacy/")
    assert f'class="elder elder-{size}"' in client.get("/").content.decode()
    client.post("/elder-mode/", {"size": "off"})
    assert 'class="elder' not in client.get("/").content.decode()


def test_elder_mode_sends_nobody_to_another_site(db: None, client: Client) -> None:
    answer = client.post("/elder-mode/", {"size": "20", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_elder_mode_is_not_switched_by_a_link(db: None, client: Client) -> None:
    assert client.get("/elder-mode/?size=30").status_code == 405


def test_a_forged_cookie_is_no_text_size() -> None:
    request = RequestFactory().get("/")
    request.COOKIES[elder_mode.COOKIE] = '30" onload="'
    assert elder_mode.elder_text_size(request) is None


def test_the_language_switch_leads_back_to_the_page(pages: HomePage, client: Client) -> None:
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/privacy/"})
    assert answer["Location"] == "/privacy/"
    assert "<h1>Privacy notice</h1>" in client.get("/privacy/").content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_the_demonstration_says_that_it_is_one(
    pages: HomePage, client: Client, settings: Any, demo: bool
) -> None:
    if demo:
        open_demonstration(settings)
    assert ("都是虚构的" in client.get("/").content.decode()) is demo


def test_the_workbench_is_named_to_workers_only(
    pages: HomePage, log_in: Callable[[User], Client], worker: User, resident: User
) -> None:
    link = 'href="/workbench/"'
    assert link in log_in(worker).get("/").content.decode()
    assert link not in log_in(resident).get("/").content.decode()
    assert link not in Client().get("/").content.decode()


def test_the_page_one_stands_on_is_marked_once(pages: HomePage, client: Client) -> None:
    home = client.get("/").wsgi_request
    assert [way["url"] for way in menu.menu_for(home) if way["current"]] == ["/"]
    elsewhere = client.get("/privacy/").wsgi_request
    assert not [way for way in menu.menu_for(elsewhere) if way["current"]]


def test_every_icon_that_a_template_names_is_drawn() -> None:
    named = {
        (name, path.relative_to(ROOT))
        for path in ROOT.glob("*/templates/**/*.html")
        # Wagtail's icons are asked for in another way: {% icon name="…" %}.
        for name in re.findall(r"""\{% icon ["']([^"']+)["']""", path.read_text(encoding="utf-8"))
    }
    assert not {pair for pair in named if pair[0] not in ICONS}
    assert {way.icon for way in menu.MENU} <= ICONS.keys()
    assert {content.get("icon", "info") for _slug, content in read_pages()} <= ICONS.keys()


def test_an_icon_with_a_label_speaks_and_one_without_is_silent() -> None:
    assert 'role="img" aria-label="&lt;3"' in icon("heart", label="<3")
    assert 'aria-hidden="true"' in icon("heart")


def test_the_style_sheets_and_scripts_of_the_base_page_exist(pages: HomePage, client: Client) -> None:
    html = client.get("/").content.decode()
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    assert {"site/site.css", "pico/pico.min.css"} <= set(named)
    assert not [path for path in named if not finders.find(path)]


def test_pages_carry_no_inline_script_that_the_policy_forbids(pages: HomePage, client: Client) -> None:
    answer = client.get("/")
    html = answer.content.decode()
    policy = answer["Content-Security-Policy"]
    nonces = set(re.findall(r'<script[^>]* nonce="([^"]+)"', html))
    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in policy
    assert not re.search(r"\son\w+=", html)


class _Form(forms.Form):
    name = forms.CharField(label="姓名", help_text="和身份证一致")
    note = forms.CharField(label="备注", required=False)
    agreed = forms.BooleanField(label="同意")


def test_a_refused_form_says_first_what_is_wrong_and_links_to_it() -> None:
    with override("zh-hans"):
        html = _Form({"note": "留着"}).as_div()
    summary, fields = html.split("</ul>", 1)
    assert 'role="alert"' in summary
    assert '<a href="#id_name">姓名</a>' in summary
    assert '<a href="#id_agreed">同意</a>' in summary
    assert 'value="留着"' in fields
    assert 'aria-describedby="id_name_helptext id_name_error"' in fields
    assert 'id="id_name_helptext"' in fields
    assert 'id="id_name_error"' in fields


def test_an_optional_field_says_so() -> None:
    with override("en"):
        html = _Form().as_div()
    assert re.search(r"备注\s*<span class=\"optional\">\(optional\)</span>", html)
    assert html.count("(optional)") == 1
