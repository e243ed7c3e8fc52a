"""Portal pages of social organizations."""

from __future__ import annotations

from django.urls import path

from organizations import views

app_name = "organizations"
urlpatterns = [
    path("", views.organization_list, name="list"),
    path("mine/", views.own_organizations, name="mine"),
    path("new/", views.register, name="register"),
    path("<int:pk>/", views.organization_detail, name="detail"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/partner/", views.partner, name="partner"),
]
