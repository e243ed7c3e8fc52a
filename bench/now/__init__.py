"""Measuring the search of a moment: `manage.py bench now`.

An invented city in a temporary SQLite file, and in a temporary PostgreSQL database where a server answers: the best
volunteers for random visits, the best tasks for random volunteers, beside reading every row.
"""
