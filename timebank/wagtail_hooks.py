"""What the time bank adds to the workbench."""

from __future__ import annotations

from typing import Any

from django.urls import include, path
from wagtail import hooks

from timebank.certificates.workbench.revocation import revoke
from timebank.earning.workbench import objections
from timebank.giving.workbench import pools, settlements
from timebank.ledger.workbench import export
from timebank.oversight.workbench import hooks as oversight_hooks
from timebank.rewards.workbench import partner_review
from timebank.viewsets import TimebankGroup


@hooks.register("register_admin_viewset")
def timebank_viewsets() -> TimebankGroup:
    return TimebankGroup()


@hooks.register("register_admin_urls")
def partner_urls() -> list[Any]:
    patterns = [
        path("review/", partner_review.PartnerQueue.as_view(), name="review"),
        path("review/<int:pk>/", partner_review.decide, name="decide"),
    ]
    return [path("timebank/partners/", include((patterns, "timebank_partners")))]


@hooks.register("register_admin_urls")
def timebank_urls() -> list[Any]:
    patterns = [
        path("export/", export.export, name="export"),
        path("certificates/<int:pk>/revoke/", revoke, name="revoke_certificate"),
        path("pools/", pools.PoolList.as_view(), name="pools"),
        path("pools/<slug:code>/", pools.PoolPage.as_view(), name="pool"),
        path("donations/<int:pk>/", pools.EarmarkPage.as_view(), name="earmark"),
        path("settlements/", settlements.SettlementList.as_view(), name="settlements"),
        path("settlements/<int:pk>/", settlements.SettlementPage.as_view(), name="settlement"),
        path("settle/<int:pk>/", settlements.SettlePage.as_view(), name="settle"),
    ]
    return [path("timebank/", include((patterns, "timebank_workbench")))]


@hooks.register("register_admin_urls")
def objection_urls() -> list[Any]:
    patterns = [
        path("", objections.ObjectionList.as_view(), name="list"),
        path("<int:pk>/", objections.ObjectionPage.as_view(), name="one"),
    ]
    return [path("star-objections/", include((patterns, "timebank_objections")))]


# `oversight_hooks` is imported for what it registers.
__all__ = ["oversight_hooks", "timebank_viewsets"]
