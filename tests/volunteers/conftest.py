"""Volunteers and tasks of the small city."""

from __future__ import annotations
