"""`manage.py bench NAME`: the measurements of the package `bench`, which is no installed application."""

from bench.command import Command as BenchCommand


class Command(BenchCommand):
    """What `bench.command` does, found by Django in an installed application."""
