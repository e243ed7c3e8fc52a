from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.web import LoggedInRequest
from timebank.certificates.enums import CertificateState
from timebank.certificates.models import Certificate
from timebank.certificates.permissions import can_revoke_certificate
from timebank.ledger.workbench.viewsets import BookViewSet
from workbench.menu import Section


class CertificateViewSet(BookViewSet):
    model = Certificate
    icon = "doc-full-inverse"
    menu_section = Section.TIMEBANK
    menu_order = 62
    menu_label = _("Certificates")
    list_display = [
        "written_number",
        "person",
        "issuer",
        "minutes",
        "issued_at",
        "state_label",
    ]
    list_filter = ["issued_at"]
    list_export = [
        "written_number",
        "person",
        "issuer",
        "since",
        "until",
        "minutes",
        "issued_at",
        "state_label",
    ]
    search_fields = ["number", "person__name"]
    inspect_view_fields = [
        "written_number",
        "person",
        "holder_name",
        "issuer",
        "since",
        "until",
        "services",
        "minutes",
        "issued_at",
        "issued_by",
    ]
    inspect_template_name = "timebank/certificates/workbench/certificate.html"
    log_reads = True

    def list_rows(self, request: LoggedInRequest) -> models.QuerySet[Any]:
        rows = super().list_rows(request).select_related("person", "region")
        return rows.prefetch_related("endings").order_by("-issued_at", "-pk")

    def search(self, rows: models.QuerySet[Any], query: str) -> models.QuerySet[Any]:
        """By name, or by a number with or without its dashes."""
        number = query.replace("-", "").replace(" ", "").upper()
        return rows.filter(models.Q(person__name__icontains=query) | models.Q(number__icontains=number))

    def inspect_context(self, request: LoggedInRequest, instance: Certificate) -> dict[str, Any]:
        return {
            "endings": instance.endings.select_related("by"),
            "may_revoke": instance.state != CertificateState.REVOKED
            and can_revoke_certificate(request.user, instance),
        }
