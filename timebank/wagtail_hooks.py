"""What the time bank adds to the workbench."""

from typing import Any

from django.urls import include, path
from wagtail import hooks

from timebank.views import workbench
from timebank.viewsets import TimebankGroup


@hooks.register("register_admin_viewset")
def timebank_viewsets() -> TimebankGroup:
    return TimebankGroup()


@hooks.register("register_admin_urls")
def timebank_urls() -> list[Any]:
    patterns = [
        path("export/", workbench.export, name="export"),
        path("certificates/<int:pk>/revoke/", workbench.revoke, name="revoke_certificate"),
    ]
    return [path("timebank/", include((patterns, "timebank_workbench")))]
