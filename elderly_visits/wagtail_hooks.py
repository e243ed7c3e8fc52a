"""What visits to elders add to the workbench. Addresses: /workbench/visits/…"""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def workbench_urls() -> list[Any]:
    patterns: list[Any] = []
    return [path("visits/", include((patterns, "elderly_visits_workbench")))]
