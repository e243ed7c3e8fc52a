"""What people add to the workbench."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from people.viewsets import PersonViewSet
from people.workbench import ScopedModelViewSet


@hooks.register("insert_global_admin_css")
def workbench_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("people/workbench.css"))


@hooks.register("register_admin_viewset")
def person_viewset() -> ScopedModelViewSet:
    return PersonViewSet()
