from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from timebank.certificates.workbench.revocation import revoke
from timebank.certificates.workbench.viewsets import CertificateViewSet
from timebank.earning.workbench import objections
from timebank.giving.workbench import pools, settlements
from timebank.home.workbench import PersonAccount
from timebank.ledger.workbench import export
from timebank.ledger.workbench.viewsets import ServiceRecordViewSet, TransferViewSet
from timebank.oversight.workbench import circulation, holds, samples, solvency, suspicions
from timebank.rewards.workbench import partner_review
from timebank.rewards.workbench.viewsets import OfferViewSet, PartnerViewSet, VoucherViewSet
from workbench.menu import Section, register_menu_item
from workbench.roles import MANAGER_ROLES, OVERSIGHT_ROLES, STAFF_ROLES


@hooks.register("register_admin_viewset")
def timebank_viewsets() -> list[Any]:
    return [
        ServiceRecordViewSet(),
        TransferViewSet(),
        CertificateViewSet(),
        PartnerViewSet(),
        OfferViewSet(),
        VoucherViewSet(),
    ]


@hooks.register("register_admin_urls")
def timebank_urls() -> list[Any]:
    reviews = [
        path("review/", partner_review.PartnerQueue.as_view(), name="review"),
        path("review/<int:pk>/", partner_review.decide, name="decide"),
        path("<int:pk>/suspend/", partner_review.SuspendPartner.as_view(), name="suspend"),
    ]
    objecting = [
        path("", objections.ObjectionList.as_view(), name="list"),
        path("<int:pk>/", objections.ObjectionPage.as_view(), name="one"),
    ]
    overseeing = [
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
    others = [
        path("export/", export.export, name="export"),
        path("certificates/<int:pk>/revoke/", revoke, name="revoke_certificate"),
        path("pools/", pools.PoolList.as_view(), name="pools"),
        path("pools/<slug:code>/", pools.PoolPage.as_view(), name="pool"),
        path("donations/<int:pk>/", pools.EarmarkPage.as_view(), name="earmark"),
        path("settlements/", settlements.SettlementList.as_view(), name="settlements"),
        path("settlements/<int:pk>/", settlements.SettlementPage.as_view(), name="settlement"),
        path("accounts/<int:pk>/", PersonAccount.as_view(), name="account"),
        path("settle/<int:pk>/", settlements.SettlePage.as_view(), name="settle"),
    ]
    return [
        path("timebank/partners/", include((reviews, "timebank_partners"))),
        path("star-objections/", include((objecting, "timebank_objections"))),
        path("oversight/", include((overseeing, "timebank_oversight"))),
        path("timebank/", include((others, "timebank_workbench"))),
    ]


@hooks.register("insert_global_admin_css")
def oversight_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("timebank/workbench.css"))


# What is worked on, before the books that are only read.
for _label, _view, _icon, _roles, _order in (
    (_("Public pools"), "timebank_workbench:pools", "group", STAFF_ROLES, 10),
    (_("Objections to stars"), "timebank_objections:list", "warning", STAFF_ROLES, 20),
    (_("Accounts to settle"), "timebank_workbench:settlements", "folder-open-inverse", STAFF_ROLES, 30),
    (_("Partners to review"), "timebank_partners:review", "home", MANAGER_ROLES, 40),
    (_("Oversight of the time bank"), "timebank_oversight:circulation", "view", OVERSIGHT_ROLES, 50),
):
    register_menu_item(_label, _view, icon_name=_icon, roles=_roles, order=_order, section=Section.TIMEBANK)
