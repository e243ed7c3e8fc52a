"""Measuring elderly_visits on invented cities: one package for each benchmark of `manage.py bench`."""
