"""Public addresses of the package, below `/care-points/`."""

from django.urls import path

from facilities import views

app_name = "facilities"

urlpatterns = [
    path("", views.finder, name="finder"),
    path("points.json", views.points, name="points"),
    path("outlines.json", views.outlines, name="outlines"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/report/", views.report, name="report"),
]
