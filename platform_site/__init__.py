"""The site: settings, urls, the Celery application, Wagtail pages, dashboards, indicators, set-up and demo city.

The highest floor: it may import every package, and none imports it. No rule about people, visits or credit lives here.
"""

from platform_site.celery import app as celery_app

__all__ = ["celery_app"]
