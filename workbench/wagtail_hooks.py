"""The style of the workbench's own pages."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def workbench_style() -> SafeString:
    sheets = ("workbench/workbench.css", "workbench/phone.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


@hooks.register("insert_global_admin_js")
def bulk_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("workbench/bulk.js"))
