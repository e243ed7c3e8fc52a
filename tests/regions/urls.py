"""The addresses of the package alone, so that its tests need no other floor."""

from django.urls import include, path

urlpatterns = [path("regions/", include("regions.urls"))]
