"""The URL map. Each package brings its own; nothing else is listed twice."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from platform_site import health
from platform_site.accounts import views
from platform_site.portal import elder_mode

urlpatterns = [
    path("health/", health.health, name="health"),
    path("health/installation/", health.health, {"checks": health.INSTALLATION}, name="health_installation"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("elder-mode/", elder_mode.elder_mode, name="elder_mode"),
    path("accounts/", include("platform_site.accounts.urls")),
    path("after-login/", views.after_login, name="after_login"),
    path("start/", views.start, name="start"),
    path("", include("people.urls")),
    path("", include("notifications.urls")),
    path("workbench/login/", views.workbench_gate, name="workbench_gate"),
    path("workbench/", include(wagtailadmin_urls)),
    path("regions/", include("regions.urls")),
    path("care-points/", include("facilities.urls")),
    path("organizations/", include("organizations.urls")),
    path("timebank/", include("timebank.urls")),
    path("verify/", include("timebank.certificates.verify_urls")),
    path("", include("volunteers.urls")),
    path("", include("elderly_visits.urls")),
    path("requests/", include("service_requests.urls")),
    path("documents/", include(wagtaildocs_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    path("", include(wagtail_urls)),
]
