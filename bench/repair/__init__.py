"""Volunteers drop out of a planned month: `manage.py bench repair --size N`."""
