"""Addresses of services asked for; included under `/requests/`."""

from __future__ import annotations

from django.urls import path

from service_requests.views import asking, own_requests, serving

app_name = "service_requests"
urlpatterns = [
    path("", own_requests.own_requests, name="mine"),
    path("ask/", asking.ask, name="ask"),
    path("open/", serving.open_list, name="open"),
    path("open/<uuid:uuid>/", serving.claim, name="take"),
    path("serve/<uuid:uuid>/", serving.serve, name="serve"),
    path("serve/<uuid:uuid>/agree/", serving.agree, name="agree"),
    path("serve/<uuid:uuid>/check-in/", serving.check_in, name="check_in"),
    path("<uuid:uuid>/", own_requests.show, name="request"),
    path("<uuid:uuid>/confirm/", own_requests.step, {"name": "confirm"}, name="confirm"),
    path("<uuid:uuid>/dispute/", own_requests.step, {"name": "dispute"}, name="dispute"),
    path("<uuid:uuid>/cancel/", own_requests.step, {"name": "cancel"}, name="cancel"),
    path("<uuid:uuid>/no-show/", own_requests.step, {"name": "no-show"}, name="no_show"),
]
