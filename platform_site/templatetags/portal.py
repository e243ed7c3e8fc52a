"""What the portal's templates ask of the site: its menu and its figures."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from platform_site.portal import menu
from platform_site.portal.home_figures import HomeFigures
from platform_site.portal.home_figures import home_figures as cached_home_figures

register = template.Library()


@register.simple_tag
def url_or_none(view: str, *args: Any, **kwargs: Any) -> str | None:
    """`{% url_or_none "package:view" as url %}`: like `{% url %}`, None where the address does not exist."""
    try:
        return reverse(view, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return None


@register.simple_tag(takes_context=True)
def site_menu(context: dict[str, Any]) -> list[dict[str, Any]]:
    """`{% site_menu as entries %}`: the entries of the navigation for this reader."""
    request = context.get("request")
    return menu.menu_for(request) if request is not None else []


@register.simple_tag
def home_figures() -> HomeFigures:
    """`{% home_figures as figures %}`: what the city did, at most five minutes old."""
    return cached_home_figures()
