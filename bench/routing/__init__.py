"""Measuring the day routers on published instances: `manage.py bench routes`."""
