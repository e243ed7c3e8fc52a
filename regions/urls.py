"""Public addresses of the package."""

from django.urls import path

from regions import views

app_name = "regions"

urlpatterns = [
    path("options/", views.options, name="options"),
]
