"""How the oversight of the time bank hangs in the workbench: style, addresses below /workbench/oversight/."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from timebank.oversight.workbench import circulation, holds, samples, solvency, suspicions


@hooks.register("register_admin_urls")
def oversight_urls() -> list[Any]:
    patterns: list[Any] = [
        path("circulation/", circulation.CirculationPage.as_view(), name="circulation"),
        path("circulation/transfers/", circulation.TransfersBehind.as_view(), name="transfers_behind"),
        path("circulation/csv/", circulation.circulation_csv, name="circulation_csv"),
        path("owed/", solvency.SolvencyPage.as_view(), name="solvency"),
        path("suspicions/", suspicions.SuspicionList.as_view(), name="suspicions"),
        path("suspicions/<uuid:uuid>/", suspicions.SuspicionPage.as_view(), name="suspicion"),
        path("holds/", holds.HoldList.as_view(), name="holds"),
        path("holds/<uuid:uuid>/", holds.HoldPage.as_view(), name="hold"),
        path("records/<uuid:uuid>/hold/", holds.PlaceHold.as_view(), name="place_hold"),
        path("calls/", samples.SampleList.as_view(), name="samples"),
        path("calls/sample/<uuid:uuid>/", samples.SamplePage.as_view(), name="sample"),
        path("calls/<uuid:uuid>/", samples.CallPage.as_view(), name="call"),
    ]
    return [path("oversight/", include((patterns, "timebank_oversight")))]


@hooks.register("insert_global_admin_css")
def oversight_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("timebank/workbench.css"))
