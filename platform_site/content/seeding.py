"""Making the pages of the portal from the files beside this one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page, Site

from platform_site.models import BilingualPage, HomePage, InfoPage, NewsIndexPage, NewsPage

PAGES = Path(__file__).parent / "pages"
# The page that Wagtail's own migration puts under the root.
_WELCOME_SLUG = "home"
_KINDS: dict[str, type[BilingualPage]] = {
    "home": HomePage,
    "information": InfoPage,
    "news_index": NewsIndexPage,
    "news": NewsPage,
}


def read_pages() -> list[tuple[str, dict[str, Any]]]:
    """Address and content of each file, in the order of their numbers."""
    return [
        (path.stem.split("-", 1)[1], tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(PAGES.glob("*.toml"))
    ]


def _fields(content: dict[str, Any]) -> dict[str, Any]:
    """The fields of a page: each block of a text is a table with one key, the kind of block."""
    fields = {name: value for name, value in content.items() if name not in ("kind", "zh", "en")}
    for language, suffix in (("zh", ""), ("en", "_en")):
        text = content[language]
        fields[f"title{suffix}"] = text["title"]
        fields[f"intro{suffix}"] = text["intro"]
        fields[f"body{suffix}"] = [next(iter(block.items())) for block in text.get("body", [])]
    return fields


def _make_home(slug: str, content: dict[str, Any]) -> HomePage:
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(instance=Page(title="Root", slug="root"))
    # Wagtail's welcome page goes; a page that somebody wrote under its address stays.
    welcome = root.get_children().filter(slug=_WELCOME_SLUG).first()
    home = root.add_child(instance=HomePage(slug=slug, **_fields(content)))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "localhost", "site_name": "守望 Shouwang"},
    )
    if welcome is not None and welcome.specific_class is Page and not welcome.get_children().exists():
        Page.objects.get(pk=welcome.pk).delete()
    return home


@transaction.atomic
def seed_pages() -> int:
    """Make the pages that are missing; returns how many were made. Running it again changes nothing."""
    made = 0
    parents: dict[str, Page] = {}
    for slug, content in read_pages():
        kind = content["kind"]
        page = _KINDS[kind].objects.filter(slug=slug).first() if kind != "home" else HomePage.objects.first()
        if page is None:
            if kind == "home":
                page = _make_home(slug, content)
            else:
                parent = parents["news_index" if kind == "news" else "home"]
                if parent.get_children().filter(slug=slug).exists():
                    continue  # Somebody else's page stands at this address.
                page = parent.add_child(instance=_KINDS[kind](slug=slug, **_fields(content)))
            made += 1
        parents.setdefault(kind, page)
    return made
